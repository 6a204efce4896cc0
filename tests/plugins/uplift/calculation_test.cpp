// New rates: the pairs of plugins/domain.md, "Uplifts and their rounding", actions, rounding, limits, and the words for each step.
#include "made.hpp"

namespace uplift_test {
namespace {

struct Published {
  std::int64_t old_pence, percent_hundredths, new_pence;
};

// Wolverhampton's published rates are the percentage, then up to the next 4p. Nearest 4p would miss the first and
// the fifth.
TEST(DomainFigures, PublishedHourlyRates) {
  for (const auto& [old, hundredths, published] : std::vector<Published>{{2028, 660, 2164},
                                                                         {2168, 660, 2312},
                                                                         {1936, 660, 2064},
                                                                         {1408, 991, 1548},
                                                                         {1724, 933, 1888},
                                                                         {1584, 630, 1684},
                                                                         {1512, 630, 1608},
                                                                         {1076, 630, 1144}}) {
    EXPECT_EQ(calculate(percent_up(hundredths, 4), pounds(old)).result, pounds(published)) << old;
    Rule nearest = percent_up(hundredths, 4);
    nearest.rounding = RateRounding::nearest;
    const Quantity missed = calculate(nearest, pounds(old)).result;
    if (old == 2028) {
      EXPECT_EQ(missed, pounds(2160));
    }
    if (old == 1724) {
      EXPECT_EQ(missed, pounds(1884));
    }
  }
}

// 747.60 is 7 x 106.80, so a rate to it stays, a multiple of 0.07.
TEST(DomainFigures, WeeklyRateThatDividesBySeven) {
  Rule rule;
  rule.action = Action::to_rate;
  rule.rate = pounds(74760);
  rule.rounding = RateRounding::up;
  rule.round_to = pounds(7);
  const Calculation steps = calculate(rule, pounds(71200));
  EXPECT_EQ(steps.result, pounds(74760));
  EXPECT_EQ(steps_in_words(rule, steps), "rate set at 747.60; a multiple of 0.07 already");
}

// plugins/domain.md, "Age bands": no rounding of one percentage gives the allowances that were published: 195 to 201 and 208 to
// 216.
TEST(DomainFigures, FosteringMinimumIsNoPercentage) {
  for (const RateRounding rounding : {RateRounding::nearest, RateRounding::up, RateRounding::down}) {
    Rule rule = percent_up(355, 100);
    rule.rounding = rounding;
    const bool first = calculate(rule, pounds(19500)).result == pounds(20100);
    const bool second = calculate(rule, pounds(20800)).result == pounds(21600);
    EXPECT_FALSE(first && second);
  }
}

TEST(Steps, AreSaidWithTheirRounding) {
  const Rule rule = percent_up(660, 4);
  EXPECT_EQ(steps_in_words(rule, calculate(rule, pounds(2028))), "20.28 + 6.60% = 21.61848; up to the next 0.04 = 21.64");
}

TEST(Steps, PercentAndPoundsThenRoundingThenLimits) {
  Rule rule = percent_up(500, 10);
  rule.plus = Quantity{250'000};
  rule.rounding = RateRounding::down;
  rule.cap = pounds(1070);
  // 10.10 + 5% + 0.25 = 10.855, down to 10.80, capped at 10.70
  const Calculation steps = calculate(rule, pounds(1010));
  EXPECT_EQ(steps.exact.millionths, 10'855'000);
  EXPECT_EQ(steps.rounded, pounds(1080));
  EXPECT_EQ(steps.result, pounds(1070));
  EXPECT_EQ(steps_in_words(rule, steps), "10.10 + 5.00% + 0.25 = 10.855; down to the last 0.10 = 10.80; at most 10.70");
  rule.cap.reset();
  rule.floor = pounds(1100);
  EXPECT_EQ(calculate(rule, pounds(1010)).result, pounds(1100));
}

TEST(Steps, AFallIsSaidAsOne) {
  Rule rule = percent_up(-200, 1);
  EXPECT_EQ(steps_in_words(rule, calculate(rule, pounds(1000))), "10.00 - 2.00% = 9.80; a multiple of 0.01 already");
}

TEST(Actions, LowerAndHigherOf) {
  Rule rule = percent_up(150, 1);
  rule.action = Action::lower_of;
  rule.other_percent = percent(380);
  const Calculation lower = calculate(rule, pounds(512050));  // 5120.50: 5197.3075 or 5315.079
  EXPECT_EQ(lower.result, pounds(519731));
  EXPECT_EQ(steps_in_words(rule, lower),
            "Lower of 1.50% (5197.3075) and 3.80% (5315.079): 5120.50 + 1.50% = 5197.3075; up to the next 0.01 = 5197.31");
  rule.action = Action::higher_of;
  EXPECT_EQ(calculate(rule, pounds(512050)).result, pounds(531508));
  rule.rate = pounds(600000);
  const Calculation rate = calculate(rule, pounds(512050));
  EXPECT_EQ(rate.start_from, Start::set_rate);
  EXPECT_EQ(rate.result, pounds(600000));
}

TEST(Actions, FloorAndCapAndKeep) {
  Rule rule;
  rule.action = Action::floor;
  rule.floor = pounds(76006);
  EXPECT_EQ(calculate(rule, pounds(73010)).result, pounds(76006));
  EXPECT_EQ(calculate(rule, pounds(80010)).result, pounds(80010));
  rule = Rule{};
  rule.action = Action::cap;
  rule.cap = pounds(2000);
  EXPECT_EQ(calculate(rule, pounds(2100)).result, pounds(2000));
  rule = Rule{};
  EXPECT_EQ(calculate(rule, Quantity{20'285'000}).result.millionths, 20'285'000) << "kept to the tenth of a penny";
}

TEST(Rounding, ToAMultiple) {
  const Quantity figure{1'050'001};  // 1.050001
  EXPECT_EQ(to_multiple(figure, Quantity{50'000}, RateRounding::up).millionths, 1'100'000);
  EXPECT_EQ(to_multiple(figure, Quantity{50'000}, RateRounding::down).millionths, 1'050'000);
  EXPECT_EQ(to_multiple(figure, Quantity{50'000}, RateRounding::nearest).millionths, 1'050'000);
  EXPECT_EQ(to_multiple(Quantity{1'025'000}, Quantity{50'000}, RateRounding::nearest).millionths, 1'050'000) << "half up";
  EXPECT_EQ(to_multiple(Quantity{1'050'000}, Quantity{50'000}, RateRounding::up).millionths, 1'050'000) << "a multiple stays";
}

}  // namespace
}  // namespace uplift_test
