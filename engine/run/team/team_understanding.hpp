// How a team's own workbook is understood: which table, which column is last period's, where this period goes and how it is headed.
// What is not clear becomes a question to staff: a blocking finding with the guesses and the answer to write down.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "counterfoil/date.hpp"
#include "findings/finding.hpp"
#include "report/team_column.hpp"
#include "report/team_mark.hpp"
#include "report/team_rows.hpp"
#include "report/team_table.hpp"
#include "run/given/question.hpp"
#include "run/team/team_table_search.hpp"

namespace counterfoil::run {

/// The two periods of a run.
struct PeriodsCompared {
  std::string current_words;  // as the record names it: "10 Nov to 7 Dec 2025"
  std::optional<DateSpan> previous, current;
};

struct TeamUnderstanding {
  report::TeamTable table;
  report::TeamRowMatch match;
  report::TeamColumnPlan plan;
  std::size_t comparable = 0;  // rows whose last amount could be held against the export
  std::size_t agreeing = 0;    // ... and is the same
  std::string heading_shown;   // how this period's heading reads, where it is a date
  bool again = false;          // this period's column is there from an earlier run and is written anew
};

struct TeamQuestion {
  const std::string& file_name;
  const std::vector<report::PaidLine>& lines;
  const table::Layout& layout;
  const TeamAnswers& answers;
  const std::optional<report::TeamMark>& mark;
  const PeriodsCompared& periods;
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
