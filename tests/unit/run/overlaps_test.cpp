// Where one person's eyes count twice, by what the log of decisions shows.
#include "run/decisions/overlaps.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace counterfoil::run {
namespace {

report::WorkbookSpec spec() {
  report::WorkbookSpec spec;
  report::Table table;
  table.id = "changes";
  table.key = {"id"};
  table.columns.resize(3);
  table.columns[0].id = "id";
  table.columns[1].id = "decision";
  table.columns[1].owner = report::Owner::reviewer;
  table.columns[1].choices = {"OK", "Error"};
  table.columns[2].id = "initials";
  table.columns[2].owner = report::Owner::reviewer;
  report::Sheet& sheet = spec.sheets.emplace_back();
  sheet.name = "Changes";
  sheet.tables.push_back(table);
  return spec;
}

struct Seen {
  std::string key, initials, login, time, run;
};

report::DecisionLog log_of(const std::vector<Seen>& decisions) {
  report::DecisionLog log;
  log.begun = true;
  for (const Seen& each : decisions) {
    report::LoggedChange& line = log.lines.emplace_back();
    line.time = each.time;
    line.run = each.run;
    line.login = each.login;
    line.what = "first seen";
    line.table = "changes";
    line.key = {each.key};
    line.column = "decision";
    line.new_value = "OK";
    line.initials = each.initials;
    log.seen[{"changes", {each.key}}] = {{{"decision", "OK"}, {"initials", each.initials}}};
  }
  return log;
}

std::string words_of(const std::vector<Overlap>& all, const std::string& id) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Overlap& each) { return each.id == id; });
  return found == all.end() ? "" : found->words;
}

constexpr const char* approved_at = "2026-02-13T09:30:35Z";

TEST(InitialsFit, TheLettersWithWhichALoginsPartsBegin) {
  EXPECT_TRUE(initials_fit("TM", "testa.marmalade"));
  EXPECT_TRUE(initials_fit("t.m.", "COUNCIL\\Testa_Marmalade"));
  EXPECT_TRUE(initials_fit("TM", "testa.marmalade2@council.example"));
  EXPECT_TRUE(initials_fit("TM", "tmarmalade"));
  EXPECT_FALSE(initials_fit("TM", "bob.quince"));
  EXPECT_FALSE(initials_fit("T", "testa.marmalade"));
  EXPECT_FALSE(initials_fit("", "testa.marmalade"));
  EXPECT_FALSE(initials_fit("TM", ""));
}

TEST(Overlaps, NamesWhoPreparedAndDecided) {
  const auto found = overlaps(
      spec(),
      log_of({{"1", "TM", "bob.quince", "2026-02-01T09:00:00Z", "R1"}, {"2", "BQ", "bob.quince", "2026-02-01T09:00:00Z", "R1"}}),
      {"testa.marmalade", "", "", ""});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(words_of(found, "preparer-decided"), "1 decision bears the initials TM, which fit testa.marmalade, who prepared it.");
}

TEST(Overlaps, NamesOnePersonWhoPreparedDecidedAndApproved) {
  const auto found = overlaps(spec(), log_of({{"1", "TM", "testa.marmalade", "2026-02-01T09:00:00Z", "R1"}}),
                              {"testa.marmalade", "COUNCIL\\Testa.Marmalade", approved_at, "A1"});
  EXPECT_EQ(words_of(found, "one-person"), "COUNCIL\\Testa.Marmalade prepared it, decided and approved it: one person.");
  EXPECT_NE(words_of(found, "approver-decided"), "");
}

TEST(Overlaps, CountsTheSecondsBeforeAnApproval) {
  const auto found = overlaps(spec(),
                              log_of({{"1", "AP", "amy", "2026-02-13T09:30:00Z", "R1"},
                                      {"2", "AP", "amy", "2026-02-13T09:30:00Z", "R1"},
                                      {"3", "AP", "amy", "2026-02-12T09:30:00Z", "R0"},
                                      {"4", "AP", "boss", approved_at, "A1"}}),
                              {"cleo", "boss", approved_at, "A1"});
  EXPECT_EQ(words_of(found, "approved-at-once"), "2 decisions were first seen 35 seconds before the approval.");
  EXPECT_EQ(words_of(found, "approved-unseen").substr(0, 22), "1 decision was typed a");
  EXPECT_EQ(words_of(found, "initials-under-two-logins"), "") << "the approval's own look says nothing of whose they are";
}

TEST(Overlaps, NamesInitialsThatTwoLoginsSawFirst) {
  const auto found =
      overlaps(spec(), log_of({{"1", "AP", "amy", "2026-02-01T09:30:00Z", "R1"}, {"2", "AP", "bob", "2026-02-02T09:30:00Z", "R2"}}),
               {"cleo", "", "", ""});
  EXPECT_EQ(words_of(found, "initials-under-two-logins"),
            "Decisions with the initials AP were first seen by runs of amy and bob: whose they are, the log does not show.");
}

TEST(Overlaps, SaysNothingOfADecisionThatIsGone) {
  report::DecisionLog log = log_of({{"1", "TM", "bob.quince", "2026-02-01T09:00:00Z", "R1"}});
  log.seen.clear();
  EXPECT_TRUE(overlaps(spec(), log, {"testa.marmalade", "", "", ""}).empty());
}

}  // namespace
}  // namespace counterfoil::run
