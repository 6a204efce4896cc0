// Exports that come late, come again, or have a row for each week; and decisions about questions that are not the same any more.
#include "over_time.hpp"

namespace cwd_test {

namespace {

class ExportsOverTime : public OverTime {};

}  // namespace

// The export of period 3 is compared after that of period 4, which has a slip.
TEST_P(ExportsOverTime, AnOlderExportRunAfterANewerOne) {
  Team team{cycle()};
  team.run(1, {at(1), other(1)});
  team.run(2, {at(2), other(2)});
  team.run(4, {at(4, 10 * usual()), other(4)});
  const std::string about = team.last().facts.at("current_period");
  EXPECT_TRUE(has_rule(team.row("P1", "7001"), "decimal-slip"));
  team.decide("P1", "7001", {{"decision", "Error"}, {"right_amount", usual_pay(cycle())}});
  team.run(3, {at(3), other(3)});
  ASSERT_NE(team.row("P1", "7001", about), nullptr) << "the slip of the newest export fades";
  EXPECT_EQ(team.row("P1", "7001", about)->at("risk"), "Query");
  EXPECT_EQ(team.overpaid(), Told{});
  team.run(5, {at(5), other(5)});
  EXPECT_EQ(team.queries().size(), 0u) << team.told()[0];
  ASSERT_EQ(team.overpaid().size(), 1u);
  EXPECT_NE(team.overpaid()[0].find(" " + pounds(9 * usual()) + ", left"), std::string::npos) << team.overpaid()[0];
  // And once more: what is on Overpayments is not taken away, nor added to.
  team.run(3, {at(3), other(3)});
  ASSERT_EQ(team.overpaid().size(), 1u);
  EXPECT_NE(team.overpaid()[0].find(" " + pounds(9 * usual()) + ", left"), std::string::npos) << team.overpaid()[0];
}

TEST_P(ExportsOverTime, WhatACorrectedExportChangedIsListed) {
  Team team{cycle()};
  team.run(1, {at(1), other(1)});
  team.run(2, {at(2, 10 * usual()), other(2)});
  team.decide("P1", "7001", {{"decision", "OK"}, {"initials", "TM"}});
  const Host& host = team.run(2, {at(2, 10 * usual() + 100), other(2)});
  ASSERT_EQ(host.count("export-corrected"), 1u);
  for (const fake::Finding& finding : host.findings)
    if (finding.id == "export-corrected") {
      EXPECT_EQ(finding.values.at("lines"), "1 line");
      EXPECT_EQ(finding.values.at("what").substr(0, 10), "line 7001 ");
    }
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Query");
  team.run(3, {at(3), other(3)});  // what was decided on the other figure is no approval of this one
  ASSERT_EQ(team.overpaid().size(), 1u);
}

// The OK of last period is about last period's payment: the same line with another wrong figure is asked, and followed.
TEST_P(ExportsOverTime, AnOkIsForOneQuestion) {
  Team team{cycle()};
  team.run(1, {at(1)});
  team.run(2, {at(2, 10 * usual())});
  team.decide("P1", "7001", {{"decision", "OK"}, {"initials", "TM"}});
  team.run(3, {at(3, 100 * usual())});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Query");
  team.run(4, {at(4)});
  ASSERT_EQ(team.overpaid().size(), 1u) << "the second figure was approved by nobody";
  EXPECT_NE(team.overpaid()[0].find(period_of(cycle(), 3).first + "-" + period_of(cycle(), 3).last), std::string::npos)
      << team.overpaid()[0];
}

/// A row for each week that begins in the period; `left_out`: which of them is missing.
Rows week_rows(Cycle cycle, int period, const std::string& number, int left_out) {
  using counterfoil::Date;
  using std::chrono::days;
  const auto day = [](const std::string& text) { return Date{days{fake::read_value(CF_DATE, text)}}; };
  const Span span = period_of(cycle, period);
  Rows rows;
  int week = 0;
  for (Date monday = counterfoil::make_date(2025, 3, 31); monday <= day(span.last); monday += days{7}) {
    if (monday < day(span.first) || week++ == left_out) continue;
    rows.push_back(paid(Cycle::weekly, 0,
                        {{"person_id", "P" + number},
                         {"line_id", "700" + number},
                         {"payee_id", "V" + number},
                         {"period_from", counterfoil::format_date(monday)},
                         {"period_to", counterfoil::format_date(monday + days{6})}}));
  }
  return rows;
}

// Four weeks, or the four or five of a calendar month.
TEST_P(ExportsOverTime, ARowForEachWeek) {
  if (cycle() == Cycle::weekly) return;  // one week is one row
  const auto export_of = [&](int period, int left_out) {
    Rows rows;
    for (const char* number : {"1", "2", "3"})
      for (const Row& row : week_rows(cycle(), period, number, std::string{number} == "1" ? left_out : -1)) rows.push_back(row);
    return rows;
  };
  Host host{counterfoil_plugin()};
  host.input("previous", export_of(1, -1));
  host.input("current", export_of(2, 1));
  EXPECT_EQ(host.run(), CF_OK) << host.failure;
  ASSERT_NE(change(host, "P1", "7001"), nullptr);
  EXPECT_EQ(change(host, "P1", "7001")->at("risk"), "Query");
  EXPECT_TRUE(fired(*change(host, "P1", "7001"), "days-not-paid")) << change(host, "P1", "7001")->at("rules");
  for (const ReportRow& row : host.tables.at("changes"))
    if (row.at("line_id") != "7001") {
      EXPECT_EQ(row.at("risk"), "Explained") << row.at("reasons");  // five weeks begin in some months
    }
}

INSTANTIATE_TEST_SUITE_P(EachCycle, ExportsOverTime, testing::Values(Cycle::weekly, Cycle::four_weekly, Cycle::monthly),
                         cycle_name);

}  // namespace cwd_test
