// People who are new this period, as rows at the end of a team's own table.
#pragma once

#include <cstdint>
#include <vector>

#include "report/team_column.hpp"

namespace counterfoil::report {

/// One row a new line below the last row of the table, in that row's style, its formulas carried along; what is below moves down,
/// and totals, filters, formats and tables that took in all rows take in these too. Gives the rows. The columns are not yet
/// inserted.
std::vector<std::uint32_t> add_team_rows(xlsx::SheetEditor& sheet, const TeamTable& table, const TeamColumnPlan& plan,
                                         const std::vector<PaidLine>& lines, const std::vector<std::size_t>& new_lines);

}  // namespace counterfoil::report
