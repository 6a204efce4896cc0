#include "words.hpp"

#include <array>

namespace counterfoil::cwd {

namespace {

bool kept(char character) {
  return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
         static_cast<unsigned char>(character) >= 0x80;
}
char lower(char character) { return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character; }

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string day_and_month(Date date) {
  const std::chrono::year_month_day parts{date};
  return std::to_string(static_cast<unsigned>(parts.day())) + " " + std::string{months[static_cast<unsigned>(parts.month()) - 1]};
}
int year_of(Date date) { return static_cast<int>(std::chrono::year_month_day{date}.year()); }

}  // namespace

bool same_words(std::string_view left, std::string_view right) {
  if (left == right) return true;
  std::size_t a = 0;
  std::size_t b = 0;
  for (;;) {
    while (a < left.size() && !kept(lower(left[a]))) ++a;
    while (b < right.size() && !kept(lower(right[b]))) ++b;
    if (a == left.size() || b == right.size()) return a == left.size() && b == right.size();
    if (lower(left[a++]) != lower(right[b++])) return false;
  }
}

bool says(std::string_view text, std::string_view part) { return !text.empty() && plain(text).find(part) != std::string::npos; }

std::string span_words(DateSpan span) {
  if (span.first == span.last) return short_date(span.first);
  const bool one_year = year_of(span.first) == year_of(span.last);
  return (one_year ? day_and_month(span.first) : short_date(span.first)) + " to " + short_date(span.last);
}

std::string percent_words(std::int64_t thousandths) {
  std::string text = thousandths < 0 ? "-" : "";
  const std::uint64_t magnitude =
      thousandths < 0 ? 0 - static_cast<std::uint64_t>(thousandths) : static_cast<std::uint64_t>(thousandths);
  text += std::to_string(magnitude / 10);
  if (magnitude % 10 != 0) text += "." + std::to_string(magnitude % 10);
  return text + "%";
}

std::string_view without_leading_zeros(std::string_view id) {
  for (const char character : id)
    if (character < '0' || character > '9') return {};
  while (id.size() > 1 && id.front() == '0') id.remove_prefix(1);
  return id;
}

bool id_before(std::string_view left, std::string_view right) {
  return id_before(left, without_leading_zeros(left), right, without_leading_zeros(right));
}

bool id_before(std::string_view left, std::string_view a, std::string_view right, std::string_view b) {
  if (a.empty() != b.empty()) return !a.empty();  // numbers first
  if (a.empty()) return left < right;
  if (a.size() != b.size()) return a.size() < b.size();
  if (a != b) return a < b;
  return left < right;
}

void append_sentence(std::string& text, std::string_view sentence) {
  if (sentence.empty()) return;
  if (!text.empty()) text += ' ';
  text += sentence;
}

}  // namespace counterfoil::cwd
