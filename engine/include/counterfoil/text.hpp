// How texts from exports are compared, and how counts, rates and dates are said to people. Header-only.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "counterfoil/date.hpp"
#include "counterfoil/quantity.hpp"

namespace counterfoil {

/// Letters and digits only, in lower case: "Every 2-weeks" and "EVERY 2 WEEKS" are the same word. Other bytes are kept as they are.
inline std::string plain(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (char character : text) {
    if (character >= 'A' && character <= 'Z') character = static_cast<char>(character - 'A' + 'a');
    const bool kept = (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
                      static_cast<unsigned char>(character) >= 0x80;
    if (kept) result += character;
  }
  return result;
}

/// "hours", "per hour", "Hourly" and "Hour" are one unit.
inline std::string plain_unit(std::string_view text) {
  std::string unit = plain(text);
  if (unit.starts_with("per")) unit.erase(0, 3);
  if (unit.size() > 1 && unit.back() == 's') unit.pop_back();
  if (unit == "hr" || unit == "hourly") return "hour";
  if (unit == "wk" || unit == "weekly") return "week";
  if (unit == "nightly") return "night";
  if (unit == "daily") return "day";
  return unit;
}

/// "9 Nov 2025"
inline std::string short_date(Date date) {
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::year_month_day parts{date};
  return std::to_string(static_cast<unsigned>(parts.day())) + " " + std::string{months[static_cast<unsigned>(parts.month()) - 1]} +
         " " + std::to_string(static_cast<int>(parts.year()));
}

/// "1 line", "12 lines"
inline std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  std::string digits = std::to_string(count);
  for (std::size_t place = digits.size(); place > 3; place -= 3) digits.insert(place - 3, ",");
  return digits + " " + std::string{count == 1 ? one : many};
}

/// "£15.48", "£15.485": a rate in pounds with at least two decimals.
inline std::string rate_words(Quantity pounds) {
  const bool negative = pounds.millionths < 0;
  const std::uint64_t magnitude =
      negative ? 0 - static_cast<std::uint64_t>(pounds.millionths) : static_cast<std::uint64_t>(pounds.millionths);
  const std::uint64_t pence = magnitude / (Quantity::one / 100);
  std::string text = format_pounds(Pence{negative ? -static_cast<std::int64_t>(pence) : static_cast<std::int64_t>(pence)});
  std::string rest = std::to_string(magnitude % (Quantity::one / 100));
  rest.insert(0, 4 - rest.size(), '0');
  while (!rest.empty() && rest.back() == '0') rest.pop_back();
  return text + rest;
}

}  // namespace counterfoil
