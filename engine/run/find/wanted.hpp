// An id or a name, looked for in texts as people write it: capitals, spaces and hyphens do not count, a family name may stand
// first.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace counterfoil::run {

/// The words of a text in small letters: runs of letters and digits.
class TextWords {
 public:
  void read(std::string_view text);
  std::size_t size() const { return words_.size(); }
  std::string_view operator[](std::size_t at) const {
    return std::string_view{letters_}.substr(words_[at].begin, words_[at].length);
  }
  /// Part of a number with a point, a comma or a pound sign: "12.00" is no id 12.
  bool is_of_amount(std::size_t at) const { return words_[at].of_amount; }
  std::size_t source_begin(std::size_t at) const { return words_[at].source; }
  std::size_t source_end(std::size_t at) const { return words_[at].source + words_[at].length; }

 private:
  struct Word {
    std::size_t begin;
    std::size_t length;
    std::size_t source;
    bool of_amount;
  };
  std::string letters_;  // as long as the text
  std::vector<Word> words_;
};

class Wanted {
 public:
  /// Failure (usage) where it has fewer than two letters or digits.
  explicit Wanted(std::string text);
  const std::string& text() const { return text_; }
  bool in(const TextWords& words) const;
  /// First and past the last word of the place where it stands, from word `from` on; false where it does not.
  bool find(const TextWords& words, std::size_t from, std::size_t& first, std::size_t& last) const;

 private:
  bool stands_at(const TextWords& words, std::size_t at, const std::vector<std::string>& order) const;

  std::string text_;
  std::vector<std::vector<std::string>> orders_;
  bool digits_only_ = false;
};

}  // namespace counterfoil::run
