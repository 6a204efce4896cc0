#include "counterfoil/quantity.hpp"

#include <gtest/gtest.h>

namespace counterfoil {

TEST(Quantity, TimesARateInPence) {
  EXPECT_EQ(multiply(Quantity{6'000'000}, Pence{1548}), Pence{9288});
  EXPECT_EQ(multiply(Quantity{250'000}, Pence{1548}), Pence{387});
  EXPECT_EQ(multiply(Quantity{-1'500'000}, Pence{1001}), Pence{-1502});  // -1501.5, half away from nought
}

// 6.5 x £15.485 = 100.6525 -> 100.65; 1.5 x £0.03 = 0.045 -> 0.05, or 0.04 to the even penny.
TEST(Quantity, TimesARateInFractionsOfAPenny) {
  EXPECT_EQ(multiply(Quantity{6'500'000}, Quantity{15'485'000}), Pence{10065});
  EXPECT_EQ(multiply(Quantity{1'500'000}, Quantity{30'000}), Pence{5});
  EXPECT_EQ(multiply(Quantity{1'500'000}, Quantity{30'000}, Rounding::half_even), Pence{4});
}

TEST(Quantity, InWords) {
  EXPECT_EQ(format_quantity(Quantity{6'000'000}), "6");
  EXPECT_EQ(format_quantity(Quantity{7'500'000}), "7.5");
  EXPECT_EQ(format_quantity(Quantity{250'000}), "0.25");
  EXPECT_EQ(format_quantity(Quantity{-1}), "-0.000001");
  EXPECT_EQ(format_quantity(Quantity{0}), "0");
}

}  // namespace counterfoil
