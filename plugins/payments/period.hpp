// Which period an export is for.
#pragma once

#include <optional>

#include "counterfoil/notes.hpp"
#include "payments/payments.hpp"

namespace counterfoil::payments {

/// The settings, where both are given; else the most common span of the period columns, or all weeks of an export that has a row a
/// week for each line; else a blocking note.
std::optional<DateSpan> find_period(const Payments& payments, std::optional<Date> from, std::optional<Date> to, Notes& notes);

/// The row's own span where it has one, else the export's.
DateSpan period_of_row(const Payments& payments, std::size_t row, DateSpan period);

/// The span with the weeks that it touches made whole.
DateSpan whole_weeks(DateSpan span, std::chrono::weekday start);
/// How many weeks of `span` begin in it, by the weekday on which a week starts.
std::int64_t week_starts(DateSpan span, std::chrono::weekday start);
/// How many weeks `span` touches, part weeks included.
std::int64_t weeks_touched(DateSpan span, std::chrono::weekday start);

}  // namespace counterfoil::payments
