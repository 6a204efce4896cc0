// Tables that staff made of ranges (xl/tables/tableN.xml).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "xlsx/patch/range_rewriter.hpp"

namespace counterfoil::xlsx {

/// The text of a cell of the sheet; empty where there is none.
using CellText = std::function<std::string(CellReference)>;

/// The table where its cells go. Where it gets more columns each takes its name from its heading cell (Excel wants them equal),
/// made unique; where it loses some, theirs go.
std::string map_table(std::string_view xml, const RangeMap& map, const CellText& cell_text);

struct TableHeading {
  CellReference cell;
  std::string name;
};
/// What stands, or should, in the cells above a table's columns; nothing for a table without headings.
std::vector<TableHeading> headings_of(std::string_view xml);

/// Column names as the heading cells have them now.
std::string with_headings(std::string_view xml, const CellText& cell_text);

}  // namespace counterfoil::xlsx
