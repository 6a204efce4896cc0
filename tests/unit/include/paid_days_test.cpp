// Money by days, worked by hand: no penny is lost, what is not known is not nought, and a day that was paid twice is seen.
#include "counterfoil/paid_days.hpp"

#include <gtest/gtest.h>

using namespace counterfoil;
using namespace counterfoil::paid_days;
using std::chrono::Monday;

namespace {

Date day(unsigned d, unsigned m, int y = 2025) { return make_date(y, m, d); }

const DateSpan april{day(7, 4), day(4, 5)};  // 28 days each, Monday to Sunday
const DateSpan may{day(5, 5), day(1, 6)};
const DateSpan june{day(2, 6), day(29, 6)};

Paid pay(DateSpan days, std::optional<Pence> due, std::int64_t paid, std::uint32_t source = 0) {
  return {days, due, Pence{paid}, Kind::regular, source, 0};
}
Paid adjust(DateSpan days, std::int64_t pence, std::uint32_t source = 0) {
  return {days, std::nullopt, Pence{pence}, Kind::adjustment, source, 0};
}

}  // namespace

// £100.00 for 28 days: 7 days are £25.00. Of £100.01, 10001 / 28 x 1 = 357.18 and x 2 = 714.36: 357, then 357.
TEST(Share, PartsAddUpToTheWhole) {
  EXPECT_EQ(share_of(Pence{10000}, april, {day(7, 4), day(13, 4)}), Pence{2500});
  EXPECT_EQ(share_of(Pence{10001}, april, {day(7, 4), day(7, 4)}), Pence{357});
  EXPECT_EQ(share_of(Pence{10001}, april, {day(8, 4), day(8, 4)}), Pence{357});
  for (const Rounding rounding : {Rounding::half_up, Rounding::half_even, Rounding::up, Rounding::down}) {
    Pence sum;
    for (Date each = april.first; each <= april.last; each += std::chrono::days{1})
      sum += share_of(Pence{-10001}, april, {each, each}, rounding);
    EXPECT_EQ(sum, Pence{-10001});
  }
  EXPECT_EQ(share_of(Pence{10001}, april, may), Pence{});
  EXPECT_EQ(share_of(Pence{10001}, april, {day(1, 1), day(31, 12)}), Pence{10001});
}

// November 2025 begins on a Saturday: its Mondays are 3, 10, 17 and 24. December's are 1, 8, 15, 22 and 29, the last to 4 January.
TEST(Weeks, ThoseThatBeginInThePeriod) {
  EXPECT_EQ(weeks_begun_in({day(1, 11), day(30, 11)}, Monday), (DateSpan{day(3, 11), day(30, 11)}));
  EXPECT_EQ(weeks_begun_in({day(1, 12), day(31, 12)}, Monday), (DateSpan{day(1, 12), day(4, 1, 2026)}));
  EXPECT_EQ(weeks_begun_in(april, Monday), april);
  EXPECT_EQ(weeks_begun_in({day(8, 4), day(12, 4)}, Monday).days(), 0);
}

// In on Friday 4 April, out on Monday 7 April: three nights.
// £463.67 a month: three whole months, and 15 of the 30 days of June (231.835, rounded half up).
TEST(Months, WholeOnesInFullAndPartsByTheirDays) {
  EXPECT_EQ(by_months(Pence{46367}, {day(1, 3), day(31, 5)}), Pence{3 * 46367});
  EXPECT_EQ(by_months(Pence{46367}, {day(1, 6), day(15, 6)}), Pence{23184});
  EXPECT_EQ(by_months(Pence{46367}, {day(1, 6), day(15, 6)}) + by_months(Pence{46367}, {day(16, 6), day(31, 7)}), Pence{2 * 46367});
  EXPECT_EQ(by_months(Pence{46367}, {day(2, 6), day(1, 6)}), Pence{0});
}

TEST(Nights, TheLastDayIsFree) {
  EXPECT_EQ(nights_of({day(4, 4), day(7, 4)}, true), (DateSpan{day(4, 4), day(6, 4)}));
  EXPECT_EQ(nights_of({day(4, 4), day(7, 4)}, false).days(), 4);
  EXPECT_EQ(nights_of({day(4, 4), day(4, 4)}, true).days(), 0);
}

TEST(Account, WhatIsOwedForDays) {
  Account line;
  line.add(pay(april, Pence{42800}, 41900));
  line.add(pay(may, Pence{42800}, 42800, 1));
  EXPECT_EQ(line.over(april).owed(), Pence{900});
  EXPECT_EQ(line.over({april.first, may.last}).owed(), Pence{900});
  EXPECT_TRUE(line.over(april).known());
  line.add(adjust(april, 900, 2));
  EXPECT_EQ(line.over(april).owed(), Pence{});
  line.add(adjust(april, 900, 3));  // once more
  EXPECT_EQ(line.over(april).owed(), Pence{-900});
  EXPECT_EQ(line.adjustments(april).size(), 2u);
}

// £240.00 for three periods: £80.00 is each one's, and a part period takes its days' share: 14 of 84 days are £40.00.
TEST(Account, AnAdjustmentAcrossSeveralPeriods) {
  Account line;
  for (const DateSpan& period : {april, may, june}) line.add(pay(period, Pence{50800}, 42800));
  line.add(adjust({april.first, june.last}, 24000));
  EXPECT_EQ(line.over({april.first, june.last}).owed(), Pence{});
  for (const DateSpan& period : {april, may, june}) EXPECT_EQ(line.over(period).adjusted, Pence{8000});
  EXPECT_EQ(line.over({day(7, 4), day(20, 4)}).adjusted, Pence{4000});
}

TEST(Account, DueThatIsNotKnownIsNotNought) {
  Account line;
  line.add(pay(april, std::nullopt, 31234));
  line.add(pay(may, Pence{42800}, 42800));
  const Money money = line.over({april.first, may.last});
  EXPECT_EQ(money.unknown, 28);
  EXPECT_EQ(money.owed(), Pence{});
  EXPECT_EQ(money.paid, Pence{31234 + 42800});
  EXPECT_FALSE(money.known());
  EXPECT_FALSE(line.over(june).known());  // nothing was seen at all
  EXPECT_EQ(line.over(june).reached, 0);
}

TEST(Account, DaysPaidTwice) {
  Account line;
  line.add(pay(april, Pence{42800}, 42800));
  line.add(pay(april, Pence{42800}, 42800, 1));
  const Money money = line.over(april);
  EXPECT_EQ(money.reached, 28);
  EXPECT_EQ(money.due, Pence{42800});
  EXPECT_EQ(money.paid, Pence{85600});
  EXPECT_EQ(money.owed(), Pence{-42800});
  // One-offs are pay for no days.
  line.add({april, std::nullopt, Pence{9999}, Kind::one_off, 2, 0});
  EXPECT_EQ(line.over(april).paid, Pence{85600});
}

TEST(Account, Gaps) {
  Account line;
  line.add(pay({day(7, 4), day(13, 4)}, Pence{10700}, 10700));
  line.add(pay({day(21, 4), day(27, 4)}, Pence{10700}, 10700));
  EXPECT_EQ(line.gaps(april), (std::vector<DateSpan>{{day(14, 4), day(20, 4)}, {day(28, 4), day(4, 5)}}));
  EXPECT_EQ(line.gaps({day(7, 4), day(13, 4)}).size(), 0u);
}

// £600.00 and £50.00 to come back: four times £150.00 settle the first; £70.00 more leave £20.00 that was owed by nobody.
TEST(Debts, OldestFirstAndNeverMoreThanIsOwed) {
  Debt old{Pence{60000}, {}};
  Debt recent{Pence{5000}, {}};
  for (int part = 1; part <= 4; ++part) EXPECT_EQ(set_against(Pence{15000}, {&old, &recent}), Pence{});
  EXPECT_EQ(old.left(), Pence{});
  EXPECT_EQ(recent.recovered, Pence{});
  EXPECT_EQ(set_against(Pence{7000}, {&old, &recent}), Pence{2000});
  EXPECT_EQ(recent.left(), Pence{});
  EXPECT_EQ(old.overpaid, Pence{60000});
}
