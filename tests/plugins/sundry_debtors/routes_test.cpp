#include "batch.hpp"

namespace debtors_test {

TEST(Routes, StillPaidIsDeducted) {
  EXPECT_EQ(summary(raise({overpayment({{"still_paid", "Yes"}, {"next_payment", "900.00"}})})), "Deduct/482.14");
  // The debtors know it too, and a deduction needs neither account nor address.
  EXPECT_EQ(summary(raise({overpayment({{"still_paid", ""}})},
                          {{{"payee_id", "V2001"}, {"still_paid", "yes"}, {"next_payment", "900.00"}}})),
            "Deduct/482.14");
}

TEST(Routes, NoLongerPaidIsInvoiced) {
  EXPECT_EQ(summary(raise({overpayment()})), "Invoice/482.14");
  const Host unknown = raise({overpayment({{"still_paid", ""}})});
  EXPECT_EQ(summary(unknown), "Invoice/482.14");
  EXPECT_TRUE(unknown.found("still-paid-unknown"));
}

TEST(Routes, TwoAnswersAreAQuestion) {
  const Host host = raise({overpayment()}, {debtor({{"still_paid", "Yes"}})});
  EXPECT_EQ(summary(host), "To be completed/482.14");
  EXPECT_TRUE(host.found("still-paid-differs"));
  EXPECT_NE(only(host, "not_raised").at("question").find("?"), std::string::npos);
}

TEST(Routes, NothingToDeductFromIsInvoiced) {
  EXPECT_EQ(summary(raise({overpayment({{"still_paid", "Yes"}, {"next_payment", "0.00"}})})), "Invoice/482.14");
}

TEST(Routes, OnlyConfirmedRowsAreRaised) {
  const Host host = raise({overpayment({{"recover", "Yes"}}), overpayment({{"line_id", "2"}, {"recover", "Wait"}}),
                           overpayment({{"line_id", "3"}, {"recover", "No"}}), overpayment({{"line_id", "4"}, {"recover", ""}})});
  EXPECT_EQ(summary(host), "Invoice/482.14; Not confirmed/482.14; Not confirmed/482.14; Not confirmed/482.14");
  EXPECT_EQ(host.accounts.at("overpayments").at("Not confirmed").rows, 3u);
}

// Six years from 17 November 2019 end on 17 November 2025; from 28 November 2019 on 28 November 2025, the day of the batch: still
// in time.
TEST(Routes, BeyondSixYearsIsAWriteOffRequest) {
  const Row old{{"overpaid_from", "03/11/2019"}, {"overpaid_to", "17/11/2019"}};
  const Host host = raise({overpayment(old)});
  EXPECT_EQ(summary(host), "Write-off request/482.14");
  EXPECT_TRUE(host.found("beyond-limit"));
  EXPECT_EQ(only(host, "not_raised").at("recoverable_by"), "17/11/2025");
  const Host last_day = raise({overpayment({{"overpaid_from", "14/11/2019"}, {"overpaid_to", "28/11/2019"}})});
  EXPECT_EQ(summary(last_day), "Invoice/482.14");
  EXPECT_TRUE(last_day.found("partly-beyond-limit"));
  EXPECT_EQ(summary(raise({overpayment(old)}, {debtor()}, {{"limit-from", "discovered"}})), "Invoice/482.14");
  EXPECT_EQ(summary(raise({overpayment(old)}, {debtor()}, {{"limit-years", "12"}})), "Invoice/482.14");
}

TEST(Routes, ALeapDayIsClamped) {
  const Host host = raise({overpayment({{"overpaid_from", "15/02/2024"}, {"overpaid_to", "29/02/2024"}})});
  EXPECT_EQ(only(host, "matters").at("recoverable_by"), "28/02/2030");
}

TEST(Routes, NegativesAreCredited) {
  const Row under{{"paid_weekly", "0.00"}, {"correct_weekly", "225.00"}, {"overpaid", "-482.14"}};
  const Host on_account = raise({overpayment(under)});
  EXPECT_EQ(summary(on_account), "Credit note/-482.14");
  EXPECT_EQ(only(on_account, "invoice_lines").at("credit_of"), "");
  // The invoice of the same days was released: the credit takes it back.
  const Host first = raise({overpayment()});
  const Host second = raise({overpayment(under)}, {debtor()}, {{"as-of", "05/12/2025"}}, held_by(first, "01/12/2025"));
  EXPECT_EQ(only(second, "invoice_lines").at("credit_of"), only(first, "matters").at("release_key"));
  // And once it is released itself, the debt is gone.
  const Host third = raise({overpayment({{"line_id", "9"}})}, {debtor()}, {{"as-of", "12/12/2025"}}, held_by(second, "08/12/2025"));
  for (const ReportRow& row : third.tables.at("register")) {
    if (row.at("release_key") != only(first, "matters").at("release_key")) continue;
    EXPECT_EQ(row.at("status"), "Cancelled by credit");
    EXPECT_EQ(row.at("outstanding"), "0.00");
    EXPECT_EQ(row.at("credited"), "482.14");
  }
}

TEST(Routes, AnIncompleteInvoiceSaysAllThatIsMissing) {
  const Host host = raise({overpayment({{"cost_centre", ""}})}, {debtor({{"account", ""}, {"site", ""}, {"postcode", "12345"}})});
  EXPECT_EQ(summary(host), "To be completed/482.14");
  EXPECT_EQ(only(host, "not_raised").at("reasons"),
            "An invoice needs the debtor account, the site, a UK postcode, the cost centre.");
  EXPECT_TRUE(host.found("invoice-incomplete"));
  EXPECT_TRUE(host.found("postcode-form"));
  EXPECT_EQ(summary(raise({overpayment()}, {debtor({{"payee_id", "V9"}})})), "To be completed/482.14");
  EXPECT_EQ(summary(raise({overpayment({{"cost_centre", ""}})}, {debtor({{"site", ""}})},
                          {{"site-needed", "no"}, {"codes-needed", "no"}})),
            "Invoice/482.14");
}

TEST(Routes, TwoAccountsOfOnePayeeAreNotInvoiced) {
  const Host host = raise({overpayment()}, {debtor(), debtor({{"account", "700999"}})});
  EXPECT_EQ(summary(host), "To be completed/482.14");
  EXPECT_TRUE(host.found("debtor-twice"));
  EXPECT_EQ(summary(raise({overpayment()}, {debtor(), debtor()})), "Invoice/482.14");
}

TEST(Routes, CodesMustBeInUse) {
  const Rows codes{{{"kind", "Cost centre"}, {"code", "C4410"}, {"to", "31/03/2025"}},
                   {{"kind", "Cost centre"}, {"code", "C4411"}},
                   {{"kind", "Account code"}, {"code", "51230"}}};
  const Host host = raise({overpayment()}, {debtor()}, {}, {}, {}, codes);
  EXPECT_EQ(only(host, "not_raised").at("reasons"), "An invoice needs a cost centre in use (C4410 is not).");
  EXPECT_EQ(summary(raise({overpayment({{"cost_centre", "C4411"}})}, {debtor()}, {}, {}, {}, codes)), "Invoice/482.14");
}

TEST(Routes, VatCodeIsAMapping) {
  EXPECT_EQ(only(raise({overpayment()}), "invoice_lines").at("vat_code"), "N");
  const Rows codes{{{"kind", "VAT code"}, {"code", "X"}, {"service", "Fostering allowance"}},
                   {{"kind", "VAT code"}, {"code", "N"}}};
  EXPECT_EQ(only(raise({overpayment()}, {debtor()}, {}, {}, {}, codes), "invoice_lines").at("vat_code"), "X");
  EXPECT_EQ(only(raise({overpayment()}, {debtor({{"vat_code", "N"}})}, {}, {}, {}, codes), "invoice_lines").at("vat_code"), "N");
}

// Three of 4.00: each too small alone, 12.00 together on one invoice for the debtor.
TEST(Routes, OneInvoiceADebtor) {
  Rows rows;
  for (const char* line : {"1", "2", "3"})
    rows.push_back(overpayment({{"line_id", line}, {"overpaid", "4.00"}, {"paid_weekly", ""}, {"correct_weekly", ""}}));
  EXPECT_EQ(summary(raise(rows)), "Below de minimis/4.00; Below de minimis/4.00; Below de minimis/4.00");
  const Host together = raise(rows, {debtor()}, {{"invoice-per", "debtor"}});
  EXPECT_EQ(summary(together), "Invoice/4.00; Invoice/4.00; Invoice/4.00");
  const auto& lines = together.tables.at("invoice_lines");
  EXPECT_EQ(lines[0].at("internal_note"), lines[2].at("internal_note"));
  EXPECT_NE(lines[0].at("release_key"), lines[2].at("release_key"));
  EXPECT_EQ(lines[2].at("line_number"), "3");
  // One invoice a matter: no two lines have the same note, so that the finance system keeps them apart.
  const Host apart = raise({overpayment(), overpayment({{"line_id", "2"}})});
  EXPECT_NE(apart.tables.at("invoice_lines")[0].at("internal_note"), apart.tables.at("invoice_lines")[1].at("internal_note"));
}

TEST(Routes, ReviewersChooseOtherwise) {
  const Host first = raise({overpayment()});
  const auto again = [&](const std::string& column, const std::string& text) {
    Held held = held_by(first);
    held["#matters"][0][column] = text;
    return raise({overpayment()}, {debtor()}, {}, held);
  };
  EXPECT_EQ(summary(again("instead", "Deduct")), "Deduct/482.14");
  EXPECT_EQ(summary(again("instead", "Write-off request")), "Write-off request/482.14");
  EXPECT_EQ(summary(again("instead", "Do not raise")), "Left out/482.14");
  EXPECT_EQ(summary(again("decision", "OK")), "Invoice/482.14");
  const Host held = again("decision", "Hold");
  EXPECT_EQ(summary(held), "On hold/482.14");
  EXPECT_EQ(only(held, "register").at("status"), "Withdrawn");
  // It stays held though Matters no longer has the row, until somebody says Raise on Not raised.
  Held later = held_by(held);
  EXPECT_EQ(summary(raise({overpayment()}, {debtor()}, {}, later)), "On hold/482.14");
  later["#not_raised"][0]["instead"] = "Raise";
  const Host raised = raise({overpayment()}, {debtor()}, {}, later);
  EXPECT_EQ(summary(raised), "Invoice/482.14");
  EXPECT_EQ(only(raised, "register").at("status"), "Prepared");
}

TEST(Routes, WhatWasAskedOnNotRaisedIsRemembered) {
  const Row small{{"overpaid", "5.00"}, {"paid_weekly", ""}, {"correct_weekly", ""}};
  Held held = held_by(raise({overpayment(small)}));
  held["#not_raised"][0]["instead"] = "Invoice";
  const Host asked = raise({overpayment(small)}, {debtor()}, {}, held);
  EXPECT_EQ(summary(asked), "Invoice/5.00");
  EXPECT_EQ(summary(raise({overpayment(small)}, {debtor()}, {}, held_by(asked))), "Invoice/5.00");
}

TEST(Routes, ADeductionFromSomebodyNoLongerPaidIsAskedAbout) {
  Held held = held_by(raise({overpayment()}));
  held["#matters"][0]["instead"] = "Deduct";
  const Host host = raise({overpayment()}, {debtor()}, {}, held);
  EXPECT_EQ(summary(host), "Deduct/482.14") << "the reviewer decides";
  EXPECT_EQ(host.places("deduct-not-paid"), "overpayments/0/still_paid");
  EXPECT_FALSE(raise({overpayment({{"still_paid", "Yes"}})}, {debtor()}, {}, held).found("deduct-not-paid"));
}

// 15 days at 280.00 a week are 600.00; the invoice that the credit takes back was 482.14.
TEST(Routes, ACreditLargerThanItsInvoice) {
  const Host first = raise({overpayment()});
  const auto credit = [&](const std::string& weekly, const std::string& overpaid) {
    return raise({overpayment({{"paid_weekly", "0.00"}, {"correct_weekly", weekly}, {"overpaid", overpaid}})}, {debtor()},
                 {{"as-of", "05/12/2025"}}, held_by(first, "01/12/2025"));
  };
  const Host larger = credit("280.00", "-600.00");
  EXPECT_EQ(summary(larger), "Credit note/-600.00");
  EXPECT_EQ(larger.places("credit-larger"), "overpayments/0/overpaid");
  EXPECT_FALSE(credit("225.00", "-482.14").found("credit-larger"));
}

TEST(Routes, CodesThatAreNotClear) {
  const Row vat{{"kind", "VAT"}, {"code", "X"}, {"service", "Fostering allowance"}};
  Row other = vat;
  other["code"] = "N";
  const Host twice = raise({overpayment()}, {debtor()}, {}, {}, {}, {vat, other});
  EXPECT_EQ(twice.places("vat-code-twice"), "codes/1/code");
  EXPECT_EQ(only(twice, "invoice_lines").at("vat_code"), "N") << "the first in order, whatever the order of the rows";
  EXPECT_EQ(only(raise({overpayment()}, {debtor()}, {}, {}, {}, {other, vat}), "invoice_lines").at("vat_code"), "N");

  const Host unknown = raise({overpayment()}, {debtor()}, {}, {}, {}, {vat, {{"kind", "Job"}, {"code", "12"}}});
  EXPECT_EQ(unknown.places("code-kind-unknown"), "codes/1/kind");
  EXPECT_EQ(only(unknown, "invoice_lines").at("vat_code"), "X");
}

}  // namespace debtors_test
