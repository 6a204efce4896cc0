// Dated tables, ages, days of the year.
#include "made.hpp"

namespace uplift_test {
namespace {

TEST(AllowanceTable, TheOneThatBeganLastCounts) {
  const auto row = [](int year, std::int64_t pence) { return Allowance{5, 10, 0, pounds(pence), make_date(year, 4, 6), {}}; };
  const Allowances table{{row(2024, 18700), row(2025, 19400)}};
  EXPECT_EQ(table.find(7, 0, make_date(2025, 4, 5)), pounds(18700));
  EXPECT_EQ(table.find(7, 0, make_date(2025, 4, 6)), pounds(19400));
  EXPECT_EQ(table.find(11, 0, make_date(2025, 4, 6)), std::nullopt);
  EXPECT_EQ(table.find(7, 0, make_date(2024, 4, 5)), std::nullopt);
  const Allowances twice{{row(2025, 19400), row(2025, 19500)}};
  EXPECT_EQ(twice.find(7, 0, make_date(2025, 4, 6)), std::nullopt) << "two that differ are no answer";
}

TEST(Age, AttainedAtTheStartOfTheBirthday) {
  Settings settings;
  EXPECT_EQ(age_on(make_date(2009, 4, 7), make_date(2025, 4, 6), settings), 15);
  EXPECT_EQ(age_on(make_date(2009, 4, 7), make_date(2025, 4, 7), settings), 16);
  EXPECT_EQ(age_on(make_date(2008, 2, 29), make_date(2025, 2, 28), settings), 16);
  settings.leap_birthday_in_february = true;
  EXPECT_EQ(age_on(make_date(2008, 2, 29), make_date(2025, 2, 28), settings), 17);
}

TEST(Settings, DaysOfTheYearAndMonthsBefore) {
  EXPECT_EQ(next_day_of_year("31 March", make_date(2025, 4, 7)), make_date(2026, 3, 31));
  EXPECT_EQ(next_day_of_year("31 Mar", make_date(2025, 3, 31)), make_date(2025, 3, 31));
  EXPECT_EQ(next_day_of_year("5 April", make_date(2025, 4, 6)), make_date(2026, 4, 5));
  EXPECT_EQ(next_day_of_year("the end", make_date(2025, 4, 6)), std::nullopt);
  EXPECT_EQ(months_before(make_date(2025, 5, 31), 3), make_date(2025, 2, 28));
}

}  // namespace
}  // namespace uplift_test
