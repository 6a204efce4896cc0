// The formulas in a sheet's cells: visited, rewritten, and taken out of the groups that share one.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "xlsx/cell_reference.hpp"
#include "xlsx/patch/sheet_rows.hpp"

namespace counterfoil::xlsx {

/// A formula cell inside the text of its row.
struct FormulaCell {
  CellReference cell;
  std::string_view row;  // the row's text, without what stands before it
  ElementSpan formula;   // in `row`
  std::string_view tag() const { return row.substr(formula.begin, formula.content_begin - formula.begin); }
  std::string_view expression() const { return row.substr(formula.content_begin, formula.content_end - formula.content_begin); }
};

/// The number of the group that a formula belongs to; data() is null when it is on its own.
std::string_view shared_group(const FormulaCell& cell);

/// Calls `visit` for each formula of a row.
void visit_formulas(const SheetRows& sheet, const RowSlice& slice, const std::function<void(const FormulaCell&)>& visit);

/// What kinds of formulas stand in a row.
inline constexpr std::uint32_t kinds_known = 1;
inline constexpr std::uint32_t any_formula = 2;
inline constexpr std::uint32_t names_sheet = 4;  // '!'
inline constexpr std::uint32_t names_range = 8;  // ':'
inline constexpr std::uint32_t shares_formula = 16;
inline constexpr std::uint32_t fills_block = 32;  // of an array or a data table

/// Found out once; `slice` is one of the sheet's.
std::uint32_t formula_kinds(const SheetRows& sheet, const RowSlice& slice);

/// A formula that several cells share: dependents name the group's number and say nothing else.
struct SharedFormula {
  std::string expression;  // still escaped
  CellReference master;
};

class SharedFormulas {
 public:
  explicit SharedFormulas(const SheetRows& sheet);
  bool empty() const { return groups_.empty(); }
  const std::map<std::string, SharedFormula, std::less<>>& groups() const { return groups_; }
  /// What a dependent comes to in its cell; nothing when the group has no master.
  std::optional<std::string> expression(std::string_view group, CellReference cell) const;
  /// Gives each cell of these groups a formula of its own.
  void dissolve(SheetRows& sheet, const std::set<std::string, std::less<>>& groups);

 private:
  std::map<std::string, SharedFormula, std::less<>> groups_;
};

}  // namespace counterfoil::xlsx
