// How often a payment is made, and what it comes to a week. Header-only: tasks share the words of exports and the conventions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "counterfoil/quantity.hpp"
#include "counterfoil/text.hpp"

namespace counterfoil {

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

/// How many weeks a year has when monthly, quarterly and annual amounts are turned into weekly ones (domain.md): £402.48 a
/// month is £92.88 a week with 52, £403.59 a month is with 365/7.
enum class YearConvention : std::uint8_t { weeks_52, days_365 };

/// A weekly figure in millionths of a pound, fine enough that turning it back gives the penny that it came from.
using Weekly = Quantity;

namespace detail {

inline constexpr std::pair<std::string_view, Frequency> known_words[] = {
    {"daily", Frequency::daily},
    {"perday", Frequency::daily},
    {"day", Frequency::daily},
    {"weekly", Frequency::weekly},
    {"week", Frequency::weekly},
    {"perweek", Frequency::weekly},
    {"pw", Frequency::weekly},
    {"everyweek", Frequency::weekly},
    {"1weekly", Frequency::weekly},
    {"every1week", Frequency::weekly},
    {"every1weeks", Frequency::weekly},
    {"every2weeks", Frequency::fortnightly},
    {"fortnightly", Frequency::fortnightly},
    {"fortnight", Frequency::fortnightly},
    {"perfortnight", Frequency::fortnightly},
    {"2weekly", Frequency::fortnightly},
    {"twoweekly", Frequency::fortnightly},
    {"everytwoweeks", Frequency::fortnightly},
    {"every4weeks", Frequency::four_weekly},
    {"4weekly", Frequency::four_weekly},
    {"fourweekly", Frequency::four_weekly},
    {"everyfourweeks", Frequency::four_weekly},
    {"4weeks", Frequency::four_weekly},
    {"per4weeks", Frequency::four_weekly},
    {"monthly", Frequency::monthly},
    {"month", Frequency::monthly},
    {"permonth", Frequency::monthly},
    {"pcm", Frequency::monthly},
    {"everymonth", Frequency::monthly},
    {"calendarmonthly", Frequency::monthly},
    {"calendarmonth", Frequency::monthly},
    {"quarterly", Frequency::quarterly},
    {"quarter", Frequency::quarterly},
    {"perquarter", Frequency::quarterly},
    {"every3months", Frequency::quarterly},
    {"annual", Frequency::annual},
    {"annually", Frequency::annual},
    {"yearly", Frequency::annual},
    {"year", Frequency::annual},
    {"peryear", Frequency::annual},
    {"perannum", Frequency::annual},
    {"pa", Frequency::annual},
    {"oneoff", Frequency::one_off},
    {"once", Frequency::one_off},
    {"single", Frequency::one_off},
    {"onetime", Frequency::one_off},
};

/// Weekly equivalent = amount * numerator / denominator.
struct Factor {
  std::int64_t numerator;
  std::int64_t denominator;
};

inline std::optional<Factor> weekly_factor(Frequency frequency, YearConvention convention) {
  const bool fifty_two = convention == YearConvention::weeks_52;
  switch (frequency) {
    case Frequency::daily: return Factor{7, 1};
    case Frequency::weekly: return Factor{1, 1};
    case Frequency::fortnightly: return Factor{1, 2};
    case Frequency::four_weekly: return Factor{1, 4};
    case Frequency::monthly: return fifty_two ? Factor{12, 52} : Factor{12 * 7, 365};
    case Frequency::quarterly: return fifty_two ? Factor{4, 52} : Factor{4 * 7, 365};
    case Frequency::annual: return fifty_two ? Factor{1, 52} : Factor{7, 365};
    default: return std::nullopt;
  }
}

}  // namespace detail

/// The word of an export: "Weekly", "Every 2 weeks", "4-weekly", "pcm" ...
inline Frequency read_frequency(std::string_view text) {
  const std::string word = plain(text);
  if (word.empty()) return Frequency::blank;
  for (const auto& [known, frequency] : detail::known_words)
    if (word == known) return frequency;
  if (word.starts_with("intermittent")) return Frequency::intermittent;
  if (word.starts_with("oneoff")) return Frequency::one_off;
  return Frequency::unknown;
}

/// "weekly", "4-weekly": in the middle of a sentence.
inline std::string_view frequency_words(Frequency frequency) {
  switch (frequency) {
    case Frequency::blank: return "not given";
    case Frequency::unknown: return "not known";
    case Frequency::daily: return "daily";
    case Frequency::weekly: return "weekly";
    case Frequency::fortnightly: return "every 2 weeks";
    case Frequency::four_weekly: return "4-weekly";
    case Frequency::monthly: return "monthly";
    case Frequency::quarterly: return "quarterly";
    case Frequency::annual: return "annual";
    case Frequency::one_off: return "one-off";
    case Frequency::intermittent: return "intermittent";
  }
  return "not known";
}

/// Whether an amount at this frequency has a weekly equivalent.
inline bool recurring(Frequency frequency) { return detail::weekly_factor(frequency, YearConvention::weeks_52).has_value(); }

/// `amount` at `frequency` as a weekly equivalent; nothing for one-off, intermittent, blank and unknown.
inline std::optional<Weekly> weekly_equivalent(Quantity amount, Frequency frequency, YearConvention convention) {
  const auto factor = detail::weekly_factor(frequency, convention);
  if (!factor) return std::nullopt;
  return Weekly{multiply_divide(amount.millionths, factor->numerator, factor->denominator, Rounding::half_up)};
}

/// The reverse: what one payment at `frequency` comes to.
inline std::optional<Quantity> per_payment(Weekly weekly, Frequency frequency, YearConvention convention) {
  const auto factor = detail::weekly_factor(frequency, convention);
  if (!factor) return std::nullopt;
  return Quantity{multiply_divide(weekly.millionths, factor->denominator, factor->numerator, Rounding::half_up)};
}

inline Quantity in_pounds(Pence pence) { return {multiply_divide(pence.count, Quantity::one, 100, Rounding::half_up)}; }
inline Pence in_pence(Quantity pounds, Rounding rounding = Rounding::half_up) {
  return Pence{multiply_divide(pounds.millionths, 100, Quantity::one, rounding)};
}
/// weekly * days / 7 in pence, rounded once (plugins/domain.md, "Weekly equivalents").
inline Pence for_days(Weekly weekly, std::int64_t days, Rounding rounding = Rounding::half_up) {
  return Pence{multiply_divide(weekly.millionths, days, 7 * (Quantity::one / 100), rounding)};
}

}  // namespace counterfoil
