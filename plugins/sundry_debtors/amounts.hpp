// What was overpaid: the days, what was paid in them, what should have been, and the difference. One rounding, at the end.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "counterfoil/date.hpp"
#include "counterfoil/money.hpp"

namespace counterfoil::debtors {

/// The figures that a list gives; any of them may be missing.
struct GivenAmounts {
  std::optional<Pence> paid_weekly;
  std::optional<Pence> correct_weekly;
  std::optional<Pence> paid;
  std::optional<Pence> correct;
  std::optional<Pence> overpaid;
};

struct WorkedAmounts {
  std::int64_t days = 0;
  std::optional<Pence> paid;
  std::optional<Pence> correct;
  std::optional<Pence> overpaid;  // worked out from the others; nothing where they do not allow it
};

/// A weekly amount for so many days: sevenths, half up. 15 days at 225.00 are 482.14.
Pence for_days(Pence weekly, std::int64_t days);

/// From weekly amounts both for the days, their difference is rounded once, and what was paid is what was correct and that
/// difference.
WorkedAmounts work_out(const GivenAmounts& given, DateSpan span);

/// An amount cut by days: the shares of parts that follow one another add up to the whole, to the penny.
std::vector<Pence> share_by_days(Pence whole, const std::vector<std::int64_t>& days_of_parts, std::int64_t all_days);

/// Equal instalments in whole pence, the last takes what is left. 482.14 in 12: eleven of 40.17 and one of 40.27.
std::vector<Pence> instalments_of(Pence total, std::int64_t count);

}  // namespace counterfoil::debtors
