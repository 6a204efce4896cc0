// Dates as spreadsheets store them and as people in the United Kingdom write them: day first.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace counterfoil::table {

enum class DateOutcome : std::uint8_t {
  read,
  us_order,    // 02/13/2025: can only be month first
  impossible,  // 31/02/2025, or a year before 1900
  unreadable,
};

struct DateReading {
  DateOutcome outcome = DateOutcome::unreadable;
  std::int32_t days = 0;    // since 1970-01-01
  bool short_year = false;  // two digits: 00 to 49 were taken as 2000 to 2049, 50 to 99 as 1950 to 1999
  bool serial = false;      // a serial number written as text
  bool for_none = false;    // a day that systems write where there is no date: 01/01/1900, 30/12/1899, 01/01/1753, 00/00/0000
  int seconds = 0;          // the time of day that stands with it, 0 where there is none
  std::optional<int> utc_offset = std::nullopt;  // minutes by which that time is ahead of UTC, where the text says it
};

/// 01/02/2008, 1-2-2008, 01.02.2008, 1 Feb 2008, 01-Feb-08, Feb 1, 2008, 2008-02-01, 20080201, each also with a weekday before and
/// a time of day behind ("23:00:00", "11.00.00.000000 PM", "T23:00:00Z"), which is told beside the day; a serial of five digits
/// ("39479"), with `uses_1904` counted from 1904.
DateReading read_date_text(std::string_view text, bool uses_1904 = false);

/// A serial number as stored in a number cell; its fraction is the time of day. `uses_1904`: the workbook counts from
/// 1904. 60 in the 1900 system is the 29 February 1900 that never was: impossible.
DateReading read_date_serial(std::string_view digits, bool uses_1904);

/// 1 to 12 for the name of a month, short or long, in any case ("Nov", "SEPT", "november"); 0 for any other word.
int month_named(std::string_view word);

/// A whole serial; outside 1..2958465 (31/12/9999): unreadable.
DateReading date_of_serial(std::int64_t serial, bool uses_1904);

/// A number in a cell without a date format: a serial from 1906 to 2100, or 20080201. Anything else is unreadable, a year alone
/// too.
DateReading read_unformatted_date(std::string_view digits, bool uses_1904);

}  // namespace counterfoil::table
