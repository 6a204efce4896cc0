#include "calendar_days.hpp"

#include <array>

namespace counterfoil::turning {

namespace {

using std::chrono::year_month_day;

constexpr std::array<std::string_view, 7> weekdays{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

MonthsAway months_from(Date day, int count) {
  const year_month_day parts{day};
  const auto month = parts.year() / parts.month() + std::chrono::months{count};
  const year_month_day same{month.year(), month.month(), parts.day()};
  if (same.ok()) return {Date{same}, false};
  return {Date{month / std::chrono::last}, true};
}

MonthsAway attains_months(Date born, int count, bool leap_birthday_in_february) {
  if (count % 12 == 0) return {attains_age(born, count / 12, leap_birthday_in_february), false};
  return months_from(born, count);
}

int age_on(Date born, Date day, bool leap_birthday_in_february) {
  int age = static_cast<int>(year_month_day{day}.year()) - static_cast<int>(year_month_day{born}.year());
  if (attains_age(born, age, leap_birthday_in_february) > day) --age;
  return age;
}

bool born_on_29_february(Date born) {
  const year_month_day parts{born};
  return parts.month() == std::chrono::February && parts.day() == std::chrono::day{29};
}

std::string_view weekday_word(Date day) { return weekdays[std::chrono::weekday{day}.c_encoding()]; }

std::string month_words(Date day) {
  const year_month_day parts{day};
  return std::string{months[static_cast<unsigned>(parts.month()) - 1]} + " " + std::to_string(static_cast<int>(parts.year()));
}

Date first_of_month(Date day) {
  const year_month_day parts{day};
  return Date{parts.year() / parts.month() / 1};
}

}  // namespace counterfoil::turning
