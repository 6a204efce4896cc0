// How often a payment is made, and what it comes to a week.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "counterfoil/quantity.hpp"

namespace counterfoil::cwd {

enum class Frequency : std::uint8_t {
  blank,    // the export does not say
  unknown,  // it says something that is not known: a finding
  daily,
  weekly,
  fortnightly,
  four_weekly,
  monthly,
  quarterly,
  annual,
  one_off,
  intermittent,
};

/// The word of an export: "Weekly", "Every 2 weeks", "4-weekly", "pcm" ...
Frequency read_frequency(std::string_view text);
/// "weekly", "4-weekly": in the middle of a sentence.
std::string_view frequency_words(Frequency frequency);
/// Whether an amount at this frequency has a weekly equivalent.
bool recurring(Frequency frequency);

/// How many weeks a year has when monthly, quarterly and annual amounts are turned into weekly ones. Domain facts 3.3: £402.48 a
/// month is £92.88 a week with 52, £403.59 a month is with 365/7.
enum class YearConvention : std::uint8_t { weeks_52, days_365 };

/// A weekly figure in millionths of a pound, fine enough that turning it back gives the penny that it came from.
using Weekly = Quantity;

/// `amount` at `frequency` as a weekly equivalent; nothing for one-off, intermittent, blank and unknown.
std::optional<Weekly> weekly_equivalent(Quantity amount, Frequency frequency, YearConvention convention);
/// The reverse: what one payment at `frequency` comes to.
std::optional<Quantity> per_payment(Weekly weekly, Frequency frequency, YearConvention convention);

inline Quantity in_pounds(Pence pence) {
  return {multiply_divide(pence.count, Quantity::one, 100, Rounding::half_up)};
}
inline Pence in_pence(Quantity pounds, Rounding rounding = Rounding::half_up) {
  return Pence{multiply_divide(pounds.millionths, 100, Quantity::one, rounding)};
}
/// weekly * days / 7 in pence, rounded once (domain facts 5.4).
inline Pence for_days(Weekly weekly, std::int64_t days, Rounding rounding = Rounding::half_up) {
  return Pence{multiply_divide(weekly.millionths, days, 7 * (Quantity::one / 100), rounding)};
}

}  // namespace counterfoil::cwd
