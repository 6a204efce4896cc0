// The Turning 18 workbook beside the exports: the adult care decision is asked once, there. 18 on 24 November 2025; of the period
// of 28 days to 7 December 14 are after that, £185.76 of £371.52.
#include "compared.hpp"

namespace cwd_test {

namespace {

const Row grown_up{{"date_of_birth", "24/11/2007"}};

Row watched(const Row& change = {}) {
  Row row{{"person_id", "1001"}, {"turns_18", "24/11/2025"}, {"in_days", "-13"}};
  for (const auto& [field, text] : change) row[field] = text;
  return row;
}

Host with_list(const Rows& list, Decided more = {}) {
  more["turning-18"] = list;
  return compare({before(grown_up)}, {now(grown_up)}, {}, {}, more);
}

Row open_question(const Row& change = {}) {
  Row row{{"person_id", "1001"},
          {"line_id", "L1"},
          {"about", "13 Oct to 9 Nov 2025"},
          {"period", "13 Oct to 9 Nov 2025"},
          {"risk", "Query"},
          {"rules", "paid-after-18"},
          {"reasons", "Turned 18."},
          {"question", "Ask the social worker: decided?"}};
  for (const auto& [field, text] : change) row[field] = text;
  return row;
}

}  // namespace

TEST(AdultDecisions, WhoeverIsOnTheWatchListIsNotAskedAboutTwice) {
  EXPECT_EQ(only_change(with_list({})).at("risk"), "Query");
  EXPECT_EQ(only_change(with_list({watched({{"person_id", "2002"}})})).at("risk"), "Query");
  const Host waiting = with_list({watched()});
  EXPECT_TRUE(waiting.tables.at("changes").empty());  // nothing moved, and nothing is asked
  for (const char* decision : {"Continue", "Awaiting", "Staying Put"})
    EXPECT_TRUE(with_list({watched({{"decision", decision}, {"owner", "TM"}})}).tables.at("changes").empty()) << decision;
}

// The question was open when the list was first given: it goes to the history with the decision.
TEST(AdultDecisions, TheOpenQuestionIsSettledByTheList) {
  const Host host = with_list({watched({{"decision", "Continue"}, {"owner", "TM"}, {"decided_on", "20/11/2025"}})},
                              {{"#changes", {open_question()}}});
  ASSERT_EQ(host.tables.at("#changes").size(), 1u);
  EXPECT_EQ(host.tables.at("#changes")[0].at("state"), "settled");
  EXPECT_EQ(host.tables.at("#changes")[0].at("words"), "Turning 18's Watch list: Continue, by TM on 20/11/2025");
  // Another matter on the same row is nobody's decision yet.
  const Host rate = with_list({watched({{"decision", "Continue"}})},
                              {{"#changes", {open_question({{"rules", "paid-after-18, rate-off-uplift-date"}})}}});
  ASSERT_EQ(rate.tables.at("changes").size(), 1u);
  EXPECT_EQ(rate.tables.at("changes")[0].at("about"), "13 Oct to 9 Nov 2025");
}

// The last day to pay is 30 November: the seven days after it are £92.88.
TEST(AdultDecisions, WhatIsPaidAfterTheLastDayIsAsked) {
  const Host host = with_list({watched({{"decision", "End on"}, {"end_on", "30/11/2025"}, {"owner", "TM"}})});
  const ReportRow& row = only_change(host);
  EXPECT_EQ(row.at("risk"), "Query");
  EXPECT_TRUE(fired(row, "paid-after-adult-decision")) << row.at("rules");
  EXPECT_EQ(row.at("at_stake"), "92.88");
  EXPECT_NE(row.at("reasons").find("End on, last day 30/11/2025, by TM; \u00A392.88 is for days after it."), std::string::npos)
      << row.at("reasons");
  EXPECT_TRUE(host.tables.at("overpayments").empty());  // that is for Turning 18
  EXPECT_TRUE(with_list({watched({{"decision", "End on"}, {"end_on", "07/12/2025"}})}).tables.at("changes").empty());
  // Without the date nothing ends.
  EXPECT_TRUE(with_list({watched({{"decision", "End on"}})}).tables.at("changes").empty());
}

TEST(AdultDecisions, AnotherBirthdayOnTheListIsNoAnswer) {
  const Host host = with_list({watched({{"turns_18", "24/10/2025"}, {"decision", "Continue"}})});
  EXPECT_TRUE(fired(only_change(host), "paid-after-18"));
  EXPECT_NE(only_change(host).at("reasons").find("another day, 24/10/2025"), std::string::npos);
}

TEST(AdultDecisions, ZerosLostInOneFileMakeNoOtherPerson) {
  EXPECT_TRUE(with_list({watched({{"person_id", "01001"}})}).tables.at("changes").empty());
}

}  // namespace cwd_test
