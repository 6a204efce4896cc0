#include "vocabulary.hpp"

namespace counterfoil::uplift {

Vocabulary::Id Vocabulary::id_of_plain(std::string_view text, const std::string& word) {
  if (word.empty()) return 0;
  const auto [place, added] = ids_.try_emplace(word, static_cast<Id>(spellings_.size()));
  if (added)
    spellings_.emplace_back(text);
  else if (text < spellings_[place->second])
    spellings_[place->second] = text;
  return place->second;
}

}  // namespace counterfoil::uplift
