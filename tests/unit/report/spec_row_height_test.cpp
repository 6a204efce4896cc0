// Heights of rows with wrapped text. A column of 10 characters has 70 dots; a digit of Arial 10 is 556/1000 of 13.33 dots = 7.41,
// with the safety margin of 6 % 7.86, so 8 digits (62.9) fit in a line and 9 (70.7) do not.
#include "spec/row_height.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace counterfoil::report {
namespace {

TEST(RowHeight, NoTextTakesOneLine) {
  EXPECT_EQ(wrapped_lines({"", 10}), 1U);
  EXPECT_DOUBLE_EQ(row_height({}), 15);
}

TEST(RowHeight, WordsGoToTheNextLineWhole) {
  EXPECT_EQ(wrapped_lines({"12345678", 10}), 1U);
  EXPECT_EQ(wrapped_lines({"1234 5678", 10}), 1U);  // 8 digits and a space of 278/1000: 66.8
  EXPECT_EQ(wrapped_lines({"12345 6789", 10}), 2U);
  EXPECT_EQ(wrapped_lines({"12345 6789 12345 6789", 10}), 4U);
}

TEST(RowHeight, AWordLongerThanALineIsCut) {
  EXPECT_EQ(wrapped_lines({"123456789", 10}), 2U);
  EXPECT_EQ(wrapped_lines({std::string(64, '0'), 10}), 8U);
  EXPECT_EQ(wrapped_lines({"12 " + std::string(16, '0'), 10}), 3U);
}

TEST(RowHeight, LineBreaksOfTheTextCount) {
  EXPECT_EQ(wrapped_lines({"1\n2\n3", 10}), 3U);
  EXPECT_EQ(wrapped_lines({"1\n\n3", 10}), 3U);
  EXPECT_EQ(wrapped_lines({"1\n", 10}), 2U);
}

TEST(RowHeight, LettersOfManyBytesCountOnce) {
  EXPECT_EQ(wrapped_lines({"££££££", 10}), 1U);  // 6 x 667/1000 x 13.33 x 1.06 = 56.6
  EXPECT_EQ(wrapped_lines({"££££ £££££", 10}), 2U);
  EXPECT_GE(wrapped_lines({"\xFF\xFE\xC3", 10}), 1U);  // no UTF-8 at all
}

TEST(RowHeight, TheHighestCellDecides) {
  const std::vector<WrappedText> cells = {{"1", 10}, {"12345 6789 12345", 10}, {"12345 6789", 10}};
  EXPECT_DOUBLE_EQ(row_height(cells), 3 * 12.75 + 2.25);
}

TEST(RowHeight, NoRowIsHigherThanExcelAllows) {
  const std::string text(1'000'000, '0');
  const std::vector<WrappedText> cells = {{text, 10}};
  EXPECT_DOUBLE_EQ(row_height(cells), 409);
}

TEST(RowHeight, AColumnWithoutWidthDoesNotHang) { EXPECT_GE(wrapped_lines({"some words", 0}), 2U); }

}  // namespace
}  // namespace counterfoil::report
