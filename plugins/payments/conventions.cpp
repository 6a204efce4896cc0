#include "payments/conventions.hpp"

#include <algorithm>
#include <array>

namespace counterfoil::payments {

namespace {

std::chrono::weekday weekday_named(std::string_view word) {
  constexpr std::array<std::string_view, 7> days{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
  const auto found = std::find(days.begin(), days.end(), word);
  return found == days.end() ? std::chrono::Monday : std::chrono::weekday{static_cast<unsigned>(found - days.begin())};
}

}  // namespace

Rounding rounding_named(std::string_view word) {
  if (word == "half-even") return Rounding::half_even;
  if (word == "up") return Rounding::up;
  if (word == "down") return Rounding::down;
  return Rounding::half_up;
}

Conventions read_conventions(const plugin::Run& run) {
  Conventions conventions;
  if (run.text_parameter("weeks-per-year") == "365/7") conventions.year = YearConvention::days_365;
  conventions.week_start = weekday_named(run.text_parameter("week-start"));
  conventions.adjustments_added = run.text_parameter("adjustment-column") == "added";
  return conventions;
}

}  // namespace counterfoil::payments
