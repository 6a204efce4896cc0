// Two carers at once: two lines of one service for the same child and days. It may be a payment made twice, so it is asked, once;
// but only a line that was set up beside another one, for the same payee and amount, is named as overpaid before anybody has
// decided.
#include "over_time.hpp"

namespace cwd_test {

namespace {

class TwoToOne : public OverTime {
 protected:
  Row second(int period, const Row& change = {}) const {
    Row row = at(period, {{"line_id", "7002"}});
    for (const auto& [field, text] : change) row[field] = text;
    return row;
  }
};

}  // namespace

// Two lines of one agency that began on one day: asked in one row for as long as nobody decides, and nothing is called overpaid.
TEST_P(TwoToOne, BothLinesFromTheStart) {
  Team team{cycle()};
  for (int period = 0; period <= 4; ++period) {
    team.run(period, {at(period), second(period), other(period)});
    if (period == 0) continue;
    ASSERT_EQ(team.queries().size(), 1u) << period;
    EXPECT_TRUE(has_rule(team.row("P1", "7002"), "duplicate-payment"));
    EXPECT_EQ(team.overpaid(), Told{}) << period;
  }
  team.decide("P1", "7002", {{"decision", "OK"}, {"initials", "TM"}});
  for (int period = 5; period <= 8; ++period) {
    team.run(period, {at(period), second(period), other(period)});
    EXPECT_EQ(team.queries().size(), 0u) << team.told()[0];
  }
}

TEST_P(TwoToOne, BothLinesNewAtOnce) {
  Team team{cycle()};
  const std::string start = period_of(cycle(), 1).first;
  team.run(0, {other(0)});
  for (int period = 1; period <= 3; ++period) {
    const Row change{{"start", start}, {"price_start", start}};
    Row first = at(period);
    first["start"] = first["price_start"] = start;
    team.run(period, {first, second(period, change), other(period)});
    EXPECT_LE(team.queries().size(), 1u) << period;
    EXPECT_EQ(team.overpaid(), Told{}) << period;
  }
}

// A second carer later on: another payee, or other hours, is no payment made twice. One question, and none after the answer.
TEST_P(TwoToOne, ASecondCarerLater) {
  const Row changes[] = {{{"payee_id", "V2"}, {"payee", "Another Example"}},
                         {{"net", pounds(usual() / 2)}, {"cost", cycle() == Cycle::monthly ? "231.83" : "53.50"}}};
  for (const Row& change : changes) {
    Team team{cycle()};
    const auto with_second = [&](int period) {
      Row row = second(period, change);
      row["start"] = row["price_start"] = period_of(cycle(), 2).first;
      return Rows{at(period), row, other(period)};
    };
    for (int period = 0; period <= 1; ++period) team.run(period, {at(period), other(period)});
    for (int period = 2; period <= 4; ++period) {
      team.run(period, with_second(period));
      EXPECT_LE(team.queries().size(), 1u) << period;
      EXPECT_EQ(team.overpaid(), Told{}) << period;
    }
    for (const ReportRow& row : team.queries())
      team.decide(row.at("person_id"), row.at("line_id"), {{"decision", "OK"}, {"initials", "TM"}});
    team.run(5, with_second(5));
    EXPECT_EQ(team.queries().size(), 0u);
  }
}

// The same payee and amount on a line that came later: named at once, in one row that grows. An OK says that both are right: the
// row goes, if nobody has decided on it, and does not come back.
TEST_P(TwoToOne, ALineSetUpASecondTime) {
  Team team{cycle()};
  team.run(0, {at(0), other(0)});
  team.run(1, {at(1), other(1)});
  const auto twice = [&](int period) { return Rows{at(period), second(period), other(period)}; };
  team.run(2, twice(2));
  ASSERT_EQ(team.overpaid().size(), 1u);
  EXPECT_NE(team.overpaid()[0].find(" " + usual_pay(cycle()) + ", left"), std::string::npos) << team.overpaid()[0];
  team.run(3, twice(3));
  ASSERT_EQ(team.overpaid().size(), 1u);
  EXPECT_NE(team.overpaid()[0].find(" " + pounds(2 * usual()) + ", left"), std::string::npos) << team.overpaid()[0];
  ASSERT_EQ(team.queries().size(), 1u);
  Team decided = team;
  decided.recover("P1", "7002", "Yes");
  for (Team* one : {&team, &decided}) one->decide("P1", "7002", {{"decision", "OK"}, {"initials", "TM"}});
  for (int period = 4; period <= 6; ++period) {
    team.run(period, twice(period));
    EXPECT_EQ(team.queries().size(), 0u);
    EXPECT_EQ(team.overpaid(), Told{}) << period;
  }
  team.run(6, twice(6));  // and the same export again
  EXPECT_EQ(team.overpaid(), Told{});
  // What somebody decided to recover is theirs.
  decided.run(4, twice(4));
  ASSERT_EQ(decided.overpaid().size(), 1u);
  EXPECT_NE(decided.overpaid()[0].find(" " + pounds(2 * usual()) + ", left"), std::string::npos) << decided.overpaid()[0];
}

INSTANTIATE_TEST_SUITE_P(EachCycle, TwoToOne, testing::Values(Cycle::weekly, Cycle::four_weekly, Cycle::monthly), cycle_name);

}  // namespace cwd_test
