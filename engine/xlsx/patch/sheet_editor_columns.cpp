// The operations of SheetEditor on whole columns.
#include <algorithm>
#include <stdexcept>

#include "base/failure.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/patch/row_moves.hpp"
#include "xlsx/patch/sheet_anchors.hpp"
#include "xlsx/patch/sheet_editor.hpp"
#include "xlsx/patch/sheet_tables.hpp"

namespace counterfoil::xlsx {

namespace {

/// The last column that a row's cells use.
std::uint32_t last_cell_column(const SheetRows& sheet, const RowSlice& slice) {
  const std::string_view row = slice.row();
  const auto whole = next_element(row, 0, sheet.plain());
  const std::string_view within = row.substr(0, whole->content_end);
  std::size_t at = whole->content_begin;
  std::uint32_t column = 0;
  while (const auto cell = next_element(within, at, sheet.plain())) {
    at = cell->end;
    if (local_name(cell->name) == "c") column = cell_column(row.substr(cell->begin, cell->content_begin - cell->begin), column);
  }
  return column;
}

}  // namespace

void SheetPatch::insert_columns(std::uint32_t first, std::uint32_t count, std::uint32_t like) {
  if (first == 0 || first > last_column || count == 0) throw std::logic_error("columns outside the grid");
  if (like != 0 && like + 1 != first && like != first) throw std::logic_error("columns look like one beside them");
  for (const RowSlice& slice : rows_.rows()) {
    const std::uint32_t last = last_cell_column(rows_, slice);
    if (last >= first && last + count > last_column) {
      throw Failure{FailureKind::unwritable,
                    "The sheet '" + info_.name + "' has no room for more columns. Remove columns that are not needed."};
    }
  }
  const ColumnShift shift{first, count};
  refuse_cut_blocks(shift);
  move(shift, Axis::columns);
  map_column_definitions(shift, like == 0 ? 0 : like < first ? like : like + count);
  if (like != 0) look_alike(first, count, like < first ? like : like + count);
  write_table_headings();
}

void SheetPatch::remove_columns(std::uint32_t first, std::uint32_t count) {
  if (first == 0 || count == 0 || first + count - 1 > last_column) throw std::logic_error("columns outside the grid");
  const ColumnShift shift{first + count, -std::int64_t{count}};
  refuse_cut_blocks(shift);
  move(shift, Axis::columns);
  map_column_definitions(shift, 0);
}

/// New cells take the style of the cell in column `like` of their row; formats and validations reach over them.
void SheetPatch::look_alike(std::uint32_t first, std::uint32_t count, std::uint32_t like) {
  for (std::size_t index = 0; index < rows_.rows().size(); ++index) {
    const RowSlice slice = rows_.rows()[index];
    const std::string style{cell_style(slice, like)};
    if (style.empty() || style == "0") continue;
    std::vector<std::string> texts;
    std::vector<NewCell> cells;
    for (std::uint32_t i = 0; i < count; ++i) {
      texts.push_back("<" + rows_.prefix() + "c r=\"" + to_string(CellReference{slice.number, first + i}) + "\" s=\"" + style +
                      "\"/>");
    }
    for (std::uint32_t i = 0; i < count; ++i) cells.push_back({first + i, texts[i]});
    rows_.set_row(index, with_cells(rows_, slice, cells), slice.number);
  }
  const ColumnLook look{first, count, like};
  const SheetChange change{info_.name, look};
  if (std::string tail = map_anchors(rows_.tail(), change, true); tail != rows_.tail()) rows_.set_tail(std::move(tail));
  forget_facts();
}

std::string_view SheetPatch::cell_style(const RowSlice& slice, std::uint32_t wanted) const {
  const std::string_view row = slice.row();
  const auto whole = next_element(row, 0, rows_.plain());
  const std::string_view within = row.substr(0, whole->content_end);
  std::size_t at = whole->content_begin;
  std::uint32_t column = 0;
  while (const auto cell = next_element(within, at, rows_.plain())) {
    at = cell->end;
    if (local_name(cell->name) != "c") continue;
    const std::string_view tag = row.substr(cell->begin, cell->content_begin - cell->begin);
    column = cell_column(tag, column);
    if (column == wanted) return tag_attribute(tag, "s");
  }
  return {};
}

/// Excel wants the cell above a table's column to hold its name.
void SheetPatch::write_table_headings() {
  for (const std::string& part : workbook_.package.all_related(info_.part, "table")) {
    for (const TableHeading& heading : headings_of(workbook_.package.text(part))) {
      const auto there = row(heading.cell.row);
      std::uint32_t style = 0;
      bool filled = false;
      if (there) {
        for (const ParsedCell& cell : there->cells) {
          if (cell.column != heading.cell.column) continue;
          style = cell.style;
          filled = cell.kind != CellKind::blank || cell.has_formula;
        }
      }
      if (filled) continue;
      std::string xml;
      RowBuilder builder{xml, rows_.prefix()};
      builder.begin_row(heading.cell.row);
      builder.text(heading.cell.column, style, heading.name);
      builder.end_row();
      put_cells(std::move(xml));
    }
  }
}

}  // namespace counterfoil::xlsx
