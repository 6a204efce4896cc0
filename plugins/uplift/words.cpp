#include "words.hpp"

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

Vocabulary::Id Vocabulary::id_of_plain(std::string_view text, const std::string& word) {
  if (word.empty()) return 0;
  const auto [place, added] = ids_.try_emplace(word, static_cast<Id>(spellings_.size()));
  if (added) spellings_.emplace_back(text);
  return place->second;
}

}  // namespace counterfoil::uplift
