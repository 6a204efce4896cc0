// Recalculated less paid, a line and period.
#include "made.hpp"

namespace uplift_test {
namespace {

class Arrears : public testing::Test {
 protected:
  void SetUp() override { world.rule(percent_up(660, 4)); }
  Arrear of(DateSpan period, std::int64_t pence) {
    paid.periods = {{0, period, Pence{pence}, 0, 1, false}};
    evaluation = world.run();
    return work_out_arrears(paid, world.lines, evaluation, world.settings, released).at(0);
  }
  static DateSpan four_weeks(Date first) { return {first, first + std::chrono::days{27}}; }
  World world;
  PaidPeriods paid;
  ReleasedArrears released;
  Evaluation evaluation;
};

// 10 hours: 202.80, then 216.40 a week; four weeks 811.20 and 865.60.
TEST_F(Arrears, AWholePeriod) {
  world.line("L1", 2028);
  const Arrear arrear = of(four_weeks(make_date(2025, 4, 7)), 81120);
  EXPECT_EQ(arrear.standing, Standing::owed);
  EXPECT_EQ(arrear.at_old_rates.count, 81120);
  EXPECT_EQ(arrear.recalculated.count, 86560);
  EXPECT_EQ(arrear.amount().count, 5440);
  EXPECT_EQ(arrear.days, 28);
}

// From 31 March: 7 days at the old rate, 21 at the new one: 202.80 + 649.20 = 852.00.
TEST_F(Arrears, APeriodAcrossTheDay) {
  world.line("L1", 2028);
  const Arrear arrear = of(four_weeks(make_date(2025, 3, 31)), 81120);
  EXPECT_EQ(arrear.recalculated.count, 85200);
  EXPECT_EQ(arrear.days, 21);
}

// Left on 9 April: three days of 216.40 are 92.742857, so 92.74; at the old rate 86.914285, so 86.91.
TEST_F(Arrears, ALeaverIsStillOwed) {
  world.line("L1", 2028).days.last = make_date(2025, 4, 9);
  const Arrear arrear = of(four_weeks(make_date(2025, 4, 7)), 8691);
  EXPECT_EQ(arrear.recalculated.count, 9274);
  EXPECT_EQ(arrear.standing, Standing::owed);
  EXPECT_EQ(arrear.amount().count, 583);
}

TEST_F(Arrears, SuspendedDaysAreNotPaid) {
  world.line("L1", 2028).suspended = {make_date(2025, 4, 14), make_date(2025, 4, 20)};
  const Arrear arrear = of(four_weeks(make_date(2025, 4, 7)), 60840);
  EXPECT_EQ(arrear.recalculated.count, 64920);  // three weeks
  EXPECT_EQ(arrear.days, 21);
  EXPECT_EQ(arrear.standing, Standing::owed);
}

TEST_F(Arrears, PaidAlreadyOrUnexplained) {
  world.line("L1", 2028);
  EXPECT_EQ(of(four_weeks(make_date(2025, 4, 7)), 86560).standing, Standing::paid);
  EXPECT_EQ(of(four_weeks(make_date(2025, 4, 7)), 80000).standing, Standing::check);
  EXPECT_EQ(of(four_weeks(make_date(2025, 3, 10)), 81120).standing, Standing::before);
}

// A month of 52 weeks: 216.40 x 52 / 12 = 937.73 (937.7333).
TEST_F(Arrears, AMonthlyPayment) {
  world.line("L1", 2028).frequency = Frequency::monthly;
  EXPECT_EQ(of({make_date(2025, 5, 1), make_date(2025, 5, 31)}, 87880).recalculated.count, 93773);
}

}  // namespace

TEST(ReleaseKey, IsShortCleanAndAlwaysTheSame) {
  const Date date = make_date(2025, 4, 7);
  EXPECT_EQ(release_key({"L40001", "X1", 0, 1, {}}, date, false), "20250407-L40001");
  const std::string odd = release_key({"L/4 0001", "X1", 0, 1, {}}, date, false);
  EXPECT_EQ(odd.size(), 26u);
  EXPECT_EQ(odd.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-"), std::string::npos);
  EXPECT_LE(release_key({"A-line-id-of-some-length-beyond", "X1", 0, 1, {}}, date, false).size(), 30u);
  EXPECT_NE(release_key({"L1", "X1", 0, 1, {}}, date, true), release_key({"L1", "X2", 0, 1, {}}, date, true))
      << "one line id, two persons";
}

}  // namespace uplift_test
