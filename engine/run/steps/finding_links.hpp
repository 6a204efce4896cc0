// Where a finding can be opened: a link from the workbook to the export's sheet and cell, for the Findings sheet.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "findings/finding.hpp"

namespace counterfoil::run {

/// What a finding's place calls a file to the file's path as seen from the workbook's folder. A file that cannot be reached from
/// there is left out.
using ExportPaths = std::map<std::string, std::string>;
ExportPaths export_paths(const std::map<std::string, std::filesystem::path>& files, const std::filesystem::path& workbook);

/// For HYPERLINK: "Nov.xlsx#Payments!B5"; a CSV's file alone. The first cell of several. Empty when there is nothing to open, or
/// when Excel would not take it.
std::string link_to(const Place& place, const ExportPaths& paths);

}  // namespace counterfoil::run
