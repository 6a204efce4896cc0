// Calendar dates. No time of day, no time zone, no locale.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace counterfoil {

using Date = std::chrono::sys_days;

/// First and last day, both included.
struct DateSpan {
  Date first{};
  Date last{};

  friend bool operator==(const DateSpan&, const DateSpan&) = default;
  std::int64_t days() const { return last < first ? 0 : (last - first).count() + 1; }
  bool contains(Date day) const { return first <= day && day <= last; }
};

inline DateSpan overlap(DateSpan left, DateSpan right) {
  return {left.first < right.first ? right.first : left.first, left.last < right.last ? left.last : right.last};
}

inline Date make_date(int year, unsigned month, unsigned day) {
  return Date{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}};
}

/// "09/11/2025", as staff write dates.
inline std::string format_date(Date date) {
  const std::chrono::year_month_day parts{date};
  const unsigned day = static_cast<unsigned>(parts.day());
  const unsigned month = static_cast<unsigned>(parts.month());
  const int year = static_cast<int>(parts.year());
  std::string text;
  text += static_cast<char>('0' + day / 10);
  text += static_cast<char>('0' + day % 10);
  text += '/';
  text += static_cast<char>('0' + month / 10);
  text += static_cast<char>('0' + month % 10);
  text += '/';
  std::string years = std::to_string(year);
  if (years.size() < 4) years.insert(0, 4 - years.size(), '0');
  return text + years;
}

/// The day a person attains an age: the start of the birthday (Family Law Reform Act 1969 s.9). Someone born on 29 February attains
/// it on 1 March in a year without one, unless `leap_birthday_in_february` (plugins/domain.md).
inline Date attains_age(Date born, int years, bool leap_birthday_in_february = false) {
  using namespace std::chrono;
  const year_month_day parts{born};
  const year_month_day anniversary{parts.year() + std::chrono::years{years}, parts.month(), parts.day()};
  if (anniversary.ok()) return sys_days{anniversary};
  return leap_birthday_in_february ? make_date(static_cast<int>(anniversary.year()), 2, 28)
                                   : make_date(static_cast<int>(anniversary.year()), 3, 1);
}

}  // namespace counterfoil
