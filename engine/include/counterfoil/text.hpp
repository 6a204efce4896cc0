// How texts from exports are compared, and how counts, rates and dates are said to people. Header-only.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "counterfoil/date.hpp"
#include "counterfoil/quantity.hpp"

namespace counterfoil {

namespace detail {

/// In lower case; '\0' for a character that does not count when texts are compared.
inline char plain_character(char character) {
  if (character >= 'A' && character <= 'Z') return static_cast<char>(character - 'A' + 'a');
  const bool kept = (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
                    static_cast<unsigned char>(character) >= 0x80;
  return kept ? character : '\0';
}

constexpr std::array<std::string_view, 12> short_months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// "9 Nov"
inline std::string day_and_month(Date date) {
  const std::chrono::year_month_day parts{date};
  return std::to_string(static_cast<unsigned>(parts.day())) + " " +
         std::string{short_months[static_cast<unsigned>(parts.month()) - 1]};
}

}  // namespace detail

/// Letters and digits only, in lower case: "Every 2-weeks" and "EVERY 2 WEEKS" are the same word. Other bytes are kept as they are.
inline std::string plain(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char character : text)
    if (const char kept = detail::plain_character(character); kept != '\0') result += kept;
  return result;
}

/// "AB12" of "ab12": for keys and postcodes, made of plain words. Bytes beyond ASCII are kept.
inline std::string in_capitals(std::string text) {
  for (char& character : text)
    if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 'a' + 'A');
  return text;
}

/// Whether both are the same word once made plain.
inline bool same_words(std::string_view left, std::string_view right) {
  if (left == right) return true;
  std::size_t a = 0;
  std::size_t b = 0;
  for (;;) {
    while (a < left.size() && detail::plain_character(left[a]) == '\0') ++a;
    while (b < right.size() && detail::plain_character(right[b]) == '\0') ++b;
    if (a == left.size() || b == right.size()) return a == left.size() && b == right.size();
    if (detail::plain_character(left[a++]) != detail::plain_character(right[b++])) return false;
  }
}

/// Whether `text`, made plain, holds `part` (already plain).
inline bool says(std::string_view text, std::string_view part) {
  return !text.empty() && plain(text).find(part) != std::string::npos;
}

/// Adds a sentence after a space.
inline void append_sentence(std::string& text, std::string_view sentence) {
  if (sentence.empty()) return;
  if (!text.empty()) text += ' ';
  text += sentence;
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
  const std::chrono::year_month_day parts{date};
  return detail::day_and_month(date) + " " + std::to_string(static_cast<int>(parts.year()));
}

/// "13 Oct to 9 Nov 2025"; the year is said twice only where it differs, a single day once.
inline std::string span_words(DateSpan span) {
  if (span.first == span.last) return short_date(span.first);
  const auto year_of = [](Date date) { return std::chrono::year_month_day{date}.year(); };
  const bool one_year = year_of(span.first) == year_of(span.last);
  return (one_year ? detail::day_and_month(span.first) : short_date(span.first)) + " to " + short_date(span.last);
}

/// "03/11/2025 to 17/11/2025", as cells and invoices have dates; a single day once.
inline std::string span_in_digits(DateSpan span) {
  return span.first == span.last ? format_date(span.first) : format_date(span.first) + " to " + format_date(span.last);
}

/// "1 line", "12 lines"
inline std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  std::string digits = std::to_string(count);
  for (std::size_t place = digits.size(); place > 3; place -= 3) digits.insert(place - 3, ",");
  return digits + " " + std::string{count == 1 ? one : many};
}

/// "12.5%" of a ratio in parts of 1,000 (125 -> "12.5%").
inline std::string percent_words(std::int64_t thousandths) {
  std::string text = thousandths < 0 ? "-" : "";
  const std::uint64_t magnitude =
      thousandths < 0 ? 0 - static_cast<std::uint64_t>(thousandths) : static_cast<std::uint64_t>(thousandths);
  text += std::to_string(magnitude / 10);
  if (magnitude % 10 != 0) text += "." + std::to_string(magnitude % 10);
  return text + "%";
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
