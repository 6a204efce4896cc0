#include "batch.hpp"

namespace debtors_test {

const ReportRow& registered(const Host& host, const std::string& key) {
  static const ReportRow none;
  for (const ReportRow& row : host.tables.at("register"))
    if (row.at("release_key") == key) return row;
  ADD_FAILURE() << "not in the register: " << key;
  return none;
}

TEST(Register, TheSameBatchCanBePreparedAgain) {
  const Host first = raise({overpayment()});
  const Host second = raise({overpayment()}, {debtor({{"site", "1002"}})}, {}, held_by(first));
  EXPECT_EQ(summary(second), "Invoice/482.14");
  EXPECT_EQ(second.count("already-raised") + second.count("prepared-again"), 0u);
  EXPECT_EQ(only(second, "invoice_lines").at("site"), "1002");
  EXPECT_EQ(only(second, "register").at("status"), "Prepared");
}

TEST(Register, WhatWasPreparedAndNotReleasedIsPreparedInTheNewBatch) {
  const Host first = raise({overpayment()});
  const Host second = raise({overpayment()}, {debtor()}, {{"as-of", "05/12/2025"}}, held_by(first));
  EXPECT_EQ(summary(second), "Invoice/482.14");
  EXPECT_TRUE(second.found("prepared-again"));
  EXPECT_EQ(only(second, "register").at("batch"), "SD-20251205");
  const Host other = raise({overpayment({{"line_id", "2"}})}, {debtor()}, {{"as-of", "05/12/2025"}}, held_by(first));
  EXPECT_TRUE(other.found("prepared-not-released"));
  EXPECT_EQ(other.tables.at("register").size(), 2u);
}

TEST(Register, TakenOutOfTheListBeforeReleaseIsWithdrawn) {
  const Host first = raise({overpayment(), overpayment({{"line_id", "2"}})});
  const Host second = raise({overpayment()}, {debtor()}, {}, held_by(first));
  std::string statuses;
  for (const ReportRow& row : second.tables.at("register")) statuses += row.at("status") + " ";
  EXPECT_NE(statuses.find("Withdrawn"), std::string::npos) << statuses;
  EXPECT_NE(statuses.find("Prepared"), std::string::npos) << statuses;
  EXPECT_EQ(second.tables.at("register").size(), 2u);
  EXPECT_TRUE(second.found("withdrawn"));
}

// Another list of the same day: a deduction that the payee was told of is not taken back.
TEST(Register, ATellingBinds) {
  const Row paid{{"still_paid", "Yes"}, {"next_payment", "900.00"}};
  Held held = held_by(raise({overpayment(paid)}));
  held["#deductions"][0]["told_on"] = "28/11/2025";
  const Host other = raise({overpayment({{"line_id", "2"}})}, {debtor()}, {}, held);
  EXPECT_FALSE(other.found("withdrawn"));
  const Host same = raise({overpayment(paid)}, {debtor()}, {}, held);
  EXPECT_EQ(summary(same), "Raised before/482.14");
  EXPECT_EQ(same.tables.at("deductions").size(), 1u) << "and its plan stays";
}

// Other wording, other order, other headings and lost zeros do not make it another matter: the days of the line are taken.
TEST(Register, OtherWordsDoNotRaiseItAgain) {
  const Held held = held_by(raise({overpayment()}), "01/12/2025");
  const Host again = raise({overpayment({{"cause", "Child moved out"}})}, {debtor()}, {{"as-of", "05/12/2025"}}, held);
  EXPECT_EQ(summary(again), "Raised before/482.14");
  EXPECT_TRUE(again.found("days-already-raised"));
}

// 3 to 17 November was raised; now 10 to 23 November is listed, 14 days at 225.00 = 450.00. Left: 18 to 23, 6 of 14 days = 192.857
// -> 192.86.
TEST(Register, OnlyDaysNotYetRaised) {
  const Held held = held_by(raise({overpayment()}), "01/12/2025");
  const Host again = raise({overpayment({{"overpaid_from", "10/11/2025"}, {"overpaid_to", "23/11/2025"}, {"overpaid", "450.00"}})},
                           {debtor()}, {{"as-of", "05/12/2025"}}, held);
  EXPECT_EQ(summary(again), "Invoice/192.86");
  EXPECT_TRUE(again.found("some-days-already-raised"));
  EXPECT_EQ(only(again, "matters").at("overpaid_from"), "18/11/2025");
  EXPECT_EQ(only(again, "matters").at("days"), "6");
}

TEST(Register, TheTwoTasksMayNameTheSameDays) {
  const Host host =
      raise({overpayment()}, {debtor()}, {}, {}, {overpayment({{"cause", "Paid after 18"}, {"source", "turning-18"}})});
  EXPECT_EQ(summary(host), "Invoice/482.14; Listed twice/482.14");
  Held held = held_by(host);
  held["#not_raised"][0]["instead"] = "Raise";
  EXPECT_EQ(
      summary(raise({overpayment()}, {debtor()}, {}, held, {overpayment({{"cause", "Paid after 18"}, {"source", "turning-18"}})})),
      "Invoice/482.14; Invoice/482.14");
}

TEST(Register, AnotherAmountIsTold) {
  const Held held = held_by(raise({overpayment()}), "01/12/2025");
  const Host again =
      raise({overpayment({{"paid_weekly", "230.00"}, {"overpaid", "492.86"}})}, {debtor()}, {{"as-of", "05/12/2025"}}, held);
  EXPECT_EQ(summary(again), "Raised before/492.86");
  EXPECT_TRUE(again.found("raised-at-another-amount"));
}

const Row still_paid{{"still_paid", "Yes"}, {"next_payment", "900.00"}};

TEST(Register, AReleasedDeductionIsRaisedForGood) {
  Held held = held_by(raise({overpayment(still_paid)}));
  held["#deductions"][0]["released_in"] = "RUN-1-deductions";
  held["#deductions"][0]["released_on"] = "01/12/2025";
  const Host second = raise({overpayment(still_paid)}, {debtor()}, {{"as-of", "05/12/2025"}}, held);
  EXPECT_EQ(only(second, "deductions").at("goes_out"), "Released");
  EXPECT_EQ(only(second, "register").at("deducting_since"), "01/12/2025");
  EXPECT_EQ(summary(second), "Raised before/482.14");
  EXPECT_EQ(only(second, "register").at("status"), "Deducting");
  EXPECT_EQ(only(second, "deductions").at("batch"), "SD-20251128") << "the plan stays on its sheet";
}

// The manager rejects a deduction, or nobody approves it: it is prepared again, and never taken for one that is being deducted.
TEST(Register, ADeductionThatWasNotReleasedIsNotDeducting) {
  const Held held = held_by(raise({overpayment(still_paid)}));
  const Host again = raise({overpayment(still_paid)}, {debtor()}, {{"as-of", "05/12/2025"}}, held);
  EXPECT_EQ(summary(again), "Deduct/482.14");
  EXPECT_TRUE(again.found("prepared-again"));
  EXPECT_EQ(only(again, "register").at("status"), "Prepared");
  EXPECT_EQ(only(again, "deductions").at("goes_out"), "In this batch");
  // Out of the list, it goes nowhere.
  const Host without = raise({overpayment({{"line_id", "2"}})}, {debtor()}, {{"as-of", "05/12/2025"}}, held);
  EXPECT_EQ(only(without, "deductions").at("goes_out"), "Stopped");
  EXPECT_TRUE(without.found("prepared-not-released"));
}

// An earlier version planned deductions and wrote no file of them.
TEST(Register, ADeductionOfAnEarlierVersionIsTakenByHand) {
  Held held = held_by(raise({overpayment(still_paid)}));
  held["#deductions"][0]["line_key"] = "";
  const Host second = raise({overpayment(still_paid)}, {debtor()}, {{"as-of", "05/12/2025"}}, held);
  EXPECT_EQ(summary(second), "Raised before/482.14");
  EXPECT_EQ(only(second, "register").at("status"), "Deducting");
  EXPECT_EQ(only(second, "deductions").at("goes_out"), "By hand");
}

TEST(Register, WhatIsNotProvenIsNeitherCountedNorRaisedAgain) {
  Held held = held_by(raise({overpayment()}), "01/12/2025");
  const std::string key = held["#register"][0]["release_key"];
  for (const char* mark : {"released_on", "released_in", "released_by"}) held["#register"][0][mark] = "";  // as the engine gives it
  held["#not_proven"] = {{{"key", key}, {"batch", "RUN-1"}}};
  const Host again = raise({overpayment()}, {debtor()}, {{"as-of", "05/12/2025"}}, held);
  EXPECT_EQ(summary(again), "Raised before/482.14");
  EXPECT_EQ(only(again, "register").at("released_on"), "");
  EXPECT_TRUE(again.tables.at("aged_list").empty());
}

TEST(Register, StatusFollowsWhatPeopleEnter) {
  const Held released = held_by(raise({overpayment()}), "01/12/2025");
  const auto status = [&](const Row& entered) {
    Held held = released;
    for (const auto& [column, text] : entered) held["#register"][0][column] = text;
    const Host host = raise({overpayment({{"line_id", "2"}})}, {debtor()}, {{"as-of", "05/12/2025"}}, held);
    for (const ReportRow& row : host.tables.at("register"))
      if (row.at("line_id") == "4501013") return row.at("status") + "/" + row.at("outstanding");
    return std::string{"not there"};
  };
  EXPECT_EQ(status({}), "Released/482.14");
  EXPECT_EQ(status({{"paid_so_far", "82.14"}}), "Part paid/400.00");
  EXPECT_EQ(status({{"paid_so_far", "482.14"}}), "Paid/0.00");
  EXPECT_EQ(status({{"disputed", "Yes"}}), "Disputed/482.14");
  EXPECT_EQ(status({{"cancelled_by", "CM 12"}}), "Cancelled by credit/0.00");
}

// 482.14 released on 1 December 2025. By 1 January 2026 it is 31 days old, by 1 March 2026 90, by 2 March 91.
TEST(Register, AgedByDaysSinceRelease) {
  const Held held = held_by(raise({overpayment()}), "01/12/2025");
  const auto band = [&](const std::string& as_of) {
    const Host host = raise({overpayment({{"line_id", "2"}})}, {debtor()}, {{"as-of", as_of}}, held);
    return only(host, "aged_list").at("band");
  };
  EXPECT_EQ(band("31/12/2025"), "0 to 30 days");
  EXPECT_EQ(band("01/01/2026"), "31 to 60 days");
  EXPECT_EQ(band("30/01/2026"), "31 to 60 days");
  EXPECT_EQ(band("31/01/2026"), "61 to 90 days");
  EXPECT_EQ(band("01/03/2026"), "61 to 90 days");
  EXPECT_EQ(band("02/03/2026"), "91 days or more");
}

TEST(Register, ACancelledMatterIsRaisedAgainUnderAKeyOfItsOwn) {
  const Host first = raise({overpayment()});
  Held held = held_by(first, "01/12/2025");
  held["#register"][0]["cancelled_by"] = "CM 12";
  const Host listed = raise({overpayment()}, {debtor()}, {{"as-of", "05/12/2025"}}, held);
  EXPECT_EQ(summary(listed), "Raised before/482.14");
  Held asked = held_by(listed);
  asked["#register"][0]["cancelled_by"] = "CM 12";
  asked["#not_raised"][0]["instead"] = "Raise";
  const Host again = raise({overpayment()}, {debtor()}, {{"as-of", "05/12/2025"}}, asked);
  EXPECT_EQ(summary(again), "Invoice/482.14");
  EXPECT_NE(only(again, "matters").at("release_key"), only(first, "matters").at("release_key"));
  EXPECT_EQ(registered(again, only(first, "matters").at("release_key")).at("status"), "Cancelled by credit");
  // The same batch again: what was asked is remembered.
  Held later = held_by(again);
  for (Row& row : later["#register"])
    if (row["release_key"] == only(first, "matters").at("release_key")) row["cancelled_by"] = "CM 12";
  EXPECT_EQ(only(raise({overpayment()}, {debtor()}, {{"as-of", "05/12/2025"}}, later), "matters").at("release_key"),
            only(again, "matters").at("release_key"));
}

}  // namespace debtors_test
