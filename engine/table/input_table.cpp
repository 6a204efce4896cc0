#include "table/input_table.hpp"

#include <algorithm>
#include <iterator>

#include "xlsx/cell_reference.hpp"

namespace counterfoil::table {

const TypedColumn* InputTable::column(std::string_view field) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const TypedColumn& each) { return each.field->id == field; });
  return found == columns.end() ? nullptr : &*found;
}

const TypedColumn* InputTable::control() const { return control_field.empty() ? nullptr : column(control_field); }

std::int64_t InputTable::control_total() const {
  std::int64_t total = 0;
  if (const TypedColumn* amounts = control())
    for (const std::int64_t amount : amounts->numbers)
      if (amount != no_number) total += amount;  // each is far below 64 bits: see largest_pence
  return total;
}

namespace {

const SheetRows* sheet_rows(const std::vector<SheetRows>& sheets, std::size_t row) {
  const auto after = std::find_if(sheets.begin(), sheets.end(), [row](const SheetRows& each) { return each.first_row > row; });
  return after == sheets.begin() ? nullptr : &*std::prev(after);
}

template <class Item>
void move_behind(std::vector<Item>& items, std::vector<Item>& more) {
  items.insert(items.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void fill_up(TypedColumn& column, std::size_t rows) {
  const bool text = column.field->kind == FieldKind::text || column.field->kind == FieldKind::identifier;
  if (text)
    column.texts.resize(rows);
  else
    column.numbers.resize(rows, no_number);
}

}  // namespace

std::string_view InputTable::sheet_of(std::size_t row) const {
  const SheetRows* of = sheet_rows(sheets, row);
  return of ? std::string_view{of->name} : std::string_view{sheet};
}

void InputTable::append(InputTable&& other) {
  const std::size_t before = rows();
  SheetRows added{other.sheet, before, std::vector<std::uint32_t>(columns.size(), 0)};
  for (TypedColumn& column : other.columns) {
    auto own =
        std::find_if(columns.begin(), columns.end(), [&](const TypedColumn& each) { return each.field->id == column.field->id; });
    if (own == columns.end()) {
      own = columns.insert(columns.end(), TypedColumn{layout.field(column.field->id), column.heading, column.sheet_column, {}, {}});
      fill_up(*own, before);
      added.sheet_columns.push_back(0);
    }
    added.sheet_columns[static_cast<std::size_t>(own - columns.begin())] = column.sheet_column;
    move_behind(own->texts, column.texts);
    move_behind(own->numbers, column.numbers);
  }
  move_behind(source_rows, other.source_rows);
  for (TypedColumn& column : columns) fill_up(column, rows());
  if (heading_row == 0) heading_row = other.heading_row;
  if (control_field.empty()) control_field = other.control_field;
  sheet += (sheet.empty() ? "" : ", ") + other.sheet;
  sheets.push_back(std::move(added));
  blank_rows += other.blank_rows;
  move_behind(total_rows, other.total_rows);
  move_behind(note_rows, other.note_rows);
  move_behind(repeated_heading_rows, other.repeated_heading_rows);
  move_behind(unmapped_headings, other.unmapped_headings);
  move_behind(parts, other.parts);
}

Place InputTable::place(std::size_t row, std::string_view field) const {
  Place where = place();
  if (row >= source_rows.size()) return where;
  const SheetRows* of = sheet_rows(sheets, row);
  if (of) where.sheet = of->name;
  const auto column_on_sheet = [&](const TypedColumn& each) {
    const auto index = static_cast<std::size_t>(&each - columns.data());
    return !of ? each.sheet_column : index < of->sheet_columns.size() ? of->sheet_columns[index] : 0;
  };
  std::uint32_t sheet_column = 0;
  if (const TypedColumn* found = field.empty() ? nullptr : column(field)) sheet_column = column_on_sheet(*found);
  if (sheet_column == 0) {
    for (const TypedColumn& each : columns)
      if (const std::uint32_t at = column_on_sheet(each); at != 0 && (sheet_column == 0 || at < sheet_column)) sheet_column = at;
  }
  where.cell = xlsx::to_string(xlsx::CellReference{source_rows[row], sheet_column == 0 ? 1 : sheet_column});
  return where;
}

}  // namespace counterfoil::table
