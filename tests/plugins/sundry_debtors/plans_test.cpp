#include "batch.hpp"

namespace debtors_test {

std::string plan_of(const Host& host, const std::string& table) {
  std::string text;
  for (const ReportRow& row : host.tables.at(table)) text += (text.empty() ? "" : "; ") + row.at("due") + " " + row.at("amount");
  return text;
}

const Row paid{{"still_paid", "Yes"}};

// 482.14 at no more than 200.00: 200, 200, 82.14; the first payment at least 14 days after 28 November.
TEST(Plans, DeductionsRespectTheMaximum) {
  const Host host = raise({overpayment(paid)}, {debtor({{"most_deducted", "200.00"}})}, {{"next-payment-date", "05/12/2025"}});
  EXPECT_EQ(plan_of(host, "deductions"), "02/01/2026 200.00; 30/01/2026 200.00; 27/02/2026 82.14");
  EXPECT_EQ(host.tables.at("deductions")[1].at("left_after"), "82.14");
}

// A quarter of 900.99 is 225.2475: down to 225.24, never a penny more.
TEST(Plans, AShareOfTheNextPayment) {
  const Host host = raise({overpayment({{"still_paid", "Yes"}, {"next_payment", "900.99"}})}, {debtor()},
                          {{"most-deducted-percent", "25%"}, {"next-payment-date", "15/12/2025"}, {"payment-cycle", "monthly"}});
  EXPECT_EQ(plan_of(host, "deductions"), "15/12/2025 225.24; 15/01/2026 225.24; 15/02/2026 31.66");
}

// Two matters of one payee share 300.00 a payment, the older first: 300 of it, then 182.14 of it and 117.86 of the other, then the
// rest.
TEST(Plans, OnePayeesMattersShareTheMaximum) {
  const Row later{{"still_paid", "Yes"}, {"line_id", "2"}, {"overpaid_from", "04/11/2025"}, {"overpaid_to", "18/11/2025"}};
  const Host host =
      raise({overpayment(later), overpayment(paid)}, {debtor({{"most_deducted", "300.00"}, {"next_payment_date", "19/12/2025"}})},
            {{"payment-cycle", "fortnightly"}});
  EXPECT_EQ(plan_of(host, "deductions"),
            "19/12/2025 300.00; 02/01/2026 182.14; 02/01/2026 117.86; 16/01/2026 300.00; 30/01/2026 64.28");
}

TEST(Plans, AnUnknownNextPaymentIsTold) {
  const Host host = raise({overpayment(paid)});
  EXPECT_TRUE(host.found("next-payment-unknown"));
  EXPECT_EQ(plan_of(host, "deductions"), "26/12/2025 482.14");
}

TEST(Plans, ALongPlanIsTold) {
  EXPECT_TRUE(raise({overpayment(paid)}, {debtor({{"most_deducted", "20.00"}})}).found("plan-long"));
  EXPECT_TRUE(raise({overpayment()}, {debtor({{"instalments", "12"}})}).found("plan-long"));
  EXPECT_FALSE(raise({overpayment()}, {debtor({{"instalments", "3"}})}).found("plan-long"));
  const Host never = raise({overpayment(paid)}, {debtor({{"most_deducted", "0.50"}})});
  EXPECT_EQ(summary(never), "To be completed/482.14");
  EXPECT_TRUE(never.found("deduction-too-small"));
  EXPECT_TRUE(raise({overpayment()}, {debtor({{"instalments", "2.5"}})}).found("instalments-unlikely"));
}

// The batch of 28 November, the next one four weeks later, 26 December, with 14 days of notice: what is due up to 8 January.
TEST(Plans, ABatchHandsOutWhatFallsDueBeforeTheNextCan) {
  const auto goes_out = [](const Settings& settings) {
    Settings all{{"next-payment-date", "05/12/2025"}};
    all.insert(settings.begin(), settings.end());
    std::string text;
    const Host host = raise({overpayment(paid)}, {debtor({{"most_deducted", "200.00"}})}, all);
    for (const ReportRow& row : host.tables.at("deductions")) text += row.at("due") + " " + row.at("goes_out") + "; ";
    return text;
  };
  EXPECT_EQ(goes_out({}), "02/01/2026 In this batch; 30/01/2026 Later; 27/02/2026 Later; ");
  EXPECT_EQ(goes_out({{"next-batch", "17/01/2026"}}), "02/01/2026 In this batch; 30/01/2026 In this batch; 27/02/2026 Later; ");
}

// Told and never released: due on 26 December, and the batch is of 5 January. With notice the next payment is 23 January.
TEST(Plans, WhatWasDueAndNeverReleasedIsPutOff) {
  Held held = held_by(raise({overpayment(paid)}, {debtor()}));
  ASSERT_EQ(held["#deductions"][0]["due"], "26/12/2025");
  held["#deductions"][0]["told_on"] = "28/11/2025";
  const Host later = raise({overpayment(paid)}, {debtor()}, {{"as-of", "05/01/2026"}}, held);
  EXPECT_TRUE(later.found("deductions-moved"));
  EXPECT_EQ(only(later, "deductions").at("due"), "23/01/2026");
  EXPECT_EQ(only(later, "deductions").at("goes_out"), "In this batch");
}

TEST(Plans, WhatIsBeingDeductedAlreadyIsTold) {
  const Host first = raise({overpayment(paid)}, {debtor({{"most_deducted", "100.00"}})});
  Held held = held_by(first);
  held["#deductions"][0]["taken"] = "Yes";
  const Host second = raise({overpayment({{"still_paid", "Yes"}, {"line_id", "2"}})}, {debtor({{"most_deducted", "100.00"}})},
                            {{"as-of", "05/01/2026"}}, held);
  ASSERT_EQ(second.count("deductions-running"), 1u);
  for (const fake::Finding& finding : second.findings) {
    if (finding.id != "deductions-running") continue;
    EXPECT_EQ(finding.values.at("amount"), "\u00A3382.14");
  }
  for (const ReportRow& row : second.tables.at("register")) {
    if (row.at("line_id") != "4501013") continue;
    EXPECT_EQ(row.at("status"), "Part paid");
    EXPECT_EQ(row.at("taken"), "100.00");
  }
}

}  // namespace debtors_test
