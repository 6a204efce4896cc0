// What becomes of lines: uplifted, or kept from it by a reason of its own.
#include "made.hpp"

namespace uplift_test {
namespace {

const Decision& only(const Evaluation& evaluation) {
  EXPECT_EQ(evaluation.decisions.size(), 1u);
  return evaluation.decisions.at(0);
}

class Decisions : public testing::Test {
 protected:
  World world;
  /// Five more lines alike, so that there is a usual rate.
  void neighbours() {
    for (int at = 0; at < 5; ++at) world.line("N" + std::to_string(at), 2028);
  }
  std::string outcome_of_first() {
    const Evaluation evaluation = world.run();
    const Decision& first = evaluation.decisions.at(0);
    return std::string{result_words(first.result)} + (first.finding.empty() ? "" : "/" + std::string{first.finding});
  }
};

// 10.00 hours: 202.80 a week, then 216.40; 13.60 more, 707.20 a year. From 7 April 2025 to 31 March 2026 are 359 days: 13.60 x 359
// / 7 = 697.49 (697.4857).
TEST_F(Decisions, UpliftedWithItsCosts) {
  world.line("L1", 2028);
  world.rule(percent_up(660, 4));
  const Evaluation evaluation = world.run();
  const Decision& decision = only(evaluation);
  EXPECT_EQ(decision.result, Result::uplifted);
  EXPECT_EQ(decision.new_rate, pounds(2164));
  EXPECT_EQ(decision.costs.weekly_before.count, 20280);
  EXPECT_EQ(decision.costs.weekly_after.count, 21640);
  EXPECT_EQ((decision.costs.annual_after - decision.costs.annual_before).count, 70720);
  EXPECT_EQ(decision.costs.part_year.count, 69749);
  ASSERT_EQ(evaluation.segments[0].size(), 2u);
  EXPECT_EQ(evaluation.segments[0][0].days.last, make_date(2025, 4, 6)) << "the old price ends the day before";
  EXPECT_EQ(evaluation.segments[0][1].days.first, make_date(2025, 4, 7));
}

// plugins/domain.md, "When an uplift begins": +7.49% from 3 April 2023 and +6.88% from 1 April 2024, both decided later: 230.00 to
// 247.23 (247.227), then 264.24 (264.2394).
TEST_F(Decisions, TwoUpliftsOfOneLine) {
  world.settings.effective = make_date(2023, 4, 3);
  world.settings.year_end = make_date(2024, 3, 31);
  PriceRow& price = world.line("L1", 23000, 100);
  price.service_start = price.price_start = make_date(2022, 4, 4);
  price.days.first = make_date(2022, 4, 4);
  Rule first = percent_up(749, 1);
  first.rounding = RateRounding::nearest;
  first.from = make_date(2023, 4, 3);
  Rule second = first;
  second.id = "R2";
  second.percent = percent(688);
  second.from = make_date(2024, 4, 1);
  world.rule(first);
  world.rule(second);
  const Evaluation evaluation = world.run();
  ASSERT_EQ(evaluation.decisions.size(), 2u);
  EXPECT_EQ(evaluation.decisions[0].new_rate, pounds(24723));
  EXPECT_EQ(evaluation.decisions[0].days.last, make_date(2024, 3, 31));
  EXPECT_EQ(evaluation.decisions[1].old_rate, pounds(24723));
  EXPECT_EQ(evaluation.decisions[1].new_rate, pounds(26424));
  EXPECT_EQ(evaluation.segments[0].size(), 3u);
  const ScenarioCost cost = cost_of("Both", evaluation);
  EXPECT_EQ(cost.costs.weekly_before.count, 23000);
  EXPECT_EQ(cost.costs.weekly_after.count, 26424);
}

// Priced from 30 March 2026 at the new rate already, uplift on 6 April.
TEST_F(Decisions, AlreadyAtTheNewRate) {
  world.settings.effective = make_date(2026, 4, 6);
  world.settings.year_end = make_date(2027, 3, 31);
  PriceRow& price = world.line("L1", 2164);
  price.price_start = make_date(2026, 3, 30);
  price.days.first = make_date(2026, 3, 30);
  neighbours();
  world.rule(percent_up(660, 4));
  const Evaluation evaluation = world.run();
  EXPECT_EQ(evaluation.decisions[0].result, Result::already);
  EXPECT_EQ(evaluation.decisions[0].finding, "already-uplifted");
  EXPECT_EQ(evaluation.decisions[0].costs.weekly_after, evaluation.decisions[0].costs.weekly_before) << "not changed";
  EXPECT_EQ(evaluation.segments[0].size(), 1u);
}

TEST_F(Decisions, APriceThatBeginsThatDay) {
  world.line("L1", 2028);
  world.another_price(make_date(2025, 4, 7), 2164);
  world.rule(percent_up(660, 4));
  EXPECT_EQ(outcome_of_first(), "Already uplifted/already-uplifted");
  World other;
  other.line("L1", 2028);
  other.another_price(make_date(2025, 4, 7), 2200);
  other.rule(percent_up(660, 4));
  const Evaluation evaluation = other.run();
  EXPECT_EQ(only(evaluation).finding, "price-already-starting");
}

TEST_F(Decisions, APriceThatBeginsLater) {
  world.line("L1", 2028);
  world.another_price(make_date(2025, 5, 5), 2100);
  world.rule(percent_up(660, 4));
  EXPECT_EQ(outcome_of_first(), "Held/later-price");
}

TEST_F(Decisions, TooRecentUnlessTheRuleNamesTheStart) {
  PriceRow& price = world.line("L1", 2028);
  price.service_start = price.price_start = make_date(2025, 1, 8);  // 7 January would be three months before
  price.days.first = make_date(2025, 1, 8);
  Rule& rule = world.rule(percent_up(660, 4));
  EXPECT_EQ(outcome_of_first(), "Held/package-recent");
  rule.started_from = make_date(2025, 1, 1);
  EXPECT_EQ(outcome_of_first(), "Uplifted");
  rule.started_from.reset();
  world.lines.prices[0].service_start = world.lines.prices[0].price_start = make_date(2025, 1, 7);
  EXPECT_EQ(outcome_of_first(), "Uplifted");
}

TEST_F(Decisions, OverTheWeeklyLimit) {
  world.line("L1", 150001, 100).unit = world.words.unit_id("Week");
  world.rule(percent_up(500, 1));
  EXPECT_EQ(outcome_of_first(), "Uplifted");
  world.settings.weekly_limit = Pence{150000};
  EXPECT_EQ(outcome_of_first(), "Held/over-weekly-limit");
}

TEST_F(Decisions, BeyondTheLargestRise) {
  world.line("L1", 1000);
  world.rule(percent_up(2001, 1));  // 20.01 % of 10.00 is 2.001, up to 2.01
  EXPECT_EQ(outcome_of_first(), "Held/rise-beyond-limit");
  world.scenario.rules[0].percent = percent(2000);
  EXPECT_EQ(outcome_of_first(), "Uplifted");
}

TEST_F(Decisions, AFallAndNothing) {
  world.line("L1", 1000);
  world.rule(percent_up(-100, 1));
  EXPECT_EQ(outcome_of_first(), "Held/rate-falls");
  world.scenario.rules[0].percent = percent(-10000);
  EXPECT_EQ(outcome_of_first(), "Held/new-rate-not-positive");
}

TEST_F(Decisions, AnOutlier) {
  world.line("L1", 20280);
  neighbours();
  world.rule(percent_up(660, 4));
  EXPECT_EQ(outcome_of_first(), "Held/rate-outlier");
  world.settings.outlier_times = {};
  EXPECT_EQ(outcome_of_first(), "Uplifted");
}

TEST_F(Decisions, BelowAWageFloor) {
  world.line("L1", 1144);
  world.rule(percent_up(500, 4));
  const auto floor = [&](int year, std::int64_t pence) {
    return WageFloor{"National Living Wage", pounds(pence), make_date(year, 4, 1), {}, 0, 0, world.words.unit_id("Hour")};
  };
  world.tables.floors = WageFloors{{floor(2024, 1144), floor(2025, 1221), floor(2026, 1271)}};
  EXPECT_EQ(outcome_of_first(), "Held/below-wage-floor");  // 12.04 against 12.21
  world.tables.floors = WageFloors{{floor(2024, 1144), floor(2026, 1271)}};
  EXPECT_EQ(outcome_of_first(), "Uplifted");
}

TEST_F(Decisions, NoRuleTwoRulesAndExcluded) {
  world.line("L1", 2028);
  Rule other = percent_up(660, 4);
  other.service = world.words.id("Day care");
  world.rule(other);
  EXPECT_EQ(outcome_of_first(), "No rule/no-rule");
  world.scenario.rules[0].service = 0;
  Rule second = percent_up(100, 4);
  second.id = "R2";
  world.rule(second);
  EXPECT_EQ(outcome_of_first(), "Held/several-rules");
  world.scenario.rules.resize(1);
  world.scenario.rules[0].action = Action::exclude;
  world.scenario.rules[0].reason = "Its contract has its own indexation";
  EXPECT_EQ(outcome_of_first(), "Excluded");
}

TEST_F(Decisions, EndedBeforeIsNoMatterAndLaterBeginnersAreNamed) {
  world.line("L1", 2028).days.last = make_date(2025, 4, 6);
  PriceRow& later = world.line("L2", 2028);
  later.service_start = later.price_start = make_date(2025, 4, 21);
  later.days.first = make_date(2025, 4, 21);
  world.rule(percent_up(660, 4));
  const Evaluation evaluation = world.run();
  ASSERT_EQ(evaluation.decisions.size(), 1u);
  EXPECT_EQ(evaluation.decisions[0].result, Result::starting);
  EXPECT_NE(evaluation.decisions[0].why.find("would turn it into \u00A321.64"), std::string::npos) << evaluation.decisions[0].why;
}

TEST_F(Decisions, FollowALineThatFollowsAService) {
  PriceRow& living = world.line("L1", 1976);
  living.service = world.words.id("Supported living");
  PriceRow& agency = world.line("L2", 1950);
  agency.service = world.words.id("Agency");
  PriceRow& last = world.line("L3", 1900);
  last.service = world.words.id("Other");
  Rule to;
  to.id = "S";
  to.action = Action::to_rate;
  to.rate = pounds(2100);
  to.service = world.words.id("Supported living");
  Rule follow;
  follow.id = "A";
  follow.action = Action::follow;
  follow.follows = "supported  living";
  follow.service = world.words.id("Agency");
  Rule chain = follow;
  chain.id = "O";
  chain.follows = "L2";
  chain.service = world.words.id("Other");
  chain.percent = percent(-500);
  chain.round_to = pounds(1);
  for (const Rule& rule : {chain, follow, to}) world.rule(rule);
  const Evaluation evaluation = world.run();
  EXPECT_EQ(evaluation.decisions[1].new_rate, pounds(2100));
  EXPECT_EQ(evaluation.decisions[2].new_rate, pounds(1995)) << "21.00 less 5%";
  EXPECT_EQ(steps_in_words(*evaluation.decisions[2].rule, evaluation.decisions[2].steps),
            "follows L2 at 21.00 - 5.00% = 19.95; a multiple of 0.01 already");
}

TEST_F(Decisions, FollowingInACircleOrNothing) {
  world.line("L1", 2028);
  Rule follow;
  follow.action = Action::follow;
  follow.follows = "L1";
  world.rule(follow);
  EXPECT_EQ(outcome_of_first(), "Held/follows-in-circle");
  world.scenario.rules[0].follows = "L9";
  EXPECT_EQ(outcome_of_first(), "Held/followed-not-found");
}

// One line of fostering, 16 on the day of the uplift: 249 to 258, though no percentage says so.
TEST_F(Decisions, TableByAgeAndRegion) {
  PriceRow& price = world.line("L1", 24900, 100);
  price.unit = world.words.unit_id("Week");
  world.births({make_date(2009, 4, 7).time_since_epoch().count()});
  Rule rule;
  rule.action = Action::table;
  rule.region = "Rest";
  world.rule(rule);
  const auto row = [&](int from, int to, std::int64_t pence, const char* region) {
    return Allowance{from, to, world.words.id(region), pounds(pence), make_date(2025, 4, 6), make_date(2026, 4, 5)};
  };
  world.tables.allowances = Allowances{{row(11, 15, 22000, "Rest"), row(16, 17, 25800, "Rest"), row(16, 17, 29900, "London")}};
  const Evaluation evaluation = world.run();
  EXPECT_EQ(only(evaluation).new_rate, pounds(25800));
  world.births({make_date(2009, 4, 8).time_since_epoch().count()});  // 15 for another day: 220 is a fall
  EXPECT_EQ(outcome_of_first(), "Held/rate-falls");
  world.settings.band_from_week = true;  // 16 within the week that begins on Monday 7 April
  EXPECT_EQ(outcome_of_first(), "Uplifted");
}

}  // namespace
}  // namespace uplift_test
