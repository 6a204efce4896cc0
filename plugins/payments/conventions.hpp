// How a council counts its payments: what a row of an export means depends on it.
#pragma once

#include <chrono>
#include <string_view>

#include "counterfoil/frequency.hpp"
#include "counterfoil/plugin.hpp"

namespace counterfoil::payments {

struct Conventions {
  YearConvention year = YearConvention::weeks_52;
  std::chrono::weekday week_start = std::chrono::Monday;
  Rounding rounding = Rounding::half_up;
  bool adjustments_added = false;  // the adjustment column comes on top of the amount paid
};

/// From the parameters of convention_parameters.hpp; the rounding stays as it is.
Conventions read_conventions(const plugin::Run& run);

/// "half-up", "half-even", "up", "down"; half-up for anything else.
Rounding rounding_named(std::string_view word);

}  // namespace counterfoil::payments
