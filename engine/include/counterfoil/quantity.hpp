// Rates, hours, nights and percentages: decimals held exactly as whole millionths.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "counterfoil/money.hpp"

namespace counterfoil {

struct Quantity {
  static constexpr std::int64_t one = 1'000'000;
  std::int64_t millionths = 0;

  friend auto operator<=>(const Quantity&, const Quantity&) = default;
};

/// quantity * rate-in-pence, rounded once.
inline Pence multiply(Quantity quantity, Pence rate, Rounding rounding = Rounding::half_up) {
  return Pence{multiply_divide(rate.count, quantity.millionths, Quantity::one, rounding)};
}

/// quantity * rate where the rate is itself a quantity of pounds (a rate of £15.485), to whole pence.
inline Pence multiply(Quantity quantity, Quantity pounds, Rounding rounding = Rounding::half_up) {
  // millionths * millionths of pounds -> pence: divide by 10^12, times 100.
  return Pence{multiply_divide(quantity.millionths, pounds.millionths, Quantity::one * (Quantity::one / 100), rounding)};
}

/// "6", "7.5", "0.25": as few decimals as it takes.
inline std::string format_quantity(Quantity quantity) {
  std::uint64_t magnitude = quantity.millionths < 0 ? 0 - static_cast<std::uint64_t>(quantity.millionths)
                                                    : static_cast<std::uint64_t>(quantity.millionths);
  std::string text = quantity.millionths < 0 ? "-" : "";
  text += std::to_string(magnitude / Quantity::one);
  std::string part = std::to_string(magnitude % Quantity::one);
  part.insert(0, 6 - part.size(), '0');
  while (!part.empty() && part.back() == '0') part.pop_back();
  if (!part.empty()) text += "." + part;
  return text;
}

}  // namespace counterfoil
