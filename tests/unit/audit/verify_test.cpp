// What the workbook alone can show.

#include "audit/verify.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "verify_story.hpp"

namespace counterfoil::audit {
namespace {

using test::ids;
using test::Story;
using test::two_runs;
using test::words;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(Verify, AnUntouchedWorkbook) {
  const VerifyReport report = two_runs().verified();
  EXPECT_TRUE(report.sound());
  EXPECT_THAT(ids(report, Verdict::problem), IsEmpty());
  EXPECT_THAT(ids(report, Verdict::sound),
              ElementsAre("record-unbroken", "figures-untouched", "ledger-unbroken", "file-as-saved", "rows-in-ledger"));
  EXPECT_THAT(ids(report, Verdict::limit), ElementsAre("who-unknown", "reviewers-cells", "no-secret"));
  EXPECT_EQ(report.summary(), "Nothing is wrong with the record, as far as it can be checked from here.");
}

TEST(Verify, WithoutALedgerItSaysWhatThatLeavesOpen) {
  Story story = two_runs();
  story.run("run-3", "yexample");
  const VerifyReport report = story.verified_alone();
  EXPECT_TRUE(report.sound());
  EXPECT_THAT(ids(report, Verdict::sound), ElementsAre("record-unbroken", "figures-untouched"));
  EXPECT_THAT(words(report, "no-ledger"),
              HasSubstr("Verify it again with the ledger of yexample or zexample, who prepared the runs."));
}

TEST(Verify, AChangedCellIsNamedWithWhatItShouldHold) {
  Story story = two_runs();
  story.workbook.differences.push_back({"Changes", "F14", "Current", "\u00a39,995.00", "\u00a359.95"});
  story.workbook.differences.push_back({"Payments", "C3", "", "", "12.00"});
  const VerifyReport report = story.verified();
  EXPECT_THAT(ids(report, Verdict::problem), ElementsAre("cell-changed", "cell-changed"));
  EXPECT_THAT(words(report, "cell-changed"), HasSubstr("Changes, cell F14 (Current), holds \"\u00a39,995.00\" and should hold "
                                                       "\"\u00a359.95\". Put that back, or run the task again."));
  EXPECT_THAT(words(report, "cell-changed"), HasSubstr("Payments, cell C3, holds nothing and should hold \"12.00\"."));
  EXPECT_THAT(ids(report, Verdict::sound), Not(Contains("figures-untouched")));
  EXPECT_EQ(report.summary(), "2 problems were found.");
  EXPECT_THAT(words(report, "who-unknown"), HasSubstr("Who changed a cell, and when, cannot be told"));
}

TEST(Verify, EveryChangedCellIsListed) {
  Story story = two_runs();
  for (int n = 0; n < 500; ++n) story.workbook.differences.push_back({"Changes", "F" + std::to_string(n), "", "1", "2"});
  EXPECT_EQ(story.verified().problems(), 500u);
}

TEST(Verify, AMissingRowOrSheet) {
  Story story = two_runs();
  story.workbook.missing = {{"Changes", "row CF-0012"}, {"Past decisions", "the whole sheet"}};
  EXPECT_THAT(words(story.verified(), "part-missing"), HasSubstr("Gone from Changes: row CF-0012."));
  EXPECT_EQ(story.verified().problems(), 2u);
}

TEST(Verify, ACopyOfTheFiguresThatWasAlteredToo) {
  Story story = two_runs();
  story.workbook.figures_digest = "something else";
  EXPECT_THAT(ids(story.verified(), Verdict::problem), ElementsAre("figures-record-changed"));
  EXPECT_THAT(words(story.verified(), "figures-record-changed"), HasSubstr("is not the one that run run-2 recorded"));
  story.workbook.differences.push_back({"Changes", "F14", "", "1", "2"});
  EXPECT_THAT(ids(story.verified(), Verdict::problem), ElementsAre("cell-changed", "figures-record-changed"));
}

TEST(Verify, AFormulaThatWasTypedOver) {
  Story story = two_runs();
  story.workbook.differences.push_back({"Changes", "G5", "Difference", "0.00", "12.00", true});
  story.workbook.differences.push_back({"Summary", "C9", "", "0.00", "", true});
  const VerifyReport report = story.verified();
  EXPECT_THAT(words(report, "cell-changed"),
              HasSubstr("Changes, cell G5 (Difference), holds \"0.00\" where Counterfoil's formula stood, which gave \"12.00\"."));
  EXPECT_THAT(words(report, "cell-changed"), HasSubstr("Summary, cell C9, holds \"0.00\" where Counterfoil's formula stood. Run"));
  EXPECT_EQ(report.statements[0].sheet, "Changes");
  EXPECT_EQ(report.statements[0].cell, "G5");
}

TEST(Verify, ARowThatStandsTwice) {
  Story story = two_runs();
  story.workbook.repeated = {{"Payments", "row CF-0012"}};
  EXPECT_THAT(words(story.verified(), "part-repeated"), HasSubstr("Twice on Payments: row CF-0012."));
  EXPECT_THAT(ids(story.verified(), Verdict::sound), Not(Contains("figures-untouched")));
}

TEST(Verify, FiguresThatWereNotCheckedAreNotPraised) {
  Story story = two_runs();
  story.workbook.figures_digest = "";
  const VerifyReport report = story.verified();
  EXPECT_THAT(ids(report, Verdict::limit), Contains("figures-not-checked"));
  EXPECT_THAT(ids(report, Verdict::sound), Not(Contains("figures-untouched")));
}

TEST(Verify, AnEditedLastRowProvesNothingOfTheFigures) {
  Story story = two_runs();
  story.rows[1]["report_digest"] = "forged";
  story.workbook.figures_digest = "forged";  // figures and their digest changed together
  const VerifyReport report = story.verified_alone();
  EXPECT_THAT(ids(report, Verdict::problem), ElementsAre("record-edited"));
  EXPECT_THAT(ids(report, Verdict::limit), Contains("figures-against-edited-row"));
  EXPECT_THAT(ids(report, Verdict::sound), ElementsAre("record-unbroken-to"));
}

TEST(Verify, AnEditedRowIsNamed) {
  Story story = two_runs();
  story.run("run-3");
  story.rows[1]["totals"] = "nicer";
  const VerifyReport report = story.verified_alone();
  EXPECT_THAT(words(report, "record-edited"), HasSubstr("On the Audit sheet, row 2 (run run-2) was edited after it was written"));
  EXPECT_THAT(words(report, "record-unbroken-to"), HasSubstr("from its first row to row 1"));
}

TEST(Verify, RowsTakenOutOfTheMiddleAndOffTheTop) {
  Story story = two_runs();
  story.run("run-3");
  Story middle = story, top = story;
  middle.rows.erase(middle.rows.begin() + 1);
  EXPECT_THAT(words(middle.verified_alone(), "record-unlinked"),
              HasSubstr("row 2 (run run-3) was not written after the row that now stands above it"));
  top.rows.erase(top.rows.begin());
  EXPECT_THAT(words(top.verified_alone(), "record-headless"),
              HasSubstr("row 1 (run run-2) is now the first, but it was written after another"));
}

TEST(Verify, AnEmptiedAuditSheetIsNeverNothingToCheck) {
  Story story = two_runs();
  story.rows.clear();
  const VerifyReport report = story.verified_alone();
  EXPECT_FALSE(report.sound());
  EXPECT_THAT(ids(report, Verdict::problem), ElementsAre("audit-empty"));
  EXPECT_THAT(ids(report, Verdict::limit), Contains("figures-without-record"));
}

TEST(Verify, ProblemsComeFirst) {
  Story story = two_runs();
  story.workbook.missing = {{"Past decisions", "the whole sheet"}};
  const VerifyReport report = story.verified();
  EXPECT_EQ(report.statements.front().verdict, Verdict::problem);
  EXPECT_EQ(report.statements.back().verdict, Verdict::limit);
}

}  // namespace
}  // namespace counterfoil::audit
