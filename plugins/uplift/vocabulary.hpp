// Texts of exports as numbers that compare quickly.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "counterfoil/text.hpp"
#include "firm_names.hpp"

namespace counterfoil::uplift {

/// Numbers for words that are the same without regard to case, spaces and punctuation; 0 for none.
class Vocabulary {
 public:
  using Id = std::uint32_t;
  Id id(std::string_view text) { return id_of_plain(text, plain(text)); }
  Id unit_id(std::string_view text) { return id_of_plain(text, plain_unit(text)); }
  /// Of a firm's name: one number for all its spellings.
  Id firm_id(std::string_view text) { return id_of_plain(text, firm_key(text)); }
  /// Of the spellings that were met the first by its letters, whatever the order of the rows.
  const std::string& spelling(Id id) const { return spellings_.at(id); }

 private:
  Id id_of_plain(std::string_view text, const std::string& word);

  std::unordered_map<std::string, Id> ids_;
  std::vector<std::string> spellings_{std::string{}};
};

/// Remembers the last text, since exports say the same few words over and over.
class Speller {
 public:
  enum class Kind : std::uint8_t { word, unit, firm };
  explicit Speller(Vocabulary& words, Kind kind = Kind::word) : words_(words), kind_(kind) {}
  Vocabulary::Id id(std::string_view text) {
    if (text == last_) return last_id_;
    last_ = text;
    return last_id_ = kind_ == Kind::unit ? words_.unit_id(text) : kind_ == Kind::firm ? words_.firm_id(text) : words_.id(text);
  }

 private:
  Vocabulary& words_;
  Kind kind_;
  std::string_view last_;
  Vocabulary::Id last_id_ = 0;
};

}  // namespace counterfoil::uplift
