// Ids of exports: how they are compared and ordered, whatever a spreadsheet did to their zeros. Header-only.
#pragma once

#include <string>
#include <string_view>

#include "counterfoil/text.hpp"

namespace counterfoil {

/// "4512" of "004512", "0" of "00"; "" unless the id is nothing but digits.
inline std::string_view without_leading_zeros(std::string_view id) {
  if (id.empty() || id.find_first_not_of("0123456789") != std::string_view::npos) return {};
  while (id.size() > 1 && id.front() == '0') id.remove_prefix(1);
  return id;
}

/// An id as it is compared: plain, and without leading zeros where it is a number.
inline std::string bare_id(std::string_view id) {
  std::string word = plain(id);
  if (const std::string_view number = without_leading_zeros(word); !number.empty()) return std::string{number};
  return word;
}

/// Orders ids as a person would: numbers by value, everything else by its bytes. Both ids without their leading zeros are known
/// already, as in a sort.
inline bool id_before(std::string_view left, std::string_view bare_left, std::string_view right, std::string_view bare_right) {
  if (bare_left.empty() != bare_right.empty()) return !bare_left.empty();  // numbers first
  if (bare_left.empty()) return left < right;
  if (bare_left.size() != bare_right.size()) return bare_left.size() < bare_right.size();
  if (bare_left != bare_right) return bare_left < bare_right;
  return left < right;
}
inline bool id_before(std::string_view left, std::string_view right) {
  return id_before(left, without_leading_zeros(left), right, without_leading_zeros(right));
}

}  // namespace counterfoil
