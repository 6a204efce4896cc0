// Overpayments follow from a decision with its date, and from nothing else.
#include "watched.hpp"

namespace turning_test {

Row decided(const std::string& decision, const std::string& end_on, const std::string& person = "P1") {
  return {{"person_id", person}, {"decision", decision},       {"end_on", end_on},
          {"owner", "TM"},       {"decided_on", "20/11/2025"}, {"turns_18", "13/11/2025"}};
}
const Row adult{{"date_of_birth", "13/11/2007"}};

TEST(Overpayments, NeverBecauseABirthdayPassed) {
  EXPECT_TRUE(look_at({paid(adult)}).tables.at("overpayments").empty());
  for (const char* decision : {"", "Awaiting", "Continue", "Staying Put"})
    EXPECT_TRUE(look_at({paid(adult)}, {}, {{"#watch", {decided(decision, "23/11/2025")}}}).tables.at("overpayments").empty())
        << decision;
}

// Last day 23 November: 24 November to 7 December are 14 of 28 days. 371.52 / 2 = 185.76.
TEST(Overpayments, PaidAfterTheEndThatWasDecided) {
  const Host host = look_at({paid(adult)}, {}, {{"#watch", {decided("End on", "23/11/2025")}}});
  ASSERT_EQ(host.tables.at("overpayments").size(), 1U);
  const ReportRow& row = host.tables.at("overpayments")[0];
  EXPECT_EQ(row.at("overpaid_from"), "24/11/2025");
  EXPECT_EQ(row.at("overpaid_to"), "07/12/2025");
  EXPECT_EQ(row.at("days"), "14");
  EXPECT_EQ(row.at("paid"), "185.76");
  EXPECT_EQ(row.at("correct"), "0.00");
  EXPECT_EQ(row.at("overpaid"), "185.76");
  EXPECT_EQ(row.at("cause"), "Paid after the end that was decided");
  EXPECT_EQ(row.at("discovered"), "07/12/2025");
  EXPECT_EQ(row.at("still_paid"), "Yes");
  EXPECT_EQ(row.at("next_payment"), "371.52");
  EXPECT_EQ(row.at("payee_id"), "V1");
}

TEST(Overpayments, AfterATransferToAdults) {
  const Host host = look_at({paid(adult)}, {}, {{"#watch", {decided("Transferred to adults", "09/11/2025")}}});
  ASSERT_EQ(host.tables.at("overpayments").size(), 1U);
  EXPECT_EQ(host.tables.at("overpayments")[0].at("overpaid"), "371.52");
  EXPECT_EQ(host.tables.at("overpayments")[0].at("cause"), "Paid after transfer to adults");
}

TEST(Overpayments, NothingWhereThePaymentEndedInTime) {
  const Row ended = paid({{"date_of_birth", "13/11/2007"}, {"end", "23/11/2025"}, {"net", "185.76"}});
  EXPECT_TRUE(look_at({ended}, {}, {{"#watch", {decided("End on", "23/11/2025")}}}).tables.at("overpayments").empty());
}

TEST(Overpayments, PaidOnThoughTheEndDateIsHeld) {
  const Row ran_on = paid({{"date_of_birth", "13/11/2007"}, {"end", "23/11/2025"}});  // all four weeks
  const Host host = look_at({ran_on}, {}, {{"#watch", {decided("End on", "23/11/2025")}}});
  ASSERT_EQ(host.tables.at("overpayments").size(), 1U);
  EXPECT_EQ(host.tables.at("overpayments")[0].at("overpaid"), "185.76");
  EXPECT_EQ(host.tables.at("overpayments")[0].at("still_paid"), "No");
}

TEST(Overpayments, AnEndWithoutItsDateIsNoEndAndSaysSo) {
  const Host host = look_at({paid(adult)}, {}, {{"#watch", {decided("End on", "")}}});
  EXPECT_TRUE(host.tables.at("overpayments").empty());
  EXPECT_TRUE(host.found("end-date-missing-in-decision"));
}

Row on_sheet(const std::string& from, const std::string& to) {
  return {{"person_id", "P1"},
          {"line_id", "L1"},
          {"overpaid_from", from},
          {"overpaid_to", to},
          {"paid", "100.00"},
          {"correct", "0.00"},
          {"cause", "Paid after the end that was decided"},
          {"discovered", "09/11/2025"},
          {"still_paid", "Yes"},
          {"source", "then"}};
}

TEST(Overpayments, OfEarlierExportsStayWhileTheDecisionDoes) {
  const More more{{"#watch", {decided("End on", "01/11/2025")}}, {"#overpayments", {on_sheet("02/11/2025", "09/11/2025")}}};
  const Host host = look_at({paid(adult)}, {}, more);
  ASSERT_EQ(host.tables.at("overpayments").size(), 2U);
  EXPECT_EQ(host.tables.at("overpayments")[0].at("overpaid"), "100.00");
  EXPECT_EQ(host.tables.at("overpayments")[0].at("source"), "then");
  EXPECT_EQ(host.tables.at("overpayments")[1].at("overpaid"), "371.52");
}

TEST(Overpayments, AreNoughtWhereTheDecisionNoLongerSaysSo) {
  for (const Row& now : {decided("Continue", ""), decided("End on", "30/11/2025")}) {
    const Host host = look_at({paid(adult)}, {}, {{"#watch", {now}}, {"#overpayments", {on_sheet("02/11/2025", "09/11/2025")}}});
    EXPECT_EQ(host.tables.at("overpayments")[0].at("overpaid"), "0.00");
    EXPECT_EQ(host.tables.at("overpayments")[0].at("paid"), "100.00");
    EXPECT_NE(host.tables.at("overpayments")[0].at("source").find("Withdrawn"), std::string::npos);
    EXPECT_TRUE(host.found("decision-withdrawn"));
  }
}

TEST(Overpayments, TheSamePeriodAgainIsTheSameRow) {
  Row same = on_sheet("24/11/2025", "07/12/2025");
  const Host host = look_at({paid(adult)}, {}, {{"#watch", {decided("End on", "23/11/2025")}}, {"#overpayments", {same}}});
  ASSERT_EQ(host.tables.at("overpayments").size(), 1U);
  EXPECT_EQ(host.tables.at("overpayments")[0].at("overpaid"), "185.76");
}

TEST(Carried, ADecisionAboutAnotherBirthdayAndOneThatLeftAreNamed) {
  const Host moved = look_at({paid({{"date_of_birth", "14/11/2007"}})}, {}, {{"#watch", {decided("Continue", "")}}});
  EXPECT_NE(only_watch(moved).at("carried").find("was 13/11/2025 when this was decided"), std::string::npos);
  const Host back = look_at({paid(adult)}, {}, {{"#history", {decided("End on", "23/11/2025")}}});
  EXPECT_NE(only_watch(back).at("carried").find("End on 23/11/2025, by TM on 20/11/2025"), std::string::npos);
  EXPECT_TRUE(back.tables.at("overpayments").empty());  // only what stands on the Watch list decides
}

}  // namespace turning_test
