// Which day in the United Kingdom a stored time means. Systems that store midnight in another zone's time show the evening before.
#pragma once

#include "table/date_text.hpp"

namespace counterfoil::table {

enum class DayMove : std::uint8_t {
  none,
  from_utc,      // the text says how far its time is from UTC, and in UK time that is another day
  from_evening,  // 22:00 or 23:00 to the minute, or within seconds of midnight: the next day's midnight by another clock
  late,          // another time from 22:00 on: a real time, or a date that was moved; the day is kept
};

struct UkDay {
  std::int32_t days = 0;  // since 1970-01-01
  DayMove move = DayMove::none;
};

/// Of a date that was read. 23:59 and 23:59:59 are the end of the day itself. Summer time by the rule since 1981: from the last
/// Sunday of March to the last Sunday of October, each at 01:00 UTC.
UkDay uk_day(const DateReading& date);

}  // namespace counterfoil::table
