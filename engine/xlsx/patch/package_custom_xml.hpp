// Custom XML data parts: data of a program's own that Excel and LibreOffice keep with the workbook.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "xlsx/patch/package_edit.hpp"

namespace counterfoil::xlsx {

std::optional<std::string> find_custom_xml(const PackageEdit& package, std::string_view root_namespace);
/// The root namespace, in full, of the first that begins with `family`.
std::optional<std::string> find_custom_xml_namespace(const PackageEdit& package, std::string_view family);
/// In the place of the one with that root namespace, or one that begins with `family` where that is not empty; else as a new one.
void put_custom_xml(PackageEdit& package, std::string_view root_namespace, std::string xml, std::string_view family = {});

}  // namespace counterfoil::xlsx
