// The figures of plugins/domain.md, "Texts, dates and ids of exports", for comparing, and the payment of £59,395 for £59.95.
#include "compared.hpp"
#include "counterfoil/frequency.hpp"

namespace cwd_test {

// 15: 01/02/2008 is 1 February, never 2 January, and so is serial 39479. The engine reads both; here they must mean the same
// birthday: 18 on 1 February 2026.
TEST(DomainFigures, FirstOfFebruary) {
  const Row period{{"period_from", "26/01/2026"}, {"period_to", "22/02/2026"}};
  Row born = now(period);
  born["date_of_birth"] = "01/02/2008";
  EXPECT_EQ(fake::read_value(CF_DATE, "01/02/2008"), 39479 - 25569);  // 25569: the serial of 1 January 1970
  const Host host = compare({before()}, {born});
  EXPECT_NE(only_change(host).at("reasons").find("Turned 18 on 01/02/2026"), std::string::npos) << only_change(host).at("reasons");
}

// 16: 18 on Thursday 13 November 2025 inside the week Monday 10 to Sunday 16 at £92.88.
// Before: Mon, Tue, Wed = 3/7 of 92.88 = 39.8057 -> 39.81; after: 92.88 - 39.81 = 53.07.
TEST(DomainFigures, BirthdayOnThursday) {
  const Row week{{"period_from", "10/11/2025"}, {"period_to", "16/11/2025"}, {"net", "92.88"}, {"date_of_birth", "13/11/2007"}};
  const Host host = compare({before({{"period_from", "03/11/2025"}, {"period_to", "09/11/2025"}, {"net", "92.88"}})}, {now(week)});
  const ReportRow& row = only_change(host);
  EXPECT_EQ(summary(row), "Unchanged/Query/0.00");
  EXPECT_TRUE(fired(row, "paid-after-18"));
  EXPECT_NE(row.at("reasons").find("\u00A339.81 is for the days before and \u00A353.07 for that day and after"), std::string::npos)
      << row.at("reasons");
  EXPECT_NE(row.at("reasons").find("The law may require this to continue until the adult care decision is made"),
            std::string::npos);
  EXPECT_EQ(row.at("question").find("stop"), std::string::npos);
}

// 17: one line, two rows: 1-5 April at the old rate, 6-28 April at the new one. 6 hours: £84.48 a week, then £92.88.
// Paid: 84.48 * 5/7 = 60.34, 92.88 * 23/7 = 305.18 (305.177); before: 4 * 84.48 = 337.92. Difference 365.52 - 337.92 = 27.60, all
// rate.
TEST(DomainFigures, PriceChangeInsideThePeriodIsOneLine) {
  const Row then{{"period_from", "04/03/2025"}, {"period_to", "31/03/2025"}, {"start", "01/04/2024"}, {"price_start", "01/04/2024"},
                 {"unit_cost", "14.08"},        {"cost", "84.48"},           {"net", "337.92"}};
  const Row april{{"period_from", "01/04/2025"}, {"period_to", "28/04/2025"}, {"start", "01/04/2024"}};
  Row first = now(april);
  first["price_start"] = "01/04/2024";
  first["price_end"] = "05/04/2025";
  first["unit_cost"] = "14.08";
  first["cost"] = "84.48";
  first["net"] = "60.34";
  Row second = now(april);
  second["price_start"] = "06/04/2025";
  second["net"] = "305.18";
  const Host host = compare({before(then)}, {first, second});
  const ReportRow& row = only_change(host);
  EXPECT_EQ(row.at("line_id"), "L1");
  EXPECT_EQ(row.at("class"), "Rate");
  EXPECT_EQ(row.at("difference"), "27.60");
  EXPECT_EQ(row.at("parts"), "Rate \u00A327.60");
  EXPECT_EQ(row.at("rows"), "1 row before, 2 rows now");
  EXPECT_TRUE(fired(row, "rate-on-uplift-date"));
  EXPECT_EQ(row.at("risk"), "Check");  // 8.2 % on an uplift date, no table of approved rates to hold it against
  EXPECT_EQ(host.tables.at("payments").size(), 1u);
}

// 18: £92.88 a week paid 4-weekly is 371.52, monthly 402.48 (x52/12) or 403.59 (x365/7/12): the frequency changed, not the package.
TEST(DomainFigures, PaymentFrequencyChanged) {
  const auto monthly = [](const char* amount) {
    return Row{{"frequency", "Monthly"}, {"quantity", ""}, {"unit_cost", ""}, {"cost", amount}, {"net", amount}};
  };
  const Row four{{"frequency", "4-weekly"}, {"quantity", ""}, {"unit_cost", ""}, {"cost", "371.52"}};
  for (const char* convention : {"52", "365/7"}) {
    const Host host = compare({before(four)}, {now(monthly("402.48"))}, {{"weeks-per-year", convention}});
    const ReportRow& row = only_change(host);
    EXPECT_EQ(summary(row), "Frequency/Explained/30.96") << convention;
    EXPECT_EQ(row.at("parts"), "Frequency \u00A330.96");
    EXPECT_NE(row.at("reasons").find("Payment frequency changed from 4-weekly to monthly"), std::string::npos);
    EXPECT_EQ(summary(only_change(compare({before(four)}, {now(monthly("403.59"))}, {{"weeks-per-year", convention}}))),
              "Frequency/Explained/32.07")
        << convention;
  }
  // The amounts alone, without a word about frequency.
  const Row bare{{"frequency", ""}, {"quantity", ""}, {"unit_cost", ""}, {"cost", ""}};
  Row paid = bare;
  paid["net"] = "402.48";
  const Host host = compare({before(bare)}, {now(paid)});
  EXPECT_EQ(summary(only_change(host)), "Frequency/Check/30.96");
  EXPECT_TRUE(fired(only_change(host), "looks-like-frequency"));
}

// 19: a child present last period, absent now, without an end date: top of the query list, before a query about more money.
TEST(DomainFigures, MissingChildIsOnTop) {
  const Row other{{"person_id", "1002"}, {"line_id", "L2"}, {"net", "4000.00"},   {"cost", "1000.00"},
                  {"unit_cost", ""},     {"quantity", ""},  {"payee_id", "V1002"}};
  Row changed = other;
  changed["payee_id"] = "V9999";
  const Host host = compare({before(), before(other)}, {now(changed)});
  const auto& changes = host.tables.at("changes");
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(changes[0].at("person_id"), "1001");
  EXPECT_EQ(summary(changes[0]), "Missing/Query/-371.52");
  EXPECT_TRUE(fired(changes[0], "missing-child"));
  EXPECT_EQ(summary(changes[1]), "Payee/Query/0.00");
}

// 20: two lines swap amounts: the total is the same and both are reported. Hours 6 and 5 at £15.48: 371.52 and 309.60.
TEST(DomainFigures, SwappedAmountsAreBothReported) {
  const Row five{{"quantity", "5"}, {"cost", "77.40"}, {"net", "309.60"}};
  Row second = five;
  second["person_id"] = "1002";
  Row second_now{{"person_id", "1002"}};
  const Host host = compare({before(), before(second)}, {now(five), now(second_now)});
  EXPECT_EQ(host.opening, host.closing);
  ASSERT_EQ(host.tables.at("changes").size(), 2u);
  EXPECT_EQ(summary(*change(host, "1001", "L1")), "Quantity/Check/-61.92");
  EXPECT_EQ(summary(*change(host, "1002", "L1")), "Quantity/Check/61.92");
}

// Fife: £59.95 was entered as £59,395. 59395 / 59.95 = 990.7, within 2 % of 1,000.
TEST(Fife, DecimalSlip) {
  const Row amount_only{{"quantity", ""}, {"unit_cost", ""}, {"cost", ""}, {"frequency", ""}, {"net", "59.95"}};
  Row slipped = amount_only;
  slipped["net"] = "59395.00";
  const Host host = compare({before(amount_only)}, {now(slipped)});
  const ReportRow& row = only_change(host);
  EXPECT_EQ(summary(row), "Rate/Query/59335.05");
  EXPECT_TRUE(fired(row, "decimal-slip"));
  EXPECT_TRUE(fired(row, "too-big"));  // 59,395 in four weeks is 14,848.75 a week
  EXPECT_NE(row.at("question").find("\u00A359.95 or \u00A359,395.00"), std::string::npos) << row.at("question");
}

}  // namespace cwd_test
