// What a rate comes to by the week, by the year and until the end of the budget year.
#pragma once

#include "care_lines.hpp"

namespace counterfoil::uplift {

/// A year of a weekly amount: 52 weeks, or 365 days in sevenths; half up.
Pence annual_cost(Pence weekly, YearConvention year);

/// A weekly amount over `days` without the suspended ones, in sevenths, rounded once, half up.
Pence cost_over(Pence weekly, DateSpan days, DateSpan suspended);

struct Costs {
  Pence weekly_before, weekly_after;
  Pence annual_before, annual_after;
  Pence part_year;  // the difference from the first day of the new price to the end of the budget year, or of the price

  friend bool operator==(const Costs&, const Costs&) = default;
  Costs& operator+=(const Costs& other);
};

/// `days`: those of the new price.
Costs costs_of(Pence weekly_before, Pence weekly_after, DateSpan days, DateSpan suspended, const Settings& settings);

}  // namespace counterfoil::uplift
