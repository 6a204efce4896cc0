// Weekly equivalents (plugins/domain.md, "Weekly equivalents"), frequencies, week counts, dates in words.
#include <gtest/gtest.h>

#include "comparison_settings.hpp"
#include "counterfoil/frequency.hpp"
#include "counterfoil/ids.hpp"
#include "counterfoil/text.hpp"
#include "paid_lines.hpp"

namespace counterfoil::cwd {

namespace {

Pence weekly(std::int64_t pence, Frequency frequency, YearConvention year) {
  return in_pence(*weekly_equivalent(in_pounds(Pence{pence}), frequency, year));
}

}  // namespace

// 6 hours at £15.48 = £92.88 a week; 371.52 for 4 weeks; 402.48 or 403.59 a month; 4,829.76 or 4,843.03 a year.
TEST(WeeklyEquivalent, FourConventions) {
  EXPECT_EQ(weekly(9288, Frequency::weekly, YearConvention::weeks_52), Pence{9288});
  EXPECT_EQ(weekly(18576, Frequency::fortnightly, YearConvention::weeks_52), Pence{9288});
  EXPECT_EQ(weekly(37152, Frequency::four_weekly, YearConvention::weeks_52), Pence{9288});
  EXPECT_EQ(weekly(40248, Frequency::monthly, YearConvention::weeks_52), Pence{9288});
  EXPECT_EQ(weekly(40359, Frequency::monthly, YearConvention::days_365), Pence{9288});
  EXPECT_EQ(weekly(482976, Frequency::annual, YearConvention::weeks_52), Pence{9288});
  EXPECT_EQ(weekly(484303, Frequency::annual, YearConvention::days_365), Pence{9288});
  EXPECT_EQ(weekly(120744, Frequency::quarterly, YearConvention::weeks_52), Pence{9288});  // 13 weeks
}

TEST(WeeklyEquivalent, NoneForOneOffs) {
  for (const Frequency frequency : {Frequency::one_off, Frequency::intermittent, Frequency::blank, Frequency::unknown})
    EXPECT_FALSE(weekly_equivalent(in_pounds(Pence{100}), frequency, YearConvention::weeks_52));
}

TEST(WeeklyEquivalent, GoesBackToThePenny) {
  for (const Frequency frequency :
       {Frequency::weekly, Frequency::fortnightly, Frequency::four_weekly, Frequency::monthly, Frequency::annual})
    for (const YearConvention year : {YearConvention::weeks_52, YearConvention::days_365})
      for (const std::int64_t pence : {1, 9288, 40359, 99999999})
        EXPECT_EQ(in_pence(*per_payment(*weekly_equivalent(in_pounds(Pence{pence}), frequency, year), frequency, year)),
                  Pence{pence});
}

TEST(Frequency, WordsOfExports) {
  EXPECT_EQ(read_frequency("Weekly"), Frequency::weekly);
  EXPECT_EQ(read_frequency(" per WEEK "), Frequency::weekly);
  EXPECT_EQ(read_frequency("Every 2 weeks"), Frequency::fortnightly);
  EXPECT_EQ(read_frequency("Fortnightly"), Frequency::fortnightly);
  EXPECT_EQ(read_frequency("4-weekly"), Frequency::four_weekly);
  EXPECT_EQ(read_frequency("Every four weeks"), Frequency::four_weekly);
  EXPECT_EQ(read_frequency("PCM"), Frequency::monthly);
  EXPECT_EQ(read_frequency("Quarterly"), Frequency::quarterly);
  EXPECT_EQ(read_frequency("Annual"), Frequency::annual);
  EXPECT_EQ(read_frequency("One-off"), Frequency::one_off);
  EXPECT_EQ(read_frequency("Intermittent (per Financial Year)"), Frequency::intermittent);
  EXPECT_EQ(read_frequency(""), Frequency::blank);
  EXPECT_EQ(read_frequency("Lunar"), Frequency::unknown);
}

// October 2025 begins on a Wednesday: Mondays 6, 13, 20, 27 are four. December 2025: Mondays 1, 8, 15, 22, 29 are five.
TEST(Weeks, FiveMondayMonth) {
  const DateSpan october{make_date(2025, 10, 1), make_date(2025, 10, 31)};
  const DateSpan december{make_date(2025, 12, 1), make_date(2025, 12, 31)};
  EXPECT_EQ(week_starts(october, std::chrono::Monday), 4);
  EXPECT_EQ(week_starts(december, std::chrono::Monday), 5);
  EXPECT_EQ(week_starts(october, std::chrono::Wednesday), 5);
  EXPECT_EQ(weeks_touched(october, std::chrono::Monday), 5);
  EXPECT_EQ(weeks_touched({make_date(2025, 10, 13), make_date(2025, 11, 9)}, std::chrono::Monday), 4);
  EXPECT_EQ(week_starts({make_date(2025, 10, 14), make_date(2025, 10, 19)}, std::chrono::Monday), 0);
}

TEST(Words, SpansAndIds) {
  EXPECT_EQ(span_words({make_date(2025, 10, 13), make_date(2025, 11, 9)}), "13 Oct to 9 Nov 2025");
  EXPECT_EQ(span_words({make_date(2025, 12, 8), make_date(2026, 1, 4)}), "8 Dec 2025 to 4 Jan 2026");
  EXPECT_TRUE(id_before("9", "10"));
  EXPECT_TRUE(id_before("10", "A1"));
  EXPECT_TRUE(id_before("0010", "10"));
  EXPECT_FALSE(id_before("10", "10"));
  EXPECT_EQ(without_leading_zeros("004512"), "4512");
  EXPECT_EQ(without_leading_zeros("00"), "0");
  EXPECT_EQ(without_leading_zeros("00A"), "");
  EXPECT_TRUE(same_words("ACME Care Ltd.", "Acme care ltd"));
  EXPECT_FALSE(same_words("Acme", "Acme Care"));
  EXPECT_EQ(rate_words(Quantity{15'485'000}), "\u00A315.485");
  EXPECT_EQ(rate_words(Quantity{15'480'000}), "\u00A315.48");
  EXPECT_EQ(percent_words(-83), "-8.3%");
}

TEST(UpliftDates, AreRead) {
  const auto days = read_days_of_year("30 Mar-8 Apr, 1 October");
  ASSERT_TRUE(days);
  ASSERT_EQ(days->size(), 2u);
  EXPECT_EQ((*days)[0].first, 330u);
  EXPECT_EQ((*days)[0].last, 408u);
  EXPECT_EQ((*days)[1].first, 1001u);
  EXPECT_EQ((*read_days_of_year("1-8 April"))[0].first, 401u);
  EXPECT_TRUE(read_days_of_year("none")->empty());
  for (const char* text : {"April", "31 Apr", "8 Apr-1 Apr", "1-2-3 Apr", "soon"}) EXPECT_FALSE(read_days_of_year(text)) << text;
  Settings settings;
  EXPECT_TRUE(on_uplift_day(settings, make_date(2026, 3, 30)));
  EXPECT_TRUE(on_uplift_day(settings, make_date(2025, 4, 7)));
  EXPECT_FALSE(on_uplift_day(settings, make_date(2025, 4, 9)));
  EXPECT_TRUE(has_uplift_day(settings, {make_date(2025, 3, 1), make_date(2025, 3, 30)}));
  EXPECT_FALSE(has_uplift_day(settings, {make_date(2025, 3, 1), make_date(2025, 3, 29)}));
}

}  // namespace counterfoil::cwd
