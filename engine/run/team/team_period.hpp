// Where this period goes in a team's table: a column that stands there already, empty or typed, or a new one; and how that is
// headed.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "findings/finding.hpp"
#include "report/team_column.hpp"
#include "run/team/column_periods.hpp"
#include "run/team/standing_amounts.hpp"
#include "run/team/team_sheet.hpp"

namespace counterfoil::run {

struct TeamQuestion;

struct PeriodSearch {
  const TeamSheet& sheet;
  const report::TeamTable& table;
  const report::TeamRowMatch& match;
  const TeamQuestion& question;
  const ColumnPeriods& columns;
  const std::map<std::uint32_t, std::int64_t>*
      told_before;                       // by row: this period's amounts as an earlier run had them; may be null
  std::optional<std::size_t> begins_at;  // a new year's sheet holds nothing yet: this column of it is the period's
};

struct PeriodDecision {
  report::TeamColumnPlan plan;
  std::size_t comparable = 0;    // amounts of the column before, held against the export of its period
  std::size_t agreeing = 0;      // ... and are the same
  std::int64_t like_place = -1;  // how many periods after this one the column before is
  std::int64_t missing = 0;      // periods between the two that have no column
  std::string heading_shown;     // of a heading that is a date
  bool again = false;            // an earlier run wrote this period's column
  StandingAmounts standing;      // what stands in it
};

/// Nothing when a question must be answered first; it is in `findings`.
std::optional<PeriodDecision> decide_period(const PeriodSearch& search, Findings& findings);

/// Whether a period after the sheet's last one would begin a new year's count.
bool is_full(const TeamSheet& sheet, const report::TeamTable& table, const ColumnPeriods& columns, const PeriodsCompared& periods);

}  // namespace counterfoil::run
