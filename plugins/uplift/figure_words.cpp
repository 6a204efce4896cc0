#include "figure_words.hpp"

namespace counterfoil::uplift {

std::string figure_words(Quantity figure) {
  std::string text = format_quantity(figure);
  const std::size_t point = text.find('.');
  if (point == std::string::npos) return text + ".00";
  return text.size() - point < 3 ? text + "0" : text;
}

std::string percent_words(Quantity fraction) {
  return figure_words({multiply_divide(fraction.millionths, 100, 1, Rounding::half_up)}) + "%";
}

}  // namespace counterfoil::uplift
