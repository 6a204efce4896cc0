// Each suspect of plugins/domain.md, "What changes between two periods": it fires, and just inside its threshold it does not.
#include "compared.hpp"

namespace cwd_test {

namespace {

/// Amounts alone, as an export without rates has them.
Row amount(const Row& change) {
  Row row{{"quantity", ""}, {"unit_cost", ""}, {"cost", ""}, {"frequency", ""}};
  for (const auto& [field, text] : change) row[field] = text;
  return row;
}

/// The rules of the only change when £100.00 becomes `now_text`.
const ReportRow moved(const std::string& then_text, const std::string& now_text, const Settings& settings = {}) {
  return only_change(compare({before(amount({{"net", then_text}}))}, {now(amount({{"net", now_text}}))}, settings));
}

}  // namespace

// 2 % either side of 10 times £100.00: 980.00 to 1,020.00; going down, 1,020.00 is 10.2 times 100.00.
TEST(Suspects, DecimalSlip) {
  EXPECT_TRUE(fired(moved("100.00", "1000.00"), "decimal-slip"));
  EXPECT_TRUE(fired(moved("100.00", "980.00"), "decimal-slip"));
  EXPECT_FALSE(fired(moved("100.00", "979.99"), "decimal-slip"));
  EXPECT_TRUE(fired(moved("100.00", "1020.00"), "decimal-slip"));
  EXPECT_FALSE(fired(moved("100.00", "1020.01"), "decimal-slip"));
  EXPECT_TRUE(fired(moved("1000.00", "100.00"), "decimal-slip"));
  EXPECT_TRUE(fired(moved("10.00", "1000.00"), "decimal-slip"));
  EXPECT_FALSE(fired(moved("100.00", "980.00", {{"decimal-slip-tolerance", "1%"}}), "decimal-slip"));
  // Ten times the days at the same terms is no slip: 2 days 26.54 (92.88 x 2 / 7), 20 days 265.37.
  const Row two{{"end", ""}, {"start", "08/11/2025"}, {"price_start", "08/11/2025"}, {"net", "26.54"}};
  const Row twenty{{"start", "08/11/2025"}, {"price_start", "08/11/2025"}, {"end", "29/11/2025"}, {"net", "265.37"}};
  EXPECT_FALSE(fired(only_change(compare({before(two)}, {now(twenty)})), "decimal-slip"));
}

// 1 % either side of 4 times £100.00: 396.00 to 404.00.
TEST(Suspects, WeeklyAndFourWeeklySwapped) {
  EXPECT_TRUE(fired(moved("100.00", "400.00"), "weekly-4-weekly-swap"));
  EXPECT_TRUE(fired(moved("100.00", "396.00"), "weekly-4-weekly-swap"));
  EXPECT_FALSE(fired(moved("100.00", "395.99"), "weekly-4-weekly-swap"));
  EXPECT_FALSE(fired(moved("100.00", "404.01"), "weekly-4-weekly-swap"));
  EXPECT_TRUE(fired(moved("400.00", "100.00"), "weekly-4-weekly-swap"));
  // The frequency says 4-weekly now, for the same £92.88: a quarter of the pay.
  const Row quarter{{"frequency", "4-weekly"}, {"net", "92.88"}};
  EXPECT_TRUE(fired(only_change(compare({before()}, {now(quarter)})), "weekly-4-weekly-swap"));
  // Four times the hours at one rate is a matter of hours.
  const Row hours{{"quantity", "24"}, {"cost", "371.52"}, {"net", "1486.08"}};
  EXPECT_FALSE(fired(only_change(compare({before()}, {now(hours)})), "weekly-4-weekly-swap"));
  EXPECT_TRUE(fired(only_change(compare({before()}, {now(hours)})), "quantity-jump"));
}

// 6 hours: twice is 12 (£185.76 a week, 743.04). 11.99 hours: 185.6052 -> 185.61, 742.42 (742.4208).
TEST(Suspects, HoursDoubled) {
  EXPECT_TRUE(
      fired(only_change(compare({before()}, {now({{"quantity", "12"}, {"cost", "185.76"}, {"net", "743.04"}})})), "quantity-jump"));
  const Row almost{{"quantity", "11.99"}, {"cost", "185.61"}, {"net", "742.42"}};
  EXPECT_FALSE(fired(only_change(compare({before()}, {now(almost)})), "quantity-jump"));
  EXPECT_EQ(only_change(compare({before()}, {now(almost)})).at("risk"), "Query");  // though not doubled, beyond 25 % and £100
  EXPECT_FALSE(fired(only_change(compare({before()}, {now({{"quantity", "12"}, {"cost", "185.76"}, {"net", "743.04"}})},
                                         {{"quantity-jump", "2.5"}})),
                     "quantity-jump"));
}

// School holiday: 12 hours for two dated weeks, then 6 again. 2 x 92.88 + 2 x 185.76 = 557.28.
TEST(Suspects, HolidayHoursWithDatesAreExplained) {
  const Row first{{"price_end", "23/11/2025"}, {"net", "185.76"}};
  const Row holiday{
      {"price_start", "24/11/2025"}, {"price_end", "07/12/2025"}, {"quantity", "12"}, {"cost", "185.76"}, {"net", "371.52"}};
  const Host host = compare({before()}, {now(first), now(holiday)});
  EXPECT_EQ(summary(only_change(host)), "Quantity/Explained/185.76");
  EXPECT_TRUE(fired(only_change(host), "temporary-quantity"));
  // Eight weeks is longer than the seven of the setting.
  Row long_one = holiday;
  long_one["price_end"] = "18/01/2026";
  EXPECT_FALSE(fired(only_change(compare({before()}, {now(first), now(long_one)})), "temporary-quantity"));
}

// £371.52 is due. Paid now, and £400.00 last period: it is last period's payment that is asked about.
TEST(Suspects, ARightPaymentAfterAnOddOneIsNotAskedWhyItWasPaid) {
  const ReportRow row = only_change(compare({before({{"net", "400.00"}})}, {now()}));
  EXPECT_TRUE(fired(row, "amount-not-explained")) << row.at("rules");
  EXPECT_NE(row.at("reasons").find("Now paid as it should be (\u00A3371.52). Last period's \u00A3400.00 was "
                                   "\u00A328.48 too much."),
            std::string::npos)
      << row.at("reasons");
  EXPECT_EQ(row.at("question"), "Ask the payments team: what was the \u00A328.48 more last period for?");
  const ReportRow less = only_change(compare({before({{"net", "300.00"}})}, {now()}));
  EXPECT_EQ(less.at("question"), "Ask the payments team: has the \u00A371.52 that was less last period been paid?");
}

TEST(Suspects, TooBigToBeReal) {
  // £10,000 a week is 40,000.00 in four weeks.
  EXPECT_TRUE(fired(moved("30000.00", "40000.00"), "too-big"));
  EXPECT_FALSE(fired(moved("30000.00", "39999.96"), "too-big"));  // 9,999.99
  EXPECT_TRUE(compare({before(amount({{"net", "50000.00"}}))}, {now(amount({{"net", "50000.00"}}))})
                  .tables.at("changes")
                  .empty());  // nothing moved
}

TEST(Suspects, LargeChangeNeedsPercentAndPounds) {
  EXPECT_EQ(moved("400.00", "500.00").at("risk"), "Query");  // 25 % and £100
  EXPECT_EQ(moved("400.00", "499.99").at("risk"), "Check");
  EXPECT_EQ(moved("399.00", "498.99").at("risk"), "Check");    // more than 25 %, less than £100
  EXPECT_EQ(moved("1000.00", "1249.99").at("risk"), "Check");  // more than £100, less than 25 %
  EXPECT_EQ(moved("1000.00", "1100.00", {{"change-percent", "10%"}}).at("risk"), "Query");
}

TEST(Suspects, DuplicateService) {
  const Row again{{"line_id", "L2"},  {"provider", "Pretend Agency"}, {"payee", "Pretend Agency"},
                  {"payee_id", "V5"}, {"start", "10/11/2025"},        {"price_start", "10/11/2025"}};
  const Host host = compare({before()}, {now(), now(again)});
  EXPECT_EQ(summary(only_change(host)), "New line/Query/371.52");
  EXPECT_TRUE(fired(only_change(host), "duplicate-payment"));
  EXPECT_EQ(only_change(host).at("line_id"), "L2");
  EXPECT_NE(only_change(host).at("question").find("on lines L1 and L2"), std::string::npos);
  // Both old, same amount: still a query. Both old with different amounts: an ordinary pair of lines.
  Row old_again = again;
  old_again["start"] = "07/04/2025";
  EXPECT_EQ(summary(only_change(compare({before(), before(old_again)}, {now(), now(old_again)}))), "Unchanged/Query/0.00");
  Row smaller = old_again;
  smaller["net"] = "185.76";
  smaller["quantity"] = "3";
  smaller["cost"] = "46.44";
  EXPECT_TRUE(compare({before(), before(smaller)}, {now(), now(smaller)}).tables.at("changes").empty());
  // Days that do not meet: L1 ends on the 16th, L2 starts on the 17th. Paid 7 and 21 days.
  const Row first{{"end", "16/11/2025"}, {"net", "92.88"}};
  Row second = again;
  second["start"] = "17/11/2025";
  second["net"] = "278.64";
  EXPECT_FALSE(fired(*change(compare({before()}, {now(first), now(second)}), "1001", "L2"), "duplicate-payment"));
}

TEST(Suspects, PaidAfterEnd) {
  const Row ended{{"end", "31/10/2025"}};
  const Host host = compare({before()}, {now(ended)});
  EXPECT_TRUE(fired(only_change(host), "paid-after-end"));
  EXPECT_EQ(summary(only_change(host)), "Unchanged/Query/0.00");
  // Ends on 23 November: two weeks, 185.76, are due. Three were paid.
  const ReportRow over = only_change(compare({before()}, {now({{"end", "23/11/2025"}, {"net", "278.64"}})}));
  EXPECT_TRUE(fired(over, "paid-after-end"));
  EXPECT_NE(over.at("reasons").find("\u00A392.88 was paid for days after it"), std::string::npos) << over.at("reasons");
  EXPECT_FALSE(fired(only_change(compare({before()}, {now({{"end", "23/11/2025"}, {"net", "185.76"}})})), "paid-after-end"));
  // On the last day: the whole period is due.
  EXPECT_TRUE(compare({before({{"end", "07/12/2025"}})}, {now({{"end", "07/12/2025"}})}).tables.at("changes").empty());
  // Part weeks paid as whole ones: ends on Wednesday 26 November, three weeks are paid, by the setting.
  const Row midweek{{"end", "26/11/2025"}, {"net", "278.64"}};
  EXPECT_TRUE(fired(only_change(compare({before()}, {now(midweek)})), "paid-after-end"));
  EXPECT_FALSE(fired(only_change(compare({before()}, {now(midweek)}, {{"part-weeks", "whole-weeks"}})), "paid-after-end"));
}

TEST(Suspects, PaidBeforeStart) {
  const Row child{{"person_id", "1002"}, {"start", "17/11/2025"}, {"price_start", "17/11/2025"}};
  EXPECT_TRUE(fired(only_change(compare({before()}, {now(), now(child)})), "paid-before-start"));
  Row due = child;
  due["net"] = "278.64";
  EXPECT_FALSE(fired(only_change(compare({before()}, {now(), now(due)})), "paid-before-start"));
  Row later = child;
  later["start"] = later["price_start"] = "08/12/2025";
  EXPECT_TRUE(fired(only_change(compare({before()}, {now(), now(later)})), "paid-before-start"));
}

TEST(Suspects, PaidAfter18) {
  const auto born = [](const char* date) { return compare({before()}, {now({{"date_of_birth", date}})}); };
  EXPECT_TRUE(fired(only_change(born("07/12/2007")), "paid-after-18"));  // 18 on the last day of the period
  EXPECT_TRUE(born("08/12/2007").tables.at("changes").empty());          // on the day after
  EXPECT_EQ(only_change(born("01/01/2007")).at("risk"), "Query");
  // Ended on the day before the birthday, and paid up to then.
  EXPECT_FALSE(
      fired(only_change(compare({before()}, {now({{"date_of_birth", "24/11/2007"}, {"end", "23/11/2025"}, {"net", "185.76"}})})),
            "paid-after-18"));
  const ReportRow adult = only_change(born("01/01/2007"));
  EXPECT_NE(adult.at("reasons").find("do not stop it on this ground alone"), std::string::npos);
  EXPECT_NE(adult.at("question").find("this may have to continue"), std::string::npos);
}

// Born on 29 February 2008: 18 on 1 March 2026, or by the setting on 28 February.
TEST(Suspects, LeapBirthday) {
  const Row period{{"period_from", "02/02/2026"},
                   {"period_to", "28/02/2026"},
                   {"net", "358.25"},
                   {"date_of_birth", "29/02/2008"}};  // 27 days: 92.88 x 27 / 7
  const Row then{{"period_from", "06/01/2026"}, {"period_to", "01/02/2026"}, {"net", "358.25"}};
  EXPECT_TRUE(compare({before(then)}, {now(period)}).tables.at("changes").empty());
  const Host february = compare({before(then)}, {now(period)}, {{"leap-birthday", "28-february"}});
  EXPECT_TRUE(fired(only_change(february), "paid-after-18"));
  EXPECT_NE(only_change(february).at("reasons").find("28/02/2026"), std::string::npos);
}

TEST(Suspects, PaidWhileSuspended) {
  const Row all{{"suspended_from", "10/11/2025"}};
  EXPECT_TRUE(fired(only_change(compare({before()}, {now(all)})), "paid-while-suspended"));
  // Suspended for two weeks, two paid: explained. A penny a week of rounding is let through, a pound is not.
  const Row part{{"suspended_from", "17/11/2025"}, {"suspended_to", "30/11/2025"}, {"net", "185.76"}};
  const Host host = compare({before()}, {now(part)});
  EXPECT_EQ(summary(only_change(host)), "Days in period/Explained/-185.76");
  EXPECT_TRUE(fired(only_change(host), "suspended-with-dates"));
  Row over = part;
  over["net"] = "186.76";
  EXPECT_TRUE(fired(only_change(compare({before()}, {now(over)})), "paid-while-suspended"));
  EXPECT_TRUE(fired(only_change(compare({before()}, {now({{"status", "Suspended"}})})), "paid-while-suspended"));
  // Suspended throughout with nothing paid: explained.
  EXPECT_EQ(summary(only_change(compare({before()}, {now({{"suspended_from", "10/11/2025"}, {"net", "0.00"}})}))),
            "Days in period/Explained/-371.52");
}

TEST(Suspects, SuspensionNotResumed) {
  const Row suspended{{"suspended_from", "13/10/2025"}, {"suspended_to", "26/10/2025"}, {"net", "185.76"}};
  Row nothing = suspended;
  nothing["net"] = "0.00";
  const Host host = compare({before(suspended)}, {now(nothing)});
  EXPECT_EQ(summary(only_change(host)), "Missing/Query/-185.76");
  EXPECT_TRUE(fired(only_change(host), "suspension-not-resumed"));
  EXPECT_NE(only_change(host).at("reasons").find("\u00A3371.52 is due"), std::string::npos);
  Row resumed = suspended;
  resumed["net"] = "371.52";
  EXPECT_EQ(summary(only_change(compare({before(suspended)}, {now(resumed)}))), "Days in period/Explained/185.76");
  // Ends with the period: nothing to resume yet.
  EXPECT_FALSE(fired(
      only_change(compare({before()}, {now({{"suspended_from", "10/11/2025"}, {"suspended_to", "07/12/2025"}, {"net", "0.00"}})})),
      "suspension-not-resumed"));
}

TEST(Suspects, OneOffRepeated) {
  const Row cover{{"line_id", "L2"},        {"service", "Holiday cover"},
                  {"frequency", "One-off"}, {"payment_type", "One-off"},
                  {"net", "150.00"},        {"cost", "150.00"}};
  EXPECT_EQ(summary(only_change(compare({before(), before(cover)}, {now(), now(cover)}))), "Unchanged/Query/0.00");
  // Under another number it is the same one-off; with another amount and number it is not.
  Row other = cover;
  other["line_id"] = "L3";
  EXPECT_TRUE(fired(*change(compare({before(), before(cover)}, {now(), now(other)}), "1001", "L3"), "one-off-repeated"));
  other["net"] = other["cost"] = "151.00";
  EXPECT_FALSE(fired(*change(compare({before(), before(cover)}, {now(), now(other)}), "1001", "L3"), "one-off-repeated"));
  other["net"] = other["cost"] = "1000.00";
  EXPECT_TRUE(fired(*change(compare({before()}, {now(), now(other)}), "1001", "L3"), "one-off-large"));
  other["net"] = other["cost"] = "999.99";
  EXPECT_FALSE(fired(*change(compare({before()}, {now(), now(other)}), "1001", "L3"), "one-off-large"));
}

TEST(Suspects, Adjustments) {
  const auto adjusted = [](const char* amount_text, const char* from, const char* to) {
    return Row{{"payment_type", "Adjustment"}, {"net", amount_text}, {"adjustment_from", from}, {"adjustment_to", to}};
  };
  const Host none = compare({before()}, {now(), now(adjusted("50.00", "", ""))});
  EXPECT_EQ(summary(only_change(none)), "Adjustment/Query/50.00");
  EXPECT_TRUE(fired(only_change(none), "adjustment-no-period"));
  const Host undone = compare({before(), before(adjusted("50.00", "15/09/2025", "12/10/2025"))},
                              {now(), now(adjusted("-50.00", "15/09/2025", "12/10/2025"))});
  EXPECT_EQ(summary(only_change(undone)), "Adjustment/Query/-100.00");
  EXPECT_TRUE(fired(only_change(undone), "adjustment-nets-to-nought"));
  const Host other = compare({before(), before(adjusted("50.00", "15/09/2025", "12/10/2025"))},
                             {now(), now(adjusted("-49.99", "15/09/2025", "12/10/2025"))});
  EXPECT_FALSE(fired(only_change(other), "adjustment-nets-to-nought"));
  EXPECT_TRUE(
      fired(only_change(compare({before()}, {now(), now(adjusted("50.00", "10/11/2025", "16/11/2025"))})), "adjustment-not-past"));
}

TEST(Suspects, NegativeNet) {
  EXPECT_TRUE(fired(only_change(compare({before()}, {now({{"net", "-0.01"}})})), "negative-net"));
  EXPECT_FALSE(fired(only_change(compare({before()}, {now({{"net", "0.01"}})})), "negative-net"));
}

TEST(Suspects, VendorChanged) {
  const Host host = compare({before()}, {now({{"payee_id", "V7777"}})});
  EXPECT_TRUE(fired(only_change(host), "payee-changed"));
  EXPECT_NE(only_change(host).at("reasons").find("V7777"), std::string::npos);
  EXPECT_TRUE(compare({before({{"payee_id", "0123"}})}, {now({{"payee_id", "123"}})}).tables.at("changes").empty());  // zeros lost,
                                                                                                                      // same vendor
}

}  // namespace cwd_test
