#include "xlsx/cell_reference.hpp"

#include <algorithm>
#include <charconv>

#include "xlsx/limits.hpp"

namespace counterfoil::xlsx {

std::string column_letters(std::uint32_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  return letters;
}

std::string to_string(CellReference reference) { return column_letters(reference.column) + std::to_string(reference.row); }

std::string to_string(RangeReference range) {
  return range.first == range.last ? to_string(range.first) : to_string(range.first) + ":" + to_string(range.last);
}

std::optional<CellReference> parse_cell_reference(std::string_view text) {
  std::size_t at = 0;
  CellReference reference;
  if (at < text.size() && text[at] == '$') ++at;
  const std::size_t letters = at;
  for (; at < text.size() && at - letters < 4; ++at) {
    const char letter = static_cast<char>(text[at] & ~0x20);
    if (letter < 'A' || letter > 'Z') break;
    reference.column = reference.column * 26 + static_cast<std::uint32_t>(letter - 'A' + 1);
  }
  if (at == letters || reference.column > last_column) return {};
  if (at < text.size() && text[at] == '$') ++at;
  if (at == text.size() || text[at] < '0' || text[at] > '9') return {};
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), reference.row);
  if (error != std::errc{} || end != text.data() + text.size() || reference.row < 1 || reference.row > last_row) return {};
  return reference;
}

std::optional<RangeReference> parse_range_reference(std::string_view text) {
  const std::size_t colon = text.find(':');
  const auto first = parse_cell_reference(text.substr(0, colon));
  const auto last = colon == std::string_view::npos ? first : parse_cell_reference(text.substr(colon + 1));
  if (!first || !last) return {};
  return RangeReference{{std::min(first->row, last->row), std::min(first->column, last->column)},
                        {std::max(first->row, last->row), std::max(first->column, last->column)}};
}

}  // namespace counterfoil::xlsx
