#include "table/row_words.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace counterfoil::table {

namespace {

bool is_total(std::string_view word) {
  static constexpr std::array<std::string_view, 6> words = {"total", "totals", "subtotal", "subtotals", "sum", "grandtotal"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool goes_with_total(std::string_view word) {
  static constexpr std::array<std::string_view, 12> words = {"grand", "sub",   "overall", "report",   "sheet", "page",
                                                             "net",   "gross", "amount",  "payments", "of",    "for"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

TotalWord total_word(std::string_view text) {
  if (!may_hold_total_word(text)) return TotalWord::none;
  std::vector<std::string> words;
  std::string word;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const char each = at < text.size() ? text[at] : ' ';
    const bool letter = (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || (each >= '0' && each <= '9') ||
                        (static_cast<unsigned char>(each) & 0x80);
    if (letter) {
      word += each >= 'A' && each <= 'Z' ? static_cast<char>(each + 32) : each;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (words.empty() || std::none_of(words.begin(), words.end(), is_total)) return TotalWord::none;
  if (std::all_of(words.begin(), words.end(), [](const std::string& each) { return is_total(each) || goes_with_total(each); }))
    return TotalWord::exact;
  const bool leads = is_total(words.front()) || (words.size() > 1 && goes_with_total(words.front()) && is_total(words[1]));
  return leads || is_total(words.back()) ? TotalWord::part : TotalWord::none;
}

}  // namespace counterfoil::table
