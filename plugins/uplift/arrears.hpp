// What is owed for periods that were paid at the old rate: recalculated less paid, one row a line and period.
#pragma once

#include "evaluation.hpp"
#include "paid_periods.hpp"
#include "released_arrears.hpp"

namespace counterfoil::uplift {

enum class Standing : std::uint8_t {
  owed,         // paid as the old rate comes to, with or without the arrears that were released before
  paid,         // paid as the new rate comes to already
  released,     // what is missing went out with an earlier release, and the payments do not have it yet
  check,        // paid something else: a person must look
  before,       // no day of it has a new rate
  not_uplifted  // the line has no new rate
};
std::string_view standing_words(Standing standing);

struct Arrear {
  const PaidPeriod* paid = nullptr;
  std::int64_t days = 0;  // at a new rate
  Pence at_old_rates, recalculated;
  Pence released;  // arrears of this period that earlier releases put out, as far as `paid` does not have them
  Standing standing = Standing::before;
  std::uint32_t price = 0;                         // of CareLines::prices: a price in the period
  const ReleasedArrear* days_in_common = nullptr;  // released for other days, some of which this period has too

  Pence amount() const { return recalculated - paid->paid - released; }
};

/// What prices come to over a period: weekly cost times days in sevenths, without suspended days, summed and rounded once; a
/// monthly payment by its share of a month's days.
Pence due_over(std::span<const Segment> segments, const CareLines& lines, DateSpan period, YearConvention year);

std::vector<Arrear> work_out_arrears(const PaidPeriods& paid, const CareLines& lines, const Evaluation& decided,
                                     const Settings& settings, const ReleasedArrears& released);

}  // namespace counterfoil::uplift
