#include "table/headings.hpp"

#include <algorithm>
#include <numeric>

namespace counterfoil::table {

namespace {

constexpr std::size_t longest_heading = 400;  // bytes; what is longer is a sentence, and is compared by its start

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

bool is_letter_or_digit(char each) { return (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9'); }

}  // namespace

std::string heading_key(std::string_view heading) {
  heading = heading.substr(0, longest_heading);
  std::string key;
  key.reserve(heading.size());
  for (std::size_t at = 0; at < heading.size(); ++at) {
    const unsigned char byte = static_cast<unsigned char>(heading[at]);
    if (byte < 0x80) {
      const char letter = lower(heading[at]);
      if (is_letter_or_digit(letter)) key += letter;
      continue;
    }
    // Beyond ASCII: signs (pound, dashes, odd spaces: up to U+00BF, and U+2000..U+2BFF) are punctuation, everything else a letter.
    const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    const std::string_view sequence = heading.substr(at, length);
    at += sequence.size() - 1;
    if (byte == 0xC2 || (byte == 0xE2 && sequence.size() > 1 && static_cast<unsigned char>(sequence[1]) <= 0xAF)) continue;
    if (byte == 0xEF && sequence == "\xEF\xBB\xBF") continue;
    key += sequence;
  }
  return key;
}

std::size_t edit_distance(std::string_view left, std::string_view right) {
  left = left.substr(0, longest_heading);
  right = right.substr(0, longest_heading);
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[right.size()];
}

std::vector<std::string> nearest_names(std::string_view wanted, const std::vector<std::string>& names, std::size_t count) {
  const std::string key = heading_key(wanted);
  struct Guess {
    std::size_t distance;
    const std::string* name;
  };
  std::vector<Guess> guesses;
  for (const std::string& name : names) {
    const std::string other = heading_key(name);
    if (other.empty()) continue;
    std::size_t distance = edit_distance(key, other);
    // "Our Person ID" is near "Person ID" although three letters more stand in it.
    const bool within =
        key.size() >= 3 && other.size() >= 3 && (key.find(other) != std::string::npos || other.find(key) != std::string::npos);
    if (within) distance = std::min<std::size_t>(distance, 2);
    if (distance * 2 <= std::max(key.size(), other.size())) guesses.push_back({distance, &name});
  }
  std::stable_sort(guesses.begin(), guesses.end(), [](const Guess& a, const Guess& b) { return a.distance < b.distance; });
  std::vector<std::string> nearest;
  for (const Guess& guess : guesses) {
    if (nearest.size() == count) break;
    if (std::find(nearest.begin(), nearest.end(), *guess.name) == nearest.end()) nearest.push_back(*guess.name);
  }
  return nearest;
}

HeadingMatcher::HeadingMatcher(const Layout& layout) {
  for (std::size_t field = 0; field < layout.fields.size(); ++field) {
    const auto& names = layout.fields[field].headings;
    for (std::size_t rank = 0; rank < names.size(); ++rank)
      by_key_.try_emplace(heading_key(names[rank]), HeadingMatch{field, rank});
  }
  // The title and the id of a field are names of it too, the last choices.
  for (std::size_t field = 0; field < layout.fields.size(); ++field) {
    const auto& names = layout.fields[field].headings;
    by_key_.try_emplace(heading_key(layout.fields[field].title), HeadingMatch{field, names.size()});
    by_key_.try_emplace(heading_key(layout.fields[field].id), HeadingMatch{field, names.size() + 1});
  }
  by_key_.erase("");
}

std::optional<HeadingMatch> HeadingMatcher::match(std::string_view heading) const {
  const auto found = by_key_.find(heading_key(heading));
  if (found == by_key_.end()) return std::nullopt;
  return found->second;
}

}  // namespace counterfoil::table
