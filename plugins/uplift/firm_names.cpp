#include "firm_names.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <vector>

#include "counterfoil/text.hpp"

namespace counterfoil::uplift {

namespace {

constexpr std::array<std::string_view, 6> legal_forms{"ltd", "plc", "llp", "cic", "cio", "inc"};
constexpr std::size_t shortest_for_slips = 6, shortest_for_two_slips = 12;  // letters of a name

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (word == "limited") word = "ltd";
    if (!word.empty() && !(words.empty() && word == "the")) words.push_back(word);
    word.clear();
  };
  for (const char character : name) {
    const std::string one = plain(std::string_view{&character, 1});
    if (!one.empty()) {
      word += one;
    } else if (character == '&' || character == '+') {
      end_word();
      words.emplace_back("and");
    } else if (character != '\'' && character != '.') {  // "St. Anne's" is "St Annes", "L.t.d." is "Ltd"
      end_word();
    }
  }
  end_word();
  return words;
}

bool is_legal_form(const std::string& word) { return std::find(legal_forms.begin(), legal_forms.end(), word) != legal_forms.end(); }

/// Numbers and single letters tell one home from the next.
bool tells_apart(const std::string& word) {
  return word.size() == 1 || std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

struct Compared {
  std::string name;                // without the legal form
  std::vector<std::string> apart;  // its numbers and single letters
};

Compared compared(std::string_view text) {
  Compared made;
  for (const std::string& word : words_of(text)) {
    if (is_legal_form(word)) continue;
    made.name += word;
    if (tells_apart(word)) made.apart.push_back(word);
  }
  return made;
}

/// Letters to put in, take out or change.
std::size_t slips_between(const std::string& left, const std::string& right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t at = 1; at <= left.size(); ++at) {
    std::size_t corner = row[0];
    row[0] = at;
    for (std::size_t to = 1; to <= right.size(); ++to) {
      const std::size_t changed = corner + (left[at - 1] == right[to - 1] ? 0 : 1);
      corner = row[to];
      row[to] = std::min({row[to] + 1, row[to - 1] + 1, changed});
    }
  }
  return row.back();
}

}  // namespace

std::string firm_key(std::string_view name) {
  std::string key;
  for (const std::string& word : words_of(name)) key += word;
  return key;
}

bool nearly_one_firm(std::string_view left, std::string_view right) {
  const Compared one = compared(left), other = compared(right);
  if (one.name.empty() || one.apart != other.apart) return false;
  if (one.name == other.name) return true;
  const std::size_t shorter = std::min(one.name.size(), other.name.size());
  if (shorter < shortest_for_slips) return false;
  const std::size_t most = shorter < shortest_for_two_slips ? 1 : 2;
  if (std::max(one.name.size(), other.name.size()) - shorter > most) return false;
  return slips_between(one.name, other.name) <= most;
}

}  // namespace counterfoil::uplift
