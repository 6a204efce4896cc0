// Shapes, pictures, charts and controls over a sheet: each says between which rows and columns it lies.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "xlsx/patch/range_rewriter.hpp"

namespace counterfoil::xlsx {

/// A "row" or "col" element's number as drawings count it, from 0; what stands in other elements stays.
std::string map_anchor_corner(std::string_view element, std::string_view digits, const RangeMap& map);
/// The same where it moves by so many rows and columns, within the sheet.
std::string moved_anchor_corner(std::string_view element, std::string_view digits, std::int64_t rows, std::int64_t columns);
/// xl/drawings/drawingN.xml. Shapes that are fixed on the page stay.
std::string map_drawing(std::string_view xml, const RangeMap& map);
/// xl/drawings/vmlDrawingN.vml: comments' boxes go where their cell goes (or with it), old controls by theirs.
/// It is read leniently: Excel itself writes markup here that is not well formed.
std::string map_vml(std::string_view xml, const RangeMap& map);

}  // namespace counterfoil::xlsx
