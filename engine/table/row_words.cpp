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

/// Runs of letters and digits, in lower case.
std::vector<std::string> words_of(std::string_view text) {
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
  return words;
}

bool is_number_word(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

bool is_page_words(std::string_view text) {
  if (text.size() < 3 || text.size() > 80) return false;
  const std::vector<std::string> words = words_of(text);
  if (words.empty()) return false;
  const auto at = [&words](std::size_t place) {
    return place < words.size() ? std::string_view{words[place]} : std::string_view{};
  };
  for (std::size_t place = 0; place < words.size(); ++place)
    if (words[place] == "page" && is_number_word(at(place + 1))) return true;
  if (at(0) == "page") return words.size() == 1 || at(1) == "no" || at(1) == "of";
  if (at(0) == "printed" || at(0) == "generated" || at(0) == "produced" || at(0) == "extracted" || at(0) == "exported")
    return words.size() == 1 || at(1) == "on" || at(1) == "by" || at(1) == "at" || at(1) == "date" || is_number_word(at(1));
  if (at(0) == "run") return at(1) == "date" || at(1) == "time" || at(1) == "on" || at(1) == "by";
  if (at(0) == "report") return at(1) == "id" || at(1) == "date" || at(1) == "run" || at(1) == "name" || at(1) == "ref";
  return (at(0) == "print" || at(0) == "date") && (at(1) == "date" || at(1) == "printed" || at(1) == "run");
}

bool is_trailer_mark(std::string_view text) {
  static constexpr std::array<std::string_view, 21> marks = {"trl",     "tlr",   "tr",      "trailer", "trail",   "ftr",   "footer",
                                                             "foot",    "eof",   "eod",     "end",     "tot",     "ctl",   "ctrl",
                                                             "control", "count", "records", "rows",    "summary", "recon", "zzz"};
  const std::vector<std::string> words = words_of(text);
  if (words.empty() || words.size() > 3) return false;
  if (words.size() > 1)
    return (words[1] == "count" || words[1] == "total" || words[1] == "record" || words[1] == "records") &&
           (words[0] == "record" || words[0] == "row" || words[0] == "control" || words[0] == "hash" || words[0] == "trailer");
  return std::find(marks.begin(), marks.end(), words.front()) != marks.end();
}

bool is_drawn_line(std::string_view text) { return text.size() > 2 && text.find_first_not_of("-=_*~+ ") == std::string_view::npos; }

TotalWord total_word(std::string_view text) {
  if (!may_hold_total_word(text)) return TotalWord::none;
  const std::vector<std::string> words = words_of(text);
  if (words.empty() || std::none_of(words.begin(), words.end(), is_total)) return TotalWord::none;
  if (std::all_of(words.begin(), words.end(), [](const std::string& each) { return is_total(each) || goes_with_total(each); }))
    return TotalWord::exact;
  const bool leads = is_total(words.front()) || (words.size() > 1 && goes_with_total(words.front()) && is_total(words[1]));
  return leads || is_total(words.back()) ? TotalWord::part : TotalWord::none;
}

}  // namespace counterfoil::table
