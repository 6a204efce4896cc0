// Which arrears go out, after which release, and never twice. L1 costs £20.00 an hour for 10 hours; batch B1 released £21.00 from
// 7 April 2025. Four weeks from that day are £800.00 at the old rate and £840.00 at the new one: £40.00 are owed.
#include "whole.hpp"

namespace whole_uplift {

namespace {

Row rate(const std::string& old_rate, const std::string& new_rate, const std::string& from) {
  return {{"kind", ""},           {"batch", "B1"},        {"key", "rate-" + from},  {"released_on", "14/04/2025"},
          {"person_id", "X1"},    {"line_id", "L1"},      {"unit", "Hour"},         {"rule", "R1"},
          {"old_rate", old_rate}, {"new_rate", new_rate}, {"new_price_start", from}};
}

const Row b1 = rate("20.00", "21.00", "07/04/2025");

Row went_out(const std::string& from, const std::string& to, const std::string& recalculated, const std::string& amount) {
  return {{"kind", "arrears"},
          {"batch", "B2-arrears"},
          {"key", "A20250407-L1"},
          {"released_on", "12/05/2025"},
          {"person_id", "X1"},
          {"line_id", "L1"},
          {"provider", "Imaginary Care"},
          {"period_from", from},
          {"period_to", to},
          {"recalculated", recalculated},
          {"amount", amount}};
}

const Row b2 = went_out("07/04/2025", "04/05/2025", "840.00", "40.00");

Row paid(const std::string& amount, const std::string& to = "04/05/2025") {
  return {{"line_id", "L1"}, {"person_id", "X1"}, {"period_from", "07/04/2025"}, {"period_to", to}, {"amount", amount}};
}

Row said(const std::string& decision, const std::string& of_paid, const std::string& arrears) {
  return {{"person_id", "X1"}, {"line_id", "L1"},          {"period_from", "07/04/2025"}, {"period_to", "04/05/2025"},
          {"paid", of_paid},   {"recalculated", "840.00"}, {"arrears", arrears},          {"decision", decision}};
}

Host with(const Rows& released, const Rows& payments, const More& more = {}) {
  More all = more;
  all["#released"] = released;
  all["paid"] = payments;
  return uplift({line()}, {rule()}, {}, all);
}

/// "standing/goes out/arrears" of the only row.
std::string row(const Host& host) {
  const auto& rows = host.tables.at("arrears");
  return rows.size() != 1 ? std::to_string(rows.size()) + " rows"
                          : rows[0].at("standing") + "/" + rows[0].at("goes_out") + "/" + rows[0].at("arrears");
}

/// "key/to pay/goes out" of each row of Arrears to pay.
std::string due(const Host& host) {
  std::string words;
  for (const ReportRow& each : host.tables.at("arrears_due"))
    words += (words.empty() ? "" : "; ") + each.at("release_key") + "/" + each.at("amount") + "/" + each.at("goes_out");
  return words;
}

}  // namespace

TEST(UpliftArrearsDue, WaitForTheReleaseOfTheirRate) {
  const Host host = with({}, {paid("800.00")});
  EXPECT_EQ(row(host), "Owed/Once its rate is released/40.00");
  EXPECT_EQ(due(host), "");
  EXPECT_EQ(host.tables.at("next_steps").at(4).at("step"),
            "5. Release; then run again with the payments: £40.00 of arrears go out after their rates.");
}

TEST(UpliftArrearsDue, GoOutOnceAndAreRememberedWhateverThePaymentsSay) {
  EXPECT_EQ(row(with({b1}, {paid("800.00")})), "Owed/In this batch/40.00");
  EXPECT_EQ(due(with({b1}, {paid("800.00")})), "A20250407-L1/40.00/In this batch");
  const Host not_in_payments = with({b1, b2}, {paid("800.00")});
  EXPECT_EQ(row(not_in_payments), "Released/Released/0.00");
  EXPECT_EQ(due(not_in_payments), "A20250407-L1/40.00/Released");
  for (const Rows& payments : {Rows{paid("840.00")}, Rows{paid("800.00"), paid("40.00")}}) {
    const Host in_payments = with({b1, b2}, payments);
    EXPECT_EQ(row(in_payments), "Paid already//0.00");
    EXPECT_EQ(due(in_payments), "A20250407-L1/40.00/Released") << "what went out stays on the sheet";
  }
  EXPECT_EQ(due(with({b1, b2}, {})), "A20250407-L1/40.00/Released") << "without payments too";
}

// £22.05 from 21 April: two weeks at £210.00 and two at £220.50 are £861.00, £21.00 more than with the arrears of B2.
TEST(UpliftArrearsDue, ASecondRateGivesTheDifferenceUnderAKeyOfItsOwn) {
  const Row second = rate("21.00", "22.05", "21/04/2025");
  for (const std::string so_far : {"800.00", "840.00"}) {
    const Host host = with({b1, second, b2}, {paid(so_far)});
    EXPECT_EQ(row(host), "Owed/In this batch/21.00") << so_far;
    EXPECT_EQ(due(host), "A20250407-L1/40.00/Released; A20250407-L1-2/21.00/In this batch") << so_far;
  }
}

TEST(UpliftArrearsDue, APersonsDecisionHoldsForItsFigures) {
  EXPECT_EQ(row(with({b1}, {paid("790.00")})), "Check/Check first/50.00");
  EXPECT_EQ(row(with({b1}, {paid("790.00")}, {{"#arrears", {said("Pay", "790.00", "50.00")}}})), "Check/In this batch/50.00");
  EXPECT_EQ(row(with({b1}, {paid("780.00")}, {{"#arrears", {said("Pay", "790.00", "50.00")}}})), "Check/Check first/60.00")
      << "it was said of other figures";
  EXPECT_EQ(row(with({b1}, {paid("800.00")}, {{"#arrears", {said("Do not pay", "800.00", "40.00")}}})),
            "Owed/Not to be paid/40.00");
  EXPECT_EQ(row(with({b1}, {paid("790.00")}, {{"#arrears", {said("Query", "790.00", "50.00")}}})), "Check/Check first/50.00");
}

TEST(UpliftArrearsDue, WhatIsNotProvenOrTooMuchStaysBehind) {
  EXPECT_EQ(row(with({b1}, {paid("800.00")}, {{"#not_proven", {{{"key", "A20250407-L1"}, {"batch", "B2-arrears"}}}}})),
            "Owed/Not proven/40.00");
  // A rate that was released lower: £19.00, £760.00 for four weeks of which £800.00 were paid.
  EXPECT_EQ(row(with({rate("20.00", "19.00", "07/04/2025")}, {paid("800.00")})), "Owed/Overpaid/-40.00");
}

TEST(UpliftArrearsDue, OtherDaysThanThoseThatWentOutAreAsked) {
  const Host host = with({b1, b2}, {paid("400.00", "20/04/2025")});
  EXPECT_EQ(row(host), "Check/Check first/20.00");
  EXPECT_EQ(host.places("arrears-for-other-days"), "paid/0/period_from");
  EXPECT_EQ(value(host, "arrears-for-other-days", "batch"), "B2-arrears");
  EXPECT_EQ(row(with({b1, b2}, {paid("400.00", "20/04/2025")}, {{"#arrears", {}}})), "Check/Check first/20.00");
}

}  // namespace whole_uplift
