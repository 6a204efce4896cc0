#include "table/uk_day.hpp"

#include "counterfoil/date.hpp"

namespace counterfoil::table {

namespace {

constexpr std::int64_t seconds_a_day = 86'400;
constexpr int late = 22 * 3600;
constexpr int rounding = 2;  // seconds by which a stored fraction of a day may be off

std::int64_t last_sunday(std::chrono::year year, std::chrono::month month) {
  const std::chrono::sys_days day{year / month / std::chrono::Sunday[std::chrono::last]};
  return day.time_since_epoch().count();
}

bool is_summer_time(std::int64_t utc_seconds) {
  const std::int64_t day = utc_seconds >= 0 ? utc_seconds / seconds_a_day : (utc_seconds - seconds_a_day + 1) / seconds_a_day;
  const auto year = std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{day}}}.year();
  const std::int64_t begin = last_sunday(year, std::chrono::March) * seconds_a_day + 3600;
  const std::int64_t end = last_sunday(year, std::chrono::October) * seconds_a_day + 3600;
  return utc_seconds >= begin && utc_seconds < end;
}

bool is_about(int seconds, int hour) { return seconds >= hour * 3600 - rounding && seconds <= hour * 3600 + rounding; }

}  // namespace

UkDay uk_day(const DateReading& date) {
  if (date.utc_offset) {
    std::int64_t utc = date.days * seconds_a_day + date.seconds - std::int64_t{*date.utc_offset} * 60;
    utc += is_summer_time(utc) ? 3600 : 0;
    const auto days = static_cast<std::int32_t>(utc >= 0 ? utc / seconds_a_day : (utc - seconds_a_day + 1) / seconds_a_day);
    return {days, days == date.days ? DayMove::none : DayMove::from_utc};
  }
  if (date.seconds < late - rounding) return {date.days, DayMove::none};
  const int before_midnight = static_cast<int>(seconds_a_day) - date.seconds;
  const bool end_of_day = before_midnight <= 1 + rounding || (before_midnight >= 60 - rounding && before_midnight <= 60 + rounding);
  if (end_of_day) return {date.days, DayMove::none};
  if (is_about(date.seconds, 22) || is_about(date.seconds, 23) || before_midnight < 180)
    return {date.days + 1, DayMove::from_evening};
  return {date.days, DayMove::late};
}

}  // namespace counterfoil::table
