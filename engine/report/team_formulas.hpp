// What formulas say of a team's periods, and what they say once a period has been added: a total of all periods takes the new one
// in, a quarter stays the quarter, "last three" moves on, a change is that of the newest pair, and a lookup by position finds the
// column that it found before.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "report/team_column.hpp"
#include "report/team_table.hpp"
#include "xlsx/sheet_additions.hpp"
#include "xlsx/workbook_editor.hpp"

namespace counterfoil::report {

/// A formula that the new column concerns. Several of one kind (a column of the team's) have one key.
struct PeriodFormula {
  enum class About : std::uint8_t { span, pair, position };
  xlsx::FormulaPlace place;  // as the sheet is before anything moves
  std::string key;           // the heading of its column, or its place: "Avg last 3", "Summary!B3"
  std::string expression;    // as it is before
  About about = About::span;
  PeriodReach reach = PeriodReach::grows;
  bool unclear = false;  // nothing says what the span is; `reach` is then what is nearest
};

/// "J5" on the table's own sheet, else "Summary!B3", "the name Paid".
std::string place_in_words(const xlsx::FormulaPlace& place, const std::string& sheet);

/// All formulas that name a span or a pair of the table's periods which ends with last period's column (`plan.like`), when a column
/// is to be put in behind it; `plan.reach` has the team's answers by key. Of formulas by position all that read the table.
std::vector<PeriodFormula> find_period_formulas(xlsx::SheetEditor& sheet, const TeamTable& table, const TeamColumnPlan& plan);

/// Once rows and the column are in and ranges grew as the workbook's editor lets them grow: each formula gets what it means.
/// `result` says where rows stand, and gets what was changed, left, and could not be followed.
void put_period_formulas(xlsx::SheetEditor& sheet, const TeamTable& before, const TeamColumnPlan& plan,
                         const std::vector<PeriodFormula>& formulas, const std::string& heading_now, TeamColumnResult& result);

}  // namespace counterfoil::report
