// Which period an export is for.
#pragma once

#include <optional>

#include "notes.hpp"
#include "payments.hpp"
#include "settings.hpp"

namespace counterfoil::cwd {

/// The most common span of the period columns; where there are none, the settings; else a blocking note.
std::optional<DateSpan> find_period(const Payments& payments, std::optional<Date> from, std::optional<Date> to, Notes& notes);

/// Swapped exports, the same period or the same export twice (blocking); periods that overlap or leave a gap.
void check_periods(const Payments& previous, DateSpan before, const Payments& current, DateSpan now, const Settings& settings,
                   Notes& notes);

/// The row's own span where it has one, else the export's.
DateSpan period_of_row(const Payments& payments, std::size_t row, DateSpan period);

/// The span with the weeks that it touches made whole.
DateSpan whole_weeks(DateSpan span, std::chrono::weekday start);
/// How many weeks of `span` begin in it, by the weekday on which a week starts.
std::int64_t week_starts(DateSpan span, std::chrono::weekday start);
/// How many weeks `span` touches, part weeks included.
std::int64_t weeks_touched(DateSpan span, std::chrono::weekday start);

}  // namespace counterfoil::cwd
