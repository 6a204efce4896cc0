// The text of one row where its cells move, and where single cells of it are replaced.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "xlsx/patch/range_rewriter.hpp"
#include "xlsx/patch/sheet_rows.hpp"

namespace counterfoil::xlsx {

/// The row's number, cells and spans where `map` moves them; cells that it takes away go. Array formulas, data tables and shared
/// formulas follow with their ranges.
std::string moved_row(const SheetRows& sheet, const RowSlice& slice, const RangeMap& map);

struct NewCell {
  std::uint32_t column = 0;
  std::string_view xml;  // the whole element; empty: the cell goes
};

/// The row with these cells, in column order, in the place of those it had there. All else in it stays as it is.
std::string with_cells(const SheetRows& sheet, const RowSlice& slice, const std::vector<NewCell>& cells);

/// A formula that fills a block of cells, which can only change as a whole.
struct FormulaBlock {
  RangeReference range;
  bool spilled = false;  // a dynamic array, whose size Excel works out anew
};
std::vector<FormulaBlock> formula_blocks(const SheetRows& sheet);

}  // namespace counterfoil::xlsx
