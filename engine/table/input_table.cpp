#include "table/input_table.hpp"

#include <algorithm>

#include "xlsx/cell_reference.hpp"

namespace counterfoil::table {

const TypedColumn* InputTable::column(std::string_view field) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const TypedColumn& each) { return each.field->id == field; });
  return found == columns.end() ? nullptr : &*found;
}

const TypedColumn* InputTable::control() const {
  return control_field.empty() ? nullptr : column(control_field);
}

std::int64_t InputTable::control_total() const {
  std::int64_t total = 0;
  if (const TypedColumn* amounts = control())
    for (const std::int64_t amount : amounts->numbers)
      if (amount != no_number) total += amount;  // each is far below 64 bits: see largest_pence
  return total;
}

Place InputTable::place(std::size_t row, std::string_view field) const {
  Place where = place();
  if (row >= source_rows.size()) return where;
  std::uint32_t sheet_column = 0;
  if (const TypedColumn* found = field.empty() ? nullptr : column(field)) sheet_column = found->sheet_column;
  if (sheet_column == 0) {
    for (const TypedColumn& each : columns)
      if (each.sheet_column != 0 && (sheet_column == 0 || each.sheet_column < sheet_column)) sheet_column = each.sheet_column;
  }
  where.cell = xlsx::to_string(xlsx::CellReference{source_rows[row], sheet_column == 0 ? 1 : sheet_column});
  return where;
}

}  // namespace counterfoil::table
