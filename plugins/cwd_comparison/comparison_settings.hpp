// The council's settings, as the rules use them. Defaults and help texts stand in comparison_description.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "counterfoil/date.hpp"
#include "counterfoil/notes.hpp"
#include "counterfoil/plugin.hpp"
#include "payments/conventions.hpp"

namespace counterfoil::cwd {

/// Days of every year, both included, as month * 100 + day: 1 to 8 April is 401 to 408.
struct DaysOfYear {
  unsigned first = 0;
  unsigned last = 0;
};

/// Ratios are in thousandths: 25 % is 250, twice is 2000.
struct Settings {
  payments::Conventions conventions;
  std::optional<Date> previous_from, previous_to, current_from, current_to;
  bool identical_allowed = false;
  bool unlike_allowed = false;
  bool whole_weeks = false;  // part weeks are paid in full, not in sevenths
  std::int64_t change_percent = 250;
  Pence change_pounds{100'00};
  Pence too_big_weekly{10'000'00};
  Pence one_off_limit{1'000'00};
  std::int64_t slip_tolerance = 20;
  std::int64_t swap_tolerance = 10;
  std::int64_t quantity_jump = 2000;
  std::int64_t temporary_weeks = 7;
  std::vector<DaysOfYear> uplift_days{{330, 408}};
  Quantity rate_tolerance{5'000};  // half a penny
  bool uplift_expected = false;
  bool leap_birthday_in_february = false;
  std::int64_t hidden_after_days = 28;
};

/// Reads every parameter; one that cannot be read becomes a blocking note.
Settings read_settings(const plugin::Run& run, Notes& notes);

/// "30 Mar-8 Apr, 1 Oct"; empty when it cannot be read.
std::optional<std::vector<DaysOfYear>> read_days_of_year(std::string_view text);
bool on_uplift_day(const Settings& settings, Date date);
/// Whether any day of the span is one of them.
bool has_uplift_day(const Settings& settings, DateSpan span);

}  // namespace counterfoil::cwd
