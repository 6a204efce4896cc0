// What a sheet's XML ties to its cells besides their content: merged cells, conditional formats, validations, hyperlinks, filters,
// protected ranges, page breaks, sparklines.
#pragma once

#include <string>
#include <string_view>

#include "xlsx/patch/range_rewriter.hpp"

namespace counterfoil::xlsx {

/// `text`: what stands before the rows, or after them. `own_sheet`: it is the sheet that changed; else only its formulas are looked
/// at.
std::string map_anchors(std::string_view text, const SheetChange& change, bool own_sheet);

}  // namespace counterfoil::xlsx
