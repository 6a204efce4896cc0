// A decision with an "Accept until" date: the same matter is explained, with the decision cited, in periods that end by that day,
// until the figure moves.
#include "compared.hpp"

namespace cwd_test {

namespace {

constexpr const char* last_month = "13 Oct to 9 Nov 2025";
constexpr const char* this_month = "10 Nov to 7 Dec 2025";

/// Paid after the 18th birthday in both periods, £371.52 each time. Accepted by TM last month; this period ends on 7 December 2025.
Row adult(const char* net = "371.52") { return now({{"date_of_birth", "01/01/2007"}, {"net", net}}); }

Row decided(const Row& change = {}) {
  Row row{{"period", last_month},
          {"person_id", "1001"},
          {"line_id", "L1"},
          {"rules", "paid-after-18"},
          {"current", "371.52"},
          {"#about", "371.52"},
          {"decision", "OK"},
          {"initials", "TM"},
          {"decided_on", "14/11/2025"},
          {"comment", "Adult decision due in March"},
          {"accept_until", "31/03/2026"}};
  for (const auto& [field, text] : change) row[field] = text;
  return row;
}

Host with(const Rows& changes, const Row& line = adult(), const Rows& history = {}) {
  return compare({before({{"date_of_birth", "01/01/2007"}})}, {line}, {}, {}, {{"#changes", changes}, {"#history", history}});
}

std::string risk(const Host& host) { return only_change(host).at("risk"); }

}  // namespace

TEST(Accepted, TheSameMatterIsExplainedAndCited) {
  const Host host = with({decided()});
  const ReportRow& row = only_change(host);
  EXPECT_EQ(summary(row), "Unchanged/Explained/0.00");
  EXPECT_TRUE(row.at("reasons").starts_with("Accepted until 31 Mar 2026 by TM on 14 Nov 2025: \"Adult decision due in March\"."))
      << row.at("reasons");
  EXPECT_EQ(row.at("question"), "");
  EXPECT_EQ(row.at("carried"), "Accepted until 31 Mar 2026");
  EXPECT_EQ(row.at("rules"), "paid-after-18");
  EXPECT_EQ(host.tables.at("risks")[0].at("lines"), "0");
  EXPECT_EQ(host.tables.at("risks")[2].at("lines"), "1");
}

// The period's last day counts: 7 December 2025.
TEST(Accepted, OnTheDateAndOnTheDayAfter) {
  EXPECT_EQ(risk(with({decided({{"accept_until", "07/12/2025"}})})), "Explained");
  const Host after = with({decided({{"accept_until", "06/12/2025"}})});
  EXPECT_EQ(risk(after), "Query");
  EXPECT_NE(only_change(after).at("reasons").find("This period ends on 7 Dec 2025."), std::string::npos);
  EXPECT_NE(only_change(after).at("question"), "");
  EXPECT_EQ(only_change(after).at("carried"), "");
}

// A workbook from before the figure was kept by itself: it is the amount paid.
TEST(Accepted, InAWorkbookOfAnEarlierVersion) {
  EXPECT_EQ(risk(with({decided({{"#about", ""}})})), "Explained");
  EXPECT_EQ(risk(with({decided({{"#about", ""}, {"current", "371.53"}})})), "Query");
}

TEST(Accepted, UntilTheFigureMovesByAPenny) {
  const Host moved = with({decided()}, adult("371.53"));
  EXPECT_EQ(risk(moved), "Query");
  EXPECT_NE(only_change(moved).at("reasons").find("Accepted at £371.52 until 31 Mar 2026 by TM"), std::string::npos);
  // It moved last month and is back now: it has moved all the same.
  EXPECT_EQ(risk(with({decided({{"current", "371.53"}})})), "Query");
}

TEST(Accepted, OnlyWhatWasDecidedOn) {
  EXPECT_EQ(risk(with({decided({{"line_id", "L2"}})})), "Query");
  EXPECT_EQ(risk(with({decided({{"rules", "too-big"}})})), "Query");
  EXPECT_EQ(risk(with({decided({{"rules", "paid-after-18, started-in-period"}})})),
            "Explained");  // some of what was decided on is over
  // Something new on the same line is asked, with what was accepted.
  Row line = adult();
  line["payee_id"] = "V9999";
  const Host host = with({decided()}, line);
  EXPECT_EQ(risk(host), "Query");
  EXPECT_NE(only_change(host).at("reasons").find("Accepted in part"), std::string::npos);
}

TEST(Accepted, WithTheDecisionOkAndInitials) {
  const Host unsigned_ = with({decided({{"initials", ""}})});
  EXPECT_EQ(risk(unsigned_), "Query");
  EXPECT_TRUE(unsigned_.found("acceptance-incomplete"));
  const Host error = with({decided({{"decision", "Error"}})});
  EXPECT_EQ(risk(error), "Query");
  EXPECT_TRUE(error.found("acceptance-incomplete"));
  EXPECT_EQ(risk(with({decided({{"decision", "ok"}})})), "Explained");
  EXPECT_FALSE(with({decided({{"accept_until", ""}, {"initials", ""}})}).found("acceptance-incomplete"));
}

// A period that is run again is judged by its own decisions, as the history has them, the last of them first.
TEST(Accepted, APeriodThatIsRunAgain) {
  const Row withdrawn = decided({{"period", this_month}, {"accept_until", ""}});
  const Row accepted = decided({{"period", this_month}});
  EXPECT_EQ(risk(with({decided()}, adult(), {withdrawn})), "Query");
  EXPECT_EQ(risk(with({decided({{"accept_until", ""}})}, adult(), {withdrawn, accepted})), "Explained");
  EXPECT_EQ(risk(with({decided({{"accept_until", ""}})}, adult(), {accepted, withdrawn})), "Query");
  // What stands on Changes about this very period is newer than the history.
  EXPECT_EQ(risk(with({withdrawn}, adult(), {accepted})), "Query");
}

}  // namespace cwd_test
