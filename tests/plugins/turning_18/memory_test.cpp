// What the workbook remembers of earlier exports: a decision entered late names every period, Since 18 adds up, and nobody leaves
// the list because of one export.
#include "watched.hpp"

namespace turning_test {

namespace {

const Row since_september{{"date_of_birth", "13/09/2007"}};  // 18 on 13 September 2025

Row decided_on_the_list(const std::string& decision, const std::string& end_on) {
  return {{"person_id", "P1"}, {"decision", decision},       {"end_on", end_on},
          {"owner", "TM"},     {"decided_on", "20/11/2025"}, {"turns_18", "13/09/2025"}};
}

/// What the export of a period before paid for all of its days.
Row remembered(const std::string& first, const std::string& last, const std::string& paid) {
  return {{"person_id", "P1"}, {"line_id", "L1"}, {"first", first},          {"last", last},    {"#first", first},
          {"#last", last},     {"paid", paid},    {"payee", "Parent of P1"}, {"payee_id", "V1"}};
}
Row seen(const std::string& first, const std::string& last) { return {{"first", first}, {"last", last}}; }

const Rows two_periods{remembered("15/09/2025", "12/10/2025", "371.52"), remembered("13/10/2025", "09/11/2025", "371.52")};
const Rows two_exports{seen("15/09/2025", "12/10/2025"), seen("13/10/2025", "09/11/2025")};

std::int64_t overpaid(const Host& host) {
  std::int64_t sum = 0;
  for (const ReportRow& row : host.tables.at("overpayments")) sum += pence(row.at("overpaid"));
  return sum;
}

}  // namespace

// Last day 28 September: of 15 September to 12 October 14 of 28 days, 185.76; then two whole periods: 185.76 + 371.52 + 371.52.
TEST(Memory, ADecisionEnteredLateNamesEveryPeriod) {
  const Host host =
      look_at({paid(since_september)}, {},
              {{"#watch", {decided_on_the_list("End on", "28/09/2025")}}, {"#paid_days", two_periods}, {"#exports", two_exports}});
  ASSERT_EQ(host.tables.at("overpayments").size(), 3U);
  EXPECT_EQ(overpaid(host), 92880);
  EXPECT_EQ(host.tables.at("overpayments")[0].at("overpaid_from"), "29/09/2025");
  EXPECT_EQ(host.tables.at("overpayments")[0].at("overpaid"), "185.76");
}

// Without a decision nothing is overpaid, however long ago the birthday was.
TEST(Memory, NeverBecauseABirthdayPassed) {
  const Host host =
      look_at({paid(since_september)}, {},
              {{"#watch", {decided_on_the_list("Continue", "")}}, {"#paid_days", two_periods}, {"#exports", two_exports}});
  EXPECT_TRUE(host.tables.at("overpayments").empty());
}

// As paid, at the prices of then: 371.52 twice and 400.00 now; 13 and 14 September, of which no export is known, are 2/7 of 100.00
// a week.
TEST(Memory, SinceEighteenAddsUp) {
  Row dearer = paid(since_september);
  dearer["cost"] = "100.00";
  dearer["net"] = "400.00";
  const Host host = look_at({dearer}, {}, {{"#paid_days", two_periods}, {"#exports", two_exports}});
  EXPECT_EQ(only_watch(host).at("since_18"), "1171.61");  // 28.57 + 371.52 + 371.52 + 400.00
}

// The export of the middle period run again: what the newest one showed stands.
TEST(Memory, AnOlderExportTakesNothingAway) {
  const Row newest = remembered("10/11/2025", "07/12/2025", "371.52");
  Row older = paid(since_september);
  older["period_from"] = "13/10/2025";
  older["period_to"] = "09/11/2025";
  const Host host = look_at({older}, {},
                            {{"#watch", {decided_on_the_list("End on", "28/09/2025")}},
                             {"#paid_days", {two_periods[0], newest}},
                             {"#exports", {two_exports[0], seen("10/11/2025", "07/12/2025")}}});
  EXPECT_EQ(overpaid(host), 92880);
}

TEST(Memory, SomebodyMissingFromOneExportStaysOnTheList) {
  Row listed = decided_on_the_list("Continue", "");
  listed["name"] = "Alex Example";
  listed["turns_18"] = "13/09/2025";
  const Row milestone{{"person_id", "P1"}, {"day", "13/09/2025"}, {"milestone", "18"}, {"uid", "P1-18"}};
  const Row other{{"person_id", "P2"}, {"line_id", "L2"}, {"date_of_birth", "01/06/2008"}};
  const Host host = look_at({paid(other)}, {}, {{"#watch", {listed}}, {"#timeline", {milestone}}});
  const ReportRow* row = watch(host, "P1");
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row->at("class"), "Not in this export");
  EXPECT_EQ(row->at("name"), "Alex Example");
  ASSERT_EQ(host.count("left-the-list"), 1U);
  EXPECT_EQ(host.findings.back().values.at("decision").substr(0, 8), "Continue");
  bool kept = false;
  for (const ReportRow& each : host.tables.at("timeline")) kept = kept || each.at("uid") == "P1-18";
  EXPECT_TRUE(kept);
  // Until a person says so.
  const Host gone = look_at({paid(other)}, {}, {{"#watch", {decided_on_the_list("Off the list", "")}}});
  EXPECT_EQ(watch(gone, "P1"), nullptr);
  EXPECT_FALSE(gone.found("left-the-list"));
}

// 18 on 13 September, 371.52 paid twice since, nothing decided. Now the line is over and nothing is paid: the row stays until
// somebody decides.
TEST(Memory, WhoIsEighteenAndUndecidedStaysThoughNothingIsPaidAnyMore) {
  Row over = paid(since_september);
  over["end"] = "09/11/2025";
  over["net"] = "0.00";
  const auto with = [](const Row& row, const std::string& decision, const std::string& end_on) {
    return look_at({row}, {},
                   {{"#watch", {decided_on_the_list(decision, end_on)}}, {"#paid_days", two_periods}, {"#exports", two_exports}});
  };
  for (const std::string undecided : {"", "Awaiting"}) {
    const Host host = with(over, undecided, "");
    const ReportRow* row = watch(host, "P1");
    ASSERT_NE(row, nullptr) << undecided;
    EXPECT_EQ(row->at("class"), "Ended, not decided");
    EXPECT_EQ(row->at("since_18"), "743.04");
    EXPECT_EQ(row->at("in_days"), "-85") << "days since";  // 13 September to 7 December
    ASSERT_EQ(host.count("ended-undecided"), 1U);
    EXPECT_NE(host.facts.at("outcome").find("1 person who is 18 is not paid any more, with nothing decided about £743.04"),
              std::string::npos)
        << host.facts.at("outcome");
  }
  EXPECT_EQ(watch(with(over, "Continue", ""), "P1"), nullptr);
  EXPECT_EQ(watch(with(over, "End on", "09/11/2025"), "P1"), nullptr);
  EXPECT_EQ(watch(with(over, "Off the list", ""), "P1"), nullptr);
  // Not in the export at all: the pounds are still said.
  const Row other{{"person_id", "P2"}, {"line_id", "L2"}, {"date_of_birth", "01/06/2008"}};
  const Host missing = with(paid(other), "", "");
  ASSERT_NE(watch(missing, "P1"), nullptr);
  EXPECT_EQ(watch(missing, "P1")->at("since_18"), "743.04");
}

}  // namespace turning_test
