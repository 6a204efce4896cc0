#include <gtest/gtest.h>

#include "report/team/column_totals.hpp"
#include "report/team/formula_calls.hpp"

namespace counterfoil::report {
namespace {

/// Column 9 comes in, and a row below row 12.
PositionMap one_column_and_row(bool own = false) {
  return {"2025-26", own, [](std::uint32_t row) { return row > 12 ? row + 1 : row; },
          [](std::uint32_t column) { return column >= 9 ? column + 1 : column; }};
}

std::string fixed(std::string_view expression, bool own = false) {
  return with_fixes(expression, fix_positions(expression, one_column_and_row(own)).fixes);
}

TEST(FormulaCalls, ArgumentsAreToldApart) {
  const auto calls = find_calls("IF(A1=\"a,(b\",VLOOKUP(A1,'It''s, here'!A:H, 8 ,FALSE),SUM((B1,B2)))");
  ASSERT_EQ(calls.size(), 3U);
  EXPECT_EQ(calls[0].arguments.size(), 3U);
  EXPECT_EQ(calls[1].name, "VLOOKUP");
  EXPECT_EQ(calls[1].arguments.size(), 4U);
  EXPECT_EQ(calls[2].name, "SUM");
}

TEST(FormulaCalls, ANumberOfAColumnBehindTheNewOneGrows) {
  EXPECT_EQ(fixed("VLOOKUP(A5,'2025-26'!A:J,10,FALSE)"), "VLOOKUP(A5,'2025-26'!A:J,11,FALSE)");
  EXPECT_EQ(fixed("VLOOKUP(A5,'2025-26'!A:J,8,FALSE)"), "VLOOKUP(A5,'2025-26'!A:J,8,FALSE)");
  EXPECT_EQ(fixed("VLOOKUP(A5,Other!A:J,10,FALSE)"), "VLOOKUP(A5,Other!A:J,10,FALSE)");
  EXPECT_EQ(fixed("VLOOKUP(A5,$A$5:$J$12,10,FALSE)", true), "VLOOKUP(A5,$A$5:$J$12,11,FALSE)");
}

TEST(FormulaCalls, RowsAndColumnsOfIndexAndOffset) {
  EXPECT_EQ(fixed("INDEX('2025-26'!A5:J14,9,10)"), "INDEX('2025-26'!A5:J14,10,11)");
  EXPECT_EQ(fixed("INDEX('2025-26'!A4:J4,10)"), "INDEX('2025-26'!A4:J4,11)");
  EXPECT_EQ(fixed("OFFSET('2025-26'!J13,-1,-2)"), "OFFSET('2025-26'!J13,-2,-3)");
}

TEST(FormulaCalls, AnAddressInAText) {
  EXPECT_EQ(fixed("INDIRECT(\"'2025-26'!J13\")*2"), "INDIRECT(\"'2025-26'!K14\")*2");
  const auto unclear = fix_positions("INDIRECT(\"'2025-26'!J\"&ROW())", one_column_and_row()).unclear;
  EXPECT_EQ(unclear, std::vector<std::string>{"INDIRECT"});
}

TEST(FormulaCalls, APositionThatIsWorkedOutIsNotFollowed) {
  EXPECT_EQ(fix_positions("VLOOKUP(A5,'2025-26'!A:J,B1,0)", one_column_and_row()).unclear, std::vector<std::string>{"VLOOKUP"});
  EXPECT_TRUE(fix_positions("VLOOKUP(A5,'2025-26'!A:J,MATCH(\"Total\",A4:J4,0),0)", one_column_and_row()).unclear.empty());
}

ColumnCells two_bands() {
  ColumnCells cells;
  cells.column = 5;
  cells.people = {{5, 100}, {6, 250}, {8, 1000}};
  cells.typed = {{10, 7}};
  cells.formulas = {{7, "SUBTOTAL(9,E5:E6)"},  {9, "SUBTOTAL(9,E8:E8)"}, {11, "SUBTOTAL(9,E5:E10)"}, {12, "E7+E9"},
                    {13, "SUM(E5:E6,E8)-E10"}, {14, "AVERAGE(E5:E6)"},   {15, "SUM(E5:E15)"},        {16, "SUM(D5:E8)"}};
  return cells;
}

TEST(ColumnTotals, SubtotalsAreNotCountedTwice) {
  const auto total = column_total(two_bands(), 11);
  ASSERT_TRUE(total);
  EXPECT_EQ(total->pence, 1357);
  EXPECT_EQ(total->rows, (std::set<std::uint32_t>{5, 6, 8}));
}

TEST(ColumnTotals, TotalsOfTotalsAndWhatIsTakenOff) {
  EXPECT_EQ(column_total(two_bands(), 7)->pence, 350);
  EXPECT_EQ(column_total(two_bands(), 12)->pence, 1350);
  EXPECT_EQ(column_total(two_bands(), 12)->rows.size(), 3U);
  EXPECT_EQ(column_total(two_bands(), 13)->pence, 1343);
}

// Each takes in all above it: 2, 4, 8 ... times the first amount, and as many ways to it.
TEST(ColumnTotals, EachTotalIsWorkedOutOnce) {
  ColumnCells cells;
  cells.column = 5;
  cells.people = {{4, 3}};
  for (std::uint32_t row = 5; row < 45; ++row) cells.formulas[row] = "SUM(E4:E" + std::to_string(row - 1) + ")";
  ASSERT_TRUE(column_total(cells, 44));
  EXPECT_EQ(column_total(cells, 44)->pence, 3LL << 39);
  for (std::uint32_t row = 45; row < 90; ++row) cells.formulas[row] = "SUM(E4:E" + std::to_string(row - 1) + ")";
  EXPECT_FALSE(column_total(cells, 89)) << "more than any amount of money";
}

TEST(ColumnTotals, TakenOffTwiceIsAdded) {
  ColumnCells cells = two_bands();
  cells.formulas[17] = "E5--E6";
  EXPECT_EQ(column_total(cells, 17)->pence, 350);
}

TEST(ColumnTotals, WhatIsNoSumIsNotWorkedOut) {
  EXPECT_FALSE(column_total(two_bands(), 14));
  EXPECT_FALSE(column_total(two_bands(), 15)) << "a sum that takes itself in";
  EXPECT_FALSE(column_total(two_bands(), 16)) << "other columns are in it";
}

}  // namespace
}  // namespace counterfoil::report
