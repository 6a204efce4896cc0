// What a council sets for a run, read from the parameters.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "counterfoil/frequency.hpp"
#include "counterfoil/notes.hpp"
#include "counterfoil/plugin.hpp"

namespace counterfoil::uplift {

struct Settings {
  Date effective{};
  bool far_day_meant = false;  // a day that is far off was confirmed
  std::string scenario;        // the sheet of rules that is the decision; empty: the first
  Date year_end{};             // last day of the budget year that the uplift begins in
  YearConvention year = YearConvention::weeks_52;
  std::int64_t recent_months = 3;
  std::int64_t already_days = 31;
  Quantity largest_rise{200'000};  // a fraction
  Quantity outlier_times{3 * Quantity::one};
  std::optional<Pence> weekly_limit;
  std::string region;
  bool band_from_week = false;  // the higher band is paid from the Monday of the birthday's week
  bool leap_birthday_in_february = false;
  Pence paid_tolerance{1};
  std::vector<std::string> more_units;  // plain words
};

/// "31 March", "31 Mar" -> the first such day on or after `from`; nothing where it cannot be read.
std::optional<Date> next_day_of_year(std::string_view text, Date from);

/// `date` so many months earlier; the last day of a month that is too short.
Date months_before(Date date, std::int64_t months);

Settings read_settings(const plugin::Run& run, Notes& notes);

}  // namespace counterfoil::uplift
