// The terms on which a line was paid in a period: its days, and its weekly figure, rate and quantity averaged over them.
#pragma once

#include <optional>

#include "payments/roll_up.hpp"

namespace counterfoil::payments {

struct Terms {
  Paid paid;
  std::int64_t days = 0;                   // effective days of regular rows, without suspended ones
  std::int64_t suspended = 0;              // suspended days inside the effective span
  std::int64_t week_starts = 0;            // weeks that begin on those days
  Frequency frequency = Frequency::blank;  // of the latest price period
  bool stated = false;                     // every regular row states its weekly figure
  std::optional<Weekly> weekly;            // average over the days; derived from the amount paid where it is not stated
  std::optional<Weekly> latest;            // of the latest price period, for the columns "a week"
  std::optional<Quantity> rate;            // unit cost, average
  std::optional<Quantity> per_week;        // quantity a week, average
  std::optional<Quantity> latest_rate, latest_quantity;
  Pence due;            // what the stated weekly figures come to over the days, in sevenths
  Pence due_by_month;   // the same with monthly payments shared out by the days of the month instead
  Pence due_most;       // the same with every week touched paid in full
  bool as_due = false;  // the amount paid is what the terms come to, by one of the known ways of counting
  Pence slack;          // what rounding each week and row to whole pence can come to
  DateSpan span;        // first to last effective day; empty when none
};

/// What a row comes to over `days`: a monthly payment by its share of a month-like period, anything else in sevenths. The row
/// states its weekly figure.
Pence comes_to(const PaidRow& row, std::int64_t days, std::int64_t period_days, const Conventions& conventions);

Terms terms_of(const Export& from, const Line& line, const Conventions& conventions);

}  // namespace counterfoil::payments
