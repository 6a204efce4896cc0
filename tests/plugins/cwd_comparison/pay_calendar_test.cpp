// Extra weeks and moved pay days that the team told of beforehand ask for nothing; anything else is asked as ever.
#include "over_time.hpp"

namespace cwd_test {

namespace {

class PayCalendars : public OverTime {
 protected:
  Row in_period(int period, const Row& change) const {
    Row row{{"from", period_of(cycle(), period).first}, {"to", period_of(cycle(), period).last}};
    for (const auto& [field, text] : change) row[field] = text;
    return row;
  }
};

}  // namespace

// A festival week in period 3: £107.00 more. One line gets two, which nobody told of.
TEST_P(PayCalendars, AnExtraWeekAsksForNothing) {
  const auto second = [&](int period, std::int64_t pence) {
    return at(period, {{"person_id", "P2"}, {"line_id", "8001"}, {"payee_id", "V8"}, {"net", pounds(pence)}});
  };
  Team team{cycle()};
  team.more_inputs["pay-calendar"] = {in_period(3, {{"weeks", "1"}, {"reason", "Festival"}})};
  team.run(1, {at(1), second(1, usual())});
  team.run(2, {at(2), second(2, usual())});
  team.run(3, {at(3, usual() + 10700), second(3, usual() + 21400)});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Explained") << team.told()[0];
  EXPECT_TRUE(has_rule(team.row("P1", "7001"), "extra-weeks"));
  EXPECT_NE(team.row("P1", "7001")->at("reasons").find("1 weeks more (Festival)"), std::string::npos)
      << team.row("P1", "7001")->at("reasons");
  EXPECT_NE(risk_of(team.row("P2", "8001")), "Explained");
  team.run(4, {at(4), second(4, usual())});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Explained") << team.row("P1", "7001")->at("rules");
  for (const std::string& row : team.overpaid()) EXPECT_EQ(row.find("7001"), std::string::npos) << row;
}

// The table is for a service, and for a time.
TEST_P(PayCalendars, OfAnotherServiceOrPeriodItIsNoAnswer) {
  for (const Row& row : {in_period(3, {{"weeks", "1"}, {"service", "Day centre"}}), in_period(5, {{"weeks", "1"}})}) {
    Team team{cycle()};
    team.more_inputs["pay-calendar"] = {row};
    team.run(1, {at(1)});
    team.run(2, {at(2)});
    team.run(3, {at(3, usual() + 10700)});
    EXPECT_NE(risk_of(team.row("P1", "7001")), "Explained");
  }
}

// Paid early for Christmas, as the table says, and left out of the next export; paid a second time it is asked.
TEST_P(PayCalendars, PaidEarly) {
  const Row early = in_period(3, {{"paid_on", period_of(cycle(), 2).last}, {"reason", "Christmas"}});
  Team team{cycle()};
  team.more_inputs["pay-calendar"] = {early};
  team.run(1, {at(1), other(1)});
  team.run(2, {at(2), at(3), other(2)});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Explained") << team.row("P1", "7001")->at("rules");
  EXPECT_TRUE(has_rule(team.row("P1", "7001"), "moved-pay-day"));
  team.run(3, {other(3)});
  EXPECT_EQ(team.queries().size(), 0u) << team.told()[0];
  team.run(3, {at(3), other(3)});
  EXPECT_EQ(risk_of(team.row("P1", "7001")), "Query");
}

// Not in its own export, and with the next one.
TEST_P(PayCalendars, PaidLate) {
  Team team{cycle()};
  team.more_inputs["pay-calendar"] = {in_period(2, {{"paid_on", period_of(cycle(), 3).first}})};
  team.run(1, {at(1), other(1)});
  team.run(2, {other(2)});
  EXPECT_EQ(team.queries().size(), 0u) << team.told()[0];
  team.run(3, {at(2), at(3), other(3)});
  EXPECT_EQ(team.queries().size(), 0u) << team.told()[0];
}

TEST(PayCalendar, ARowThatSaysNothingIsNamed) {
  const Host host =
      compare({before()}, {now()}, {}, {},
              {{"pay-calendar", {{{"from", "10/11/2025"}}, {{"from", "10/11/2025"}, {"to", "09/11/2025"}, {"weeks", "1"}}}}});
  EXPECT_EQ(host.places("pay-calendar-incomplete"), "pay-calendar/0/, pay-calendar/1/");
}

INSTANTIATE_TEST_SUITE_P(EachCycle, PayCalendars, testing::Values(Cycle::weekly, Cycle::four_weekly, Cycle::monthly), cycle_name);

}  // namespace cwd_test
