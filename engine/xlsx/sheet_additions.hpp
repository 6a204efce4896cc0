// Additions to a workbook that a team made: a column that continues those to its left, a highlight, page breaks, sheets of another
// workbook.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/buffer.hpp"
#include "xlsx/workbook_editor.hpp"

namespace counterfoil::xlsx {

/// Where a table stands: its first heading row, the last row of its body, and the last row of its totals.
struct TableBlock {
  std::uint32_t top = 0;
  std::uint32_t body_last = 0;
  std::uint32_t bottom = 0;
};

/// A column was put right of column `last`: ranges of several columns of the table's block that ended there (sums across, charts,
/// names, filters, merged headings) take it in. What stands above or below the block stays as it is. Returns what changed outside
/// of the block's rows, as words for people ("Summary!B3", "the name Paid", "a chart").
std::vector<std::string> take_in_next_column(SheetEditor& sheet, std::uint32_t last, const TableBlock& block);

/// Where a formula of a workbook stands.
struct FormulaPlace {
  std::string sheet;   // empty for a name of the whole workbook
  CellReference cell;  // row 0: of no one cell
  std::string name;    // of a defined name; of the column of an Excel table whose cells are filled with the formula
};

/// What becomes of a formula (as it is read, not escaped); nothing: it stays.
using FormulaRule = std::function<std::optional<std::string>(const FormulaPlace& place, std::string_view expression)>;

/// Every formula of the sheet's workbook: in cells of all sheets, in defined names, and in columns of Excel tables. A formula that
/// several cells share is seen in each of them.
void rewrite_formulas(SheetEditor& sheet, const FormulaRule& rule);

/// A new page before each of these rows, in place of the breaks that the sheet has.
void break_pages(SheetEditor& sheet, const std::vector<std::uint32_t>& rows);

/// Cells of the range for which `expression` holds (as written for the first of them) look as `look`, a dxf element, says: a
/// conditional format below those that are there. Nothing where the same one reaches the first cell already.
void highlight(SheetEditor& sheet, RangeReference range, std::string_view expression, std::string_view look);

/// The charts on the sheet get the texts and figures of their series as the cells hold them now: what a preview shows, and Excel
/// before it recalculates. Series over anything but one row or column of this workbook stay as they are.
void fill_chart_caches(SheetEditor& sheet);

/// The workbook with sheets of `donor` behind its own, with their styles, charts and names; `names`: what each is called here. One
/// that has no name there is left out.
/// Throws Failure where a name is taken.
Buffer with_sheets_of(std::string_view workbook, std::string_view donor, const std::map<std::string, std::string>& names);

}  // namespace counterfoil::xlsx
