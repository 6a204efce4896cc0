// The references inside a formula, found without understanding the rest of it, and formulas rewritten when what they refer to
// moves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "xlsx/cell_reference.hpp"

namespace counterfoil::xlsx {

enum class ReferenceKind { cell, range, rows, columns };

struct FormulaReference {
  std::size_t begin = 0;  // of the area in the expression; the sheet's name stands before it
  std::size_t end = 0;
  ReferenceKind kind = ReferenceKind::cell;
  std::optional<std::string> sheet;  // as named before '!', without quotes; none: the formula's own sheet
  bool foreign = false;              // in another workbook, or across several sheets
  RangeReference area;               // whole rows and columns: to the edges of the grid
  bool first_row_fixed = false;      // with '$'
  bool first_column_fixed = false;
  bool last_row_fixed = false;
  bool last_column_fixed = false;
};

/// In order. Texts, names, functions, structured references and numbers are stepped over.
std::vector<FormulaReference> find_references(std::string_view expression);

/// What becomes of a reference: another area, or none at all ("#REF!").
struct ReferenceChange {
  std::optional<RangeReference> area;
};
using ReferenceRule = std::function<std::optional<ReferenceChange>(const FormulaReference&)>;

/// `stored` as it stands in a part, still escaped. Nothing when the rule changes nothing.
std::optional<std::string> rewrite_formula(std::string_view stored, const ReferenceRule& rule);

/// As after copying the formula that many rows down and columns right: references without '$' move with it.
std::string shift_relative(std::string_view stored, std::int64_t rows, std::int64_t columns);
/// Relative references to rows own_row - 1 to own_row + 1 of the formula's own sheet move with it; all others stay.
std::string shift_neighbour_rows(std::string_view stored, std::uint32_t own_row, std::int64_t rows);
/// A plain range ("B5:C6") moved as a whole; one that would leave the grid is left as it is.
std::string shift_range_text(std::string_view range, std::int64_t rows, std::int64_t columns);

/// Sheet names ignore case (ASCII letters).
bool same_sheet_name(std::string_view a, std::string_view b);

}  // namespace counterfoil::xlsx
