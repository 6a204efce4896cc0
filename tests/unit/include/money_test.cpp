#include "counterfoil/money.hpp"

#include <gtest/gtest.h>

namespace counterfoil {

// 1 x 5 / 10 = 0.5 and 3 x 5 / 10 = 1.5 are ties; 1.4 and 1.6 are not.
TEST(Rounding, EachRuleOnTiesAndBesideThem) {
  EXPECT_EQ(multiply_divide(1, 5, 10, Rounding::half_up), 1);
  EXPECT_EQ(multiply_divide(-1, 5, 10, Rounding::half_up), -1);
  EXPECT_EQ(multiply_divide(1, 5, 10, Rounding::half_even), 0);
  EXPECT_EQ(multiply_divide(3, 5, 10, Rounding::half_even), 2);
  EXPECT_EQ(multiply_divide(-3, 5, 10, Rounding::half_even), -2);
  EXPECT_EQ(multiply_divide(14, 1, 10, Rounding::half_up), 1);
  EXPECT_EQ(multiply_divide(16, 1, 10, Rounding::half_even), 2);
  EXPECT_EQ(multiply_divide(11, 1, 10, Rounding::up), 2);
  EXPECT_EQ(multiply_divide(-11, 1, 10, Rounding::up), -2);
  EXPECT_EQ(multiply_divide(19, 1, 10, Rounding::down), 1);
  EXPECT_EQ(multiply_divide(-19, 1, 10, Rounding::down), -1);
  EXPECT_EQ(multiply_divide(20, 1, 10, Rounding::up), 2);
  EXPECT_EQ(multiply_divide(7, 3, -2, Rounding::half_up), -11);  // -10.5
}

TEST(Rounding, ExactInTheMiddleAndRefusedBeyondTheEnds) {
  const std::int64_t large = INT64_MAX;
  EXPECT_EQ(multiply_divide(large, 7, 7, Rounding::half_up), large);
  EXPECT_EQ(multiply_divide(large, large, large, Rounding::half_up), large);
  EXPECT_THROW(multiply_divide(large, 2, 1, Rounding::half_up), std::overflow_error);
  EXPECT_THROW(multiply_divide(INT64_MIN, 1, 1, Rounding::half_up), std::overflow_error);  // kept free for "no number"
  EXPECT_THROW(multiply_divide(1, 1, 0, Rounding::half_up), std::invalid_argument);
}

TEST(Pence, AddsAndRefusesToWrap) {
  EXPECT_EQ(Pence{150} + Pence{-50}, Pence{100});
  EXPECT_EQ(Pence{150} - Pence{200}, Pence{-50});
  EXPECT_THROW((Pence{INT64_MAX} + Pence{1}), std::overflow_error);
  EXPECT_THROW((Pence{INT64_MIN} - Pence{1}), std::overflow_error);
  EXPECT_THROW(-Pence{INT64_MIN}, std::overflow_error);
}

// 3/7 of £92.88 is 39.8057; 4/7 is 53.0743. 15/7 of £225 is 482.142857.
TEST(Pence, SeventhsOfAWeek) {
  EXPECT_EQ(scale(Pence{9288}, 3, 7), Pence{3981});
  EXPECT_EQ(scale(Pence{9288}, 4, 7), Pence{5307});
  EXPECT_EQ(scale(Pence{22500}, 15, 7), Pence{48214});
}

TEST(Pence, InWords) {
  EXPECT_EQ(format_pounds(Pence{0}), "\u00A30.00");
  EXPECT_EQ(format_pounds(Pence{5}), "\u00A30.05");
  EXPECT_EQ(format_pounds(Pence{-1200}), "\u2011\u00A312.00");
  EXPECT_EQ(format_pounds(Pence{123456}), "\u00A31,234.56");
  EXPECT_EQ(format_pounds(Pence{100000000}), "\u00A31,000,000.00");
  EXPECT_EQ(format_pounds(Pence{INT64_MIN}), "\u2011\u00A392,233,720,368,547,758.08");
}

}  // namespace counterfoil
