#include "table/decimal.hpp"

#include <gtest/gtest.h>

namespace counterfoil::table {
namespace {

std::int64_t stored_pence(std::string_view digits, Excess* excess = nullptr) {
  const auto value = parse_decimal(digits);
  if (!value) return INT64_MIN;
  const auto units = to_units(without_binary_noise(*value), 2);
  if (!units) return INT64_MIN;
  if (excess) *excess = units->excess;
  return units->count;
}

TEST(Decimal, PenceFromStoredDigits) {
  EXPECT_EQ(stored_pence("0"), 0);
  EXPECT_EQ(stored_pence("1234.56"), 123'456);
  EXPECT_EQ(stored_pence("-0.05"), -5);
  EXPECT_EQ(stored_pence("5.0000000000000003E-2"), 5);  // how Excel stores 0.05
  EXPECT_EQ(stored_pence("1E3"), 100'000);
  EXPECT_EQ(stored_pence("1.5e+2"), 15'000);
  EXPECT_EQ(stored_pence("10000000000.00"), 1'000'000'000'000);
  EXPECT_EQ(stored_pence(".5"), 50);
  EXPECT_EQ(stored_pence("5."), 500);
}

TEST(Decimal, NoiseOfADoubleIsTakenAway) {
  Excess excess = Excess::real;
  EXPECT_EQ(stored_pence("1234.5599999999999", &excess), 123'456);
  EXPECT_EQ(excess, Excess::none);
  EXPECT_EQ(stored_pence("0.30000000000000004", &excess), 30);
  EXPECT_EQ(excess, Excess::none);
  EXPECT_EQ(stored_pence("59.950000000000003", &excess), 5'995);
  EXPECT_EQ(excess, Excess::none);
  EXPECT_EQ(stored_pence("-92.879999999999995", &excess), -9'288);
  EXPECT_EQ(excess, Excess::none);
}

TEST(Decimal, ExcessIsToldByItsSize) {
  Excess excess = Excess::none;
  EXPECT_EQ(stored_pence("1234.56000000001", &excess), 123'456);
  EXPECT_EQ(excess, Excess::noise);
  EXPECT_EQ(stored_pence("1234.55999999999", &excess), 123'456);
  EXPECT_EQ(excess, Excess::noise);
  EXPECT_EQ(stored_pence("12.345", &excess), 1'235);  // half up
  EXPECT_EQ(excess, Excess::real);
  EXPECT_EQ(stored_pence("-12.345", &excess), -1'235);  // away from zero
  EXPECT_EQ(excess, Excess::real);
  EXPECT_EQ(stored_pence("12.344999", &excess), 1'234);
  EXPECT_EQ(excess, Excess::real);
  EXPECT_EQ(stored_pence("1E-30", &excess), 0);
  EXPECT_EQ(excess, Excess::noise);
}

TEST(Decimal, RefusesWhatIsNoNumber) {
  for (const char* text : {"", "-", ".", "1.2.3", "1e", "1e+", "12a", " 12", "1,234", "NaN", "inf", "1e999", "0x10", "--1"})
    EXPECT_EQ(stored_pence(text), INT64_MIN) << text;
}

TEST(Decimal, RefusesWhatDoesNotFit) {
  EXPECT_EQ(stored_pence("9E18"), INT64_MIN);
  EXPECT_EQ(stored_pence("1E300"), INT64_MIN);
  EXPECT_EQ(stored_pence("92233720368547758.07"), INT64_MIN);  // by its 15 digits above 64 bits
}

TEST(Decimal, MillionthsOfQuantities) {
  const auto units = to_units(*parse_decimal("7.5"), 6);
  ASSERT_TRUE(units);
  EXPECT_EQ(units->count, 7'500'000);
  const auto third = to_units(*parse_decimal("0.333333333333333"), 6);
  ASSERT_TRUE(third);
  EXPECT_EQ(third->count, 333'333);
}

TEST(Decimal, ManyDigitsAreHeldToEighteen) {
  const auto value = parse_decimal("123456789012345678999");
  ASSERT_TRUE(value);
  EXPECT_TRUE(value->cut);
  EXPECT_EQ(value->digits, 123'456'789'012'345'678u);
  EXPECT_EQ(value->scale, -3);
}

TEST(Decimal, FastWayAgreesWithTheSlowWay) {
  for (const char* text : {"0", "7", "-7", "12.3", "12.34", "-0.01", "123456.78", "000.10", "99999999.99"}) {
    std::int64_t fast = 0;
    ASSERT_TRUE(fast_units<2>(text, fast)) << text;
    EXPECT_EQ(fast, stored_pence(text)) << text;
  }
  std::int64_t value = 0;
  for (const char* text : {"", "-", "1.", ".5", "1.234", "1e2", "12 ", "+1", "1234567890123.45"})
    EXPECT_FALSE(fast_units<2>(text, value)) << text;
  ASSERT_TRUE(fast_units<6>("0.0355", value));
  EXPECT_EQ(value, 35'500);
  ASSERT_TRUE(fast_units<6>("-12.000001", value));
  EXPECT_EQ(value, -12'000'001);
}

}  // namespace
}  // namespace counterfoil::table
