// Words that tell a totals row from a payment.
#pragma once

#include <cstdint>
#include <string_view>

namespace counterfoil::table {

enum class TotalWord : std::uint8_t {
  none,
  exact,  // nothing but the word: "Total", "Grand total:", "Sub-total"
  part,   // the word beside another: "P1001 Total", "Total for East team"
};

/// Excel's own subtotals are written "P1001 Total" and "Grand Total".
TotalWord total_word(std::string_view text);

/// Cheap: false for nearly every text in which total_word() finds nothing.
inline bool may_hold_total_word(std::string_view text) {
  if (text.size() < 3 || text.size() > 80) return false;
  const char first = text.front();
  const char last = text.back();
  const auto letter = [](char each) { return static_cast<char>(each | 0x20); };
  return letter(first) == 't' || letter(first) == 's' || letter(first) == 'g' || letter(first) == 'o' || letter(first) == 'r' ||
         letter(last) == 'l' || letter(last) == 's' || letter(last) == 'm' || last == ':' || last == '*';
}

/// Words that only a report's page has, at its head or foot: "Page 2 of 3", "Printed:", "Run date", "Report ID".
bool is_page_words(std::string_view text);

/// The mark of a file's last record, which says how many records and pounds the file has: "TRL", "TRAILER", "EOF", "99".
bool is_trailer_mark(std::string_view text);

/// Nothing but dashes, equals signs and underlines: a line drawn with characters.
bool is_drawn_line(std::string_view text);

}  // namespace counterfoil::table
