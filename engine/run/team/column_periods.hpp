// Which of a team's columns holds which period: by what earlier runs wrote, by headings, and by amounts held against every export
// that is known. Most amounts stay the same from one period to the next, so all columns are read together: a way of heading
// periods (P1 is the period from 13 April; a date is a period's last day) is right or wrong for the whole table.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "report/team_mark.hpp"
#include "report/team_rows.hpp"
#include "report/team_table.hpp"
#include "run/team/known_periods.hpp"
#include "run/team/team_sheet.hpp"

namespace counterfoil::run {

/// How well a column's amounts are those of a period.
struct Agreement {
  std::size_t agreeing = 0;
  std::size_t comparable = 0;  // rows that a line of that period's export belongs to
};

struct ColumnPeriods {
  std::vector<std::optional<std::int64_t>> place;  // by the table's periods: how many periods after the run's; nothing: not known
  std::vector<std::size_t> amounts;                // by the table's periods: how many amounts stand in the column
  bool told = false;                               // known from what an earlier run wrote
  bool sure = false;                               // no other reading comes close
  std::map<std::int64_t, Agreement> agreement;     // by place, of columns with amounts and a known period

  /// Index of the column that holds a period.
  std::optional<std::size_t> at(std::int64_t wanted) const;
  /// The last column with amounts of a period before the run's.
  std::optional<std::size_t> last_before() const;
  std::optional<std::size_t> last_filled() const;
};

struct ColumnsToRead {
  const TeamSheet& sheet;
  const report::TeamTable& table;
  const std::vector<report::TeamRow>& rows;
  const KnownPeriods& known;
  const PeriodsCompared& periods;
  const std::optional<report::TeamMark>& mark;
  std::optional<std::uint32_t> last_period;  // the sheet's column that the team says is last period's
};

ColumnPeriods read_column_periods(const ColumnsToRead& order);

/// The heading cell that names the period of a column, the lowest one.
std::optional<table::PeriodHeading> period_heading(const TeamSheet& sheet, const report::TeamTable& table, std::uint32_t column);

/// The number after which a team's count begins anew: 13 periods of four weeks, 12 months, 52 weeks.
std::int64_t periods_in_a_year(const PeriodsCompared& periods);

}  // namespace counterfoil::run
