// The heading of a new period's column: each heading row of the column beside it, moved on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "report/team_column.hpp"
#include "run/team/column_periods.hpp"

namespace counterfoil::run {

struct HeadingOrder {
  const TeamSheet& sheet;
  const report::TeamTable& table;
  const PeriodsCompared& periods;
  std::size_t like = 0;                // of the table's periods
  std::optional<DateSpan> like_span;   // the period that it holds, where that is known
  std::int64_t steps = 1;              // periods from there to the run's
  const std::string* given = nullptr;  // the team's answer for the lowest heading row
};

struct HeadingMade {
  std::vector<report::TeamHeading> headings;
  std::string shown;      // of a heading that is a date
  std::string why_not;    // empty, or why the team must say; then nothing else counts
  std::uint32_t row = 0;  // the row that is not clear
};

HeadingMade head_period(const HeadingOrder& order);

/// The number after `number`, `steps` on, as the table counts: where it went from 13 to 1 before it does so again. Nothing where
/// it would be the first time.
std::optional<std::int64_t> number_after(const TeamSheet& sheet, const report::TeamTable& table, const PeriodsCompared& periods,
                                         std::int64_t number, std::int64_t steps);

}  // namespace counterfoil::run
