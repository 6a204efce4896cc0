#include "costs.hpp"

namespace counterfoil::uplift {

Pence annual_cost(Pence weekly, YearConvention year) {
  return year == YearConvention::weeks_52 ? Pence{multiply_divide(weekly.count, 52, 1, Rounding::half_up)} : scale(weekly, 365, 7);
}

Pence cost_over(Pence weekly, DateSpan days, DateSpan suspended) {
  return scale(weekly, days.days() - overlap(days, suspended).days(), 7);
}

Costs& Costs::operator+=(const Costs& other) {
  weekly_before += other.weekly_before;
  weekly_after += other.weekly_after;
  annual_before += other.annual_before;
  annual_after += other.annual_after;
  part_year += other.part_year;
  return *this;
}

Costs costs_of(Pence weekly_before, Pence weekly_after, DateSpan days, DateSpan suspended, const Settings& settings) {
  const DateSpan in_year = overlap(days, {days.first, settings.year_end});
  return {weekly_before, weekly_after, annual_cost(weekly_before, settings.year), annual_cost(weekly_after, settings.year),
          cost_over(weekly_after - weekly_before, in_year, suspended)};
}

}  // namespace counterfoil::uplift
