// What the readers and the writers of XML both need of single words in it.
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace counterfoil::xlsx {

/// The four characters that XML takes for space.
constexpr bool is_xml_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Without XML's space at both ends.
inline std::string_view trimmed(std::string_view text) {
  constexpr std::string_view spaces = " \t\r\n";
  const std::size_t first = text.find_first_not_of(spaces);
  return first == std::string_view::npos ? std::string_view{} : text.substr(first, text.find_last_not_of(spaces) + 1 - first);
}

/// The number that an attribute begins with; 0 where it begins with none, or with one that is too large.
inline std::uint32_t to_number(std::string_view digits) {
  std::uint32_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

/// What was put in is not looked at again.
inline void replace_all(std::string& text, std::string_view was, std::string_view now) {
  for (std::size_t at = text.find(was); at != std::string::npos; at = text.find(was, at + now.size()))
    text.replace(at, was.size(), now);
}

}  // namespace counterfoil::xlsx
