#include "counterfoil/date.hpp"

#include <gtest/gtest.h>

namespace counterfoil {

TEST(Date, UkWords) {
  EXPECT_EQ(format_date(make_date(2025, 11, 9)), "09/11/2025");
  EXPECT_EQ(format_date(make_date(2024, 2, 29)), "29/02/2024");
  EXPECT_EQ(format_date(make_date(987, 1, 1)), "01/01/0987");
}

TEST(DateSpan, BothEndsAreIncluded) {
  const DateSpan period{make_date(2025, 10, 13), make_date(2025, 11, 9)};
  EXPECT_EQ(period.days(), 28);
  EXPECT_TRUE(period.contains(make_date(2025, 11, 9)));
  EXPECT_FALSE(period.contains(make_date(2025, 11, 10)));
  EXPECT_EQ((DateSpan{make_date(2025, 1, 2), make_date(2025, 1, 1)}).days(), 0);
  EXPECT_EQ(overlap(period, {make_date(2025, 11, 1), make_date(2025, 12, 1)}).days(), 9);
  EXPECT_EQ(overlap(period, {make_date(2025, 12, 1), make_date(2025, 12, 9)}).days(), 0);
}

// plugins/domain.md, "Born on 29 February" and "Attaining an age".
TEST(AttainsAge, AtTheStartOfTheBirthday) {
  EXPECT_EQ(attains_age(make_date(2008, 8, 31), 18), make_date(2026, 8, 31));
  EXPECT_EQ(attains_age(make_date(2008, 2, 1), 18), make_date(2026, 2, 1));
  EXPECT_EQ(attains_age(make_date(2004, 2, 29), 18), make_date(2022, 3, 1));
  EXPECT_EQ(attains_age(make_date(2008, 2, 29), 18), make_date(2026, 3, 1));
  EXPECT_EQ(attains_age(make_date(2012, 2, 29), 18), make_date(2030, 3, 1));
  EXPECT_EQ(attains_age(make_date(2008, 2, 29), 16), make_date(2024, 2, 29));
  EXPECT_EQ(attains_age(make_date(2008, 2, 29), 18, true), make_date(2026, 2, 28));
}

}  // namespace counterfoil
