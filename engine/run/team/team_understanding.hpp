// How a team's own workbook is understood: which table, which column is last period's, where this period goes and how it is headed.
// What is not clear becomes a question to staff: a blocking finding with the guesses and the answer to write down.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "findings/finding.hpp"
#include "report/team_mark.hpp"
#include "report/team_rows.hpp"
#include "report/team_table.hpp"
#include "run/given/question.hpp"
#include "run/team/column_periods.hpp"
#include "run/team/known_periods.hpp"
#include "run/team/team_period.hpp"
#include "run/team/team_table_search.hpp"

namespace counterfoil::run {

struct TeamUnderstanding {
  report::TeamTable table;
  report::TeamRowMatch match;
  ColumnPeriods columns;
  PeriodDecision period;
  std::string full_sheet;  // last year's, after which this one begins; empty: it does not
};

struct TeamQuestion {
  const std::string& file_name;
  const std::vector<report::PaidLine>& lines;
  const table::Layout& layout;
  const TeamAnswers& answers;
  const std::optional<report::TeamMark>& mark;
  const PeriodsCompared& periods;
  const KnownPeriods& known;
  std::vector<Question>& asked;  // gets what must be answered, as data
};

/// Nothing when a question must be answered first; it is in `findings`.
std::optional<TeamUnderstanding> understand_team_workbook(xlsx::WorkbookEditor& editor, const TeamQuestion& question,
                                                          Findings& findings);

/// "K5"; where the table has no row for it, that of the first row.
std::string cell_name(std::uint32_t row, std::uint32_t column);

/// `"team-table": { "sheet": "2025-26" }`, as the settings file wants it.
std::string answer_to_write(const std::vector<std::pair<std::string, std::string>>& answers);

}  // namespace counterfoil::run
