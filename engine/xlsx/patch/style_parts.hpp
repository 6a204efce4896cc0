// xl/styles.xml, added to: what stands there keeps its numbers, what is new comes after it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "xlsx/patch/package_edit.hpp"

namespace counterfoil::xlsx {

/// By how much the numbers of styles grow that moved into another workbook.
struct StyleShift {
  std::uint32_t cells = 0;        // cellXfs: s="", style=""
  std::uint32_t differences = 0;  // dxfs: dxfId=""
};

/// All cell styles and conditional formats of `donor` (the text of its styles part), after those of the workbook. Throws Failure
/// when the workbook cannot hold them, or has no styles.
StyleShift add_styles(PackageEdit& package, std::string_view donor);

/// The number of a conditional format's look (a dxf element without prefix), added where the workbook has no equal one.
std::uint32_t look_number(PackageEdit& package, std::string_view dxf);

}  // namespace counterfoil::xlsx
