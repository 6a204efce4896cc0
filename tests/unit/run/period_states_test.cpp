#include "run/past_runs/period_states.hpp"

#include <gtest/gtest.h>

namespace counterfoil::run {
namespace {

using report::PeriodExport;
using report::PeriodLog;
using namespace std::chrono;

std::int64_t day(int year, unsigned month, unsigned day_of_month) {
  return Date{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day_of_month}}.time_since_epoch().count();
}

/// One export of these days; its digest is its name.
PeriodExport one(std::int64_t first, std::int64_t last, const std::string& sha256, std::int64_t pence = 100) {
  PeriodExport of;
  of.first = first;
  of.last = last;
  of.period = sha256;
  of.sha256 = sha256;
  of.run = "run of " + sha256;
  of.rows = 3;
  of.control = pence;
  return of;
}

/// "event period" of each, and "!" where it is to be explained.
std::vector<std::string> told(const PeriodLog& log) {
  std::vector<std::string> all;
  for (const PeriodState& state : period_states(log))
    all.push_back(state.event + " " + state.period + (state.to_explain ? " !" : ""));
  return all;
}

using Told = std::vector<std::string>;

// Four weeks from Monday 6 January 2025: 6 Jan to 2 Feb, 3 Feb to 2 Mar, 3 Mar to 30 Mar, 31 Mar to 27 Apr.
const PeriodExport january = one(day(2025, 1, 6), day(2025, 2, 2), "a"), april = one(day(2025, 3, 31), day(2025, 4, 27), "d");

TEST(PeriodStates, PeriodsThatFollowEachOtherAskNothing) {
  EXPECT_EQ(told({{january, one(day(2025, 2, 3), day(2025, 3, 2), "b")}, {}}), (Told{"Compared a", "Compared b"}));
}

TEST(PeriodStates, EachMissingPeriodOfTheCycleIsNamed) {
  EXPECT_EQ(told({{january, april}, {}}),
            (Told{"Compared a", "Missing 3 Feb to 2 Mar 2025 !", "Missing 3 Mar to 30 Mar 2025 !", "Compared d"}));
}

TEST(PeriodStates, MonthsAreMissingAsMonths) {
  const PeriodLog log{{one(day(2024, 12, 1), day(2024, 12, 31), "dec"), one(day(2025, 3, 1), day(2025, 3, 31), "mar")}, {}};
  EXPECT_EQ(told(log), (Told{"Compared dec", "Missing 1 Jan to 31 Jan 2025 !", "Missing 1 Feb to 28 Feb 2025 !", "Compared mar"}));
}

TEST(PeriodStates, DaysThatAreNoWholePeriodAreMissingAllTheSame) {
  const PeriodLog log{{january, one(day(2025, 2, 10), day(2025, 3, 9), "b")}, {}};
  EXPECT_EQ(told(log), (Told{"Compared a", "Missing 3 Feb to 9 Feb 2025 !", "Compared b"}));
}

TEST(PeriodStates, APeriodThatCameLateIsMissingNoMoreAndSaysSo) {
  PeriodExport late = one(day(2025, 2, 3), day(2025, 3, 2), "b");
  late.period = "3 Feb to 2 Mar 2025";
  const PeriodLog log{{january, one(day(2025, 3, 3), day(2025, 3, 30), "c"), late}, {}};
  EXPECT_EQ(told(log), (Told{"Compared a", "Compared 3 Feb to 2 Mar 2025", "Missing 3 Feb to 2 Mar 2025", "Compared c"}));
  EXPECT_NE(period_states(log)[2].words.find("Came late, with run run of b"), std::string::npos);
}

TEST(PeriodStates, AnotherExportOfTheSameDaysIsARestatementThatCounts) {
  PeriodExport again = one(january.first, january.last, "a2", 250), third = one(january.first, january.last, "a3", 240);
  const auto states = period_states({{january, again, third}, {}});
  ASSERT_EQ(states.size(), 3u);
  EXPECT_EQ(states[1].event, "Restated");
  EXPECT_EQ(states[2].event, "Restated 2");
  EXPECT_TRUE(states[1].to_explain);
  EXPECT_NE(states[1].words.find("£1.00 then, £2.50 now"), std::string::npos) << states[1].words;
  EXPECT_FALSE(states[0].counts);
  EXPECT_FALSE(states[1].counts);
  EXPECT_TRUE(states[2].counts) << "only the last is part of a year";
}

TEST(PeriodStates, AnotherFileOfTheSameMoneyIsNothingToExplain) {
  EXPECT_EQ(told({{january, one(january.first, january.last, "a2")}, {}}), (Told{"Compared a", "Restated a2"}));
  report::RestatedLine moved{1, "p", "l", 40, 60};
  EXPECT_EQ(told({{january, one(january.first, january.last, "a2")}, {moved}}), (Told{"Compared a", "Restated a2 !"}))
      << "the total is the same, and two lines are not";
}

TEST(PeriodStates, DaysThatAreInTwoExportsAreRepeated) {
  EXPECT_EQ(told({{january, one(day(2025, 1, 27), day(2025, 2, 23), "b")}, {}}),
            (Told{"Compared a", "Compared b", "Repeated b !"}));
}

TEST(PeriodStates, OneFileAsTwoPeriodsIsRepeatedAndCountsOnce) {
  PeriodExport moved = one(day(2025, 2, 3), day(2025, 3, 2), "a");
  const auto states = period_states({{january, moved}, {}});
  ASSERT_EQ(states.size(), 3u);
  EXPECT_FALSE(states[0].counts);
  EXPECT_TRUE(states[1].counts);
  EXPECT_EQ(states[2].event, "Repeated");
  EXPECT_TRUE(states[2].to_explain);
}

}  // namespace
}  // namespace counterfoil::run
