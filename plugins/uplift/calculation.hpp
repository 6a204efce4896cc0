// From an old rate to a new one by a rule, with every step and its rounding.
#pragma once

#include <optional>
#include <string>

#include "rules.hpp"

namespace counterfoil::uplift {

/// Where the new rate starts from.
enum class Start : std::uint8_t { old_rate, set_rate, table, followed };

/// The steps in the order in which they are taken: start, percent, plus, rounding, floor, cap. Live formulas in the workbook follow
/// them.
struct Calculation {
  Start start_from = Start::old_rate;
  Quantity old, start;
  std::optional<Quantity> percent, plus;  // the fraction and the pounds that were used
  Quantity exact;                         // to a millionth of a pound, half up
  RateRounding rounding = RateRounding::nearest;
  std::optional<Quantity> round_to;
  Quantity rounded;
  std::optional<Quantity> floor, cap;
  Quantity result;
};

/// By a rule that neither excludes, follows nor looks up.
Calculation calculate(const Rule& rule, Quantity old);
/// The same from a rate that was found elsewhere: an allowance, or the new rate of the line followed.
Calculation calculate_from(const Rule& rule, Quantity old, Start where, Quantity start);

/// "20.28 + 6.60% = 21.61848; up to the next 0.04 = 21.64"
std::string steps_in_words(const Rule& rule, const Calculation& calculation);

/// `figure` as a multiple of `step` (above nought).
Quantity to_multiple(Quantity figure, Quantity step, RateRounding rounding);

}  // namespace counterfoil::uplift
