// People who are new this period, as rows of a team's own table.
#pragma once

#include <cstdint>
#include <vector>

#include "report/team_column.hpp"

namespace counterfoil::report {

struct NewTeamRow {
  std::uint32_t row = 0;  // where it stands, when all of them do
  std::size_t line = 0;
};

/// One row a new line, each below the row that `plan.after` names, in that row's style, its formulas carried along; what is below
/// moves down, and totals, filters, formats and tables that took in all rows of its band take in these too. Gives the rows,
/// ascending. The columns are not yet inserted.
std::vector<NewTeamRow> add_team_rows(xlsx::SheetEditor& sheet, const TeamTable& table, const TeamColumnPlan& plan,
                                      const std::vector<PaidLine>& lines, const std::vector<std::size_t>& new_lines);

}  // namespace counterfoil::report
