// What one difference is made of. The parts add up to it exactly; the rule for every penny is stated here.
#pragma once

#include "classes.hpp"
#include "paid_lines.hpp"

namespace counterfoil::cwd {

struct Difference {
  Parts parts;
  bool rate_moved = false;  // the stated rate, or failing one the weekly figure
  bool quantity_moved = false;
  bool frequency_moved = false;
  bool weekly_same = false;           // both weekly figures are known and are the same, by either year convention
  Pence unexplained;                  // of the rate part: what the stated terms do not account for
  Pence like_for_like;                // what last period's terms would have paid over this period's days
  bool looks_like_frequency = false;  // no frequency given, but the amounts are 4-weekly and monthly pay for the same weekly figure
};

/// Two lines that are paired, by these steps, each rounded to whole pence (half up):
/// 1. one-offs and adjustments: this period's less last period's;
/// 2. the regular amount at the new weekly figure for the old days, less the old regular amount: rate first (at the old quantity),
///    the rest quantity;
/// 3. what remains is days in period, where the days explain it; otherwise it is unexplained and stands with rate;
/// 4. a remainder within rounding is put on the largest other part; if the frequency changed, the frequency part takes the place of
///    days: what the old weekly figure comes to at the new frequency, less the old amount.
Difference difference_between(const Terms& before, const Terms& now);

}  // namespace counterfoil::cwd
