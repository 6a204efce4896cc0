#include "table/id_spelling.hpp"

#include <algorithm>
#include <array>

#include "table/amount_text.hpp"

namespace counterfoil::table {

namespace {

constexpr std::size_t longest_word = 20;

std::string lower_case(std::string_view text) {
  std::string lower{text};
  for (char& each : lower)
    if (each >= 'A' && each <= 'Z') each = static_cast<char>(each + 32);
  return lower;
}

bool only_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char each) { return each >= '0' && each <= '9'; });
}

template <std::size_t size>
bool is_among(std::string_view text, const std::array<std::string_view, size>& words) {
  if (text.empty() || text.size() > longest_word) return false;
  const std::string word = lower_case(text);
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Length of the character at the front that takes no room: soft hyphen, zero-width spaces and marks of direction.
std::size_t invisible_character(std::string_view text) {
  if (text.starts_with("\xC2\xAD")) return 2;
  if (text.size() < 3) return 0;
  const auto third = static_cast<unsigned char>(text[2]);
  if (text.starts_with("\xE2\x80") && ((third >= 0x8B && third <= 0x8F) || (third >= 0xAA && third <= 0xAE))) return 3;
  if (text.starts_with("\xE2\x81") && third >= 0xA0 && third <= 0xAF) return 3;
  return text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

/// Length of the first character that a keyboard's space stands for; trim_text() knows them all.
std::size_t space_character(std::string_view text) {
  for (const std::size_t length : {std::size_t{1}, std::size_t{2}, std::size_t{3}})
    if (text.size() >= length && trim_text(text.substr(0, length)).empty()) return length;
  return 0;
}

}  // namespace

std::string_view without_guards(std::string_view text) {
  text = trim_text(text);
  const std::string_view before = text;
  if (text.size() > 2 && text[0] == '=' && text[1] == '"') {
    text.remove_prefix(2);
    if (text.back() == '"') text.remove_suffix(1);
  } else {
    for (const std::string_view mark : {"'", "\xE2\x80\x98", "\xE2\x80\x99", "`"}) {
      if (!text.starts_with(mark) || text.size() == mark.size()) continue;
      text.remove_prefix(mark.size());
      for (const std::string_view behind : {"'", "\xE2\x80\x99"})
        if (text.ends_with(behind) && text.size() > behind.size()) text.remove_suffix(behind.size());
      break;
    }
  }
  text = trim_text(text);
  return text.empty() ? before : text;
}

bool may_be_respelt(std::string_view text) {
  if (text.empty()) return false;
  if (text.front() == '\'' || text.front() == '=' || text.front() == '`') return true;
  bool space = false;
  for (const char each : text) {
    if (static_cast<unsigned char>(each) >= 0x80 || static_cast<unsigned char>(each) < ' ' || each == 0x7F) return true;
    if (each == ' ' && space) return true;
    space = each == ' ';
  }
  return false;
}

std::optional<std::string> respelt(std::string_view text) {
  if (!may_be_respelt(text)) return std::nullopt;
  std::string_view rest = without_guards(text);
  std::string made;
  while (!rest.empty()) {
    if (const std::size_t unseen = invisible_character(rest); unseen > 0) {
      rest.remove_prefix(unseen);
    } else if (const std::size_t space = space_character(rest); space > 0) {
      if (!made.empty() && made.back() != ' ') made += ' ';
      rest.remove_prefix(space);
    } else {
      made += rest.front();
      rest.remove_prefix(1);
    }
  }
  if (!made.empty() && made.back() == ' ') made.pop_back();
  if (made.empty() || made == text) return std::nullopt;
  return made;
}

bool ends_in_point_zero(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos || !only_digits(text.substr(0, point))) return false;
  const std::string_view behind = text.substr(point + 1);
  return !behind.empty() && behind.size() <= 4 && behind.find_first_not_of('0') == std::string_view::npos;
}

bool is_two_part_number(std::string_view text) {
  const std::size_t point = text.find('.');
  return point != std::string_view::npos && only_digits(text.substr(0, point)) && only_digits(text.substr(point + 1)) &&
         !ends_in_point_zero(text);
}

bool is_null_word(std::string_view text) {
  static constexpr std::array<std::string_view, 9> words = {"null", "(null)", "<null>", "[null]", "\\n",
                                                            "#n/a", "nan",    "#null!", "(blank)"};
  return is_among(text, words);
}

bool is_blank_sign(std::string_view text) {
  static constexpr std::array<std::string_view, 13> signs = {"n/a", "n.a.", "n.a", "n\\a", "na",           "-",           "--",
                                                             "---", "?",    "??",  "???",  "\xE2\x80\x93", "\xE2\x80\x94"};
  return is_among(text, signs);
}

bool stands_for_nothing(std::string_view text) {
  static constexpr std::array<std::string_view, 20> words = {"none",
                                                             "nil",
                                                             "tbc",
                                                             "t.b.c.",
                                                             "tba",
                                                             "tbd",
                                                             "unknown",
                                                             "u/k",
                                                             "not known",
                                                             "not available",
                                                             "pending",
                                                             "#ref!",
                                                             "#value!",
                                                             "#name?",
                                                             "#num!",
                                                             "#div/0!",
                                                             "to be confirmed",
                                                             "to be advised",
                                                             "not applicable",
                                                             "undefined"};
  return is_null_word(text) || is_blank_sign(text) || is_among(text, words);
}

}  // namespace counterfoil::table
