// What the totals under a column come to, worked out from the cells that they name.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace counterfoil::report {

struct ColumnTotal {
  std::int64_t pence = 0;
  std::set<std::uint32_t> rows;  // of people, whose amounts are in it
};

struct ColumnCells {
  std::uint32_t column = 0;
  std::map<std::uint32_t, std::int64_t> people;   // by row: pence
  std::map<std::uint32_t, std::int64_t> typed;    // other numbers of the column
  std::map<std::uint32_t, std::string> formulas;  // by row, as read
};

/// The formula in a row of the column: sums, subtotals, and cells added and taken off. Nothing for anything else.
std::optional<ColumnTotal> column_total(const ColumnCells& cells, std::uint32_t row);

}  // namespace counterfoil::report
