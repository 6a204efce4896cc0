// Arrears, recoveries, first payments and second payments over several periods, on each cycle: all that was paid for days is held
// against what is due for them, however it was split.
#include "over_time.hpp"

namespace cwd_test {

namespace {

class ArrearsOverTime : public OverTime {};

using counterfoil::Date;

Date day_of(const std::string& text) { return Date{std::chrono::days{fake::read_value(CF_DATE, text)}}; }
std::string text_of(Date day) { return counterfoil::format_date(day); }

}  // namespace

TEST_P(ArrearsOverTime, AnAdjustmentThatNamesNoDays) {
  Team team{cycle()};
  team.run(1, {at(1)});
  team.run(2, {at(2)});
  Row row = arrears(3, 2, 2, 24000);
  row.erase("adjustment_from");
  row.erase("adjustment_to");
  team.run(3, {at(3), row});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Query");
  EXPECT_TRUE(has_rule(team.row("P1", "7001"), "adjustment-no-period"));
}

// Days from before the memory: whole units are to be checked, and more than the days cost at all is asked.
TEST_P(ArrearsOverTime, MoreThanTheDaysCostAtAll) {
  Team team{cycle()};
  team.run(5, {at(5)});
  team.run(6, {at(6), arrears(6, 1, 1, usual() + 10700)});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Query");
  EXPECT_TRUE(has_rule(team.row("P1", "7001"), "adjustment-too-much")) << team.told()[0];
}

// £240.00 for three periods, and once more the very next period: no change from one export to the next.
TEST_P(ArrearsOverTime, TheSameAgainTheNextPeriod) {
  Team team{cycle()};
  team.run(0, {at(0)});
  for (int period = 1; period <= 3; ++period) team.run(period, {at(period, usual() - 8000)});
  team.run(4, {at(4), arrears(4, 1, 3, 24000)});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Explained");
  team.run(5, {at(5), arrears(5, 1, 3, 24000)});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Query");
  EXPECT_TRUE(has_rule(team.row("P1", "7001"), "adjusted-before"));
  ASSERT_EQ(team.overpaid().size(), 1u);
  EXPECT_NE(team.overpaid()[0].find(" 240.00, left 240.00"), std::string::npos) << team.overpaid()[0];
  team.run(6, {at(6)});
  EXPECT_EQ(team.overpaid().size(), 1u);
  EXPECT_EQ(team.queries().size(), 0u) << team.told()[0];  // it moved to Overpayments
}

// The OK on the row with the arrears settles that row, and nothing about the next: the shortfall is made up once.
TEST_P(ArrearsOverTime, ArrearsAgainAfterAnOk) {
  Team team{cycle()};
  team.run(0, {at(0)});
  for (int period = 1; period <= 3; ++period) team.run(period, {at(period, usual() - 8000)});
  team.run(4, {at(4), arrears(4, 1, 3, 24000)});
  team.decide("P1", "7001", {{"decision", "OK"}, {"initials", "TM"}});
  team.run(5, {at(5)});
  EXPECT_EQ(team.queries().size(), 0u) << team.told()[0];
  team.run(6, {at(6), arrears(6, 1, 3, 24000)});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Query") << team.row("P1", "7001")->at("reasons");
  ASSERT_EQ(team.overpaid().size(), 1u);
  EXPECT_NE(team.overpaid()[0].find(" 240.00, left 240.00"), std::string::npos) << team.overpaid()[0];
}

// Two halves within one export, and then a third: £120.00 more than the £240.00 that was owed.
TEST_P(ArrearsOverTime, InPartsWithinOneExport) {
  Team team{cycle()};
  team.run(0, {at(0)});
  for (int period = 1; period <= 3; ++period) team.run(period, {at(period, usual() - 8000)});
  team.run(4, {at(4), arrears(4, 1, 3, 12000), arrears(4, 1, 3, 12000, {{"adjustment_from", period_of(cycle(), 2).first}})});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Explained") << team.told()[0] << team.row("P1", "7001")->at("reasons");
  team.run(5, {at(5), arrears(5, 1, 3, 12000)});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Query");
}

// £600.00 overpaid, taken back in four parts of £150.00 that are all alike; a fifth is more than was owed.
TEST_P(ArrearsOverTime, ARecoveryInFourParts) {
  Team team{cycle()};
  team.run(1, {at(1)});
  team.run(2, {at(2, usual() + 60000)});
  team.decide("P1", "7001", {{"decision", "Error"}, {"right_amount", usual_pay(cycle())}});
  team.run(3, {at(3)});
  ASSERT_EQ(team.overpaid().size(), 1u);
  for (int period = 4; period <= 7; ++period) {
    team.run(period, {at(period), arrears(period, 2, 2, -15000)});
    EXPECT_EQ(team.queries().size(), 0u) << period << ": " << team.told()[0];
    EXPECT_EQ(team.rows_with("Check").size(), 0u) << period << ": " << team.told()[0];
    ASSERT_EQ(team.overpaid().size(), 1u);
    EXPECT_NE(team.overpaid()[0].find(" 600.00, left " + pounds(60000 - (period - 3) * 15000)), std::string::npos)
        << team.overpaid()[0];
  }
  team.run(8, {at(8), arrears(8, 2, 2, -15000)});
  EXPECT_TRUE(has_rule(team.row("P1", "7001"), "recovery-too-much"));
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Query");
}

// A service of a few weeks that is paid a second time may be a second stay: to be checked.
TEST_P(ArrearsOverTime, APeriodOfAShortServicePaidTwice) {
  const Row brief{{"start", period_of(cycle(), 1).first}, {"end", period_of(cycle(), 1).last}};
  Team team{cycle()};
  team.run(0, {other(0)});
  team.run(1, {at(1, brief), other(1)});
  Row again = at(1, brief);
  team.run(2, {again, other(2)});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Check") << team.row("P1", "7001")->at("reasons");
  EXPECT_TRUE(has_rule(team.row("P1", "7001"), "paid-again"));
}

/// A line that was set up late: £107.00 a week, or £463.67 a month, from `since` to the end of period 2. The first payment.
struct LateSetUp {
  std::string start;
  std::int64_t due = 0;  // in all
};
LateSetUp set_up_late(Cycle cycle) {
  const Date first = day_of(period_of(cycle, 2).first);
  if (cycle == Cycle::monthly) return {"01/01/2025", (5 + 1) * 46367};  // January to May, and June
  const std::int64_t weeks = cycle == Cycle::weekly ? 1 : 4;
  return {text_of(first - std::chrono::days{76 * 7}), (76 + weeks) * 10700};
}

TEST_P(ArrearsOverTime, ALineThatWasSetUpLate) {
  const LateSetUp late = set_up_late(cycle());
  const auto first = [&](std::int64_t pence) {
    return at(2, {{"line_id", "7009"}, {"net", pounds(pence)}, {"start", late.start}});
  };
  Team right{cycle()};
  right.run(1, {other(1)});
  right.run(2, {other(2), first(late.due)});
  EXPECT_EQ(risk_of(right.row("P1", "7009")), "Explained") << right.row("P1", "7009")->at("reasons");
  EXPECT_TRUE(has_rule(right.row("P1", "7009"), "first-payment"));
  right.run(3, {other(3), at(3, {{"line_id", "7009"}, {"start", late.start}})});
  EXPECT_EQ(right.queries().size(), 0u) << right.told()[0];
  EXPECT_EQ(right.overpaid(), Told{});
  Team more{cycle()};
  more.run(1, {other(1)});
  more.run(2, {other(2), first(late.due + 10700)});
  EXPECT_EQ(risk_of(more.row("P1", "7009")), "Query");
  EXPECT_TRUE(has_rule(more.row("P1", "7009"), "first-payment-too-much"));
}

// What another line of the same service had for those days is not due once more.
TEST_P(ArrearsOverTime, SetUpLateBesideALineThatPaidForTheDays) {
  Team team{cycle()};
  const std::string start = period_of(cycle(), 1).first;
  team.run(0, {at(0)});
  team.run(1, {at(1, {{"end", period_of(cycle(), 1).last}})});
  const Row first{{"line_id", "7009"}, {"start", start}, {"payee_id", "V9"}, {"net", pounds(2 * usual())}};
  const Row over{{"end", period_of(cycle(), 1).last}, {"net", "0.00"}};
  team.run(2, {at(2, over), at(2, first), other(2)});
  EXPECT_EQ(risk_of(team.row("P1", "7009")), "Query") << team.row("P1", "7009")->at("reasons");
  EXPECT_NE(
      team.row("P1", "7009")->at("reasons").find("of which other lines of this service had " + ("\u00A3" + usual_pay(cycle()))),
      std::string::npos)
      << team.row("P1", "7009")->at("reasons");
}

// Paid for the next period in advance on a line of its own, and then as usual on the old one.
TEST_P(ArrearsOverTime, InAdvanceOnAnotherLine) {
  Team team{cycle()};
  team.run(1, {at(1), other(1)});
  team.run(2, {at(2), at(3, {{"line_id", "7002"}}), other(2)});
  EXPECT_EQ(risk_of(team.row("P1", "7002")), "Check") << team.row("P1", "7002")->at("reasons");
  team.run(3, {at(3), other(3)});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Query") << team.told()[0];
}

// Away for a period, and both are paid with the next one: nothing is asked once it is back.
TEST_P(ArrearsOverTime, BackWithThePeriodBetween) {
  Team team{cycle()};
  team.run(1, {at(1), other(1)});
  team.run(2, {other(2)});
  team.run(3, {at(3, 2 * usual()), other(3)});
  EXPECT_EQ(team.queries().size(), 0u) << team.told()[0];
  EXPECT_NE(team.row("P1", "7001")->at("reasons").find(", ties."), std::string::npos) << team.row("P1", "7001")->at("reasons");
}

INSTANTIATE_TEST_SUITE_P(EachCycle, ArrearsOverTime, testing::Values(Cycle::weekly, Cycle::four_weekly, Cycle::monthly),
                         cycle_name);

}  // namespace cwd_test
