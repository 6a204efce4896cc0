// Rows that are not as they should be, but are counted all the same: each is named with its place.
#include "watched.hpp"

namespace turning_test {

TEST(Rows, WithoutAPeriodCountForTheExports) {
  const Host host = look_at({paid(), paid({{"line_id", "L2"}, {"period_from", ""}, {"period_to", ""}})});
  EXPECT_EQ(host.places("rows-without-period"), "payments//");
  EXPECT_EQ(only_watch(host).at("lines"), "2");
}

TEST(Rows, WithTheAmountInAnotherColumn) {
  const Host host = look_at({paid(), paid({{"line_id", "L2"}, {"net", ""}, {"amount", "371.52"}})});
  EXPECT_EQ(host.places("amounts-from-several-columns"), "payments//");
  EXPECT_FALSE(look_at({paid()}).found("amounts-from-several-columns"));
}

TEST(Rows, WithoutAnAmount) {
  const Host host = look_at({paid(), paid({{"line_id", "L2"}, {"net", ""}, {"cost", ""}})});
  EXPECT_EQ(host.places("no-amount"), "payments/1/person_id");
  EXPECT_EQ(only_watch(host).at("lines"), "2") << "the line is watched all the same";
}

// Suspended all through the period, and no cost: nothing says what will stop at 18.
TEST(Rows, WithoutAWeeklyCost) {
  const Row suspended{{"line_id", "L2"}, {"cost", ""}, {"frequency", ""}, {"net", "0.00"}, {"suspended_from", "01/11/2025"}};
  const Host host = look_at({paid(), paid(suspended)});
  EXPECT_EQ(host.places("no-weekly-cost"), "payments/1/weekly_cost");
  EXPECT_EQ(only_watch(host).at("weekly"), "92.88") << "only the line with a cost counts";
}

TEST(Rows, ThatCannotBeRealStopTheRun) {
  const Host host = look_at({paid(), paid({{"line_id", "L2"}, {"net", "1000000000000.01"}})});
  EXPECT_EQ(host.places("amount-too-large"), "payments/1/amount");
  EXPECT_FALSE(host.tables.contains("watch"));
}

TEST(Rows, OfAnotherPeriod) {
  const Row before{{"line_id", "L3"}, {"period_from", "13/10/2025"}, {"period_to", "09/11/2025"}};
  const Host host = look_at({paid(), paid({{"line_id", "L2"}}), paid(before)});
  EXPECT_EQ(host.places("rows-of-another-period"), "payments/2/period_from");
}

TEST(Rows, OfAnotherPeriodThanTheOneTyped) {
  const Host host = look_at({paid()}, {{"payments-from", "13/10/2025"}, {"payments-to", "09/11/2025"}});
  EXPECT_EQ(host.places("period-setting-contradicts"), "payments/0/period_from");
  EXPECT_FALSE(host.tables.contains("watch"));
}

TEST(Rows, OnePersonUnderTwoSpellings) {
  const Host host = look_at({paid({{"person_id", "X1"}, {"surname", "Marmalade"}}),
                             paid({{"person_id", "x1"}, {"surname", "Marmalade"}, {"line_id", "L2"}})});
  EXPECT_EQ(host.count("ids-spelt-differently"), 1U);
  EXPECT_EQ(only_watch(host).at("lines"), "2");
}

TEST(Rows, WithoutTheirLineId) {
  const Host one = look_at({paid(), paid({{"line_id", ""}, {"service", "Respite"}})});
  EXPECT_EQ(one.places("line-id-blank"), "payments/1/line_id");
  EXPECT_EQ(only_watch(one).at("lines"), "2") << "it is known by its service, provider and payee";
  const Host all = look_at({paid({{"line_id", ""}})});
  EXPECT_EQ(all.places("no-line-ids"), "payments//");
  EXPECT_FALSE(all.found("line-id-blank"));
}

TEST(Rows, ThatRepeatEachOther) {
  const Host host = look_at({paid(), paid()});
  EXPECT_EQ(host.count("line-id-repeated"), 1U);
  EXPECT_EQ(only_watch(host).at("lines"), "2");
}

TEST(Rows, WithAFrequencyThatIsNotKnown) {
  EXPECT_EQ(look_at({paid({{"frequency", "Lunar"}})}).places("frequency-unknown"), "payments/0/frequency");
}

// Four weeks at 92.88 are 371.52, as the cost and the days say.
TEST(Rows, WhoseAmountIsWorkedOut) {
  const Host host = look_at({paid({{"net", ""}})});
  EXPECT_EQ(host.places("amounts-computed"), "payments//");
  EXPECT_EQ(only_watch(host).at("weekly"), "92.88");
}

TEST(Rows, ThatEndBeforeTheyStart) {
  EXPECT_EQ(look_at({paid({{"end", "31/03/2024"}})}).places("ends-before-it-starts"), "payments/0/end");
}

}  // namespace turning_test
