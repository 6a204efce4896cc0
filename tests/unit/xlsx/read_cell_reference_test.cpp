#include <gtest/gtest.h>

#include "xlsx/cell_reference.hpp"

namespace counterfoil::xlsx {
namespace {

TEST(CellReference, ColumnLettersRollOverAsExcelDoes) {
  EXPECT_EQ(column_letters(1), "A");
  EXPECT_EQ(column_letters(26), "Z");
  EXPECT_EQ(column_letters(27), "AA");
  EXPECT_EQ(column_letters(28), "AB");
  EXPECT_EQ(column_letters(52), "AZ");
  EXPECT_EQ(column_letters(702), "ZZ");
  EXPECT_EQ(column_letters(703), "AAA");
  EXPECT_EQ(column_letters(16384), "XFD");
}

TEST(CellReference, ReadsPlainDollarAndLowerCase) {
  EXPECT_EQ(parse_cell_reference("B7"), (CellReference{7, 2}));
  EXPECT_EQ(parse_cell_reference("$B$7"), (CellReference{7, 2}));
  EXPECT_EQ(parse_cell_reference("ab7"), (CellReference{7, 28}));
  EXPECT_EQ(parse_cell_reference("XFD1048576"), (CellReference{1048576, 16384}));
}

TEST(CellReference, RefusesWhatIsNotOnTheGrid) {
  for (const char* text :
       {"", "A", "7", "A0", "XFE1", "A1048577", "A-1", "A1x", "AAAA1", "A 1", "$", "A$", "A99999999999", "@1", "[1", "A1:B2"}) {
    EXPECT_FALSE(parse_cell_reference(text)) << text;
  }
}

TEST(CellReference, EveryColumnReadsBack) {
  for (std::uint32_t column = 1; column <= 16384; ++column) {
    ASSERT_EQ(parse_cell_reference(to_string(CellReference{9, column})), (CellReference{9, column}));
  }
}

TEST(RangeReference, ReadsRangesAndSingleCells) {
  EXPECT_EQ(parse_range_reference("A1:F20"), (RangeReference{{1, 1}, {20, 6}}));
  EXPECT_EQ(parse_range_reference("C5"), (RangeReference{{5, 3}, {5, 3}}));
  EXPECT_EQ(parse_range_reference("F20:A1"), (RangeReference{{1, 1}, {20, 6}}));
  EXPECT_FALSE(parse_range_reference("A1:"));
  EXPECT_FALSE(parse_range_reference("A:B"));
  EXPECT_EQ(to_string(RangeReference{{1, 1}, {20, 6}}), "A1:F20");
  EXPECT_EQ(to_string(RangeReference{{5, 3}, {5, 3}}), "C5");
}

}  // namespace
}  // namespace counterfoil::xlsx
