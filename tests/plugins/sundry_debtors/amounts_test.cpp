#include "amounts.hpp"

#include <gtest/gtest.h>

#include "batch.hpp"
#include "debtor_texts.hpp"
#include "overlap.hpp"

namespace debtors_test {

using namespace counterfoil;
using namespace counterfoil::debtors;

const DateSpan fifteen{make_date(2025, 11, 3), make_date(2025, 11, 17)};

// Paid 371.52 a week, correct 280.00: 91.52 * 15 / 7 = 196.114... -> 196.11 with one rounding; 280 * 15 / 7 = 600.00.
TEST(Amounts, TheDifferenceOfWeeklyRatesIsRoundedOnce) {
  const WorkedAmounts worked = work_out({Pence{371'52}, Pence{280'00}, {}, {}, {}}, fifteen);
  EXPECT_EQ(worked.overpaid, Pence{196'11});
  EXPECT_EQ(worked.correct, Pence{600'00});
  EXPECT_EQ(worked.paid, Pence{796'11});
}

// Two roundings would give 1 penny more: 1 day at 1.00 paid (0.142857 -> 0.14) and 0.52 correct (0.0742857 -> 0.07) differ by 0.07,
// as does 0.48 / 7 = 0.0685714 -> 0.07; at 1.11 and 0.59: 0.1585714 -> 0.16, 0.0842857 -> 0.08, apart 0.08, but 0.52 / 7 =
// 0.0742857 -> 0.07.
TEST(Amounts, OneRoundingNotTwo) {
  const DateSpan day{make_date(2025, 11, 3), make_date(2025, 11, 3)};
  EXPECT_EQ(work_out({Pence{1'11}, Pence{59}, {}, {}, {}}, day).overpaid, Pence{7});
}

TEST(Amounts, PaidAndCorrectAsGiven) {
  EXPECT_EQ(work_out({{}, {}, Pence{900'00}, Pence{417'86}, {}}, fifteen).overpaid, Pence{482'14});
  // The correct weekly rate comes before a correct amount, which is then held against it: 195.00 * 15 / 7 = 417.857... -> 417.86.
  EXPECT_EQ(work_out({{}, Pence{195'00}, Pence{900'00}, Pence{1}, {}}, fifteen).overpaid, Pence{482'14});
  EXPECT_FALSE(work_out({{}, {}, Pence{900'00}, {}, {}}, fifteen).overpaid);
}

// 10.00 over 7 days cut into 2, 2 and 3: 2.857 -> 2.86, then 5.714 -> 5.71 less 2.86 = 2.85, then 10.00 less 5.71 = 4.29.
TEST(Amounts, PartsByDaysAddUp) {
  EXPECT_EQ(share_by_days(Pence{10'00}, {2, 2, 3}, 7), (std::vector<Pence>{{2'86}, {2'85}, {4'29}}));
}

TEST(Amounts, InstalmentsAddUp) {
  EXPECT_EQ(instalments_of(Pence{100}, 3), (std::vector<Pence>{{33}, {33}, {34}}));
  EXPECT_EQ(instalments_of(Pence{5}, 1), (std::vector<Pence>{{5}}));
  EXPECT_TRUE(instalments_of(Pence{5}, 0).empty());
}

TEST(Amounts, YearsLaterIsNeverADayTooLong) {
  EXPECT_EQ(years_later(make_date(2024, 2, 29), 6), make_date(2030, 2, 28));
  EXPECT_EQ(years_later(make_date(2024, 2, 29), 4), make_date(2028, 2, 29));
  EXPECT_EQ(months_later(make_date(2025, 10, 31), 1), make_date(2025, 11, 30));
  EXPECT_EQ(months_later(make_date(2025, 12, 15), 2), make_date(2026, 2, 15));
}

TEST(Amounts, DaysLeft) {
  const auto day = [](unsigned of_november) { return make_date(2025, 11, of_november); };
  const auto taken = [&](unsigned first, unsigned last) { return TakenDays{{day(first), day(last)}, "K", false}; };
  EXPECT_EQ(days_left(fifteen, {taken(10, 12)}), (std::vector<DateSpan>{{day(3), day(9)}, {day(13), day(17)}}));
  EXPECT_EQ(days_left(fifteen, {taken(1, 5), taken(4, 8), taken(17, 30)}), (std::vector<DateSpan>{{day(9), day(16)}}));
  EXPECT_TRUE(days_left(fifteen, {taken(1, 10), taken(11, 20)}).empty());
  EXPECT_EQ(days_left(fifteen, {taken(18, 20)}), (std::vector<DateSpan>{fifteen}));
}

// Given figures are held against those worked out. 482.20 is 6p from 482.14, 482.19 is 5p.
TEST(Amounts, DisagreementIsAFinding) {
  const Host held = raise({overpayment({{"overpaid", "482.20"}})});
  EXPECT_EQ(summary(held), "To be completed/482.20");
  EXPECT_EQ(held.count("overpaid-differs"), 1u);
  const Host close = raise({overpayment({{"overpaid", "482.19"}})});
  EXPECT_EQ(summary(close), "Invoice/482.19");
  EXPECT_EQ(close.count("overpaid-differs"), 0u);
  EXPECT_EQ(summary(raise({overpayment({{"overpaid", "500.00"}})}, {debtor()}, {{"amounts-disagree", "computed"}})),
            "Invoice/482.14");
  EXPECT_EQ(summary(raise({overpayment({{"overpaid", "500.00"}})}, {debtor()}, {{"amounts-disagree", "given"}})), "Invoice/500.00");
}

TEST(Amounts, WhatIsMissingIsAFinding) {
  const Host no_amount = raise({overpayment({{"overpaid", ""}, {"paid_weekly", ""}})});
  EXPECT_EQ(summary(no_amount), "To be completed/0.00");
  EXPECT_TRUE(no_amount.found("amount-missing"));
  EXPECT_TRUE(raise({overpayment({{"overpaid_to", ""}})}).found("period-incomplete"));
  EXPECT_TRUE(raise({overpayment({{"overpaid_to", "02/11/2025"}})}).found("period-incomplete"));
  EXPECT_TRUE(raise({overpayment({{"cause", ""}})}).found("cause-missing"));
  EXPECT_TRUE(raise({overpayment({{"person_id", ""}})}).found("person-missing"));
  EXPECT_TRUE(raise({overpayment({{"days", "14"}})}).found("days-differ"));
  EXPECT_FALSE(raise({overpayment({{"days", "15"}})}).found("days-differ"));
  EXPECT_TRUE(raise({overpayment({{"paid_weekly", ""}, {"correct_weekly", ""}})}).found("amount-not-checked"));
  const Host unreal = raise({overpayment({{"overpaid", "1000000000.00"}})});
  EXPECT_TRUE(unreal.found("amount-too-large"));
  EXPECT_TRUE(unreal.tables.empty());
}

// What a task writes into an empty sheet Overpayments is no row to put right.
TEST(Amounts, WordsInAnEmptyListAreNoOverpayment) {
  const Host host = raise({{{"person_id", "No overpayments were found"}, {"overpaid", ""}, {"recover", ""}}}, {debtor()}, {}, {},
                          {overpayment()});
  EXPECT_EQ(summary(host), "Invoice/482.14");
  EXPECT_EQ(host.accounts.at("overpayments").at("Nothing overpaid").rows, 1u);
  EXPECT_FALSE(host.found("amount-missing"));
}

// Nothing was due for the 15 days, but the list says that 100.00 was: paid 582.14, overpaid 482.14.
TEST(Amounts, TheCorrectAmountIsHeldAgainstTheRate) {
  const Row said{{"paid", "582.14"}, {"paid_weekly", ""}, {"correct", "100.00"}};
  const Host held = raise({overpayment(said)});
  EXPECT_EQ(held.places("correct-differs"), "overpayments/0/correct");
  EXPECT_EQ(summary(held), "To be completed/482.14");
  Row close = said;
  close["correct"] = "0.05";
  close["paid"] = "482.19";
  EXPECT_FALSE(raise({overpayment(close)}).found("correct-differs")) << "5p is within the tolerance";
}

TEST(Amounts, ALineWithoutItsIdIsRaisedAndNamed) {
  const Host host = raise({overpayment({{"line_id", ""}})});
  EXPECT_EQ(host.places("line-missing"), "overpayments/0/line_id");
  EXPECT_EQ(summary(host), "Invoice/482.14");
}

}  // namespace debtors_test
