// Single cells are put into rows whose other bytes stay.
#include <gtest/gtest.h>

#include "base/failure.hpp"
#include "failure_words.hpp"
#include "write_workbook.hpp"

namespace counterfoil::xlsx {
namespace {

using test::between;
using test::rows_of;
using test::sheet1;
using test::sheet_of;
using test::WorkbookMaker;

std::string row_with(std::uint32_t row, std::uint32_t column, std::string_view digits) {
  std::string xml;
  RowBuilder builder{xml};
  builder.begin_row(row);
  builder.number(column, 0, digits);
  builder.end_row();
  return xml;
}

std::string with_cell(const std::string& rows, std::uint32_t row, std::uint32_t column) {
  const std::string file = WorkbookMaker{}.sheet("Team", sheet_of(rows, {}, "<dimension ref=\"A1:C2\"/>")).make();
  WorkbookEditor editor{file};
  editor.sheet("Team")->put_cells(row_with(row, column, "7"));
  return sheet1(editor.save().view());
}

const std::string odd_row =
    "<row ht='9' r=\"1\" spans=\"2:3\" custom=\"x\"> <c s=\"1\" r=\"B1\" ><v>1</v><!-- kept --></c><c r=\"C1\"/> </row>";

TEST(PutCells, OneTakesThePlaceOfAnother) {
  EXPECT_EQ(rows_of(with_cell(odd_row, 1, 3)),
            "<row ht='9' r=\"1\" spans=\"2:3\" custom=\"x\"> <c s=\"1\" r=\"B1\" ><v>1</v><!-- kept --></c><c "
            "r=\"C1\"><v>7</v></c> </row>");
}

TEST(PutCells, OneComesBetweenOrAtTheEndsAndTheRowsSpanFollows) {
  EXPECT_EQ(rows_of(with_cell(odd_row, 1, 1)),
            "<row ht='9' r=\"1\" spans=\"1:3\" custom=\"x\"> <c r=\"A1\"><v>7</v></c><c s=\"1\" r=\"B1\" ><v>1</v><!-- kept "
            "--></c><c r=\"C1\"/> </row>");
  const std::string right = with_cell(odd_row, 1, 5);
  EXPECT_EQ(rows_of(right),
            "<row ht='9' r=\"1\" spans=\"2:5\" custom=\"x\"> <c s=\"1\" r=\"B1\" ><v>1</v><!-- kept --></c><c r=\"C1\"/> <c "
            "r=\"E1\"><v>7</v></c></row>");
  EXPECT_EQ(between(right, "<dimension ref=\"", "\""), "A1:E2");
}

TEST(PutCells, EmptyAndMissingRowsTakeThem) {
  EXPECT_EQ(rows_of(with_cell("<row r=\"1\" ht=\"20\"/>", 1, 2)), "<row r=\"1\" ht=\"20\"><c r=\"B1\"><v>7</v></c></row>");
  EXPECT_EQ(rows_of(with_cell("<row r=\"1\"/><row r=\"9\"/>", 4, 2)),
            "<row r=\"1\"/><row r=\"4\"><c r=\"B4\"><v>7</v></c></row><row r=\"9\"/>");
}

TEST(PutCells, CellsThatFollowFromTheOneBeforeStayWhereTheyAre) {
  EXPECT_EQ(rows_of(with_cell("<row><c r=\"B1\"/><c><v>3</v></c></row>", 1, 1)),
            "<row><c r=\"A1\"><v>7</v></c><c r=\"B1\"/><c r=\"C1\"><v>3</v></c></row>");
  EXPECT_EQ(rows_of(with_cell("<row><c/><c/><c><v>3</v></c></row>", 1, 2)),
            "<row><c/><c r=\"B1\"><v>7</v></c><c><v>3</v></c></row>");
}

TEST(PutCells, DependentsOfASharedFormulaOutliveTheirMaster) {
  EXPECT_EQ(rows_of(with_cell("<row r=\"1\"><c r=\"A1\"><f t=\"shared\" ref=\"A1:A2\" si=\"0\">B1*2</f></c></row><row r=\"2\"><c "
                              "r=\"A2\"><f t=\"shared\" si=\"0\"/></c></row>",
                              1, 1)),
            "<row r=\"1\"><c r=\"A1\"><v>7</v></c></row><row r=\"2\"><c r=\"A2\"><f>B2*2</f></c></row>");
}

TEST(PutCells, PartOfAnArrayIsRefused) {
  const std::string rows =
      "<row r=\"1\"><c r=\"A1\"><f t=\"array\" ref=\"A1:A2\">B1:B2</f></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row>";
  EXPECT_EQ(test::words_of([&] { with_cell(rows, 2, 1); }),
            "Cell A2 of the sheet 'Team' belongs to a formula that fills A1:A2 as a whole, so it cannot be changed "
            "alone. Clear that formula, or choose another place.");
}

TEST(ClearCells, TheyGoAndNothingMoves) {
  const std::string file =
      WorkbookMaker{}
          .sheet("Team", sheet_of("<row r=\"1\"><c r=\"A1\"/><c r=\"B1\"/><c><v>3</v></c></row><row r=\"2\"><c r=\"B2\"/></row>"))
          .make();
  WorkbookEditor editor{file};
  editor.sheet("Team")->clear_cells({{1, 2}, {1, 2}});
  EXPECT_EQ(rows_of(sheet1(editor.save().view())),
            "<row r=\"1\"><c r=\"A1\"/><c r=\"C1\"><v>3</v></c></row><row r=\"2\"><c r=\"B2\"/></row>");
}

}  // namespace
}  // namespace counterfoil::xlsx
