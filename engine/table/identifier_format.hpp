// Identifiers kept as numbers lose their leading zeros; a number format such as 000000 says what they were.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace counterfoil::table {

/// A number format of nothing but zeros and fixed text ("000000", "000 000 0000", "\"P\"00000").
class IdentifierFormat {
 public:
  IdentifierFormat() = default;
  explicit IdentifierFormat(std::string_view code);
  bool pads() const { return zeros_ > 1; }
  /// The whole number as Excel shows it.
  std::string show(std::string_view digits) const;

 private:
  std::string pattern_;  // '\0' for a digit, else text as it is
  std::size_t zeros_ = 0;
};

/// "1.23E+15": what Excel leaves of a long number, as text.
bool is_scientific_text(std::string_view text);

}  // namespace counterfoil::table
