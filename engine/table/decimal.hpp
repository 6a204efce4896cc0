// Digits to whole units, exactly: pence, or millionths of a quantity. No binary floating point anywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace counterfoil::table {

/// digits / 10^scale. At most 18 significant digits are held.
struct Decimal {
  bool negative = false;
  std::uint64_t digits = 0;
  int scale = 0;        // may be negative: 12E3
  int significant = 0;  // digits from the first that is not zero to the last written
  bool cut = false;     // more than 18 were written; the rest is left out
};

/// "-1234.56", "1.2E-3": a number as a spreadsheet file stores it. Nothing else may stand in `text`.
std::optional<Decimal> parse_decimal(std::string_view text);

/// A double needs 17 digits to be stored; only 15 of them are the user's: 1234.5599999999999 is 1234.56.
Decimal without_binary_noise(Decimal value);

enum class Excess : std::uint8_t { none, noise, real };  // noise: less than a hundred-thousandth of the unit away

struct Units {
  std::int64_t count = 0;
  Excess excess = Excess::none;
};

/// The value in units of 10^-places, rounded half up (away from zero). Nothing where it does not fit 64 bits.
std::optional<Units> to_units(const Decimal& value, int places);

/// The common case, by hand: optional minus, few digits, at most `places` of them after the point. False: use the slow way.
template <int places>
inline bool fast_units(std::string_view text, std::int64_t& out) {
  const char* at = text.data();
  const char* const end = at + text.size();
  static_assert(places == 2 || places == 6);
  if (text.size() > (places == 2 ? 15 : 12) || text.empty()) return false;  // so that nothing overflows below
  const bool negative = *at == '-';
  if (negative) ++at;
  const char* const start = at;
  std::uint64_t value = 0;
  unsigned digit;
  while (at < end && (digit = static_cast<unsigned char>(*at) - unsigned{'0'}) < 10) {
    value = value * 10 + digit;
    ++at;
  }
  if (at == start) return false;
  int missing = places;
  if (at < end) {
    if (*at != '.') return false;
    ++at;
    if (end - at > places || at == end) return false;
    while (at < end) {
      digit = static_cast<unsigned char>(*at) - unsigned{'0'};
      if (digit >= 10) return false;
      value = value * 10 + digit;
      --missing;
      ++at;
    }
  }
  for (; missing > 0; --missing) value *= 10;
  out = negative ? -static_cast<std::int64_t>(value) : static_cast<std::int64_t>(value);
  return true;
}

}  // namespace counterfoil::table
