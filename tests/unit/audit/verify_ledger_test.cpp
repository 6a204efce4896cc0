// What the ledger shows that the workbook alone cannot.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/verify.hpp"
#include "verify_story.hpp"

namespace counterfoil::audit {
namespace {

using test::ids;
using test::Story;
using test::words;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Story three_runs() {
  Story story;
  story.run("run-1");
  story.run("run-2");
  story.run("run-3");
  return story;
}

TEST(VerifyWithLedger, TheLastRowTakenOut) {
  Story story = three_runs();
  story.rows.pop_back();
  story.workbook.figures_digest = "figures of run-2";
  story.workbook.sha256 = "saved by hand";
  EXPECT_TRUE(story.verified_alone().sound());  // why the ledger is needed
  const VerifyReport report = story.verified();
  EXPECT_THAT(ids(report, Verdict::problem), ElementsAre("run-missing"));
  EXPECT_THAT(words(report, "run-missing"),
              HasSubstr("recorded run run-3 into this workbook, and the Audit sheet has no row for it"));
}

TEST(VerifyWithLedger, EveryRowTakenOut) {
  Story story = three_runs();
  story.rows.clear();
  story.workbook.sha256 = "saved by hand";
  const VerifyReport report = story.verified();
  EXPECT_THAT(ids(report, Verdict::problem), ElementsAre("audit-empty", "audit-emptied"));
  EXPECT_THAT(words(report, "audit-emptied"), HasSubstr("knows 3 runs (the last is run-3) into a workbook of this name"));
}

TEST(VerifyWithLedger, EveryRowForgedAndHashedAnew) {
  Story story = three_runs();
  story.forge_rows("yexample");
  EXPECT_TRUE(story.verified_alone().sound());
  const VerifyReport report = story.verified();
  EXPECT_THAT(ids(report, Verdict::problem),
              ElementsAre("record-differs-from-ledger", "record-differs-from-ledger", "record-differs-from-ledger"));
  EXPECT_THAT(words(report, "record-differs-from-ledger"), HasSubstr("another hash for row 3 (run run-3) of the Audit sheet"));
}

TEST(VerifyWithLedger, TheFirstRowsTakenOut) {
  Story story = three_runs();
  story.rows.erase(story.rows.begin());
  EXPECT_THAT(ids(story.verified(), Verdict::problem), ElementsAre("record-headless", "run-missing"));
}

TEST(VerifyWithLedger, ALedgerWrittenAnew) {
  Story story = three_runs();
  // Its chain is whole and so are its anchors, but the hashes that the sheet quotes are gone.
  for (std::size_t i = 0; i < story.entries.size(); ++i) {
    story.entries[i].user = "yexample";
    if (i > 0) story.entries[i].previous = story.entries[i - 1].hash;
    story.entries[i].hash = entry_hash(story.entries[i]);
  }
  const VerifyReport report = story.verified();
  EXPECT_THAT(ids(report, Verdict::problem), ElementsAre("ledger-rewritten", "ledger-rewritten", "ledger-rewritten"));
}

TEST(VerifyWithLedger, ALedgerThatWasCut) {
  Story story = three_runs();
  story.entries.resize(story.entries.size() - 2);
  story.ledger.entries -= 2;
  story.ledger.sound_to -= 2;
  story.ledger.inner = story.ledger.head_file = Anchor::shorter;
  EXPECT_THAT(ids(story.verified(), Verdict::problem), ElementsAre("ledger-broken", "ledger-broken", "run-without-result"));
}

TEST(VerifyWithLedger, ALedgerThatCannotBeRead) {
  Story story = three_runs();
  story.ledger = {};
  story.ledger.unreadable = "The ledger is gone.";
  story.entries.clear();
  const VerifyReport report = story.verified();
  EXPECT_THAT(words(report, "ledger-broken"), HasSubstr("The ledger is gone."));
  EXPECT_THAT(ids(report, Verdict::sound), Not(Contains("ledger-unbroken")));
}

TEST(VerifyWithLedger, RunsOfAColleagueAreNotBlamed) {
  Story story;
  story.run("run-1");
  story.run("run-2", "yexample");
  story.run("run-3");
  Story mine = story;
  mine.entries.clear();  // this machine's ledger knows runs 1 and 3 only
  for (const Entry& entry : story.entries)
    if (entry.run_id != "run-2") mine.entries.push_back(entry);
  const VerifyReport report = mine.verified();
  EXPECT_TRUE(report.sound());
  EXPECT_THAT(words(report, "rows-in-ledger"), HasSubstr("Rows 1 and 3 of the Audit sheet are as the ledger recorded them."));
  EXPECT_THAT(words(report, "rows-of-other-ledgers"),
              HasSubstr("Row 2 of the Audit sheet is not in this ledger: that run was made by somebody else"));
  EXPECT_THAT(words(report, "rows-of-other-ledgers"), HasSubstr("with the ledger of yexample."));
}

TEST(VerifyWithLedger, ARunOfTheLedgersOwnerThatItDoesNotKnow) {
  Story story = three_runs();
  story.forget("run-2");
  const VerifyReport report = story.verified();
  EXPECT_THAT(ids(report, Verdict::problem), ElementsAre("run-not-in-ledger"));
  EXPECT_THAT(words(report, "run-not-in-ledger"),
              HasSubstr("row 2 (run run-2) says that zexample made the run, whose runs are in this ledger"));
}

TEST(VerifyWithLedger, RunsFromBeforeTheLedgerAreNotBlamed) {
  Story story = three_runs();
  story.forget("run-2");
  story.entries.front().time_utc = "2026-01-05T09:30:00Z";  // a new machine, a new ledger
  const VerifyReport report = story.verified();
  EXPECT_TRUE(report.sound());
  EXPECT_THAT(words(report, "rows-of-other-ledgers"), HasSubstr("Row 2 of the Audit sheet is not in this ledger"));
}

TEST(VerifyWithLedger, RangesOfRows) {
  Story story;
  for (int n = 1; n <= 6; ++n) story.run("run-" + std::to_string(n), n == 4 ? "yexample" : "zexample");
  story.forget("run-4");
  EXPECT_THAT(words(story.verified(), "rows-in-ledger"), HasSubstr("Rows 1 to 3 and 5 to 6 of"));
}

TEST(VerifyWithLedger, ARunStoppedBeforeTheRename) {
  Story story = three_runs();
  const Story before = story;
  story.run("run-4");
  story.entries.pop_back();  // prepared, and then the process was killed
  story.rows = before.rows;
  story.workbook = before.workbook;
  const VerifyReport report = story.verified();
  EXPECT_TRUE(report.sound());
  EXPECT_THAT(words(report, "run-unfinished"), HasSubstr("run run-4 was about to save this workbook"));
  story.add(EntryKind::failed, "run-4", {});  // or it said itself that it failed
  EXPECT_THAT(ids(story.verified(), Verdict::limit), Not(Contains("run-unfinished")));
}

TEST(VerifyWithLedger, ARunStoppedAfterTheRename) {
  Story story = three_runs();
  story.entries.pop_back();
  EXPECT_TRUE(story.verified().sound());
  EXPECT_THAT(ids(story.verified(), Verdict::sound), Contains("file-as-saved"));
}

TEST(VerifyWithLedger, DecisionsTypedSinceTheRun) {
  Story story = three_runs();
  story.workbook.sha256 = "saved by a reviewer";
  const VerifyReport report = story.verified();
  EXPECT_TRUE(report.sound());
  EXPECT_THAT(words(report, "file-saved-since"),
              HasSubstr("saved again after run run-3, as it is whenever somebody types a decision"));
}

TEST(VerifyWithLedger, AnEarlierCopyIsCalledThat) {
  Story story = three_runs();
  Story later = story;
  later.run("run-4");
  later.rows = story.rows;
  later.workbook = story.workbook;
  const VerifyReport report = later.verified();
  EXPECT_TRUE(report.sound());
  EXPECT_THAT(words(report, "earlier-copy"), HasSubstr("what run run-3 saved, but it is an earlier copy"));
}

TEST(VerifyWithLedger, AnotherWorkbookOfTheSameName) {
  Story story = three_runs();
  Story other = story;
  other.rows.clear();
  other.run("run-a");  // a new workbook, the old one filed away
  const VerifyReport report = other.verified();
  EXPECT_TRUE(report.sound());
  EXPECT_THAT(words(report, "same-name"),
              HasSubstr("also knows 3 runs (the last is run-3) into a workbook of this name whose record begins otherwise"));
}

TEST(VerifyWithLedger, WorkbooksOfOtherNamesDoNotMatter) {
  Story story = three_runs();
  Story other = story;
  other.rows.clear();
  other.workbook.file_name = "Other.xlsx";
  other.run("run-a");
  EXPECT_THAT(words(other.verified(), "same-name"), IsEmpty());
}

TEST(VerifyWithLedger, RehearsalsLeaveNoRow) {
  Story story = three_runs();
  RunFacts facts = story.facts_of(from_row(story.rows.back()));
  facts.rehearsal = true;
  facts.record = "never written";
  story.add(EntryKind::finished, "rehearsal", facts);
  EXPECT_TRUE(story.verified().sound());
}

TEST(VerifyWithLedger, ATimeSetFromOutsideIsSaid) {
  Story story = three_runs();
  for (Entry& entry : story.entries) {
    if (entry.run_id != "run-2" || !entry.is(EntryKind::prepared)) continue;
    RunFacts facts = *from_body(entry.body);
    facts.clock_fixed = true;
    entry.body = to_body(facts);
  }
  EXPECT_THAT(words(story.verified(), "clock-fixed"),
              HasSubstr("Row 2 of the Audit sheet states a time that was set from outside"));
}

/// The story of a workbook that was open when its third run came, so that the result was saved as a new file; both went on.
struct Branches {
  Story original, saved_as;

  Branches() {
    original.run("run-1");
    original.run("run-2");
    saved_as = original;
    saved_as.workbook.file_name = "CWD comparison 2026-01-05.xlsx";
    const std::size_t before = saved_as.entries.size();
    saved_as.run("run-3");
    for (std::size_t entry = before; entry < saved_as.entries.size(); ++entry) {
      RunFacts facts = from_body(saved_as.entries[entry].body).value();
      if (facts.record.empty()) continue;
      facts.saved_as = true;
      facts.continues = original.rows.back().at("record");
      saved_as.entries[entry].body = to_body(facts);
    }
    run(saved_as, "run-4");
    original.entries = saved_as.entries;
    run(original, "run-5");
    saved_as.entries = original.entries;
  }

  static void run(Story& story, const std::string& id) {
    const std::string above = story.rows.back().at("record");
    story.run(id);
    for (Entry& entry : story.entries) {
      if (entry.run_id != id) continue;
      RunFacts facts = from_body(entry.body).value();
      if (!facts.record.empty()) facts.continues = above;
      entry.body = to_body(facts);
    }
  }
};

TEST(VerifyWithLedger, RunsOfABranchAreNotMissedInTheOther) {
  Branches branches;
  for (Story* story : {&branches.original, &branches.saved_as}) {
    const VerifyReport report = story->verified();
    EXPECT_THAT(ids(report, Verdict::problem), Not(Contains("run-missing")));
    EXPECT_THAT(ids(report, Verdict::sound), Contains("file-as-saved"));
  }
}

/// The third run went into a new file, and nothing came after it.
Story before_a_merge() {
  Story original;
  original.run("run-1");
  original.run("run-2");
  Story merged = original;
  merged.workbook.file_name = "CWD comparison (merged).xlsx";
  merged.run("run-3");
  for (Entry& entry : merged.entries) {
    RunFacts facts = from_body(entry.body).value();
    if (entry.run_id != "run-3" || facts.record.empty()) continue;
    facts.saved_as = true;
    facts.continues = original.rows.back().at("record");
    entry.body = to_body(facts);
  }
  original.entries = merged.entries;
  original.ledger = merged.ledger;
  return original;
}

TEST(VerifyWithLedger, TheOriginalOfAMergeIsWholeAndSaysWhatContinuesIt) {
  const VerifyReport report = before_a_merge().verified();
  EXPECT_TRUE(report.sound());
  EXPECT_THAT(words(report, "merged-copy-continues"),
              HasSubstr("A merged copy continues this workbook: run run-3 saved it as \"CWD comparison (merged).xlsx\"."));
  for (const VerifyRange& range : report.ranges) EXPECT_NE(range.state, VerifyRange::State::shorter) << range.words;
}

TEST(VerifyWithLedger, WhatIsGoneFromTheOriginalOfAMergeIsStillMissed) {
  Story story = before_a_merge();
  story.rows.pop_back();
  story.workbook.sha256 = "saved by hand";
  EXPECT_FALSE(story.verified().sound());
}

TEST(VerifyWithLedger, TheConclusionFollowsFromTheRangesToo) {
  VerifyReport report = three_runs().verified();
  ASSERT_TRUE(report.sound());
  report.ranges.push_back({VerifyRange::Of::audit_sheet, VerifyRange::State::shorter, 9, 9, "Row 9 of the Audit sheet: gone."});
  EXPECT_FALSE(report.sound());
  EXPECT_THAT(report.summary(), HasSubstr("1 problem was found"));
}

TEST(VerifyWithLedger, ARunTakenOutOfABranchIsStillMissed) {
  Branches branches;
  for (Story* story : {&branches.original, &branches.saved_as}) {
    story->rows.pop_back();
    story->workbook.sha256 = "saved by hand";
    EXPECT_THAT(ids(story->verified(), Verdict::problem), Contains("run-missing"));
  }
}

TEST(VerifyWithLedger, ARunThatWasDoneAgainCountsAsItWasSaved) {
  Story story;
  story.run("run-1");
  RunFacts given_up = story.facts_of(from_row(story.rows.back()));
  given_up.record = "a row that was never saved";
  given_up.workbook_sha256 = "never saved";
  // Prepared, then the workbook had changed, so prepared once more.
  const auto prepared =
      std::find_if(story.entries.begin(), story.entries.end(), [](const Entry& entry) { return entry.is(EntryKind::prepared); });
  Entry first = *prepared;
  first.body = to_body(given_up);
  story.entries.insert(prepared, first);
  const VerifyReport report = story.verified();
  EXPECT_THAT(ids(report, Verdict::problem), IsEmpty());
  EXPECT_THAT(ids(report, Verdict::sound), Contains("file-as-saved"));
}

}  // namespace
}  // namespace counterfoil::audit
