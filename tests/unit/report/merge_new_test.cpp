// A report put into the blank template. Expected figures are worked by hand beside the lines that they come from.
#include "merge_fixture.hpp"

#include "base/failure.hpp"

namespace counterfoil::report {
namespace {

// Rate: 120.00 - 100.00 = 20.00, a fifth of 100.00. Ended: 0 - 80.00 = -80.00. In all 20.00 - 80.00 = -60.00.
const std::vector<Line> two_changes = {
    {"P3", "L3", 8000, std::nullopt, "Ended"}, {"P1", "L1", 10000, 12000, "Rate"}, {"P2", "L2", 5000, 5000, "Unchanged"}};

TEST(MergeNew, FillsTheTemplateInTheReportsOrder) {
  const Merged run = run_into(small_template(), true, make_report(two_changes, october, november));
  const Hands book{run.bytes};
  EXPECT_EQ(book.at("Changes", "A5"), "P3");
  EXPECT_EQ(book.at("Changes", "C5"), "80");
  EXPECT_EQ(book.at("Changes", "D5"), "");
  EXPECT_EQ(book.at("Changes", "E5"), "=D5-C5 -> -80");
  EXPECT_EQ(book.cell("Changes", "F5")->value, "-1");
  EXPECT_EQ(book.at("Changes", "A6"), "P1");
  EXPECT_EQ(book.at("Changes", "E6"), "=D6-C6 -> 20");
  EXPECT_EQ(book.cell("Changes", "F6")->value, "0.2");
  EXPECT_EQ(book.at("Changes", "H6"), "=1+1 is not a formula here");
  EXPECT_FALSE(book.cell("Changes", "H6")->has_formula);
  EXPECT_EQ(book.at("Changes", "I6"), "");
  EXPECT_EQ(book.at("Changes", "A2"), std::string{november} + " compared with " + october);
  EXPECT_TRUE(run.findings.all().empty());
}

TEST(MergeNew, RowsLookLikeTheTemplatesRow) {
  const Merged run = run_into(small_template(), true, make_report(two_changes, october, november));
  const Hands blank{small_template()};
  const Hands book{run.bytes};
  for (const char* column : {"A", "C", "F", "I", "J", "L"}) {
    const std::uint32_t style = blank.cell("Changes", std::string{column} + "5")->style;
    EXPECT_EQ(book.cell("Changes", std::string{column} + "5")->style, style) << column;
    EXPECT_EQ(book.cell("Changes", std::string{column} + "6")->style, style) << column;
  }
}

TEST(MergeNew, SummaryFormulasHoldWhatTheyComeTo) {
  const Merged run = run_into(small_template(), true, make_report(two_changes, october, november));
  const Hands book{run.bytes};
  EXPECT_EQ(book.at("Summary", "A6"), "Rate");
  EXPECT_EQ(book.at("Summary", "B6"), "=COUNTIF(Changes!$G$5:$G$6,A6) -> 1");
  EXPECT_EQ(book.at("Summary", "C6"), "=SUMIFS(Changes!$E$5:$E$6,Changes!$G$5:$G$6,A6) -> 20");
  EXPECT_EQ(book.cell("Summary", "D6")->value, "0");
  EXPECT_EQ(book.cell("Summary", "C7")->value, "-80");
  EXPECT_EQ(book.at("Summary", "B8"), "=SUM($B$6:B7) -> 2");
  EXPECT_EQ(book.at("Summary", "C8"), "=SUM(Changes!$E$5:$E$6) -> -60");
  EXPECT_EQ(book.at("Summary", "D8"), "");
}

TEST(MergeNew, PaymentsAreSortedByKeyWithAColumnForEachPeriod) {
  const Merged run = run_into(small_template(), true, make_report(two_changes, october, november));
  const Hands book{run.bytes};
  EXPECT_EQ(book.at("Payments", "E4"), october);
  EXPECT_EQ(book.at("Payments", "F4"), november);
  EXPECT_EQ(book.at("Payments", "A5"), "P1");
  EXPECT_EQ(book.at("Payments", "A6"), "P2");
  EXPECT_EQ(book.at("Payments", "A7"), "P3");
  EXPECT_EQ(book.at("Payments", "D5"), "=F5-E5 -> 20");
  EXPECT_EQ(book.at("Payments", "D6"), "=F6-E6 -> 0");
  EXPECT_EQ(book.at("Payments", "D7"), "=F7-E7 -> -80");
  EXPECT_EQ(book.at("Payments", "E7"), "80");
  EXPECT_EQ(book.at("Payments", "F7"), "");
  EXPECT_EQ(book.cell("Payments", "F4")->style, book.cell("Payments", "E4")->style);
  EXPECT_EQ(book.cell("Payments", "F6")->style, book.cell("Payments", "E6")->style);
}

TEST(MergeNew, EmptyTablesSaySo) {
  const Merged run = run_into(small_template(), true, make_report({}, october, november));
  const Hands book{run.bytes};
  EXPECT_EQ(book.at("Changes", "A5"), "No changes this period");
  EXPECT_EQ(book.at("Findings", "A4"), "Nothing to report");
  EXPECT_EQ(book.at("Summary", "B6").substr(book.at("Summary", "B6").size() - 4), "-> 0");
}

TEST(MergeNew, AuditRowIsThereAndReadBack) {
  const Merged run = run_into(small_template(), true, make_report(two_changes, october, november), "2025-11-14-1");
  const AuditRows rows = OpenedWorkbook{run.bytes}.audit(small_spec());
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].at("run_id"), "2025-11-14-1");
  EXPECT_EQ(rows[0].at("report_digest"), run.digest);
  EXPECT_EQ(run.digest.size(), 64u);
  EXPECT_EQ(OpenedWorkbook{run.bytes}.task(), "small-comparison");
  EXPECT_EQ(OpenedWorkbook{small_template()}.record(), nullptr);
  EXPECT_TRUE(OpenedWorkbook{small_template()}.audit(small_spec()).empty());
}

TEST(MergeNew, SameInputsSameBytes) {
  const Merged first = run_into(small_template(), true, make_report(two_changes, october, november));
  const Merged second = run_into(small_template(), true, make_report(two_changes, october, november));
  EXPECT_EQ(first.bytes, second.bytes);
  EXPECT_EQ(first.digest, second.digest);
  auto other = two_changes;
  other[2].current = 5001;
  other[2].previous = 5001;
  EXPECT_NE(run_into(small_template(), true, make_report(other, october, november)).digest, first.digest);
}

TEST(MergeNew, OutcomeCountsRows) {
  const Merged run = run_into(small_template(), true, make_report(two_changes, october, november));
  for (const auto& change : run.outcome.sheets) {
    if (change.sheet == "Changes") {
      EXPECT_EQ(change.rows_added, 2u);
    }
    if (change.sheet == "Payments") {
      EXPECT_EQ(change.rows_added, 3u);
    }
    EXPECT_EQ(change.rows_moved_to_history, 0u);
  }
}

TEST(MergeNew, AFigureThatDoesNotTieStopsTheRun) {
  Report report = make_report(two_changes, october, november);
  report.tables["totals"].cells[5] = pence(-5999);  // the rows come to -60.00
  Findings findings;
  const std::string bytes = small_template();
  WorkbookMerge merge{small_spec(), OpenedWorkbook{bytes}, "Small.xlsx", true};
  try {
    merge.apply(report, findings);
    FAIL() << "it was accepted";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::out_of_tie);
    EXPECT_NE(std::string{failure.what()}.find("\u2011£60.00"), std::string::npos) << failure.what();
  }
}

TEST(MergeNew, MoreRowsThanASheetHoldsAreRefused) {
  Report report = make_report({}, october, november);
  report.tables["changes"] = {"changes", {"person_id"}, {}};
  report.tables["changes"].cells.resize(1'048'573, text("P"));  // and four rows above them: one too many
  Findings findings;
  const std::string bytes = small_template();
  WorkbookMerge merge{small_spec(), OpenedWorkbook{bytes}, "Small.xlsx", true};
  EXPECT_THROW(merge.apply(report, findings), Failure);
}

TEST(MergeNew, AWorkbookWithoutTheSheetIsRefusedInWords) {
  const std::string other = read_whole((test::stage_folder() / "share/templates/cwd-comparison.xlsx").string());
  Findings findings;
  WorkbookMerge merge{small_spec(), OpenedWorkbook{other}, "Other.xlsx", false};
  try {
    merge.apply(make_report({}, october, november), findings);
    FAIL() << "it was accepted";
  } catch (const Failure& failure) {
    EXPECT_NE(std::string{failure.what()}.find("Other.xlsx"), std::string::npos);
  }
}

}  // namespace
}  // namespace counterfoil::report
