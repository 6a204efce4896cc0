// What happens over several periods, on weekly, four-weekly and monthly cycles: a wrong payment stays in sight until it is put
// right, and what was paid too much or too little is followed. The sums are those of the line of £107.00 a week: £107.00, £428.00
// or £463.67.
#include "over_time.hpp"

namespace cwd_test {

// A slipped decimal point, the same the next month, put right in the third.
TEST_P(OverTime, ASlipThatGoesOnStaysOpenUntilItIsPutRight) {
  for (const char* decision : {"", "Error"}) {
    Team team{cycle()};
    team.run(1, {at(1)});
    team.run(2, {at(2, 10 * usual())});
    EXPECT_TRUE(has_rule(team.row("P1", "7001"), "decimal-slip"));
    team.decide("P1", "7001", {{"decision", decision}});
    team.run(3, {at(3, 10 * usual())});
    const ReportRow* again = team.row("P1", "7001");
    ASSERT_NE(again, nullptr);
    EXPECT_EQ(summary(*again), "Unchanged/Query/0.00");
    EXPECT_TRUE(fired(*again, "still-open")) << again->at("rules");
    EXPECT_EQ(again->at("at_stake"), pounds(18 * usual()));  // twice nine times too much
    EXPECT_EQ(team.queries().size(), 1u);
    EXPECT_NE(team.settled_words().find("moved: Asked again for "), std::string::npos) << team.settled_words();
    EXPECT_EQ(team.overpaid(), Told{});
    team.run(4, {at(4)});
    EXPECT_EQ(team.queries().size(), 0u) << team.told()[0];
    EXPECT_EQ(team.overpaid(), Told{"7001 " + period_of(cycle(), 2).first + "-" + period_of(cycle(), 3).last + " " +
                                    pounds(18 * usual()) + ", left " + pounds(18 * usual()) + ": Paid more than was due"});
    EXPECT_NE(team.settled_words().find("settled: Put right"), std::string::npos) << team.settled_words();
    team.run(5, {at(5)});
    EXPECT_EQ(team.overpaid().size(), 1u);
    EXPECT_EQ(team.queries().size(), 0u);
  }
}

TEST_P(OverTime, WhatWasDecidedOkIsNotFollowed) {
  Team team{cycle()};
  team.run(1, {at(1)});
  team.run(2, {at(2, 10 * usual())});
  team.decide("P1", "7001", {{"decision", "OK"}, {"initials", "TM"}});
  team.run(3, {at(3)});
  EXPECT_EQ(team.overpaid(), Told{});
}

// £59.95 entered as £59,395.00, put right the next month: £59,335.05 to recover, once. Amounts alone.
TEST_P(OverTime, AnAmountThatFallsBackIsOverpaidOnce) {
  Team team{cycle()};
  const Row bare{{"cost", ""}, {"frequency", ""}};
  const auto amount = [&](int period, const char* net) {
    Row change = bare;
    change["net"] = net;
    return at(period, change);
  };
  team.run(1, {amount(1, "59.95")});
  team.run(2, {amount(2, "59395.00")});
  team.run(3, {amount(3, "59.95")});
  ASSERT_EQ(team.overpaid().size(), 1u);
  EXPECT_NE(team.overpaid()[0].find(" 59335.05, left 59335.05"), std::string::npos) << team.overpaid()[0];
  EXPECT_EQ(team.queries().size(), 0u);
  team.run(4, {amount(4, "59.95")});
  EXPECT_EQ(team.overpaid().size(), 1u);
}

// £9.00 short, put right the next month.
TEST_P(OverTime, AShortfallPutRightAsksForTheRest) {
  Team team{cycle()};
  team.run(1, {at(1)});
  team.run(2, {at(2, usual() - 900)});
  team.run(3, {at(3)});
  const std::string about = "Owed for " + team.last().facts.at("previous_period");
  const ReportRow* owed = team.row("P1", "7001", about);
  ASSERT_NE(owed, nullptr) << team.told()[0];
  EXPECT_EQ(owed->at("risk"), "Query");
  EXPECT_EQ(owed->at("question"), "Ask the payments team: has the \u00A39.00 been paid?");
  EXPECT_EQ(owed->at("difference"), "");
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Explained");
  EXPECT_TRUE(has_rule(team.row("P1", "7001"), "corrected"));
  // It stays, as one row, until it is paid.
  team.run(4, {at(4)});
  EXPECT_EQ(team.queries().size(), 1u);
  team.run(5, {at(5), arrears(5, 2, 2, 900)});
  EXPECT_EQ(team.queries().size(), 0u);
  EXPECT_TRUE(has_rule(team.row("P1", "7001"), "arrears-tie"));
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Explained");
}

TEST_P(OverTime, ADecisionSettlesWhatIsOwed) {
  Team team{cycle()};
  team.run(1, {at(1)});
  team.run(2, {at(2, usual() - 900)});
  team.run(3, {at(3)});
  team.decide("P1", "7001", {{"decision", "OK"}});
  team.run(4, {at(4)});
  EXPECT_EQ(team.queries().size(), 0u);
}

TEST_P(OverTime, AdjustmentsAreHeldAgainstWhatIsOwed) {
  // £80.00 a period short three times, then paid in one: ties, in words.
  Team team{cycle()};
  team.run(0, {at(0)});
  for (int period = 1; period <= 3; ++period) team.run(period, {at(period, usual() - 8000)});
  team.run(4, {at(4), arrears(4, 1, 3, 24000)});
  const ReportRow* row = team.row("P1", "7001");
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row->at("risk"), "Explained") << row->at("rules");
  EXPECT_NE(row->at("reasons").find("3 periods x \u00A380.00 = \u00A3240.00, paid \u00A3240.00, ties."), std::string::npos)
      << row->at("reasons");
  // The same again, two periods later: more is a Query, and on Overpayments.
  team.run(5, {at(5)});
  team.run(6, {at(6), arrears(6, 1, 3, 24000)});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Query");
  EXPECT_TRUE(has_rule(team.row("P1", "7001"), "adjusted-before"));
  ASSERT_EQ(team.overpaid().size(), 1u);
  EXPECT_NE(team.overpaid()[0].find(" 240.00, left 240.00"), std::string::npos) << team.overpaid()[0];
}

TEST_P(OverTime, ArrearsInParts) {
  Team team{cycle()};
  team.run(0, {at(0)});
  for (int period = 1; period <= 3; ++period) team.run(period, {at(period, usual() - 8000)});
  team.run(4, {at(4), arrears(4, 1, 3, 12000)});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Explained");
  EXPECT_NE(team.row("P1", "7001")->at("reasons").find("\u00A3120.00 is still owed"), std::string::npos);
  team.run(5, {at(5), arrears(5, 1, 3, 12000)});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "not on Changes");  // the same as last period, and due
  EXPECT_EQ(team.queries().size(), 0u);
  team.run(6, {at(6), arrears(6, 1, 3, 12000)});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Query");
}

TEST_P(OverTime, AnAdjustmentThatNothingIsOwedFor) {
  Team team{cycle()};
  team.run(1, {at(1)});
  team.run(2, {at(2)});
  team.run(3, {at(3), arrears(3, 2, 2, 5'000'000)});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Query");
  EXPECT_TRUE(has_rule(team.row("P1", "7001"), "adjustment-too-much") || has_rule(team.row("P1", "7001"), "paid-again"));
  // One unit more at the line's rate, or days before the memory reaches: to check.
  Team other{cycle()};
  other.run(1, {at(1)});
  const Span earlier = period_of(cycle(), 0);
  other.run(2, {at(2), arrears(2, 0, 0, 10700)});
  EXPECT_EQ(risk_of(other.row("P1", "7001")), "Check") << earlier.first;
  EXPECT_TRUE(has_rule(other.row("P1", "7001"), "adjustment-to-check"));
}

// A row for a period that was paid already: on the same line, and on a new one.
TEST_P(OverTime, APeriodPaidTwice) {
  Team team{cycle()};
  team.run(1, {at(1)});
  team.run(2, {at(2), at(1)});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Query");
  EXPECT_TRUE(has_rule(team.row("P1", "7001"), "paid-again"));
  ASSERT_EQ(team.overpaid().size(), 1u);
  EXPECT_NE(team.overpaid()[0].find(" " + pounds(usual()) + ", left"), std::string::npos) << team.overpaid()[0];

  Team other{cycle()};
  other.run(1, {at(1)});
  other.run(2, {at(2), at(1, {{"line_id", "7002"}})});
  EXPECT_EQ(risk_of(other.row("P1", "7002")), "Query");
  // To another payee it is to be checked.
  Team respite{cycle()};
  respite.run(1, {at(1)});
  respite.run(2, {at(2), at(1, {{"line_id", "7002"}, {"payee_id", "V2"}, {"payee", "Sam Sample"}})});
  EXPECT_EQ(risk_of(respite.row("P1", "7002")), "Check");
}

TEST_P(OverTime, InAdvanceAndThenAsUsual) {
  Team team{cycle()};
  team.run(1, {at(1), other(1)});
  team.run(2, {at(2), at(3), other(2)});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Check");
  EXPECT_TRUE(has_rule(team.row("P1", "7001"), "paid-in-advance"));
  team.run(3, {at(3), other(3)});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Query");
  EXPECT_TRUE(has_rule(team.row("P1", "7001"), "paid-before"));
}

// Paid early for Christmas, and left out of the next export: nothing is missing.
TEST_P(OverTime, PaidEarlyAndLeftOutNextTime) {
  Team team{cycle()};
  team.run(1, {at(1), other(1)});
  team.run(2, {at(2), at(3), other(2)});
  team.run(3, {other(3)});
  EXPECT_EQ(team.queries().size(), 0u);
  team.run(4, {at(4), other(4)});
  EXPECT_EQ(team.queries().size(), 0u) << team.told()[0];
}

// £107.00 a week from this period, paid £8,560.00.
TEST_P(OverTime, AFirstPaymentIsHeldAgainstItsTerms) {
  const auto first = [&](int period, std::int64_t pence, const std::string& start) {
    return at(period, {{"line_id", "7009"}, {"net", pounds(pence)}, {"start", start}});
  };
  Team team{cycle()};
  team.run(1, {other(1)});
  team.run(2, {other(2), first(2, 80 * 10700, period_of(cycle(), 2).first)});
  EXPECT_EQ(risk_of(team.row("P1", "7009")), "Query");
  EXPECT_TRUE(has_rule(team.row("P1", "7009"), "first-payment-too-much"));
  EXPECT_NE(team.row("P1", "7009")->at("reasons").find(" is due for this period"), std::string::npos);
  // Set up late: 10 weeks before the period, and the period.
  if (cycle() == Cycle::monthly) return;  // a month's payment is not whole weeks
  const std::int64_t weeks = cycle() == Cycle::weekly ? 1 : 4;
  Team late{cycle()};
  late.run(1, {other(1)});
  using counterfoil::Date;
  const Date begin{std::chrono::days{fake::read_value(CF_DATE, period_of(cycle(), 2).first)}};
  late.run(2, {other(2), first(2, (10 + weeks) * 10700, counterfoil::format_date(begin - std::chrono::days{70}))});
  EXPECT_EQ(risk_of(late.row("P1", "7009")), "Explained") << late.row("P1", "7009")->at("rules");
  EXPECT_TRUE(has_rule(late.row("P1", "7009"), "first-payment"));
}

TEST_P(OverTime, NothingAndThenBothPeriods) {
  Team both{cycle()};
  both.run(1, {at(1)});
  both.run(2, {at(2, std::int64_t{0})});
  EXPECT_EQ(risk_of(both.row("P1", "7001")), "Query");
  both.run(3, {at(3, 2 * usual())});
  EXPECT_EQ(both.queries().size(), 0u) << both.told()[0];
  EXPECT_TRUE(has_rule(both.row("P1", "7001"), "arrears-with-period"));
  both.run(4, {at(4)});
  EXPECT_EQ(both.queries().size(), 0u);
  EXPECT_EQ(both.overpaid(), Told{});

  Team more{cycle()};
  more.run(1, {at(1)});
  more.run(2, {at(2, std::int64_t{0})});
  more.run(3, {at(3, 20 * usual())});
  const ReportRow* row = more.row("P1", "7001");
  EXPECT_EQ(risk_of(row), "Query");
  EXPECT_TRUE(has_rule(row, "paid-more-than-owed"));
  EXPECT_NE(row->at("question").find("the other \u00A3"), std::string::npos);
  more.run(4, {at(4)});
  ASSERT_EQ(more.overpaid().size(), 1u);
  EXPECT_NE(more.overpaid()[0].find(" " + pounds(18 * usual()) + ", left"), std::string::npos) << more.overpaid()[0];
}

TEST_P(OverTime, RestartedUnderAnotherNumber) {
  const Span last = period_of(cycle(), 1);
  Team team{cycle()};
  team.run(0, {at(0)});
  team.run(1, {at(1, {{"end", last.last}})});
  const bool monthly = cycle() == Cycle::monthly;
  Row restarted = at(2, {{"line_id", "7002"}, {"start", period_of(cycle(), 2).first}});
  team.run(2, {restarted});
  EXPECT_EQ(team.row("P1", "7002")->at("class"), "Renumbered");
  EXPECT_EQ(risk_of(team.row("P1", "7002")), "Check");
  restarted["cost"] = monthly ? "695.51" : "160.50";  // half as much again
  restarted["net"] = pounds(usual() * 3 / 2 + (monthly ? 1 : 0));
  Team dearer{cycle()};
  dearer.run(0, {at(0)});
  dearer.run(1, {at(1, {{"end", last.last}})});
  dearer.run(2, {restarted});
  EXPECT_EQ(dearer.row("P1", "7002")->at("class"), "Renumbered");
  EXPECT_EQ(risk_of(dearer.row("P1", "7002")), "Query");
}

TEST_P(OverTime, AnOverpaymentTakenBackUnderAnotherLineAndInParts) {
  Team team{cycle()};
  const Row second{{"line_id", "7005"}, {"service", "Holiday club"}};
  team.run(1, {at(1), at(1, second)});
  team.run(2, {at(2, 10 * usual()), at(2, second)});
  team.run(3, {at(3), at(3, second)});
  ASSERT_EQ(team.overpaid().size(), 1u);
  Row back = arrears(4, 2, 2, -20000, second);
  back["line_id"] = "7005";
  team.run(4, {at(4), at(4, second), back});
  EXPECT_EQ(team.queries().size(), 0u) << team.told()[0];
  EXPECT_NE(team.overpaid()[0].find(" " + pounds(9 * usual()) + ", left " + pounds(9 * usual() - 20000)), std::string::npos)
      << team.overpaid()[0];
  Row rest = arrears(5, 2, 2, -(9 * usual() - 20000), second);
  team.run(5, {at(5), at(5, second), rest});
  EXPECT_EQ(team.queries().size(), 0u);
  EXPECT_NE(team.overpaid()[0].find(", left 0.00"), std::string::npos) << team.overpaid()[0];
  team.run(6, {at(6), at(6, second), arrears(6, 2, 2, -5000, second)});
  EXPECT_TRUE(has_rule(team.row("P1", "7005"), "recovery-too-much"));
  EXPECT_EQ(risk_of(team.row("P1", "7005")), "Query");
}

// £107.00 becomes £115.75 a week from period 1, paid from period 2, no arrears.
TEST_P(OverTime, ARateFromAnEarlierDay) {
  const bool monthly = cycle() == Cycle::monthly;
  const std::int64_t more = cycle() == Cycle::weekly ? 875
                            : monthly                ? 3792
                                                     : 3500;  // 8.75 a week; x 52 / 12 = 37.9166: 501.58 - 463.67 = 37.91
  const auto dearer = [&](int period) {
    return at(
        period,
        {{"cost", monthly ? "501.59" : "115.75"}, {"net", pounds(usual() + more)}, {"price_start", period_of(cycle(), 1).first}});
  };
  const auto before = [&](int period) { return at(period, {{"price_start", "01/04/2024"}}); };
  Team team{cycle()};
  team.run(0, {before(0)});
  team.run(1, {before(1)});
  team.run(2, {dearer(2)});
  const std::string about = "Owed for " + team.last().facts.at("previous_period");
  const ReportRow* owed = team.row("P1", "7001", about);
  ASSERT_NE(owed, nullptr) << team.told()[0];
  EXPECT_EQ(owed->at("at_stake"), pounds(more));
  EXPECT_EQ(owed->at("risk"), "Query");
  team.run(3, {dearer(3)});
  EXPECT_NE(team.row("P1", "7001", about), nullptr);
  team.run(4, {dearer(4), arrears(4, 1, 1, more, {{"cost", dearer(4)["cost"]}, {"price_start", period_of(cycle(), 1).first}})});
  EXPECT_EQ(team.row("P1", "7001", about), nullptr);
  EXPECT_TRUE(has_rule(team.row("P1", "7001"), "arrears-tie")) << team.row("P1", "7001")->at("rules");
}

TEST_P(OverTime, ArrearsForDaysAfterTheEnd) {
  Team team{cycle()};
  const Row ended{{"end", period_of(cycle(), 1).last}};
  team.run(0, {at(0), other(0)});
  team.run(1, {at(1, ended), other(1)});
  team.run(2, {other(2)});
  team.run(3, {arrears(3, 2, 2, 10700, ended), other(3)});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Check");
  EXPECT_TRUE(has_rule(team.row("P1", "7001"), "adjustment-after-end")) << team.told()[0];
}

TEST_P(OverTime, AbsentOnePeriodThenBack) {
  Team team{cycle()};
  team.run(1, {at(1), other(1)});
  team.run(2, {other(2)});
  EXPECT_TRUE(has_rule(team.row("P1", "7001"), "missing-child"));
  team.run(3, {at(3), other(3)});
  const ReportRow* back = team.row("P1", "7001");
  ASSERT_NE(back, nullptr);
  EXPECT_EQ(back->at("class"), "Returned");
  EXPECT_EQ(back->at("risk"), "Query");
  EXPECT_NE(back->at("question").find("was " + team.last().facts.at("previous_period") + " paid"), std::string::npos)
      << back->at("question");
  EXPECT_EQ(team.queries().size(), 1u);  // it takes over the question about the missing child
  // Still away: the question stays.
  Team away{cycle()};
  away.run(1, {at(1), other(1)});
  away.run(2, {other(2)});
  away.run(3, {other(3)});
  ASSERT_EQ(away.queries().size(), 1u);
  EXPECT_EQ(away.queries()[0].at("about"), away.last().facts.at("previous_period"));
}

TEST_P(OverTime, PaidAfterTheEndIsOneRowThatGrows) {
  Team team{cycle()};
  team.run(0, {at(0)});
  const Row ended{{"end", period_of(cycle(), 0).last}};
  team.run(1, {at(1, ended)});
  team.run(2, {at(2, ended)});
  ASSERT_EQ(team.overpaid().size(), 1u) << team.overpaid()[1];
  EXPECT_EQ(team.overpaid()[0], "7001 " + period_of(cycle(), 1).first + "-" + period_of(cycle(), 2).last + " " +
                                    pounds(2 * usual()) + ", left " + pounds(2 * usual()) + ": Paid after the service ended");
  EXPECT_EQ(team.queries().size(), 1u);
  team.run(2, {at(2, ended)});  // run again: nothing is added twice
  EXPECT_NE(team.overpaid()[0].find(" " + pounds(2 * usual()) + ", left"), std::string::npos) << team.overpaid()[0];
}

TEST_P(OverTime, AnErrorWithTheRightAmountIsNamedWhileItGoesOn) {
  Team team{cycle()};
  team.run(1, {at(1)});
  team.run(2, {at(2, usual() + 20000)});
  team.decide("P1", "7001", {{"decision", "Error"}, {"right_amount", usual_pay(cycle())}});
  team.run(3, {at(3, usual() + 20000)});
  ASSERT_EQ(team.overpaid().size(), 1u);
  EXPECT_NE(team.overpaid()[0].find(" 200.00, left 200.00"), std::string::npos) << team.overpaid()[0];
  EXPECT_TRUE(has_rule(team.row("P1", "7001"), "still-open"));
}

TEST_P(OverTime, ACorrectedExportTakesTheOldOnesPlace) {
  Team team{cycle()};
  team.run(1, {at(1)});
  team.run(2, {at(2, 10 * usual())});
  EXPECT_EQ(team.queries().size(), 1u);
  const Host& host = team.run(2, {at(2)});
  EXPECT_EQ(team.queries().size(), 0u);
  EXPECT_TRUE(host.found("export-corrected"));
  team.run(3, {at(3)});
  EXPECT_EQ(team.overpaid(), Told{});
}

TEST_P(OverTime, QuietPeriodsAskNothing) {
  Team team{cycle()};
  for (int period = 0; period < 6; ++period) {
    Rows rows;
    for (int person = 1; person <= 5; ++person) {
      const std::string id = std::to_string(person);
      rows.push_back(at(period, {{"person_id", "P" + id}, {"line_id", "700" + id}, {"payee_id", "V" + id}}));
    }
    team.run(period, rows);
    if (period > 0) {
      EXPECT_EQ(team.told(), Told{}) << period;
    }
    EXPECT_EQ(team.overpaid(), Told{});
  }
}

// Four rows a line, one for each week: the period is all of them, and a week that is missing is asked about.
TEST(Weeks, ARowForEachWeek) {
  const auto weeks = [](int period, const std::string& id, int left_out) {
    Rows rows;
    for (int week = 0; week < 4; ++week)
      if (week != left_out)
        rows.push_back(
            paid(Cycle::weekly, 4 * period + week, {{"person_id", "P" + id}, {"line_id", "700" + id}, {"payee_id", "V" + id}}));
    return rows;
  };
  const auto export_of = [&](int period, int left_out) {
    Rows rows;
    for (const char* id : {"1", "2", "3"})
      for (const Row& row : weeks(period, id, std::string{id} == "1" ? left_out : -1)) rows.push_back(row);
    return rows;
  };
  Host host{counterfoil_plugin()};
  host.input("previous", export_of(0, -1));
  host.input("current", export_of(1, 2));
  EXPECT_EQ(host.run(), CF_OK) << host.failure;
  EXPECT_EQ(host.facts.at("current_period"), "5 May to 1 Jun 2025");
  ASSERT_NE(change(host, "P1", "7001"), nullptr);
  EXPECT_EQ(change(host, "P1", "7001")->at("risk"), "Query");
  EXPECT_TRUE(fired(*change(host, "P1", "7001"), "days-not-paid"));
  EXPECT_NE(change(host, "P1", "7001")->at("question").find("19 May to 25 May 2025"), std::string::npos);
  EXPECT_EQ(change(host, "P2", "7002"), nullptr);
  // What is told as a setting goes before what the rows have.
  host = Host{counterfoil_plugin()};
  host.input("previous", export_of(0, -1));
  host.input("current", export_of(1, -1));
  host.set("current-from", "05/05/2025");
  host.set("current-to", "08/06/2025");
  EXPECT_EQ(host.run(), CF_OK) << host.failure;
  EXPECT_EQ(host.facts.at("current_period"), "5 May to 8 Jun 2025");
}

// An extra week for a whole service is one question, about all of its lines.
TEST_P(OverTime, OneCauseIsOneQuestion) {
  const auto export_of = [&](int period, std::int64_t more) {
    Rows rows;
    for (int person = 1; person <= 6; ++person) {
      const std::string id = std::to_string(person);
      rows.push_back(
          at(period, {{"person_id", "P" + id}, {"line_id", "700" + id}, {"payee_id", "V" + id}, {"net", pounds(usual() + more)}}));
    }
    return rows;
  };
  Team team{cycle()};
  team.run(0, export_of(0, 0));
  team.run(1, export_of(1, 0));
  team.run(2, export_of(2, 5350));  // half a week more on every line
  EXPECT_EQ(team.queries().size() + team.rows_with("Check").size(), 1u);
  const ReportRow* asked = team.row("P1", "7001");
  ASSERT_NE(asked, nullptr);
  EXPECT_NE(asked->at("reasons").find("The same on 6 lines of this service"), std::string::npos) << asked->at("reasons");
}

INSTANTIATE_TEST_SUITE_P(EachCycle, OverTime, testing::Values(Cycle::weekly, Cycle::four_weekly, Cycle::monthly), cycle_name);

}  // namespace cwd_test
