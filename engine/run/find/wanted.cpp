#include "run/find/wanted.hpp"

#include <algorithm>

#include "base/failure.hpp"

namespace counterfoil::run {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view word) { return !word.empty() && std::all_of(word.begin(), word.end(), is_digit); }

/// How many bytes of the text from `at` on are one letter or digit; 0: something else stands there.
std::size_t letter_at(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return is_digit(text[at]) || (text[at] >= 'a' && text[at] <= 'z') || (text[at] >= 'A' && text[at] <= 'Z');
  const std::size_t size = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
  const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0;
  if (byte == 0xC2 || (byte == 0xE2 && next == 0x80)) return 0;  // no-break spaces, dashes, curly quotes, the pound sign
  return std::min(size, text.size() - at);
}

std::string_view without_zeros(std::string_view digits) {
  const std::size_t first = digits.find_first_not_of('0');
  return first == std::string_view::npos ? digits.substr(digits.size() - 1) : digits.substr(first);
}

}  // namespace

void TextWords::read(std::string_view text) {
  letters_.assign(text);
  words_.clear();
  for (std::size_t at = 0; at < text.size();) {
    std::size_t size = letter_at(text, at);
    if (size == 0) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    for (; size > 0; size = at < text.size() ? letter_at(text, at) : 0) {
      char& letter = letters_[at];
      if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
      // Capital letters of Latin 1 with their accents, but for the sign of multiplication.
      if (size == 2 && static_cast<unsigned char>(letter) == 0xC3) {
        char& second = letters_[at + 1];
        const auto low = static_cast<unsigned char>(second);
        if (low >= 0x80 && low <= 0x9E && low != 0x97) second = static_cast<char>(low + 0x20);
      }
      at += size;
    }
    const bool after_pound = begin > 0 && static_cast<unsigned char>(text[begin - 1]) == 0xA3;
    const auto joined = [&](char mark, bool digit) { return (mark == '.' || mark == ',') && digit; };
    const bool before = begin > 1 && joined(text[begin - 1], is_digit(text[begin - 2]));
    const bool behind = at + 1 < text.size() && joined(text[at], is_digit(text[at + 1]));
    words_.push_back({begin, at - begin, begin, after_pound || before || behind});
  }
}

Wanted::Wanted(std::string text) : text_(std::move(text)) {
  TextWords words;
  words.read(text_);
  std::size_t letters = 0;
  std::vector<std::string> order;
  for (std::size_t at = 0; at < words.size(); ++at) {
    letters += words[at].size();
    order.emplace_back(words[at]);
  }
  if (letters < 2)
    throw Failure{FailureKind::usage,
                  "\"" + text_ + "\" is too short to be looked for: give an id or a name of two characters or more."};
  digits_only_ = order.size() == 1 && all_digits(order.front());
  if (digits_only_) order.front() = without_zeros(order.front());
  orders_.push_back(order);
  const bool name = order.size() > 1 && std::none_of(text_.begin(), text_.end(), is_digit);
  if (!name) return;
  // "Testa Marmalade" is "Marmalade, Testa" too, and the other way round.
  std::rotate(order.begin(), order.end() - 1, order.end());
  orders_.push_back(order);
  order = orders_.front();
  std::rotate(order.begin(), order.begin() + 1, order.end());
  if (order != orders_.back()) orders_.push_back(order);
}

bool Wanted::stands_at(const TextWords& words, std::size_t at, const std::vector<std::string>& order) const {
  if (at + order.size() > words.size()) return false;
  if (digits_only_) return !words.is_of_amount(at) && all_digits(words[at]) && without_zeros(words[at]) == order.front();
  for (std::size_t each = 0; each < order.size(); ++each)
    if (words[at + each] != order[each]) return false;
  return true;
}

bool Wanted::find(const TextWords& words, std::size_t from, std::size_t& first, std::size_t& last) const {
  for (std::size_t at = from; at < words.size(); ++at)
    for (const std::vector<std::string>& order : orders_)
      if (stands_at(words, at, order)) {
        first = at;
        last = at + order.size();
        return true;
      }
  return false;
}

bool Wanted::in(const TextWords& words) const {
  std::size_t first = 0, last = 0;
  return find(words, 0, first, last);
}

}  // namespace counterfoil::run
