// How far a record is proven: anchored, unanchored, broken at entry n, shorter than last seen.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "verify_story.hpp"

namespace counterfoil::audit {
namespace {

using test::Story;
using test::two_runs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// "ledger anchored 1-7"
std::vector<std::string> ranges(const VerifyReport& report) {
  std::vector<std::string> all;
  for (const VerifyRange& range : report.ranges)
    all.push_back(std::string{range_word(range.of)} + " " + std::string{range_word(range.state)} + " " +
                  std::to_string(range.first) + "-" + std::to_string(range.last));
  return all;
}

// Genesis, then started, prepared and finished for each run: 7 entries, 2 rows.
TEST(VerifyRanges, AllAnchored) {
  EXPECT_THAT(ranges(two_runs().verified()), ElementsAre("ledger anchored 1-7", "audit-sheet anchored 1-2"));
}

TEST(VerifyRanges, EntriesAfterTheHeadFileAreUnanchored) {
  Story story = two_runs();
  story.ledger.head_file = Anchor::behind;
  story.ledger.head_file_length = 6;
  const VerifyReport report = story.verified();
  EXPECT_THAT(ranges(report), ElementsAre("ledger anchored 1-6", "ledger unanchored 7-7", "audit-sheet anchored 1-2"));
  EXPECT_THAT(report.ranges[0].words,
              HasSubstr("the head file beside the ledger names entry 6 and this workbook's Audit sheet quotes entry 5"));
  EXPECT_THAT(report.ranges[1].words, HasSubstr("Entry 7 of the ledger: unanchored."));
}

TEST(VerifyRanges, WithoutAHeadFileTheAuditSheetStillAnchors) {
  Story story = two_runs();
  story.ledger.head_file = Anchor::missing;
  EXPECT_THAT(ranges(story.verified()), ElementsAre("ledger anchored 1-5", "ledger unanchored 6-7", "audit-sheet anchored 1-2"));
}

TEST(VerifyRanges, BrokenAtAnEntry) {
  Story story = two_runs();
  story.ledger.broken_at = 4;
  story.ledger.sound_to = 3;
  const VerifyReport report = story.verified();
  EXPECT_THAT(ranges(report), ElementsAre("ledger anchored 1-3", "ledger broken 4-7", "audit-sheet anchored 1-2"));
  EXPECT_THAT(report.ranges[1].words, HasSubstr("broken at entry 4"));
}

TEST(VerifyRanges, ShorterThanLastSeen) {
  Story story = two_runs();
  story.entries.resize(5);
  story.ledger.entries = story.ledger.sound_to = 5;
  story.ledger.head_file = Anchor::shorter;
  EXPECT_THAT(ranges(story.verified()),
              ElementsAre("ledger anchored 1-5", "ledger shorter 6-7", "audit-sheet anchored 1-1", "audit-sheet unanchored 2-2"));
}

TEST(VerifyRanges, AuditSheetWithoutALedger) {
  EXPECT_THAT(ranges(two_runs().verified_alone()), ElementsAre("audit-sheet unanchored 1-2"));
}

TEST(VerifyRanges, AuditRowsOfSomebodyElseAfterOursAreUnanchored) {
  Story story = two_runs();
  story.run("run-3", "yexample");
  story.forget("run-3");
  EXPECT_EQ(ranges(story.verified()).back(), "audit-sheet unanchored 3-3");
}

TEST(VerifyRanges, AuditSheetBrokenAtARow) {
  Story story = two_runs();
  story.run("run-3");
  story.rows[1]["user"] = "somebody-else";
  EXPECT_EQ(ranges(story.verified()).back(), "audit-sheet broken 2-3");
}

TEST(VerifyRanges, AuditSheetCutShort) {
  Story story = two_runs();
  story.rows.pop_back();
  const VerifyReport report = story.verified();
  EXPECT_EQ(ranges(report).back(), "audit-sheet shorter 2-2");
  EXPECT_THAT(report.ranges.back().words, HasSubstr("Row 2 of the Audit sheet: gone."));
}

}  // namespace
}  // namespace counterfoil::audit
