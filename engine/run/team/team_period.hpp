// Which column of a team's table is last period's, where this period's comes, and how it is headed.
#pragma once

#include <cstddef>
#include <optional>

#include "findings/finding.hpp"
#include "report/team_column.hpp"
#include "run/team/team_sheet.hpp"

namespace counterfoil::run {

struct TeamQuestion;

/// Rows whose amount in a column is what the export says of last period, of those that can be compared.
struct Agreement {
  std::size_t agreeing = 0;
  std::size_t comparable = 0;
};
Agreement agreement_of(const TeamSheet& sheet, const report::TeamRowMatch& match, std::uint32_t column);

struct PeriodSearch {
  const TeamSheet& sheet;
  const report::TeamTable& table;
  const report::TeamRowMatch& match;
  const TeamQuestion& question;
};

struct PeriodDecision {
  report::TeamColumnPlan plan;
  std::size_t comparable = 0;
  std::size_t agreeing = 0;
  std::string heading_shown;  // of a heading that is a date
  bool again = false;
};

/// Nothing when a question must be answered first; it is in `findings`.
std::optional<PeriodDecision> decide_period(const PeriodSearch& search, Findings& findings);

}  // namespace counterfoil::run
