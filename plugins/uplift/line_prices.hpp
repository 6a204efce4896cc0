// What a row of the export says that a line costs: its rate, how many units a week, and what that comes to.
#pragma once

#include <optional>
#include <string_view>

#include "counterfoil/frequency.hpp"

namespace counterfoil::uplift {

/// The figures of one row, as the export gives them.
struct StatedPrice {
  std::optional<Quantity> rate;      // pounds a unit
  std::optional<Quantity> quantity;  // units, a week or for each payment
  Frequency frequency = Frequency::blank;
  std::optional<Pence> weekly_cost;
  std::optional<Pence> cost;                                   // for each payment
  bool by_the_week = false;                                    // the unit is a week, or none is named
  bool frequency_left_blank = false, unit_left_blank = false;  // the export has the column, and this row says nothing there
};

struct LinePrice {
  Quantity rate;
  Quantity per_week;              // units a week
  Pence weekly;                   // per_week times rate; where there is trouble, what the export states
  std::string_view trouble = {};  // id of the finding that keeps the line from being uplifted; empty: none
  std::string_view field = {};    // where the trouble is
};

/// A quantity is meant for each payment where rate times quantity gives the stated cost only at that frequency; otherwise it is a
/// quantity a week (plugins/domain.md, "A line and its price periods"). Where no cost tells which, and it is not paid by the week,
/// nobody can say, and the line is in trouble.
LinePrice read_price(const StatedPrice& stated, YearConvention year);

/// The largest rate that is taken for real, in pounds: beyond it sums of a million rows could overflow.
inline constexpr Quantity largest_rate{1'000'000 * Quantity::one};

}  // namespace counterfoil::uplift
