#include "base/command_words.hpp"

namespace counterfoil {

std::string at_command_line(std::string_view words) {
  std::string marked;
  marked += command_part_begins;
  marked += words;
  marked += command_part_ends;
  return marked;
}

std::string for_command_line(std::string_view sentence) {
  std::string words;
  words.reserve(sentence.size());
  for (const char letter : sentence)
    if (letter != command_part_begins && letter != command_part_ends) words += letter;
  return words;
}

std::string without_commands(std::string_view sentence) {
  std::string words;
  words.reserve(sentence.size());
  bool inside = false, after_a_part = false;
  for (const char letter : sentence) {
    if (letter == command_part_begins || letter == command_part_ends) {
      after_a_part = true;
      // A text from outside may hold a single mark; nothing after it is lost then.
      inside = letter == command_part_begins && sentence.find(command_part_ends) != std::string_view::npos;
      continue;
    }
    if (inside) continue;
    if (after_a_part) {  // what stood around the part closes up
      if (letter == ' ' && (words.empty() || words.back() == ' ')) continue;
      if (letter == '.' && !words.empty() && words.back() == ' ') words.pop_back();
      after_a_part = false;
    }
    words += letter;
  }
  while (after_a_part && !words.empty() && words.back() == ' ') words.pop_back();
  return words;
}

}  // namespace counterfoil
