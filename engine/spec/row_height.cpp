#include "spec/row_height.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace counterfoil::report {
namespace {

// Widths of ' ' to '~' in thousandths of the font's size, as published for Arial (and for Helvetica and Liberation Sans, which
// share them).
constexpr std::array<std::uint16_t, 95> ascii_widths = {
    278, 278, 355, 556, 556, 889, 667, 191, 333,  333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667,  667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
    556, 222, 222, 500, 222, 833, 556, 556, 556,  556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584};
constexpr unsigned other_width = 667;        // a letter with an accent, at the wide end
constexpr unsigned wide_width = 1000;        // scripts whose letters fill a square
constexpr double pixels_a_character = 7;     // the digit of Arial 10 at 96 dots an inch, which column widths count in
constexpr double size_in_pixels = 40.0 / 3;  // 10 points
constexpr double safety = 1.06;              // programs round each letter to the screen's dots
constexpr double line_height = 12.75;        // points
constexpr double padding = 2.25;
constexpr double least_height = 15;
constexpr double greatest_height = 409;  // that Excel allows
constexpr unsigned enough_lines = 33;    // more do not fit into the greatest height

/// The letter at `at`, which moves behind it; bytes that are no UTF-8 count as letters too.
unsigned letter_width(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  if (lead >= ' ' && lead <= '~') return ascii_widths[lead - ' '];
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  return lead >= 0xE3 ? wide_width : other_width;
}

/// Lines of one paragraph, filled word by word; a word longer than a line is cut.
unsigned paragraph_lines(std::string_view text, double room) {
  unsigned lines = 1;
  double used = 0;  // of the present line
  double word = 0;
  for (std::size_t at = 0; at < text.size() && lines < enough_lines;) {
    const char letter = text[at];
    const double width = letter_width(text, at) / 1000.0 * size_in_pixels * safety;
    if (letter == ' ') {
      used += word + width;
      word = 0;
      continue;
    }
    if (word + width > room) {  // cut the word
      lines += used > 0 ? 2 : 1;
      used = 0;
      word = 0;
    }
    word += width;
    if (used > 0 && used + word > room) {
      ++lines;
      used = 0;
    }
    if (letter == '-') {
      used += word;
      word = 0;
    }
  }
  return lines;
}

}  // namespace

unsigned wrapped_lines(const WrappedText& cell) {
  const double room = std::max(cell.width, 1.0) * pixels_a_character;
  unsigned lines = 0;
  std::string_view rest = cell.text;
  while (lines < enough_lines) {
    const std::size_t end = rest.find('\n');
    lines += paragraph_lines(rest.substr(0, end), room);
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return std::min(lines, enough_lines);
}

double row_height(std::span<const WrappedText> cells) {
  unsigned lines = 1;
  for (const WrappedText& cell : cells) lines = std::max(lines, wrapped_lines(cell));
  return std::clamp(lines * line_height + padding, least_height, greatest_height);
}

}  // namespace counterfoil::report
