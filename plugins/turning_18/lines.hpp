// One care package line against an 18th birthday: its class, and its money before and after.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pay_periods.hpp"
#include "payments/roll_up.hpp"
#include "payments/terms.hpp"

namespace counterfoil::turning {

/// In the order in which they matter; a person has the class of the first of its lines.
enum class LineClass : std::uint8_t {
  still_paid_after_18,
  no_end_date,
  ends_after_18,
  ends_early,  // more than `early-end-days` before
  ends_at_18,
  turns_18_later,  // beyond the horizon
  ended,           // nothing runs on, and nothing was paid from 18 on
  one_off,         // one-offs and adjustments alone
  no_birth,        // no date of birth that can be used
};
inline constexpr std::size_t line_class_count = 9;

/// "Already 18 and still paid"
std::string_view class_word(LineClass which);
/// The classes of people who stand on the Watch list.
inline bool is_watched(LineClass which) { return which <= LineClass::ends_at_18; }

/// Money for days before 18 and from then on; the parts add up to the whole.
struct Split {
  std::int64_t days_before = 0;
  std::int64_t days_after = 0;
  Pence before, after;
  Pence whole() const { return before + after; }
  Split& operator+=(const Split& other);
};

struct LineFacts {
  std::uint32_t line = 0;  // in Export::lines
  LineClass which = LineClass::no_birth;
  bool runs_on = false;  // after the day of the report
  std::optional<Date> start, end;
  Pence weekly;         // of the price now in force; nought when the line has ended
  Split split;          // of the pay period in which the person turns 18
  Pence paid_after_18;  // in this export
  Pence since_18;       // worked out from the birthday, or the start, to the end of the export's period at the prices in the export
};

struct Birthday {
  Date adult;
  DateSpan pay_period;
  DateSpan last_full_period;
};
Birthday birthday_of(Date adult, const PayPeriods& periods);

/// How the amount paid on one row divides at a day: days and pence before it, and the rest.
Split split_paid(const payments::Export& from, const payments::PaidRow& row, DateSpan span, Date at);

/// The days that the amount paid on a row is for: its own dates within its period, or to the end of the period where it was plainly
/// paid on beyond its end date.
DateSpan days_paid_for(const payments::Export& from, const payments::PaidRow& row);

/// What the line's terms in this export come to over days before its period, from `adult` on.
Pence due_after(const payments::Export& from, std::uint32_t line, DateSpan days, Date adult);

/// `birthday` is nothing for a person without a usable date of birth.
LineFacts judge_line(const payments::Export& from, std::uint32_t line, const std::optional<Birthday>& birthday, Date as_of,
                     Date horizon, const Settings& settings);

}  // namespace counterfoil::turning
