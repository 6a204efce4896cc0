#include "table/period_heading.hpp"

#include <gtest/gtest.h>

namespace counterfoil::table {
namespace {

const DateSpan november{make_date(2025, 10, 13), make_date(2025, 11, 9)};
const DateSpan december{make_date(2025, 11, 10), make_date(2025, 12, 7)};
const DateSpan january{make_date(2025, 12, 8), make_date(2026, 1, 4)};

/// The heading of `from`, written for `to`.
std::string next(std::string_view heading, DateSpan from = november, DateSpan to = december) {
  const auto read = PeriodHeading::read(heading);
  if (!read) return "not a period";
  return read->write_for(to, read->tie_to(from)).value_or("unclear");
}

TEST(PeriodHeading, IsWrittenAsTheTeamWritesIt) {
  EXPECT_EQ(next("P8"), "P9");
  EXPECT_EQ(next("Period 08"), "Period 09");
  EXPECT_EQ(next("Pd. 9"), "Pd. 10");
  EXPECT_EQ(next("w/e 09/11/2025"), "w/e 07/12/2025");
  EXPECT_EQ(next("w/e 9.11.25"), "w/e 7.12.25");
  EXPECT_EQ(next("9 Nov 25"), "7 Dec 25");
  EXPECT_EQ(next("9th November 2025"), "7th December 2025");
  EXPECT_EQ(next("09-NOV-25"), "07-DEC-25");
  EXPECT_EQ(next("November 2025"), "December 2025");
  EXPECT_EQ(next("Nov '25"), "Dec '25");
  EXPECT_EQ(next("Nov"), "Dec");
  EXPECT_EQ(next("13/10-09/11"), "10/11-07/12");
  EXPECT_EQ(next("13/10\xE2\x80\x93"
                 "09/11"),
            "10/11\xE2\x80\x93"
            "07/12");
  EXPECT_EQ(next("Paid 13 Oct to 9 Nov 2025"), "Paid 10 Nov to 7 Dec 2025");
  EXPECT_EQ(next("P8 (13/10/2025 to 09/11/2025)"), "P9 (10/11/2025 to 07/12/2025)");
  EXPECT_EQ(next("From 13/10/2025"), "From 10/11/2025");
  EXPECT_EQ(next("P8 2025/26"), "P9 2025/26");
  EXPECT_EQ(next("2025-11-09"), "2025-12-07");
}

TEST(PeriodHeading, GoesOverTheYear) {
  EXPECT_EQ(next("7 Dec 25", december, january), "4 Jan 26");
  EXPECT_EQ(next("Dec 2025", december, january), "Jan 2026");
  EXPECT_EQ(next("w/e 07/12/2025", december, january), "w/e 04/01/2026");
}

TEST(PeriodHeading, APaymentDateKeepsItsDistanceFromThePeriod) {
  EXPECT_EQ(next("Paid 14/11/2025"), "Paid 12/12/2025");  // five days after the last day
}

TEST(PeriodHeading, OfAnotherPeriodIsUnclear) {
  EXPECT_EQ(next("w/e 12/10/2025"), "unclear");
  EXPECT_EQ(next("13/10-08/11"), "unclear");
  EXPECT_EQ(next("March 2025"), "unclear");
}

TEST(PeriodHeading, OtherTextsNameNoPeriod) {
  for (const std::string_view text :
       {"", "Child ID", "Total", "Notes", "2025/26", "25/26", "8", "1/2", "May Street", "Rate 12.50", "Monthly"})
    EXPECT_EQ(next(text), text == "May Street" ? "unclear" : "not a period") << text;
}

TEST(PeriodHeading, KnowsTheSamePeriodWrittenInTwoWays) {
  const auto one = PeriodHeading::read("9 Nov 25");
  const auto two = PeriodHeading::read("09/11/2025");
  ASSERT_TRUE(one && two);
  EXPECT_TRUE(one->same_as(*two));
  EXPECT_TRUE(one->same_as(PeriodHeading::of_date(make_date(2025, 11, 9))));
  EXPECT_FALSE(one->same_as(PeriodHeading::of_date(make_date(2025, 11, 10))));
  EXPECT_FALSE(PeriodHeading::read("P8")->same_as(*PeriodHeading::read("P9")));
}

TEST(PeriodHeading, HasAnOrder) {
  EXPECT_LT(PeriodHeading::read("P8")->order(), PeriodHeading::read("P9")->order());
  EXPECT_LT(PeriodHeading::read("9 Nov 25")->order(), PeriodHeading::read("7 Dec 25")->order());
  EXPECT_LT(PeriodHeading::read("Dec 2025")->order(), PeriodHeading::read("Jan 2026")->order());
}

}  // namespace
}  // namespace counterfoil::table
