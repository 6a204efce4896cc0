// The operations of SheetEditor on single cells.
#include <algorithm>
#include <set>
#include <stdexcept>

#include "base/failure.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/patch/row_moves.hpp"
#include "xlsx/patch/sheet_editor.hpp"

namespace counterfoil::xlsx {

namespace {

bool holds(const RangeReference& range, CellReference cell) {
  return range.first.row <= cell.row && cell.row <= range.last.row && range.first.column <= cell.column &&
         cell.column <= range.last.column;
}

struct RowOfCells {
  std::uint32_t number = 0;
  std::string_view xml;
  std::vector<NewCell> cells;
};

/// What RowBuilder wrote.
std::vector<RowOfCells> rows_of_cells(std::string_view rows_xml) {
  std::vector<RowOfCells> rows;
  std::size_t at = 0;
  while (const auto element = next_element(rows_xml, at, false)) {
    at = element->end;
    RowOfCells row;
    row.xml = rows_xml.substr(element->begin, element->end - element->begin);
    row.number = parse_cell_reference("A" + std::string{tag_attribute(
                                                rows_xml.substr(element->begin, element->content_begin - element->begin), "r")})
                     ->row;
    const std::string_view within = rows_xml.substr(0, element->content_end);
    std::size_t cell_at = element->content_begin;
    std::uint32_t column = 0;
    while (const auto cell = next_element(within, cell_at, false)) {
      cell_at = cell->end;
      const std::string_view xml = rows_xml.substr(cell->begin, cell->end - cell->begin);
      const std::uint32_t here = cell_column(xml.substr(0, cell->content_begin - cell->begin), column);
      if (here <= column) throw std::logic_error("cells out of order");
      row.cells.push_back({column = here, xml});
    }
    if (!rows.empty() && rows.back().number >= row.number) throw std::logic_error("rows out of order");
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

/// Of the groups that share a formula, those whose master is one of these cells get formulas of their own.
void SheetPatch::free_dependents(const std::function<bool(CellReference)>& goes) {
  std::set<std::string, std::less<>> orphaned;
  for (const auto& [group, shared] : shared_formulas().groups()) {
    if (goes(shared.master)) orphaned.insert(group);
  }
  shared_->dissolve(rows_, orphaned);
}

void SheetPatch::refuse_part_of_block(CellReference cell, const std::vector<FormulaBlock>& blocks) const {
  for (const FormulaBlock& block : blocks) {
    if (block.range.first == block.range.last || !holds(block.range, cell)) continue;
    throw Failure{FailureKind::unwritable,
                  "Cell " + to_string(cell) + " of the sheet '" + info_.name + "' belongs to a formula that fills " +
                      to_string(block.range) +
                      " as a whole, so it cannot be changed alone. Clear that formula, or choose another place."};
  }
}

void SheetPatch::put_cells(std::string rows_xml) {
  const std::string_view text = rows_.keep(std::move(rows_xml));
  const std::vector<RowOfCells> fresh = rows_of_cells(text);
  const std::vector<FormulaBlock> blocks = formula_blocks(rows_);
  std::set<std::pair<std::uint32_t, std::uint32_t>> places;
  for (const RowOfCells& row : fresh) {
    for (const NewCell& cell : row.cells) {
      refuse_part_of_block({row.number, cell.column}, blocks);
      places.emplace(row.number, cell.column);
    }
  }
  free_dependents([&](CellReference cell) { return places.contains({cell.row, cell.column}); });
  for (const RowOfCells& row : fresh) {
    const RowSlice* const there = rows_.find(row.number);
    if (there == nullptr) {
      rows_.replace(row.number, row.number, std::string{row.xml});
      continue;
    }
    rows_.set_row(static_cast<std::size_t>(there - rows_.rows().data()), with_cells(rows_, *there, row.cells), row.number);
    if (!row.cells.empty()) rows_.widen_dimension({{row.number, row.cells.front().column}, {row.number, row.cells.back().column}});
  }
}

void SheetPatch::clear_cells(RangeReference range) {
  for (const FormulaBlock& block : formula_blocks(rows_)) {
    const bool whole = holds(range, block.range.first) && holds(range, block.range.last);
    const bool apart = block.range.last.row < range.first.row || block.range.first.row > range.last.row ||
                       block.range.last.column < range.first.column || block.range.first.column > range.last.column;
    if (!whole && !apart)
      refuse_part_of_block(
          {std::max(block.range.first.row, range.first.row), std::max(block.range.first.column, range.first.column)}, {block});
  }
  free_dependents([&](CellReference cell) { return holds(range, cell); });
  std::vector<NewCell> gone;
  for (std::uint32_t column = range.first.column; column <= range.last.column; ++column) gone.push_back({column, {}});
  for (std::size_t index = 0; index < rows_.rows().size(); ++index) {
    const RowSlice slice = rows_.rows()[index];
    if (slice.number < range.first.row || slice.number > range.last.row) continue;
    if (std::string now = with_cells(rows_, slice, gone); now != slice.row()) rows_.set_row(index, now, slice.number);
  }
}

}  // namespace counterfoil::xlsx
