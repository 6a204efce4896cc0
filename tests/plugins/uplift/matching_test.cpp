// Which rule speaks for a price.
#include "matching.hpp"
#include "made.hpp"

namespace uplift_test {
namespace {

class Matching : public testing::Test {
 protected:
  PriceRow& price() { return world.lines.prices.front(); }
  void SetUp() override {
    world.line("L1", 2028);
    price().service_type = world.words.id("Home care");
    price().provider = world.words.id("Imaginary Home Care Ltd");
    price().provider_id = world.words.id("V9001");
    price().contract = world.words.id("Block A");
  }
  World world;
  Rule rule;
};

TEST_F(Matching, BlankMeansAny) { EXPECT_TRUE(matches(rule, price())); }

TEST_F(Matching, WordsWithoutCaseAndSpaces) {
  rule.service_type = world.words.id("HOME  CARE");
  rule.unit = world.words.unit_id("per hour");
  rule.provider = world.words.id("v9001");
  rule.contract = world.words.id("block a");
  EXPECT_TRUE(matches(rule, price()));
  rule.service = world.words.id("Reablement");
  EXPECT_FALSE(matches(rule, price()));
}

TEST_F(Matching, RatesAndStartsHaveBothEndsIn) {
  rule.rate_from = pounds(2028);
  rule.rate_to = pounds(2028);
  rule.started_from = rule.started_to = make_date(2023, 6, 5);
  EXPECT_TRUE(matches(rule, price()));
  rule.rate_to = pounds(2027);
  EXPECT_FALSE(matches(rule, price()));
  rule.rate_to.reset();
  rule.started_to.reset();
  rule.started_from = make_date(2023, 6, 6);
  EXPECT_FALSE(matches(rule, price()));
}

TEST_F(Matching, NoFrameworkIsABlankToo) {
  rule.framework = world.words.id("No");
  rule.outside_frameworks = true;
  EXPECT_TRUE(matches(rule, price()));
  price().framework = world.words.id("Yes");
  EXPECT_FALSE(matches(rule, price()));
}

TEST_F(Matching, LowestPriorityWinsAndEqualOnesAreRivals) {
  const Date date = world.settings.effective;
  Rule general, special;
  general.id = "General";
  general.priority = 200;
  special.id = "Special";
  special.priority = 100;
  general.from = special.from = date;
  const std::vector<Rule> rules{special, general};
  const Match found = match(rules, date, price());
  EXPECT_EQ(found.rule->id, "Special");
  EXPECT_EQ(found.rival, nullptr);
  general.priority = 100;
  const std::vector<Rule> equal{special, general};
  EXPECT_NE(match(equal, date, price()).rival, nullptr);
  general.from = date + std::chrono::days{1};
  const std::vector<Rule> other_day{special, general};
  EXPECT_EQ(match(other_day, date, price()).rival, nullptr);
}

}  // namespace
}  // namespace uplift_test
