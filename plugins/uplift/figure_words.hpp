// Rates, percentages and steps as people read them.
#pragma once

#include <string>

#include "counterfoil/quantity.hpp"

namespace counterfoil::uplift {

/// "6.60%" of the fraction 0.066: at least two decimals, as decisions are written.
std::string percent_words(Quantity fraction);
/// "21.61848", "21.64": a figure within a calculation, at least two decimals.
std::string figure_words(Quantity figure);

}  // namespace counterfoil::uplift
