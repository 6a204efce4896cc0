// What may have to come back: the days and pence of each cause worked out by hand from 92.88 a week, and what is never named.
#include <algorithm>

#include "compared.hpp"

namespace cwd_test {

namespace {

/// The sheet's rows, each as "line: from-to, days, overpaid, cause".
std::vector<std::string> named(const Host& host) {
  std::vector<std::string> rows;
  for (const ReportRow& row : host.tables.at("overpayments")) {
    rows.push_back(row.at("line_id") + ": " + row.at("overpaid_from") + "-" + row.at("overpaid_to") + ", " + row.at("days") + ", " +
                   row.at("overpaid") + ", " + row.at("cause"));
    EXPECT_EQ(fake::read_value(CF_PENCE, row.at("overpaid")),
              fake::read_value(CF_PENCE, row.at("paid")) - fake::read_value(CF_PENCE, row.at("correct")));
  }
  return rows;
}
using Named = std::vector<std::string>;

Host with_change(const Row& change, const Settings& settings = {}) { return compare({before(change)}, {now(change)}, settings); }

constexpr const char* this_source = "CWD comparison, 10 Nov to 7 Dec 2025";

/// A row that an earlier run named, as the workbook holds it.
Row earlier(const Row& change = {}) {
  Row row{{"person_id", "1001"},
          {"line_id", "L1"},
          {"service", "Personal assistant"},
          {"provider", "Direct payment"},
          {"payee", "Parent of 1001"},
          {"payee_id", "V1001"},
          {"overpaid_from", "13/10/2025"},
          {"overpaid_to", "09/11/2025"},
          {"days", "28"},
          {"correct_weekly", "0.00"},
          {"paid", "371.52"},
          {"correct", "0.00"},
          {"overpaid", "371.52"},
          {"discovered", "09/11/2025"},
          {"still_paid", "No"},
          {"cause", "Paid while the service was suspended"},
          {"source", "CWD comparison, 13 Oct to 9 Nov 2025"}};
  for (const auto& [field, text] : change) row[field] = text;
  return row;
}

}  // namespace

TEST(Overpaid, AfterTheEnd) {
  const Host host = with_change({{"end", "31/10/2025"}, {"cost_centre", "C417"}, {"subjective", "5210"}});
  ASSERT_EQ(named(host), Named{"L1: 10/11/2025-07/12/2025, 28, 371.52, Paid after the service ended"});
  const ReportRow& row = host.tables.at("overpayments").front();
  EXPECT_EQ(row.at("person_id"), "1001");
  EXPECT_EQ(row.at("payee_id"), "V1001");
  EXPECT_EQ(row.at("correct_weekly"), "0.00");
  EXPECT_EQ(row.at("discovered"), "07/12/2025");
  EXPECT_EQ(row.at("still_paid"), "No");
  EXPECT_EQ(row.at("next_payment"), "");
  EXPECT_EQ(row.at("cost_centre"), "C417");
  EXPECT_EQ(row.at("subjective"), "5210");
  EXPECT_EQ(row.at("source"), this_source);
  EXPECT_TRUE(host.tables.at("next_steps")[3].at("step").starts_with(
      "4. On Overpayments, choose under Recover whether the 1 new row (\u00A3371.52) should come back."));
}

// Ended on Thursday 20 November: 11 days are due, 11/7 of 92.88 = 145.954 = 145.95; the other 17 days are the rest of 371.52.
TEST(Overpaid, AfterAnEndInThePeriod) {
  EXPECT_EQ(named(with_change({{"end", "20/11/2025"}})),
            Named{"L1: 21/11/2025-07/12/2025, 17, 225.57, Paid after the service ended"});
  // Part weeks paid whole: the week of the 20th is due as well.
  EXPECT_EQ(named(with_change({{"end", "20/11/2025"}}, {{"part-weeks", "whole-weeks"}})),
            Named{"L1: 24/11/2025-07/12/2025, 14, 185.76, Paid after the service ended"});
}

// By the month: half of November's 402.48, not 15/7 of a week.
TEST(Overpaid, AMonthIsSharedByItsDays) {
  const Row monthly{{"frequency", "Monthly"}, {"cost", "402.48"}, {"net", "402.48"}, {"unit_cost", ""}, {"quantity", ""}};
  Row last = monthly;
  last.insert({{"period_from", "01/10/2025"}, {"period_to", "31/10/2025"}});
  Row ended = monthly;
  ended.insert({{"period_from", "01/11/2025"}, {"period_to", "30/11/2025"}, {"end", "15/11/2025"}});
  EXPECT_EQ(named(compare({before(last)}, {now(ended)})),
            Named{"L1: 16/11/2025-30/11/2025, 15, 201.24, Paid after the service ended"});
}

TEST(Overpaid, BeforeTheStart) {
  EXPECT_EQ(named(with_change({{"start", "17/11/2025"}})),
            Named{"L1: 10/11/2025-16/11/2025, 7, 92.88, Paid before the service started"});
  EXPECT_EQ(named(with_change({{"start", "05/01/2026"}, {"price_start", "05/01/2026"}})),
            Named{"L1: 10/11/2025-07/12/2025, 28, 371.52, Paid before the service started"});
}

TEST(Overpaid, WhileSuspended) {
  EXPECT_EQ(named(with_change({{"suspended_from", "10/11/2025"}})),
            Named{"L1: 10/11/2025-07/12/2025, 28, 371.52, Paid while the service was suspended"});
  EXPECT_EQ(named(with_change({{"suspended_from", "17/11/2025"}, {"suspended_to", "30/11/2025"}})),
            Named{"L1: 17/11/2025-30/11/2025, 14, 185.76, Paid while the service was suspended"});
  EXPECT_EQ(named(with_change({{"status", "Suspended"}})), Named{});  // since when, the export does not say
}

TEST(Overpaid, PaidTwice) {
  EXPECT_EQ(named(compare({before()}, {now(), now()})),
            Named{"L1 (2): 10/11/2025-07/12/2025, 28, 371.52, Paid twice: the same row stands twice"});
  EXPECT_EQ(named(compare({before()}, {now(), now({{"line_id", "L2"}})})),
            Named{"L2: 10/11/2025-07/12/2025, 28, 371.52, Paid twice: also on line L1"});
  // The first line runs to 23 November only: the second may be what came after it.
  const Row until{{"end", "23/11/2025"}, {"net", "185.76"}};
  EXPECT_EQ(named(compare({before()}, {now(until), now({{"line_id", "L2"}})})), Named{});
  // Of money that was paid twice nothing is named a second time.
  const Row ended{{"end", "31/10/2025"}};
  EXPECT_EQ(named(compare({before(ended)}, {now(ended), now(ended)})),
            (Named{"L1: 10/11/2025-07/12/2025, 28, 371.52, Paid after the service ended",
                   "L1 (2): 10/11/2025-07/12/2025, 28, 371.52, Paid twice: the same row stands twice"}));
}

// The law may require support to continue from the 18th birthday on: it is a question on Changes, and never an overpayment.
TEST(Overpaid, NeverFromTheEighteenthBirthday) {
  const Host adult = with_change({{"date_of_birth", "20/11/2007"}});
  EXPECT_EQ(named(adult), Named{});
  EXPECT_TRUE(fired(only_change(adult), "paid-after-18"));
  const Host ended = with_change({{"date_of_birth", "20/11/2007"}, {"end", "19/11/2025"}});
  EXPECT_EQ(named(ended), Named{});
  EXPECT_TRUE(fired(only_change(ended), "paid-after-end"));
  EXPECT_EQ(named(with_change({{"date_of_birth", "20/11/2007"}, {"suspended_from", "17/11/2025"}})), Named{});
  // Seventeen until the period is over: nothing stands in the way.
  EXPECT_EQ(named(with_change({{"date_of_birth", "08/12/2007"}, {"end", "31/10/2025"}})).size(), 1u);
  // The same row twice is twice too much at any age.
  EXPECT_EQ(named(compare({before()}, {now({{"date_of_birth", "20/11/2007"}}), now({{"date_of_birth", "20/11/2007"}})})).size(),
            1u);
}

TEST(Overpaid, OnlyWhatTheExportShowsToThePenny) {
  const Host odd = with_change({{"end", "23/11/2025"}, {"net", "400.00"}});  // more than the whole four weeks come to
  EXPECT_EQ(named(odd), Named{});
  EXPECT_TRUE(fired(only_change(odd), "paid-after-end"));
  // Without a rate or a cost the share of the days is a guess.
  const Row bare{{"unit_cost", ""}, {"quantity", ""}, {"cost", ""}, {"frequency", ""}};
  Row ended = bare;
  ended["end"] = "23/11/2025";
  const Host guessed = compare({before(bare)}, {now(ended)});
  EXPECT_EQ(named(guessed), Named{});
  EXPECT_TRUE(fired(only_change(guessed), "paid-after-end"));
  EXPECT_EQ(named(with_change({{"price_end", "31/10/2025"}})), Named{});        // another price may apply
  EXPECT_EQ(named(compare({before()}, {now({{"net", "3715.20"}})})), Named{});  // a slip: which figure is right is the question
}

TEST(Overpaid, NotWhereItIsTakenBackAtOnce) {
  const Row back{
      {"payment_type", "Adjustment"}, {"net", "-371.52"}, {"adjustment_from", "10/11/2025"}, {"adjustment_to", "07/12/2025"}};
  EXPECT_EQ(named(compare({before({{"end", "31/10/2025"}})}, {now({{"end", "31/10/2025"}}), now(back)})), Named{});
}

TEST(Overpaid, NotWhatSomebodyAccepted) {
  const Row decided{{"period", "13 Oct to 9 Nov 2025"},
                    {"person_id", "1001"},
                    {"line_id", "L1"},
                    {"rules", "paid-after-end"},
                    {"current", "371.52"},
                    {"#about", "371.52"},
                    {"decision", "OK"},
                    {"initials", "TM"},
                    {"accept_until", "31/03/2026"}};
  const Row ended{{"end", "31/10/2025"}};
  EXPECT_EQ(named(compare({before(ended)}, {now(ended)}, {}, {}, {{"#changes", {decided}}})), Named{});
}

TEST(Overpaid, StillPaidIsThePayee) {
  const Row other{{"line_id", "L7"},      {"service", "Holiday club"}, {"cost", "64.00"},
                  {"unit_cost", "64.00"}, {"quantity", "1"},           {"net", "256.00"}};
  const auto still = [&](const Row& second) {
    const Row ended{{"end", "31/10/2025"}};
    return compare({before(ended)}, {now(ended), now(second)}).tables.at("overpayments").front().at("still_paid");
  };
  EXPECT_EQ(still(other), "Yes");
  Row last = other;
  last["end"] = "07/12/2025";
  EXPECT_EQ(still(last), "No");
  last["end"] = "";
  last["payee_id"] = "V2";
  EXPECT_EQ(still(last), "No");
}

TEST(Overpaid, WhatWasNamedStays) {
  const Row ended{{"end", "31/10/2025"}};
  const Host host = compare({before(ended)}, {now(ended)}, {}, {}, {{"#overpayments", {earlier()}}});
  EXPECT_EQ(named(host), (Named{"L1: 10/11/2025-07/12/2025, 28, 371.52, Paid after the service ended",
                                "L1: 13/10/2025-09/11/2025, 28, 371.52, Paid while the service was suspended"}));
  EXPECT_EQ(host.tables.at("overpayments")[1].at("source"), "CWD comparison, 13 Oct to 9 Nov 2025");
  // By this period's export, whatever was so then.
  const Host paid = compare({before()}, {now()}, {}, {}, {{"#overpayments", {earlier()}}});
  EXPECT_EQ(paid.tables.at("overpayments").front().at("still_paid"), "Yes");
  EXPECT_FALSE(paid.found("overpayment-taken-back"));
}

TEST(Overpaid, ThePeriodRunAgain) {
  const Row of_now{
      {"source", this_source}, {"overpaid_from", "10/11/2025"}, {"overpaid_to", "07/12/2025"}, {"discovered", "07/12/2025"}};
  // The export was put right, and nobody has decided: the row goes.
  EXPECT_EQ(named(compare({before()}, {now()}, {}, {}, {{"#overpayments", {earlier(of_now)}}})), Named{});
  Row decided = of_now;
  decided["recover"] = "Yes";
  const Host host = compare({before()}, {now()}, {}, {}, {{"#overpayments", {earlier(decided)}}});
  EXPECT_EQ(named(host), Named{"L1: 10/11/2025-07/12/2025, 28, 0.00, Paid while the service was suspended"});
  EXPECT_EQ(host.tables.at("overpayments").front().at("correct"), "371.52");
  // Named again: once.
  EXPECT_EQ(named(compare({before()}, {now({{"suspended_from", "10/11/2025"}})}, {}, {}, {{"#overpayments", {earlier(decided)}}})),
            Named{"L1: 10/11/2025-07/12/2025, 28, 371.52, Paid while the service was suspended"});
}

TEST(Overpaid, MoneyTakenBackLaterIsSaid) {
  const Row back{
      {"payment_type", "Adjustment"}, {"net", "-371.52"}, {"adjustment_from", "13/10/2025"}, {"adjustment_to", "09/11/2025"}};
  const Host host = compare({before()}, {now(), now(back)}, {}, {}, {{"#overpayments", {earlier()}}});
  ASSERT_EQ(host.count("overpayment-taken-back"), 1u);
  const auto found = std::find_if(host.findings.begin(), host.findings.end(),
                                  [](const fake::Finding& each) { return each.id == "overpayment-taken-back"; });
  EXPECT_EQ(found->values.at("back"), "\u00A3371.52");
  EXPECT_EQ(found->values.at("span"), "13 Oct to 9 Nov 2025");
  EXPECT_EQ(found->row, 1u);
}

}  // namespace cwd_test
