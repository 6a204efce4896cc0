#include "release_keys.hpp"

#include <algorithm>

namespace counterfoil::uplift {

namespace {

std::string digits(std::int64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

/// FNV-1a, 64 bits, in hexadecimal: the same on every machine.
std::string digest(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char character : text) hash = (hash ^ static_cast<unsigned char>(character)) * 1099511628211U;
  std::string words;
  for (int shift = 60; shift >= 0; shift -= 4) words += "0123456789abcdef"[(hash >> shift) & 15];
  return words;
}

bool clean(std::string_view id, std::size_t longest) {
  return id.size() <= longest && std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
         });
}

}  // namespace

std::string day_and_line(const CareLine& line, Date date, bool ids_repeat, std::size_t longest) {
  const std::chrono::year_month_day parts{date};
  const std::string day = digits(static_cast<int>(parts.year()), 4) + digits(static_cast<unsigned>(parts.month()), 2) +
                          digits(static_cast<unsigned>(parts.day()), 2);
  if (!ids_repeat && clean(line.id, longest)) return day + "-" + std::string{line.id};
  return day + "-h" + digest(std::string{line.person} + "\n" + std::string{line.id});
}

std::string release_key(const CareLine& line, Date date, bool ids_repeat) { return day_and_line(line, date, ids_repeat); }

}  // namespace counterfoil::uplift
