// What people typed, coloured and added goes with its line, or to the history, and never away.
#include "merge_fixture.hpp"

namespace counterfoil::report {
namespace {

/// October to November, with decisions on P1 (OK, 14 Nov 2025, a comment) and P3 (Query).
std::string decided() {
  const Merged run = run_into(small_template(), true, make_report(three_lines, october, november));
  Hands book{run.bytes};
  book.type("Changes", "I5", "OK");
  book.number("Changes", "J5", "45975");  // 14 November 2025
  book.type("Changes", "K5", "Agreed with the worker");
  book.type("Changes", "I7", "Query");
  return book.save();
}

TEST(MergeCarry, TheSameRunAgainChangesNothingThatWasTyped) {
  const std::string before = decided();
  const Merged run = run_into(before, false, make_report(three_lines, october, november), "run-2");
  const Hands old{before};
  const Hands now{run.bytes};
  for (const char* reference : {"A5", "D5", "E5", "I5", "J5", "K5", "L5", "I6", "I7", "A7", "A8"})
    EXPECT_EQ(now.at("Changes", reference), old.at("Changes", reference)) << reference;
  EXPECT_EQ(now.at("Past decisions", "A4"), "");
  EXPECT_EQ(now.at("Payments", "G4"), "");
  EXPECT_EQ(now.at("Payments", "A8"), "");
  EXPECT_EQ(run.outcome.reviewer_cells_carried, 4u);
  EXPECT_EQ(run.outcome.matters_marked, 0u);
  EXPECT_TRUE(run.findings.all().empty());
  EXPECT_EQ(now.cell("Summary", "D6")->value, "1");  // P1 is the one decision among the two of class Rate
  EXPECT_EQ(now.cell("Summary", "D7")->value, "1");  // P3
}

TEST(MergeCarry, TheDigestDoesNotDependOnWhatPeopleTyped) {
  const Merged fresh = run_into(small_template(), true, make_report(three_lines, october, november));
  EXPECT_EQ(run_into(decided(), false, make_report(three_lines, october, november)).digest, fresh.digest);
}

TEST(MergeCarry, CellsGoWithTheirLineWhenRowsChangePlaces) {
  const auto lines = std::vector<Line>{{"P0", "L0", 100, 300, "Rate"}, three_lines[2], three_lines[1], three_lines[0]};
  const Merged run = run_into(decided(), false, make_report(lines, october, november));
  const Hands now{run.bytes};
  EXPECT_EQ(now.at("Changes", "A5"), "P0");
  EXPECT_EQ(now.at("Changes", "I5"), "");
  EXPECT_EQ(now.at("Changes", "A6"), "P3");
  EXPECT_EQ(now.at("Changes", "I6"), "Query");
  EXPECT_EQ(now.at("Changes", "A8"), "P1");
  EXPECT_EQ(now.at("Changes", "I8"), "OK");
  EXPECT_EQ(now.at("Changes", "J8"), "45975");
  EXPECT_EQ(now.at("Changes", "K8"), "Agreed with the worker");
  EXPECT_EQ(now.at("Summary", "C8"), "=SUM(Changes!$E$5:$E$8) -> -38");  // 2.00 - 80.00 + 20.00 + 20.00
}

TEST(MergeCarry, AMovedFigureIsMarked) {
  auto lines = three_lines;
  lines[0].current = 14000;
  const Merged run = run_into(decided(), false, make_report(lines, october, november));
  const Hands now{run.bytes};
  EXPECT_EQ(now.at("Changes", "I5"), "OK");
  EXPECT_EQ(now.at("Changes", "L5"), std::string{"Was about £120.00 ("} + november + "), now £140.00");
  EXPECT_EQ(now.at("Changes", "L6"), "");  // nothing was decided about P2
  EXPECT_EQ(run.outcome.matters_marked, 1u);
  EXPECT_EQ(now.at("Past decisions", "A4"), "");

  // Again the same: the mark stays. Moved once more: it was still about the first figure. Decided anew: the mark goes.
  const Merged again = run_into(run.bytes, false, make_report(lines, october, november));
  EXPECT_EQ(Hands{again.bytes}.at("Changes", "L5"), now.at("Changes", "L5"));
  lines[0].current = 15000;
  const Merged further = run_into(again.bytes, false, make_report(lines, october, november));
  EXPECT_EQ(Hands{further.bytes}.at("Changes", "L5"), std::string{"Was about £120.00 ("} + november + "), now £150.00");
  Hands hands{further.bytes};
  hands.type("Changes", "I5", "Error");
  const Merged anew = run_into(hands.save(), false, make_report(lines, october, november));
  EXPECT_EQ(Hands{anew.bytes}.at("Changes", "L5"), "");
  EXPECT_EQ(Hands{anew.bytes}.at("Changes", "I5"), "Error");
}

TEST(MergeCarry, ADecisionOnAnotherMatterGoesToTheHistory) {
  auto lines = three_lines;
  lines[0].class_name = "Ended";
  const Merged run = run_into(decided(), false, make_report(lines, october, november));
  const Hands now{run.bytes};
  EXPECT_EQ(now.at("Changes", "I5"), "");
  EXPECT_EQ(now.at("Changes", "K5"), "");
  EXPECT_EQ(now.at("Past decisions", "A4"), november);
  EXPECT_EQ(now.at("Past decisions", "B4"), "P1");
  EXPECT_EQ(now.at("Past decisions", "D4"), "120");
  EXPECT_EQ(now.at("Past decisions", "E4"), "Rate");
  EXPECT_EQ(now.at("Past decisions", "F4"), "OK");
  EXPECT_EQ(now.at("Past decisions", "G4"), "45975");
  EXPECT_EQ(now.at("Past decisions", "H4"), "Agreed with the worker");
  EXPECT_EQ(now.at("Past decisions", "A5"), "");
}

TEST(MergeCarry, ALineThatLeavesGoesToTheHistoryWhenSomebodyWroteInIt) {
  const Merged run = run_into(decided(), false, make_report({three_lines[0]}, october, november));
  const Hands now{run.bytes};
  EXPECT_EQ(now.at("Changes", "A5"), "P1");
  EXPECT_EQ(now.at("Changes", "A6"), "");
  EXPECT_EQ(now.at("Past decisions", "B4"), "P3");
  EXPECT_EQ(now.at("Past decisions", "F4"), "Query");
  EXPECT_EQ(now.at("Past decisions", "B5"), "");  // nobody wrote anything on P2
}

TEST(MergeCarry, ANewPeriodPutsAllOfTheLastOneIntoTheHistory) {
  // P1 is paid the same again and its class is the same: the decision is carried and says from when. P3 is new as "Rate": not
  // carried.
  const std::vector<Line> lines = {{"P1", "L1", 12000, 12000, "Rate"}, {"P3", "L3", std::nullopt, 8000, "Rate"}};
  const Merged run = run_into(decided(), false, make_report(lines, november, december));
  const Hands now{run.bytes};
  EXPECT_EQ(now.at("Past decisions", "A4"), november);
  EXPECT_EQ(now.at("Past decisions", "B4"), "P1");
  EXPECT_EQ(now.at("Past decisions", "F4"), "OK");
  EXPECT_EQ(now.at("Past decisions", "B5"), "P2");
  EXPECT_EQ(now.at("Past decisions", "F5"), "");
  EXPECT_EQ(now.at("Past decisions", "B6"), "P3");
  EXPECT_EQ(now.at("Past decisions", "F6"), "Query");
  EXPECT_EQ(now.at("Past decisions", "A7"), "");
  EXPECT_EQ(now.at("Changes", "I5"), "OK");
  EXPECT_EQ(now.at("Changes", "L5"), std::string{"Decided for "} + november + ", the figure is the same");
  EXPECT_EQ(now.at("Changes", "I6"), "");
  EXPECT_EQ(now.at("Changes", "A7"), "");
  EXPECT_EQ(now.at("Changes", "A2"), std::string{december} + " compared with " + november);

  // The same period again leaves the history alone.
  const Merged again = run_into(run.bytes, false, make_report(lines, november, december));
  EXPECT_EQ(Hands{again.bytes}.at("Past decisions", "A7"), "");
  EXPECT_EQ(Hands{again.bytes}.at("Changes", "L5"), now.at("Changes", "L5"));
}

TEST(MergeCarry, ColumnsOfStaffsOwnGoWithTheLine) {
  Hands book{decided()};
  book.type("Changes", "N4", "Social worker");
  book.type("Changes", "N5", "Rosalind Fernleigh");
  book.type("Changes", "N6", "Tobias Quillfeather");
  book.formula("Changes", "O5", "D5*13", "1560");
  const auto lines = std::vector<Line>{three_lines[1], three_lines[0], three_lines[2]};
  const Merged run = run_into(book.save(), false, make_report(lines, october, november));
  const Hands now{run.bytes};
  EXPECT_EQ(now.at("Changes", "N4"), "Social worker");
  EXPECT_EQ(now.at("Changes", "N5"), "Tobias Quillfeather");
  EXPECT_EQ(now.at("Changes", "N6"), "Rosalind Fernleigh");
  EXPECT_EQ(now.at("Changes", "O6"), "=D6*13 -> 1560");
  EXPECT_EQ(now.at("Changes", "N7"), "");

  // When the line leaves, they are told in the history, by their headings.
  const Merged later = run_into(run.bytes, false, make_report({three_lines[2]}, october, november));
  const Hands left{later.bytes};
  EXPECT_EQ(left.at("Past decisions", "B4"), "P2");
  EXPECT_EQ(left.at("Past decisions", "I4"), "Social worker: Tobias Quillfeather");
  EXPECT_EQ(left.at("Past decisions", "B5"), "P1");
  EXPECT_EQ(left.at("Past decisions", "I5"), "Social worker: Rosalind Fernleigh\ncolumn O: 1560");
}

TEST(MergeCarry, ACellThatSomebodyColouredKeepsItsColour) {
  Hands book{decided()};
  const std::uint32_t yellow = book.cell("Changes", "A4")->style;  // any style that a body cell does not have
  const std::uint32_t plain = book.cell("Changes", "A5")->style;
  ASSERT_NE(yellow, plain);
  book.colour("Changes", "A6", yellow);  // P2
  const auto lines = std::vector<Line>{three_lines[1], {"P9", "L9", 100, 200, "Rate"}, three_lines[0]};
  const Hands now{run_into(book.save(), false, make_report(lines, october, november)).bytes};
  EXPECT_EQ(now.cell("Changes", "A5")->style, yellow);
  EXPECT_EQ(now.cell("Changes", "A6")->style, plain);
  EXPECT_EQ(now.cell("Changes", "A7")->style, plain);
}

TEST(MergeCarry, AColumnThatWasRestyledAsAWholeStaysSo) {
  Hands book{decided()};
  const std::uint32_t bold = book.cell("Changes", "A4")->style;
  for (const char* cell : {"A5", "A6", "A7"}) book.colour("Changes", cell, bold);
  const auto lines = std::vector<Line>{{"P9", "L9", 100, 200, "Rate"}, three_lines[0]};
  const Hands now{run_into(book.save(), false, make_report(lines, october, november)).bytes};
  EXPECT_EQ(now.cell("Changes", "A5")->style, bold);  // the new line too
}

TEST(MergeCarry, ACopiedRowLosesNothingAndIsSaid) {
  Hands book{decided()};
  book.copy_row("Changes", 5, 8);  // P1 once more
  book.type("Changes", "I8", "Error");
  const Merged run = run_into(book.save(), false, make_report(three_lines, october, november));
  const Hands now{run.bytes};
  EXPECT_EQ(now.at("Changes", "I5"), "OK");
  EXPECT_EQ(now.at("Changes", "A8"), "");
  EXPECT_EQ(now.at("Past decisions", "B4"), "P1");
  EXPECT_EQ(now.at("Past decisions", "F4"), "Error");
  EXPECT_EQ(now.at("Past decisions", "B5"), "");
  EXPECT_EQ(run.count("workbook-row-twice"), 1u);
  EXPECT_NE(now.at("Findings", "B4").find("A8"), std::string::npos) << "the finding is in the workbook too";
}

TEST(MergeCarry, RowsAndNotesOfStaffsOwnStayBelowTheTable) {
  Hands book{decided()};
  book.insert_rows("Changes", 6, 1);  // between P1 and P2
  book.type("Changes", "K6", "Seen by the panel on Monday");
  book.type("Changes", "A10", "Checked by R.F.");  // two rows below P3 in row 8
  auto lines = three_lines;
  lines.push_back({"P4", "L4", 100, 200, "Rate"});
  lines.push_back({"P5", "L5", 100, 200, "Rate"});
  const Merged run = run_into(book.save(), false, make_report(lines, october, november));
  const Hands now{run.bytes};
  EXPECT_EQ(now.at("Changes", "A9"), "P5");
  EXPECT_EQ(now.at("Changes", "K11"), "Seen by the panel on Monday");  // an empty row between
  EXPECT_EQ(now.at("Changes", "A13"), "Checked by R.F.");              // still two rows below
  EXPECT_EQ(run.count("workbook-rows-kept-below"), 1u);
  // And the next run leaves both where they are.
  const Hands next{run_into(run.bytes, false, make_report(lines, october, november)).bytes};
  EXPECT_EQ(next.at("Changes", "K11"), "Seen by the panel on Monday");
  EXPECT_EQ(next.at("Changes", "A13"), "Checked by R.F.");
}

TEST(MergeCarry, NotesComeUpAgainWhenTheTableShrinks) {
  Hands book{decided()};
  book.type("Changes", "A9", "Checked by R.F.");  // two rows below P3 in row 7
  const Hands now{run_into(book.save(), false, make_report({three_lines[0]}, october, november)).bytes};
  EXPECT_EQ(now.at("Changes", "A7"), "Checked by R.F.");
  EXPECT_EQ(now.at("Changes", "A9"), "");
}

TEST(MergeCarry, RowsAboveAndColumnsBetweenDoNotMatter) {
  Hands book{decided()};
  book.insert_rows("Changes", 1, 3);
  book.insert_column("Changes", 3, "Team", 7);
  book.type("Changes", "C8", "North");
  const Merged run = run_into(book.save(), false, make_report({three_lines[2], three_lines[0]}, october, november));
  const Hands now{run.bytes};
  EXPECT_EQ(now.at("Changes", "A8"), "P3");
  EXPECT_EQ(now.at("Changes", "J8"), "Query");
  EXPECT_EQ(now.at("Changes", "A9"), "P1");
  EXPECT_EQ(now.at("Changes", "C9"), "North");
  EXPECT_EQ(now.at("Changes", "F9"), "=E9-D9 -> 20");
  EXPECT_EQ(now.at("Changes", "J9"), "OK");
  EXPECT_EQ(now.at("Changes", "A5"), std::string{november} + " compared with " + october);
  EXPECT_EQ(now.at("Summary", "C8"), "=SUM(Changes!$F$8:$F$9) -> -60");
  // These hands do not move what other sheets' formulas say about the columns, as a spreadsheet program does.
  for (const Finding& finding : run.findings.all()) EXPECT_EQ(finding.place.sheet, "Summary") << finding.sentence;
}

TEST(MergeCarry, ASheetThatWasRenamedIsFoundByItsHeadings) {
  WorkbookSpec spec = small_spec();  // for which the sheet should have another name than it has
  spec.sheets[1].name = "Amendments";
  const std::string before = decided();
  WorkbookMerge merge{spec, OpenedWorkbook{before}, "Small.xlsx", false};
  Findings findings;
  merge.apply(make_report({three_lines[2], three_lines[0]}, october, november), findings);
  const Hands now{std::string{merge.save().view()}};
  EXPECT_EQ(now.at("Changes", "I5"), "Query");
  EXPECT_EQ(now.at("Changes", "I6"), "OK");
  EXPECT_EQ(now.at("Summary", "C8"), "=SUM(Changes!$E$5:$E$6) -> -60");
}

TEST(MergeCarry, WithoutTheRecordDecisionsAreStillCarried) {
  Hands book{decided()};
  book.lose_record();
  const Merged run = run_into(book.save(), false, make_report({three_lines[2], three_lines[0]}, october, november));
  const Hands now{run.bytes};
  EXPECT_EQ(now.at("Changes", "I5"), "Query");
  EXPECT_EQ(now.at("Changes", "I6"), "OK");
  EXPECT_EQ(run.count("workbook-record-missing"), 1u);
}

TEST(MergeCarry, AnEngineCellChangedByHandIsPutRightAndSaid) {
  Hands book{decided()};
  book.number("Changes", "D6", "71");
  const Merged run = run_into(book.save(), false, make_report(three_lines, october, november));
  EXPECT_EQ(Hands{run.bytes}.at("Changes", "D6"), "70");
  ASSERT_EQ(run.count("workbook-cell-changed"), 1u);
  EXPECT_EQ(run.findings.all()[0].place.cell, "D6");
  EXPECT_EQ(run.findings.all()[0].stored, "£71.00");
  EXPECT_NE(run.findings.all()[0].sentence.find("£70.00"), std::string::npos);
}

TEST(MergeCarry, ARowTakenOutByHandComesBackAndIsSaid) {
  Hands book{decided()};
  book.remove_row("Changes", 6);
  const Merged run = run_into(book.save(), false, make_report(three_lines, october, november));
  ASSERT_EQ(run.count("workbook-row-missing"), 1u);
  for (const Finding& finding : run.findings.all())
    if (finding.id == "workbook-row-missing") {
      EXPECT_EQ(finding.place.sheet, "Changes");
    }
  const Hands now{run.bytes};
  EXPECT_EQ(now.at("Changes", "A5") + now.at("Changes", "A6") + now.at("Changes", "A7"), "P1P2P3");
}

TEST(MergeCarry, NotesOnFindingsGoWithTheFinding) {
  const Merged run = run_into(small_template(), true, make_report({}, october, november, {"first", "second"}));
  Hands book{run.bytes};
  book.type("Findings", "E5", "asked the provider");  // beside "second"
  const Merged next = run_into(book.save(), false, make_report({}, october, november, {"second", "third"}));
  EXPECT_EQ(Hands{next.bytes}.at("Findings", "B4"), "second");
  EXPECT_EQ(Hands{next.bytes}.at("Findings", "E4"), "asked the provider");
  const Merged gone = run_into(next.bytes, false, make_report({}, october, november, {"third"}));
  EXPECT_EQ(Hands{gone.bytes}.at("Findings", "B4"), "third");
  EXPECT_EQ(gone.count("workbook-rows-kept-below"), 1u);
  EXPECT_EQ(Hands{gone.bytes}.at("Findings", "E6"), "asked the provider");  // below "third" and an empty row
}

}  // namespace
}  // namespace counterfoil::report
