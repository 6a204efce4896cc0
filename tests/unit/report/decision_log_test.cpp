// The log of decisions in the record: written and read back, left out of the digest of the figures, bound by one of its own.
#include "report/decision_log.hpp"

#include <gtest/gtest.h>

#include "report/log/seeing.hpp"
#include "report/reviewed_cells.hpp"

namespace counterfoil::report {
namespace {

LoggedChange line(const std::string& time, const std::string& what, const std::string& from, const std::string& to,
                  const std::string& initials) {
  LoggedChange each;
  each.time = time;
  each.run = "run-of-" + time;
  each.login = "testa.marmalade";
  each.what = what;
  each.table = "changes";
  each.key = {"CF-1", "L\t1", ""};
  each.about = "5933505";
  each.column = "decision";
  each.old_value = from;
  each.new_value = to;
  each.initials = initials;
  return each;
}

DecisionLog three_lines() {
  DecisionLog log;
  log.begun = true;
  log.lines = {line("2026-01-09T09:30:00Z", "first seen", "", "OK", "AP"),
               line("2026-02-13T09:30:00Z", "changed", "OK", "Error", "BQ"),
               line("2026-03-13T09:30:00Z", "changed", "Error", "OK", "AP")};
  log.seen[{"changes", {"CF-1", "L\t1", ""}}] = {{{"decision", "OK"}, {"initials", "AP"}, {"comment", "two\nlines\tand a tab"}}};
  return log;
}

Record record_with(const DecisionLog& log) {
  Record record;
  record.task = "sample";
  append_row(record.add("changes", {"id", "amount"}), {"CF-1", "5933505"});
  log.put(record);
  return record;
}

TEST(DecisionLog, IsReadBackFromTheRecordsXmlAsItWasWritten) {
  const DecisionLog log = three_lines();
  const auto record = parse_record(record_with(log).xml());
  ASSERT_TRUE(record);
  const DecisionLog read = DecisionLog::read(*record);
  EXPECT_TRUE(read.begun);
  EXPECT_EQ(read.lines, log.lines);
  EXPECT_EQ(read.seen, log.seen);
  EXPECT_EQ(read.whole_digest(), log.whole_digest());
}

TEST(DecisionLog, IsNoPartOfTheDigestOfTheFigures) {
  Record plain;
  plain.task = "sample";
  append_row(plain.add("changes", {"id", "amount"}), {"CF-1", "5933505"});
  EXPECT_EQ(record_with(three_lines()).digest(), plain.digest());
}

TEST(DecisionLog, IsInARecordThatEarlierVersionsLeaveAlone) {
  EXPECT_EQ(record_with(three_lines()).name_space(), "urn:counterfoil:record:3");
}

TEST(DecisionLog, HasAnotherDigestForEachChangeOfALineOrOfWhatWasSeen) {
  const DecisionLog log = three_lines();
  DecisionLog other = log;
  other.lines[1].new_value = "OK";
  EXPECT_NE(other.whole_digest(), log.whole_digest());
  EXPECT_EQ(other.digest(1), log.digest(1));
  EXPECT_NE(other.digest(2), log.digest(2));
  other = log;
  other.seen.begin()->second[0]["initials"] = "BQ";
  EXPECT_NE(other.whole_digest(), log.whole_digest());
  EXPECT_EQ(other.digest(), log.digest());
}

TEST(DecisionLog, JoinsTwoLogsWithoutDoublingALine) {
  DecisionLog mine = three_lines(), theirs = three_lines();
  mine.lines.push_back(line("2026-04-10T09:30:00Z", "changed", "OK", "Query", "AP"));
  theirs.lines.push_back(line("2026-04-11T09:30:00Z", "changed", "OK", "Error", "BQ"));
  join(mine, theirs.lines);
  ASSERT_EQ(mine.lines.size(), 5U);
  EXPECT_EQ(mine.lines[3].new_value, "Query");
  EXPECT_EQ(mine.lines[4].new_value, "Error");
}

ReviewedCells holding(std::vector<FilledCells> rows) {
  ReviewedCells now;
  for (FilledCells& cells : rows) now.rows[{"changes", {"CF-1"}}].push_back({std::move(cells), "5933505", "P8", 7});
  now.places["changes"] = {"Changes", {{"decision", 8}, {"initials", 9}}};
  return now;
}

TEST(ChangesSince, NamesACellWithBothValuesAndItsPlace) {
  const ReviewedCells now = holding({{{"decision", "Error"}, {"initials", "BQ"}}});
  const auto changes = changes_since({{{"changes", {"CF-1"}}, {{{"decision", "OK"}, {"initials", "BQ"}}}}}, now);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].column, "decision");
  EXPECT_EQ(changes[0].old_value, "OK");
  EXPECT_EQ(changes[0].new_value, "Error");
  EXPECT_EQ(cell_of(now, changes[0]), "H7");
}

TEST(ChangesSince, SortedRowsOfOneNameAreNoChange) {
  const ReviewedCells now = holding({{{"decision", "Error"}}, {}, {{"decision", "OK"}}});
  EXPECT_TRUE(changes_since({{{"changes", {"CF-1"}}, {{{"decision", "OK"}}, {{"decision", "Error"}}}}}, now).empty());
}

TEST(ChangesSince, SaysThatARowIsGone) {
  const ReviewedCells now = holding({});
  const auto changes = changes_since({{{"changes", {"CF-1"}}, {{{"decision", "OK"}}}}}, now);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].now, nullptr);
  EXPECT_EQ(changes[0].new_value, "");
}

/// Changes, whose rows go to a history.
WorkbookSpec two_tables() {
  WorkbookSpec spec;
  Sheet& sheet = spec.sheets.emplace_back();
  sheet.name = "Changes";
  for (const char* id : {"changes", "history"}) {
    Table& table = sheet.tables.emplace_back();
    table.id = id;
    table.update = std::string_view{id} == "history" ? Update::append : Update::replace;
    table.key = {"id"};
    table.columns.resize(3);
    table.columns[0].id = "id";
    table.columns[1].id = "decision";
    table.columns[1].owner = Owner::reviewer;
    table.columns[2].id = "initials";
    table.columns[2].owner = Owner::reviewer;
  }
  return spec;
}

const Seer seer{"RUN-9", "bob.quince", "2026-06-01T09:30:00Z"};

TEST(Noticed, SaysWhoLookedAndTheInitialsBesideIt) {
  DecisionLog log;
  log.begun = true;
  log.seen[{"changes", {"CF-1"}}] = {{{"decision", "OK"}, {"initials", "AP"}}};
  const ReviewedCells now = holding({{{"decision", "Error"}, {"initials", "BQ"}}});
  const auto lines = noticed(two_tables(), log, now, seer);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].what, "changed");
  EXPECT_EQ(lines[0].old_value + lines[0].new_value, "OKError");
  EXPECT_EQ(lines[0].login + lines[0].run + lines[0].time, "bob.quinceRUN-92026-06-01T09:30:00Z");
  EXPECT_EQ(lines[0].initials, "BQ");
  EXPECT_EQ(lines[0].about, "5933505");
}

TEST(Noticed, APastDecisionIsNobodysToChange) {
  DecisionLog log;
  log.begun = true;
  log.seen[{"history", {"CF-1"}}] = {{{"decision", "OK"}}};
  ReviewedCells now;
  now.rows[{"history", {"CF-1"}}].push_back({{{"decision", "Error"}}, {}, {}, 7});
  EXPECT_TRUE(noticed(two_tables(), log, now, seer).empty());
  EXPECT_TRUE(is_kept(two_tables(), log, {"history", {"CF-1"}}));
  EXPECT_FALSE(is_kept(two_tables(), log, {"changes", {"CF-1"}}));
}

TEST(LetGo, OldLinesLeaveButForRowsThatAreStillAsked) {
  DecisionLog log = three_lines();
  for (LoggedChange& each : log.lines) each.key = {"CF-1"};
  log.seen.clear();
  DecisionLog asked = log;
  let_go_of_old_lines(two_tables(), "20260301", seer, log);
  ASSERT_EQ(log.lines.size(), 2U) << "those of January and February left";
  EXPECT_EQ(log.lines[0].time, "2026-03-13T09:30:00Z");
  EXPECT_EQ(log.lines[1].what, "let go");
  EXPECT_EQ(log.lines[1].note, "2 lines from before 2026-03-01 left this log, as the retention setting says.");
  asked.seen[{"changes", {"CF-1"}}] = {{{"decision", "OK"}}};
  let_go_of_old_lines(two_tables(), "20260301", seer, asked);
  EXPECT_EQ(asked.lines.size(), 3U);
}

TEST(Moved, ADecisionThatWentToTheHistoryIsOneLine) {
  const ReviewedCells before = holding({{{"decision", "OK"}, {"initials", "AP"}}});
  ReviewedCells after;
  after.rows[{"history", {"CF-1"}}].push_back({{{"decision", "OK"}, {"initials", "AP"}}, {}, "P8", 7});
  const auto lines = moved(two_tables(), before, after, seer);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].what + " " + lines[0].table + " " + lines[0].new_value, "carried history OK");
}

}  // namespace
}  // namespace counterfoil::report
