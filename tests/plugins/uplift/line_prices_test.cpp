// What a row of the export says that a line costs a week.
#include "made.hpp"

namespace uplift_test {
namespace {

LinePrice read(std::optional<std::int64_t> rate, std::optional<std::int64_t> hundredths, Frequency frequency,
               std::optional<std::int64_t> weekly, bool by_week = false) {
  StatedPrice stated;
  if (rate) stated.rate = pounds(*rate);
  if (hundredths) stated.quantity = Quantity{*hundredths * 10'000};
  stated.frequency = frequency;
  if (weekly) stated.weekly_cost = Pence{*weekly};
  stated.by_the_week = by_week;
  return read_price(stated, YearConvention::weeks_52);
}

TEST(LinePrice, RateTimesQuantity) {
  const LinePrice price = read(2028, 1050, Frequency::weekly, 21294);
  EXPECT_EQ(price.trouble, "");
  EXPECT_EQ(price.per_week.millionths, 10'500'000);
  EXPECT_EQ(price.weekly.count, 21294);
}

// 42 hours for each payment of four weeks at 20.28: 851.76, so 212.94 and 10.5 hours a week.
TEST(LinePrice, QuantityForEachPayment) {
  const LinePrice price = read(2028, 4200, Frequency::four_weekly, 21294);
  EXPECT_EQ(price.trouble, "");
  EXPECT_EQ(price.per_week.millionths, 10'500'000);
}

TEST(LinePrice, WhatIsMissingIsFoundFromTheRest) {
  EXPECT_EQ(read({}, {}, Frequency::weekly, 74760, true).rate, pounds(74760));
  EXPECT_EQ(read(2028, {}, Frequency::weekly, 21294).per_week.millionths, 10'500'000);
  EXPECT_EQ(read(74760, {}, Frequency::blank, {}, true).per_week.millionths, 1'000'000);
}

TEST(LinePrice, TroubleIsNamed) {
  EXPECT_EQ(read(2028, 1050, Frequency::weekly, 26294).trouble, "weekly-cost-differs");
  EXPECT_EQ(read(-2028, 100, Frequency::weekly, -2028).trouble, "rate-not-positive");
  EXPECT_EQ(read({}, 100, Frequency::weekly, {}).trouble, "rate-missing");
  EXPECT_EQ(read(2028, {}, Frequency::weekly, {}).trouble, "quantity-missing");
  EXPECT_EQ(read(2028, 100, Frequency::unknown, 2028).trouble, "frequency-unknown");
  EXPECT_EQ(read(2028, 100, Frequency::one_off, {}).trouble, "price-not-regular");
}

// 40 hours every 4 weeks are 10 a week, or 40: only a cost says which.
TEST(LinePrice, AQuantityForAWeekOrForAPayment) {
  EXPECT_EQ(read(2028, 4000, Frequency::four_weekly, {}).trouble, "quantity-unclear");
  EXPECT_EQ(read(2028, 4000, Frequency::monthly, {}).trouble, "quantity-unclear");
  EXPECT_EQ(read(2028, 4000, Frequency::blank, {}).trouble, "quantity-unclear");
  EXPECT_EQ(read(2028, 4000, Frequency::weekly, {}).per_week.millionths, 40'000'000);
  EXPECT_EQ(read(2028, 4000, Frequency::four_weekly, 20280).per_week.millionths, 10'000'000);
  EXPECT_EQ(read(2028, 4000, Frequency::four_weekly, 81120).per_week.millionths, 40'000'000);
  EXPECT_EQ(read(74760, 100, Frequency::four_weekly, {}, true).per_week.millionths, 1'000'000) << "a week each week";
}

}  // namespace
}  // namespace uplift_test
