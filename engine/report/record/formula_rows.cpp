#include "report/record/formula_rows.hpp"

#include <limits>

namespace counterfoil::report {

namespace {

constexpr std::uint32_t all_rows = std::numeric_limits<std::uint32_t>::max();

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_of_name(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '$' || c == '\\' || static_cast<unsigned char>(c) >= 0x80;
}

/// "$G$5": 5; "G" and "$G": all rows; anything else is no reference.
bool read_reference(std::string_view word, std::uint32_t& row) {
  constexpr std::size_t most_letters = 3, most_digits = 7;
  std::size_t at = 0, letters = 0, digits = 0;
  if (at < word.size() && word[at] == '$') ++at;
  for (; at < word.size() && is_letter(word[at]); ++at) ++letters;
  if (letters == 0 || letters > most_letters) return false;
  if (at == word.size()) {
    row = all_rows;
    return true;
  }
  if (word[at] == '$') ++at;
  row = 0;
  for (; at < word.size() && is_digit(word[at]) && digits <= most_digits; ++at, ++digits)
    row = row * 10 + static_cast<std::uint32_t>(word[at] - '0');
  return at == word.size() && digits > 0 && digits <= most_digits;
}

struct Found {
  std::uint32_t first = 0, last = 0;
  bool range = false;
};

/// Cells and ranges, from the left.
std::vector<Found> references_of(std::string_view formula) {
  std::vector<Found> found;
  bool joins = false;  // a colon stands before what comes now
  for (std::size_t at = 0; at < formula.size();) {
    const char c = formula[at];
    if (c == '"' || c == '\'') {
      at = formula.find(c, at + 1);
      if (at == std::string_view::npos) break;
      ++at;
      continue;
    }
    if (!is_of_name(c)) {
      joins = c == ':' && !found.empty();
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < formula.size() && is_of_name(formula[end])) ++end;
    const std::string_view word = formula.substr(at, end - at);
    const char next = end < formula.size() ? formula[end] : '\0';
    std::uint32_t row = 0;
    const bool reference = next != '(' && next != '!' && read_reference(word, row);
    // Letters alone are a column only within a range.
    if (reference && (row != all_rows || joins || next == ':')) {
      if (joins) {
        found.back().last = row;
        found.back().range = true;
      } else {
        found.push_back({row == all_rows ? 1 : row, row, false});
      }
    }
    joins = false;
    at = end;
  }
  return found;
}

}  // namespace

FormulaRows KnownRows::of(const LocatedTable& table) {
  const auto [at, fresh] = known_.try_emplace(&table);
  if (!fresh || !table.recorded || !table.holds_rows) return at->second;
  if (table.table->update == Update::fixed) return at->second = {table.first_row, table.last_row};
  std::string key;
  bool filled = false;
  std::map<std::string, std::size_t> met;  // what somebody copied below a row is no row to sum
  for (std::uint32_t number = table.first_row; number <= table.last_row; ++number) {
    const auto row = table.editor->row(number);
    if (!row) continue;
    read_key(table, *row, dates_from_1904_, key, filled);
    const KeyIndex& keys = table.recorded->keys();
    std::size_t recorded = 0;
    for (std::uint32_t entry = keys.find(key); entry != KeyIndex::none; entry = keys.next(entry)) ++recorded;
    if (recorded == 0 || ++met[key] > recorded) continue;
    if (at->second.first == 0) at->second.first = number;
    at->second.last = number;
  }
  return at->second;
}

bool covers_rows(std::string_view formula, const std::vector<FormulaRows>& wanted) {
  const std::vector<Found> found = references_of(formula);
  if (found.size() != wanted.size()) return false;
  for (std::size_t at = 0; at < found.size(); ++at) {
    if (wanted[at].first == 0) continue;
    if (found[at].range ? found[at].first > wanted[at].first || found[at].last < wanted[at].last
                        : found[at].first != wanted[at].first || found[at].last != wanted[at].last)
      return false;
  }
  return true;
}

}  // namespace counterfoil::report
