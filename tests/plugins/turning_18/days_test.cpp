// Days, ages and pay periods: the figures of plugins/domain.md, "Born on 29 February" and "Turning 18", and the edges around them.
#include "calendar_days.hpp"
#include "pay_periods.hpp"
#include "watched.hpp"

namespace turning_test {

namespace turning = counterfoil::turning;
using counterfoil::DateSpan;
using counterfoil::make_date;

// 13: born 29 February 2008: 18 on 1 March 2026, 17½ on 29 August 2025. 2012 -> 2030 likewise; 2004 -> 2022.
TEST(DomainFigures, BornOn29February) {
  EXPECT_EQ(turning::attains_months(make_date(2008, 2, 29), 216, false).day, make_date(2026, 3, 1));
  EXPECT_EQ(turning::attains_months(make_date(2008, 2, 29), 210, false).day, make_date(2025, 8, 29));
  EXPECT_FALSE(turning::attains_months(make_date(2008, 2, 29), 210, false).clamped);
  EXPECT_EQ(turning::attains_months(make_date(2008, 2, 29), 216, true).day, make_date(2026, 2, 28));
  EXPECT_EQ(turning::attains_months(make_date(2012, 2, 29), 216, false).day, make_date(2030, 3, 1));
  EXPECT_EQ(turning::attains_months(make_date(2004, 2, 29), 216, false).day, make_date(2022, 3, 1));
  EXPECT_EQ(turning::attains_months(make_date(2008, 2, 29), 192, false).day, make_date(2024, 2, 29));  // 16, in a leap year
}

TEST(DomainFigures, TheRuleIsPrintedWhereItMatters) {
  const Host host = look_at({paid({{"date_of_birth", "29/02/2008"}})});
  EXPECT_EQ(only_watch(host).at("turns_18"), "01/03/2026");
  EXPECT_EQ(only_watch(host).at("weekday"), "Sunday");
  EXPECT_NE(only_watch(host).at("remark").find("Rule used: 18 on 1 March"), std::string::npos);
  EXPECT_NE(host.facts.at("period_words").find("born on 29 February: birthday on 1 March"), std::string::npos);
  const Host other = look_at({paid({{"date_of_birth", "29/02/2008"}})}, {{"leap-birthday", "28-february"}});
  EXPECT_EQ(only_watch(other).at("turns_18"), "28/02/2026");
  EXPECT_NE(other.facts.at("period_words").find("28 February"), std::string::npos);
}

// 14: born 31 August 2008: six months before 18 there is no 31 February.
TEST(DomainFigures, TheAlertIsMovedToTheEndOfTheMonthAndSaysSo) {
  const auto away = turning::months_from(make_date(2026, 8, 31), -6);
  EXPECT_EQ(away.day, make_date(2026, 2, 28));
  EXPECT_TRUE(away.clamped);
  EXPECT_FALSE(turning::months_from(make_date(2026, 8, 28), -6).clamped);
  const Host host = look_at({paid({{"date_of_birth", "31/08/2008"}})});
  bool found = false;
  for (const ReportRow& row : host.tables.at("timeline")) {
    if (row.at("day") != "28/02/2026") continue;
    found = true;
    EXPECT_NE(row.at("milestone").find("6 months before 18"), std::string::npos) << row.at("milestone");
    EXPECT_FALSE(row.at("remark").empty());
  }
  EXPECT_TRUE(found);
  EXPECT_EQ(only_watch(host).at("turns_18"), "31/08/2026");
}

// 15: 1 February 2008 however it is written; 39479 is its number in a sheet.
TEST(DomainFigures, FirstOfFebruary) {
  EXPECT_EQ(fake::read_value(CF_DATE, "01/02/2008"), 39479 - 25569);
  EXPECT_EQ(only_watch(look_at({paid({{"date_of_birth", "01/02/2008"}})})).at("turns_18"), "01/02/2026");
}

// 16: 18 on a Thursday inside a week Monday to Sunday at £92.88: 3/7 are 39.8057, so 39.81; the rest is 53.07.
TEST(DomainFigures, ThursdayInsideAWeek) {
  const Row week{{"period_from", "10/11/2025"}, {"period_to", "16/11/2025"}, {"net", "92.88"}, {"date_of_birth", "13/11/2007"}};
  const Host paid_already = look_at({paid(week)});
  const ReportRow& row = only_watch(paid_already);
  EXPECT_EQ(row.at("weekday"), "Thursday");
  EXPECT_EQ(row.at("days_before"), "3");
  EXPECT_EQ(row.at("days_after"), "4");
  EXPECT_EQ(row.at("before"), "39.81");
  EXPECT_EQ(row.at("after"), "53.07");
  EXPECT_EQ(row.at("since_18"), "53.07");
  EXPECT_EQ(row.at("class"), "Already 18 and still paid");
  // The same a week ahead, where nothing is paid yet.
  Row ahead = paid(week);
  ahead["date_of_birth"] = "20/11/2007";
  const Host later = look_at({ahead});
  EXPECT_EQ(only_watch(later).at("before"), "39.81");
  EXPECT_EQ(only_watch(later).at("after"), "53.07");
  EXPECT_EQ(only_watch(later).at("pay_period"), "17 Nov to 23 Nov 2025");
  EXPECT_EQ(only_watch(later).at("last_full_period"), "10 Nov to 16 Nov 2025");
  EXPECT_EQ(only_watch(later).at("since_18"), "");
}

TEST(Ages, WholeYears) {
  EXPECT_EQ(turning::age_on(make_date(2008, 6, 2), make_date(2026, 6, 1), false), 17);
  EXPECT_EQ(turning::age_on(make_date(2008, 6, 2), make_date(2026, 6, 2), false), 18);
  EXPECT_EQ(turning::age_on(make_date(2008, 2, 29), make_date(2026, 2, 28), false), 17);
  EXPECT_EQ(turning::age_on(make_date(2008, 2, 29), make_date(2026, 2, 28), true), 18);
}

TEST(PayPeriods, FollowEachOtherWithoutAGap) {
  turning::Settings settings;
  const DateSpan known{make_date(2025, 11, 10), make_date(2025, 12, 7)};
  const turning::PayPeriods four_weeks{known, settings};
  EXPECT_EQ(four_weeks.containing(make_date(2025, 12, 7)), known);
  EXPECT_EQ(four_weeks.containing(make_date(2025, 12, 8)), (DateSpan{make_date(2025, 12, 8), make_date(2026, 1, 4)}));
  EXPECT_EQ(four_weeks.containing(make_date(2026, 1, 5)), (DateSpan{make_date(2026, 1, 5), make_date(2026, 2, 1)}));
  EXPECT_EQ(four_weeks.containing(make_date(2025, 11, 9)), (DateSpan{make_date(2025, 10, 13), make_date(2025, 11, 9)}));
  EXPECT_EQ(four_weeks.containing(make_date(2025, 10, 12)), (DateSpan{make_date(2025, 9, 15), make_date(2025, 10, 12)}));
  EXPECT_EQ(four_weeks.before(known), (DateSpan{make_date(2025, 10, 13), make_date(2025, 11, 9)}));
  EXPECT_EQ(four_weeks.words(), "every 28 days");
}

TEST(PayPeriods, ACalendarMonthIsFollowedByCalendarMonths) {
  turning::Settings settings;
  const turning::PayPeriods months{{make_date(2026, 1, 1), make_date(2026, 1, 31)}, settings};
  EXPECT_EQ(months.containing(make_date(2028, 2, 29)), (DateSpan{make_date(2028, 2, 1), make_date(2028, 2, 29)}));
  EXPECT_EQ(months.before({make_date(2026, 3, 1), make_date(2026, 3, 31)}),
            (DateSpan{make_date(2026, 2, 1), make_date(2026, 2, 28)}));
  EXPECT_EQ(months.words(), "by calendar month");
  settings.pay_cycle = turning::PayCycle::days;
  settings.period_days = 7;
  const turning::PayPeriods weeks{{make_date(2025, 11, 10), make_date(2025, 12, 7)}, settings};
  EXPECT_EQ(weeks.containing(make_date(2025, 12, 16)), (DateSpan{make_date(2025, 12, 15), make_date(2025, 12, 21)}));
}

TEST(Frame, TheDayIsTheEndOfThePeriodThenThePaymentDateAndNeverTheClock) {
  EXPECT_EQ(look_at({paid()}).facts.at("as_of"), "07/12/2025");
  EXPECT_EQ(look_at({paid()}, {{"as-of", "15/11/2025"}}).facts.at("as_of"), "15/11/2025");
  const Row none{{"period_from", ""}, {"period_to", ""}};
  Row by_payment = paid(none);
  by_payment["payment_date"] = "12/12/2025";
  const Host assumed = look_at({by_payment});
  EXPECT_EQ(assumed.facts.at("as_of"), "12/12/2025");
  EXPECT_EQ(assumed.facts.at("current_period"), "15 Nov to 12 Dec 2025");
  EXPECT_TRUE(assumed.found("period-assumed"));
  EXPECT_EQ(look_at({paid(none)}, {{"payments-from", "01/12/2025"}, {"payments-to", "28/12/2025"}}).facts.at("as_of"),
            "28/12/2025");
  const Host unknown = look_at({paid(none)});
  EXPECT_TRUE(unknown.found("as-of-missing"));
  EXPECT_FALSE(unknown.tables.contains("watch"));
}

// 18 on 17 November, a week into the period: 7 days before and 21 from then on, of the line that runs. L2 ended in October, and its
// row of nought is for no day.
TEST(Days, ARowOfNoughtAfterTheLinesEndIsForNoDay) {
  const Row birthday{{"date_of_birth", "17/11/2007"}};
  Row over = paid(birthday);
  over["line_id"] = "L2";
  over["end"] = "31/10/2025";
  over["net"] = "0.00";
  const Host host = look_at({paid(birthday), over});
  EXPECT_EQ(only_watch(host).at("days_before"), "7");
  EXPECT_EQ(only_watch(host).at("days_after"), "21");
  for (const ReportRow& line : host.tables.at("lines")) {
    if (line.at("line_id") != "L2") continue;
    EXPECT_EQ(line.at("days_before") + "/" + line.at("days_after"), "0/0");
  }
}

}  // namespace turning_test
