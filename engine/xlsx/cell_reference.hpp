// "B7" and "A1:F20". Rows and columns count from 1, as staff see them; column 1 is A.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace counterfoil::xlsx {

struct CellReference {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  friend bool operator==(const CellReference&, const CellReference&) = default;
};

struct RangeReference {
  CellReference first;
  CellReference last;
  friend bool operator==(const RangeReference&, const RangeReference&) = default;
};

std::string column_letters(std::uint32_t column);                       // 28 -> "AB"
std::string to_string(CellReference reference);                         // "AB7"
std::string to_string(RangeReference range);                            // "A1:F20"; one cell: "A1"
std::optional<CellReference> parse_cell_reference(std::string_view);    // accepts $ and lower case; nothing beyond the grid
std::optional<RangeReference> parse_range_reference(std::string_view);  // also a single cell

}  // namespace counterfoil::xlsx
