#include "table/date_text.hpp"

#include <gtest/gtest.h>

#include "counterfoil/date.hpp"

namespace counterfoil::table {
namespace {

std::string shown(const DateReading& reading) {
  switch (reading.outcome) {
    case DateOutcome::read: return format_date(Date{std::chrono::days{reading.days}});
    case DateOutcome::us_order: return "month first";
    case DateOutcome::impossible: return "impossible";
    case DateOutcome::unreadable: return "unreadable";
  }
  return "";
}

std::string day(std::string_view text) { return shown(read_date_text(text)); }

TEST(DateText, DayFirstInEveryShape) {
  for (const char* text : {"01/02/2008",
                           "1/2/2008",
                           "1-2-2008",
                           "01.02.2008",
                           "1 Feb 2008",
                           "01-Feb-2008",
                           "1 February 2008",
                           "1st Feb 2008",
                           "1st of February 2008",
                           "Fri 1 Feb 2008",
                           "Friday, 1 February 2008",
                           "01-FEB-08",
                           "1/2/08",
                           "Feb 1, 2008",
                           "February 1st, 2008",
                           "2008-02-01",
                           "2008/02/01",
                           "20080201",
                           "39479",
                           " 01/02/2008 ",
                           "01/02/2008\u00A0",
                           "1. Feb 2008"})
    EXPECT_EQ(day(text), "01/02/2008") << text;
}

TEST(DateText, TimesAreLeftOut) {
  for (const char* text : {"01/02/2008 00:00:00", "01/02/2008 23:59", "2008-02-01T00:00:00", "2008-02-01T12:30:05.123Z",
                           "2008-02-01 12:30:05+01:00", "1 Feb 2008 09:30 AM", "01/02/2008, 10:15"})
    EXPECT_EQ(day(text), "01/02/2008") << text;
  EXPECT_EQ(day("01/02/2008 25:00"), "unreadable");
  EXPECT_EQ(day("01/02/2008 noon"), "unreadable");
}

TEST(DateText, TextAndSerialAreTheSameDay) {  // 1 Feb 2008, never 2 Jan
  EXPECT_EQ(read_date_text("01/02/2008").days, read_date_serial("39479", false).days);
  EXPECT_EQ(shown(read_date_serial("39479", false)), "01/02/2008");
}

TEST(DateText, MonthFirstIsNeverSwapped) {
  EXPECT_EQ(day("02/13/2025"), "month first");
  EXPECT_EQ(day("12-31-2025"), "month first");
  EXPECT_EQ(day("02/13/25"), "month first");
  EXPECT_EQ(day("13/02/2025"), "13/02/2025");
}

TEST(DateText, DaysThatDoNotExist) {
  for (const char* text : {"31/02/2025", "29/02/2025", "31 Apr 2025", "00/01/2025", "2025-13-01", "2025-02-30", "01/02/1899",
                           "32/01/2025", "20250230"})
    EXPECT_EQ(day(text), "impossible") << text;
  EXPECT_EQ(day("29/02/2024"), "29/02/2024");
  EXPECT_EQ(day("31/12/9999"), "31/12/9999");
}

TEST(DateText, ShortYearsTurnAtFifty) {
  EXPECT_EQ(day("01/02/49"), "01/02/2049");
  EXPECT_EQ(day("01/02/50"), "01/02/1950");
  EXPECT_EQ(day("1-Feb-00"), "01/02/2000");
  EXPECT_TRUE(read_date_text("01/02/08").short_year);
  EXPECT_FALSE(read_date_text("01/02/2008").short_year);
}

TEST(DateText, WhatIsNoDate) {
  for (const char* text :
       {"", "n/a", "TBC", "2008", "Feb 2008", "13 Oct", "1/2", "01/02-2008", "1/2/208", "01/02/2008 to 03/02/2008", "99999999999",
        "12345678901", "1 Foo 2008", "ongoing", "/", "1//2", "--", "0/0/0/0", "123/02/2008"})
    EXPECT_EQ(day(text), "unreadable") << text;
}

TEST(DateText, SerialsOfBothSystems) {
  EXPECT_EQ(shown(read_date_serial("1", false)), "01/01/1900");
  EXPECT_EQ(shown(read_date_serial("59", false)), "28/02/1900");
  EXPECT_EQ(shown(read_date_serial("60", false)), "impossible");  // the 29 February 1900 that never was
  EXPECT_EQ(shown(read_date_serial("61", false)), "01/03/1900");
  EXPECT_EQ(shown(read_date_serial("45970", false)), "09/11/2025");
  EXPECT_EQ(shown(read_date_serial("45970.75", false)), "09/11/2025");
  EXPECT_EQ(shown(read_date_serial("45969.99999999999", false)), "09/11/2025");  // a hair before midnight is midnight
  EXPECT_EQ(shown(read_date_serial("2958465", false)), "31/12/9999");
  EXPECT_EQ(shown(read_date_serial("2958466", false)), "unreadable");
  EXPECT_EQ(shown(read_date_serial("0", false)), "unreadable");
  EXPECT_EQ(shown(read_date_serial("-5", false)), "unreadable");
  EXPECT_EQ(shown(read_date_serial("44508", true)), "09/11/2025");  // 1,462 days fewer
  EXPECT_EQ(shown(read_date_serial("0", true)), "01/01/1904");
  EXPECT_EQ(shown(read_date_serial("60", true)), "01/03/1904");
}

TEST(DateText, NumbersWithoutADateFormat) {
  EXPECT_EQ(shown(read_unformatted_date("39479", false)), "01/02/2008");
  EXPECT_EQ(shown(read_unformatted_date("20080201", false)), "01/02/2008");
  EXPECT_EQ(shown(read_unformatted_date("2008", false)), "unreadable");  // a year alone
  EXPECT_EQ(shown(read_unformatted_date("73415", false)), "31/12/2100");
  EXPECT_EQ(shown(read_unformatted_date("73416", false)), "unreadable");
  EXPECT_EQ(shown(read_unformatted_date("20081301", false)), "unreadable");
  EXPECT_EQ(shown(read_unformatted_date("-1", false)), "unreadable");
}

}  // namespace
}  // namespace counterfoil::table
