#include "words.hpp"

namespace counterfoil::debtors {

namespace {

char upper(char character) { return character >= 'a' && character <= 'z' ? static_cast<char>(character - 'a' + 'A') : character; }
bool is_digit(char character) { return character >= '0' && character <= '9'; }
bool kept(char character) {
  return is_digit(character) || (character >= 'A' && character <= 'Z') || static_cast<unsigned char>(character) >= 0x80;
}

}  // namespace

std::string plain(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char character : text)
    if (const char large = upper(character); kept(large)) result += large;
  return result;
}

std::string bare_id(std::string_view id) {
  std::string text = plain(id);
  if (text.find_first_not_of("0123456789") != std::string::npos) return text;
  const std::size_t first = text.find_first_not_of('0');
  return first == std::string::npos ? text.substr(0, text.empty() ? 0 : 1) : text.substr(first);
}

bool is_yes(std::string_view text) {
  const std::string word = plain(text);
  return word == "YES" || word == "Y" || word == "TRUE" || word == "1";
}
bool is_no(std::string_view text) {
  const std::string word = plain(text);
  return word == "NO" || word == "N" || word == "FALSE" || word == "0";
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  std::string digits = std::to_string(count);
  for (std::size_t place = digits.size(); place > 3; place -= 3) digits.insert(place - 3, ",");
  return digits + " " + std::string{count == 1 ? one : many};
}

std::string span_words(DateSpan span) {
  return span.first == span.last ? format_date(span.first) : format_date(span.first) + " to " + format_date(span.last);
}

void append_part(std::string& list, std::string_view part) {
  if (part.empty()) return;
  if (!list.empty()) list += ", ";
  list += part;
}

std::string shortened(std::string_view text, std::size_t most) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (begins && ++characters > most) return std::string{text.substr(0, at)};
  }
  return std::string{text};
}

Date years_later(Date day, int years) { return months_later(day, 12 * years); }

Date months_later(Date day, int months) {
  using namespace std::chrono;
  const year_month_day parts{day};
  const year_month_day moved = parts + std::chrono::months{months};
  return moved.ok() ? sys_days{moved} : sys_days{moved.year() / moved.month() / last};
}

}  // namespace counterfoil::debtors
