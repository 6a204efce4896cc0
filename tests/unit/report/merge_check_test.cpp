// Every engine-owned cell against the record: what staff may do, and what is told.
#include "merge_fixture.hpp"

namespace counterfoil::report {
namespace {

using Kind = CellDifference::Kind;

std::string book() { return run_into(small_template(), true, make_report(three_lines, october, november)).bytes; }

TEST(MergeCheck, AFreshWorkbookIsWhole) {
  const Merged run = run_into(small_template(), true, make_report(three_lines, october, november));
  const CellCheck check = check_cells(small_spec(), OpenedWorkbook{run.bytes});
  EXPECT_TRUE(check.differences.empty());
  // Changes 3 rows of 9 engine columns, Payments 3 of 4 and 2 periods, Summary 3 of 4.
  EXPECT_EQ(check.cells_checked, 3u * 9 + 3 * 6 + 3 * 4);
  EXPECT_EQ(check.digest_recorded, run.digest);
  EXPECT_EQ(check.digest_now_of_record, run.digest);
}

TEST(MergeCheck, WhatReviewersDoIsTheirs) {
  Hands hands{book()};
  hands.type("Changes", "I5", "OK");
  hands.number("Changes", "J5", "45975");
  hands.type("Changes", "P5", "a column of our own");
  hands.type("Changes", "A12", "a note");
  hands.set("Summary", "D6", [](xlsx::RowBuilder& builder, std::uint32_t column, std::uint32_t style) {
    builder.formula_number(column, style, "COUNTIFS(Changes!$G$5:$G$7,A6,Changes!$I$5:$I$7,\"?*\")", "1");  // recalculated
  });
  hands.swap_rows("Changes", 5, 7);
  hands.insert_rows("Payments", 1, 2);
  hands.insert_column("Payments", 2, "Team", 6);
  const CellCheck check = check_cells(small_spec(), OpenedWorkbook{hands.save()});
  EXPECT_TRUE(check.differences.empty()) << check.differences[0].sheet << " " << check.differences[0].cell << " "
                                         << check.differences[0].held;
}

TEST(MergeCheck, AChangedCellIsTold) {
  Hands hands{book()};
  hands.number("Changes", "D6", "71");
  hands.type("Changes", "H7", "all is well");
  const CellCheck check = check_cells(small_spec(), OpenedWorkbook{hands.save()});
  ASSERT_EQ(check.differences.size(), 2u);
  EXPECT_EQ(check.differences[0].sheet, "Changes");
  EXPECT_EQ(check.differences[0].cell, "D6");
  EXPECT_EQ(check.differences[0].held, "£71.00");
  EXPECT_EQ(check.differences[0].recorded, "£70.00");
  EXPECT_EQ(check.differences[0].kind, Kind::changed);
  EXPECT_EQ(check.differences[1].cell, "H7");
  EXPECT_EQ(check.differences[1].recorded, "=1+1 is not a formula here");
}

TEST(MergeCheck, AnAmountAsTextOrAClearedOneIsAChange) {
  Hands hands{book()};
  hands.type("Changes", "D5", "120");
  hands.set("Changes", "C6",
            [](xlsx::RowBuilder& builder, std::uint32_t column, std::uint32_t style) { builder.blank(column, style); });
  const CellCheck check = check_cells(small_spec(), OpenedWorkbook{hands.save()});
  ASSERT_EQ(check.differences.size(), 2u);
  EXPECT_EQ(check.differences[0].cell, "D5");
  EXPECT_EQ(check.differences[1].cell, "C6");
  EXPECT_EQ(check.differences[1].held, "");
  EXPECT_EQ(check.differences[1].recorded, "£50.00");
}

TEST(MergeCheck, AFormulaMadeAConstantIsTold) {
  Hands hands{book()};
  hands.number("Changes", "E5", "20");                    // the right figure, but dead
  hands.formula("Changes", "E6", "D6-C6+0.01", "20.01");  // another formula
  hands.number("Summary", "C8", "-40");
  const CellCheck check = check_cells(small_spec(), OpenedWorkbook{hands.save()});
  ASSERT_EQ(check.differences.size(), 3u);
  for (const CellDifference& difference : check.differences) EXPECT_EQ(difference.kind, Kind::formula_replaced);
  EXPECT_EQ(check.differences[0].sheet, "Summary");
  EXPECT_EQ(check.differences[0].cell, "C8");
  EXPECT_EQ(check.differences[1].cell, "E5");
  EXPECT_EQ(check.differences[2].held, "=D6-C6+0.01");
}

TEST(MergeCheck, ARowThatIsGoneIsToldByItsKey) {
  Hands hands{book()};
  hands.remove_row("Changes", 6);
  const CellCheck check = check_cells(small_spec(), OpenedWorkbook{hands.save()});
  ASSERT_EQ(check.differences.size(), 1u);
  EXPECT_EQ(check.differences[0].kind, Kind::row_missing);
  EXPECT_EQ(check.differences[0].recorded, "P2, L2");
}

TEST(MergeCheck, ARowThatStandsThereTwiceIsTold) {
  Hands hands{book()};
  hands.copy_row("Changes", 6, 8);
  const CellCheck check = check_cells(small_spec(), OpenedWorkbook{hands.save()});
  ASSERT_EQ(check.differences.size(), 1u);
  EXPECT_EQ(check.differences[0].kind, Kind::row_added_twice);
  EXPECT_EQ(check.differences[0].cell, "A8");
  EXPECT_EQ(check.differences[0].held, "P2, L2");
}

TEST(MergeCheck, AColumnThatIsGoneIsToldByItsHeading) {
  Hands hands{book()};
  hands.type("Changes", "H4", "Something else");
  for (const char* cell : {"H5", "H6"}) hands.type("Changes", cell, "of their own");
  hands.type("Payments", "E4", "Some period");
  const CellCheck check = check_cells(small_spec(), OpenedWorkbook{hands.save()});
  ASSERT_EQ(check.differences.size(), 2u);
  EXPECT_EQ(check.differences[0].kind, Kind::column_missing);
  EXPECT_EQ(check.differences[0].recorded, "Reasons");
  EXPECT_EQ(check.differences[1].recorded, october);
}

TEST(MergeCheck, TheHistoryIsCheckedToo) {
  const Merged next = run_into(book(), false, make_report({{"P1", "L1", 12000, 12500, "Rate"}}, november, december));
  EXPECT_TRUE(check_cells(small_spec(), OpenedWorkbook{next.bytes}).differences.empty());
  Hands hands{next.bytes};
  hands.number("Past decisions", "D5", "1");  // P2 was 70.00
  hands.remove_row("Past decisions", 6);
  const CellCheck check = check_cells(small_spec(), OpenedWorkbook{hands.save()});
  ASSERT_EQ(check.differences.size(), 2u);
  EXPECT_EQ(check.differences[0].recorded, "£70.00");
  EXPECT_EQ(check.differences[1].kind, Kind::row_missing);
  EXPECT_EQ(check.differences[1].recorded, std::string{november} + ", P3, L3");
}

TEST(MergeCheck, WithoutARecordNothingCanBeSaid) {
  Hands hands{book()};
  hands.lose_record();
  const CellCheck check = check_cells(small_spec(), OpenedWorkbook{hands.save()});
  EXPECT_EQ(check.cells_checked, 0u);
  EXPECT_EQ(check.digest_now_of_record, "");
  EXPECT_EQ(check.digest_recorded.size(), 64u);
}

}  // namespace
}  // namespace counterfoil::report
