// Money as whole pence. No binary floating point; every rounding is named; overflow throws instead of wrapping.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>

namespace counterfoil {

/// How a result that is not whole becomes whole. Councils round money half up, away from zero on a tie.
enum class Rounding { half_up, half_even, up, down };

namespace detail {
/// dividend / divisor, both as magnitudes, rounded away from nought by one where the rule says so.
template <class Magnitude>
Magnitude rounded_quotient(Magnitude dividend, Magnitude divisor, Rounding rounding) {
  const Magnitude whole = dividend / divisor;
  const Magnitude rest = dividend % divisor;
  bool away = false;
  switch (rounding) {
    case Rounding::half_up: away = rest != 0 && rest >= divisor - rest; break;
    case Rounding::half_even: away = rest > divisor - rest || (rest == divisor - rest && whole % 2 == 1); break;
    case Rounding::up: away = rest != 0; break;
    case Rounding::down: break;
  }
  return whole + (away ? 1 : 0);
}

inline std::uint64_t magnitude(std::int64_t number) {
  return number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
}
}  // namespace detail

/// numerator * value / denominator, exact in 128 bits, then rounded. Throws std::overflow_error beyond 64 bits and
/// std::invalid_argument for a zero denominator. `up` is away from zero and `down` towards zero.
inline std::int64_t multiply_divide(std::int64_t value, std::int64_t numerator, std::int64_t denominator, Rounding rounding) {
  if (denominator == 0) throw std::invalid_argument("division by zero");
  __extension__ using Wide = unsigned __int128;
  constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max();
  std::uint64_t whole = 0;
  // Nearly every product fits into 64 bits, where division is many times faster.
  if (std::int64_t product = 0; !__builtin_mul_overflow(value, numerator, &product)) {
    whole = detail::rounded_quotient(detail::magnitude(product), detail::magnitude(denominator), rounding);
  } else {
    const Wide quotient = detail::rounded_quotient(static_cast<Wide>(detail::magnitude(value)) * detail::magnitude(numerator),
                                                   static_cast<Wide>(detail::magnitude(denominator)), rounding);
    whole = quotient > largest ? largest + 1 : static_cast<std::uint64_t>(quotient);
  }
  if (whole > largest) throw std::overflow_error("amount out of range");
  const bool negative = ((value < 0) != (numerator < 0)) != (denominator < 0);
  return negative ? -static_cast<std::int64_t>(whole) : static_cast<std::int64_t>(whole);
}

struct Pence {
  std::int64_t count = 0;

  friend auto operator<=>(const Pence&, const Pence&) = default;
  friend Pence operator+(Pence left, Pence right) {
    Pence sum;
    if (__builtin_add_overflow(left.count, right.count, &sum.count)) throw std::overflow_error("amount out of range");
    return sum;
  }
  friend Pence operator-(Pence left, Pence right) {
    Pence difference;
    if (__builtin_sub_overflow(left.count, right.count, &difference.count)) throw std::overflow_error("amount out of range");
    return difference;
  }
  Pence operator-() const { return Pence{} - *this; }
  Pence& operator+=(Pence other) { return *this = *this + other; }
  Pence& operator-=(Pence other) { return *this = *this - other; }
};

/// amount * numerator / denominator in whole pence.
inline Pence scale(Pence amount, std::int64_t numerator, std::int64_t denominator, Rounding rounding = Rounding::half_up) {
  return Pence{multiply_divide(amount.count, numerator, denominator, rounding)};
}

inline Pence absolute(Pence amount) { return amount.count < 0 ? -amount : amount; }

/// "£1,234.56", "-£12.00": for sentences that people read. The minus is U+2011, which no program breaks a line after; LibreOffice
/// puts the figure of "-" and of U+2212 on the next line.
inline std::string format_pounds(Pence amount) {
  std::uint64_t magnitude =
      amount.count < 0 ? 0 - static_cast<std::uint64_t>(amount.count) : static_cast<std::uint64_t>(amount.count);
  std::string whole = std::to_string(magnitude / 100);
  for (std::size_t place = whole.size(); place > 3; place -= 3) whole.insert(place - 3, ",");
  const std::uint64_t part = magnitude % 100;
  std::string text = amount.count < 0 ? "\u2011\u00A3" : "\u00A3";
  text += whole;
  text += '.';
  text += static_cast<char>('0' + part / 10);
  text += static_cast<char>('0' + part % 10);
  return text;
}

}  // namespace counterfoil
