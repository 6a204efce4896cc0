// The table that grows by a column for each period.
#include "merge_fixture.hpp"

namespace counterfoil::report {
namespace {

const std::vector<Line> in_november = {
    {"P2", "L2", 5000, 5000, "Unchanged"}, {"P1", "L1", 10000, 12000, "Rate"}, {"P3", "L3", 8000, std::nullopt, "Ended"}};
// P3 is paid in neither period, P0 is new.
const std::vector<Line> in_december = {
    {"P1", "L1", 12000, 12500, "Rate"}, {"P2", "L2", 5000, 5000, "Unchanged"}, {"P0", "L0", std::nullopt, 700, "Rate"}};

std::string november_book() { return run_into(small_template(), true, make_report(in_november, october, november)).bytes; }

TEST(MergePeriods, TheNextPeriodGetsTheNextColumn) {
  const Merged run = run_into(november_book(), false, make_report(in_december, november, december));
  const Hands now{run.bytes};
  EXPECT_EQ(now.at("Payments", "E4"), october);
  EXPECT_EQ(now.at("Payments", "F4"), november);
  EXPECT_EQ(now.at("Payments", "G4"), december);
  EXPECT_EQ(now.at("Payments", "H4"), "");
  EXPECT_EQ(now.at("Payments", "E5"), "100");
  EXPECT_EQ(now.at("Payments", "F5"), "120");
  EXPECT_EQ(now.at("Payments", "G5"), "125");
  EXPECT_EQ(now.at("Payments", "D5"), "=G5-F5 -> 5");
  EXPECT_EQ(now.at("Payments", "D6"), "=G6-F6 -> 0");
  EXPECT_EQ(now.cell("Payments", "G5")->style, now.cell("Payments", "F5")->style);
  EXPECT_EQ(now.cell("Payments", "G4")->style, now.cell("Payments", "F4")->style);
}

TEST(MergePeriods, LinesThatTheRunDoesNotNameStayAndNewOnesComeBelow) {
  const Merged run = run_into(november_book(), false, make_report(in_december, november, december));
  const Hands now{run.bytes};
  EXPECT_EQ(now.at("Payments", "A7"), "P3");
  EXPECT_EQ(now.at("Payments", "C7"), "Ended");
  EXPECT_EQ(now.at("Payments", "E7"), "80");
  EXPECT_EQ(now.at("Payments", "G7"), "");
  EXPECT_EQ(now.at("Payments", "D7"), "=G7-F7 -> 0");
  EXPECT_EQ(now.at("Payments", "A8"), "P0");
  EXPECT_EQ(now.at("Payments", "D8"), "=G8-F8 -> 7");
  EXPECT_EQ(now.at("Payments", "A9"), "");
  for (const auto& change : run.outcome.sheets)
    if (change.sheet == "Payments") {
      EXPECT_EQ(change.rows_added, 1u);
      EXPECT_EQ(change.rows_updated, 1u);  // P1; P2 is as it was
      EXPECT_EQ(change.rows_kept, 2u);
    }
}

TEST(MergePeriods, TheSamePeriodAgainWritesIntoItsColumn) {
  const Merged first = run_into(november_book(), false, make_report(in_december, november, december));
  auto corrected = in_december;
  corrected[0].current = 12600;
  corrected.pop_back();  // P0 was not paid after all
  const Hands now{run_into(first.bytes, false, make_report(corrected, november, december)).bytes};
  EXPECT_EQ(now.at("Payments", "G5"), "126");
  EXPECT_EQ(now.at("Payments", "H4"), "");
  EXPECT_EQ(now.at("Payments", "A8"), "P0");
  EXPECT_EQ(now.at("Payments", "G8"), "");
  EXPECT_EQ(now.at("Payments", "D8"), "=G8-F8 -> 0");
}

TEST(MergePeriods, AColumnOfStaffsOwnIsNotWrittenOver) {
  Hands book{november_book()};
  book.type("Payments", "G4", "Cost centre");
  book.type("Payments", "G6", "E5013");
  const Merged run = run_into(book.save(), false, make_report(in_december, november, december));
  const Hands now{run.bytes};
  EXPECT_EQ(now.at("Payments", "G4"), "Cost centre");
  EXPECT_EQ(now.at("Payments", "G6"), "E5013");
  EXPECT_EQ(now.at("Payments", "H4"), december);
  EXPECT_EQ(now.at("Payments", "H5"), "125");
  EXPECT_EQ(now.at("Payments", "D5"), "=H5-F5 -> 5");
}

TEST(MergePeriods, ACellWithoutAHeadingIsNotWrittenOverEither) {
  Hands book{november_book()};
  book.type("Payments", "G7", "stopped by phone");
  const Hands now{run_into(book.save(), false, make_report(in_december, november, december)).bytes};
  EXPECT_EQ(now.at("Payments", "G7"), "stopped by phone");
  EXPECT_EQ(now.at("Payments", "H4"), december);
}

TEST(MergePeriods, ASkippedPeriodBringsBothColumns) {
  const Merged run =
      run_into(november_book(), false, make_report(in_december, "Paid 8 Dec to 4 Jan 2026", "Paid 5 Jan to 1 Feb 2026"));
  const Hands now{run.bytes};
  EXPECT_EQ(now.at("Payments", "G4"), "Paid 8 Dec to 4 Jan 2026");
  EXPECT_EQ(now.at("Payments", "H4"), "Paid 5 Jan to 1 Feb 2026");
  EXPECT_EQ(now.at("Payments", "D5"), "=H5-G5 -> 5");
  EXPECT_EQ(now.cell("Payments", "H4")->style, now.cell("Payments", "F4")->style);
}

TEST(MergePeriods, AnotherFigureForThePeriodBeforeIsSaid) {
  auto lines = in_december;
  lines[1].previous = 5100;
  lines[1].current = 5100;
  const Merged run = run_into(november_book(), false, make_report(lines, november, december));
  EXPECT_EQ(Hands{run.bytes}.at("Payments", "F6"), "51");
  ASSERT_EQ(run.count("workbook-past-figure-changed"), 1u);
  const Finding& finding = run.findings.all()[0];
  EXPECT_EQ(finding.place.cell, "F6");
  EXPECT_NE(finding.sentence.find("£50.00"), std::string::npos);
  EXPECT_NE(finding.sentence.find("£51.00"), std::string::npos);
}

TEST(MergePeriods, RowsInAnyOrderAreFoundByKey) {
  Hands book{november_book()};
  book.swap_rows("Payments", 5, 7);  // P3, P2, P1
  const Hands now{run_into(book.save(), false, make_report(in_december, november, december)).bytes};
  EXPECT_EQ(now.at("Payments", "A5"), "P3");
  EXPECT_EQ(now.at("Payments", "G5"), "");
  EXPECT_EQ(now.at("Payments", "A7"), "P1");
  EXPECT_EQ(now.at("Payments", "G7"), "125");
}

TEST(MergePeriods, LinesOfOneKeyAreEachALine) {
  const std::vector<Line> twice = {{"P1", "L1", 100, 100, "Unchanged"}, {"P1", "L1", 300, 300, "Unchanged"}};
  const std::string book = run_into(small_template(), true, make_report(twice, october, november)).bytes;
  const Merged run = run_into(book, false, make_report(twice, october, november));
  const Hands now{run.bytes};
  EXPECT_EQ(now.at("Payments", "E5"), "1");
  EXPECT_EQ(now.at("Payments", "E6"), "3");
  EXPECT_EQ(now.at("Payments", "A7"), "");
  EXPECT_TRUE(run.findings.all().empty());
  EXPECT_TRUE(check_cells(small_spec(), OpenedWorkbook{run.bytes}).differences.empty());
}

TEST(MergePeriods, AFigureThatSomebodyChangedInAPastPeriodStaysFlagged) {
  Hands book{november_book()};
  book.number("Payments", "E5", "99");  // October, which the next run does not write
  const Merged run = run_into(book.save(), false, make_report(in_december, november, december));
  EXPECT_EQ(Hands{run.bytes}.at("Payments", "E5"), "99");
  EXPECT_EQ(run.count("workbook-cell-changed"), 1u);
  const CellCheck check = check_cells(small_spec(), OpenedWorkbook{run.bytes});
  ASSERT_EQ(check.differences.size(), 1u);
  EXPECT_EQ(check.differences[0].cell, "E5");
  EXPECT_EQ(check.differences[0].recorded, "£100.00");
}

}  // namespace
}  // namespace counterfoil::report
