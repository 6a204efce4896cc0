// Texts of exports as numbers that compare quickly.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "counterfoil/text.hpp"

namespace counterfoil::uplift {

/// Numbers for words that are the same without regard to case, spaces and punctuation; 0 for none.
class Vocabulary {
 public:
  using Id = std::uint32_t;
  Id id(std::string_view text) { return id_of_plain(text, plain(text)); }
  Id unit_id(std::string_view text) { return id_of_plain(text, plain_unit(text)); }
  /// The first spelling that was met, for people.
  const std::string& spelling(Id id) const { return spellings_.at(id); }

 private:
  Id id_of_plain(std::string_view text, const std::string& word);

  std::unordered_map<std::string, Id> ids_;
  std::vector<std::string> spellings_{std::string{}};
};

/// Remembers the last text, since exports say the same few words over and over.
class Speller {
 public:
  explicit Speller(Vocabulary& words, bool unit = false) : words_(words), unit_(unit) {}
  Vocabulary::Id id(std::string_view text) {
    if (text == last_) return last_id_;
    last_ = text;
    return last_id_ = unit_ ? words_.unit_id(text) : words_.id(text);
  }

 private:
  Vocabulary& words_;
  bool unit_;
  std::string_view last_;
  Vocabulary::Id last_id_ = 0;
};

}  // namespace counterfoil::uplift
