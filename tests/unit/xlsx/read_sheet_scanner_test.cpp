#include <gtest/gtest.h>

#include "failure_words.hpp"
#include "scanned.hpp"

namespace counterfoil::xlsx {
namespace {

using test::plain_sheet;
using test::scan_lines;
using test::words_of;
using Strings = std::vector<std::string>;

/// The words with which these rows are refused.
std::string refused_rows(const std::string& rows) {
  return words_of([&] { scan_lines(plain_sheet(rows)); });
}

TEST(SheetScanner, ReadsEveryKindOfCell) {
  EXPECT_EQ(
      scan_lines(plain_sheet(
          "<row r=\"2\" spans=\"1:9\"><c r=\"A2\" s=\"3\" t=\"s\"><v>12</v></c><c r=\"B2\"><v>-1.5E-3</v></c>"
          "<c r=\"C2\" t=\"str\"><f>A2&amp;\"x\"</f><v>abc</v></c><c r=\"D2\" t=\"b\"><v>1</v></c>"
          "<c r=\"E2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c><c r=\"F2\" t=\"d\"><v>2025-11-09T00:00:00</v></c>"
          "<c r=\"G2\" t=\"inlineStr\"><is><t>in</t></is></c><c r=\"H2\" s=\"5\"/><c r=\"I2\" t=\"n\"><v>7</v></c></row>")),
      (Strings{"row 2", "A2 shared 12 style 3", "B2 number -1.5E-3", "C2 text abc formula", "D2 boolean 1",
               "E2 error #DIV/0! formula", "F2 iso-date 2025-11-09T00:00:00", "G2 text in", "H2 blank style 5", "I2 number 7"}));
}

TEST(SheetScanner, TellsAFormulaWithoutAValueFromAnEmptyText) {
  EXPECT_EQ(scan_lines(plain_sheet(
                "<row r=\"1\"><c r=\"A1\"><f>B1</f></c><c r=\"B1\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"C1\"><v></v></c>"
                "<c r=\"D1\"><f>1+1</f><v>2</v></c><c r=\"E1\"><f t=\"shared\" si=\"0\"/><v>3</v></c></row>")),
            (Strings{"row 1", "A1 blank formula", "B1 text  formula", "C1 blank", "D1 number 2 formula", "E1 number 3 formula"}));
}

TEST(SheetScanner, DecodesTexts) {
  EXPECT_EQ(scan_lines(
                plain_sheet("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a&amp;b_x0041_</v></c><c r=\"B1\" t=\"inlineStr\"><is><t "
                            "xml:space=\"preserve\"> é </t></is></c>"
                            "<c r=\"C1\" t=\"inlineStr\"><is><r><rPr><b/></rPr><t>x</t></r><r><t>y</t></r><rPh sb=\"0\" "
                            "eb=\"1\"><t>no</t></rPh></is></c>"
                            "<c r=\"D1\"><v>&#49;2</v></c><c r=\"E1\"><v> 12 </v></c><c r=\"F1\" t=\"str\"><v> 12 </v></c></row>")),
            (Strings{"row 1", "A1 text a&bA", "B1 text  é ", "C1 text xy", "D1 number 12", "E1 number 12", "F1 text  12 "}));
}

TEST(SheetScanner, BooleansMayBeWords) {
  EXPECT_EQ(scan_lines(plain_sheet("<row r=\"1\"><c r=\"A1\" t=\"b\"><v>true</v></c><c r=\"B1\" t=\"b\"><v>FALSE</v></c></row>")),
            (Strings{"row 1", "A1 boolean 1", "B1 boolean 0"}));
  EXPECT_NE(refused_rows("<row r=\"1\"><c r=\"A1\" t=\"b\"><v>2</v></c></row>"), "");
}

TEST(SheetScanner, CountsRowsAndCellsWithoutReferences) {
  EXPECT_EQ(scan_lines(plain_sheet("<row r=\"3\"><c r=\"C3\"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c/></row>")),
            (Strings{"row 3", "C3 number 1", "D3 number 2", "row 4", "A4 number 3", "B4 blank"}));
}

TEST(SheetScanner, AcceptsCellsInAnyOrderAndNamesRepeatedOnes) {
  SheetFacts facts;
  EXPECT_EQ(scan_lines(plain_sheet("<row r=\"1\"><c r=\"C1\"><v>1</v></c><c r=\"A1\"><v>2</v></c><c r=\"C1\"><v>3</v></c></row>"
                                   "<row r=\"2\"><c r=\"C2\"><v>4</v></c></row>"),
                       &facts),
            (Strings{"row 1", "C1 number 1", "A1 number 2", "C1 number 3", "row 2", "C2 number 4"}));
  EXPECT_EQ(facts.repeated_cells, (std::vector<CellReference>{{1, 3}}));
}

TEST(SheetScanner, TellsHiddenRows) {
  EXPECT_EQ(scan_lines(plain_sheet("<row r=\"1\" hidden=\"1\"/><row r=\"2\" hidden=\"true\"></row><row r=\"3\" "
                                   "hidden=\"0\"></row><row r=\"4\" spans=\"1:2\" hidden=\"1\" ht=\"15\"></row>")),
            (Strings{"row 1 hidden", "row 2 hidden", "row 3", "row 4 hidden"}));
}

TEST(SheetScanner, ReadsWhatStandsAroundTheRows) {
  SheetFacts facts;
  const std::string xml =
      "<worksheet xmlns=\"" + test::main_space +
      "\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><cols>"
      "<col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"4\" max=\"4\" width=\"9\"/><col min=\"16384\" max=\"99999\" "
      "hidden=\"true\"/></cols>"
      "<sheetData/><customSheetViews><customSheetView><autoFilter ref=\"A1:A9\"/></customSheetView></customSheetViews>"
      "<autoFilter ref=\"A3:F20\"><filterColumn colId=\"1\"><filters><filter val=\"x\"/></filters></filterColumn></autoFilter>"
      "<mergeCells count=\"2\"><mergeCell ref=\"A1:F1\"/><mergeCell ref=\"B2:B3\"/></mergeCells>"
      "<tableParts count=\"2\"><tablePart r:id=\"rId4\"/><tablePart r:id=\"rId5\"/></tableParts></worksheet>";
  EXPECT_EQ(scan_lines(xml, &facts), Strings{});
  EXPECT_EQ(facts.hidden_columns, (std::vector<std::pair<std::uint32_t, std::uint32_t>>{{2, 3}, {16384, 16384}}));
  EXPECT_EQ(facts.auto_filter, "A3:F20");
  EXPECT_TRUE(facts.filter_has_criteria);
  EXPECT_EQ(facts.merged, (std::vector<RangeReference>{{{1, 1}, {1, 6}}, {{2, 2}, {3, 2}}}));
  EXPECT_EQ(facts.table_relationships, (Strings{"rId4", "rId5"}));

  SheetFacts plain;
  scan_lines(plain_sheet("", "<autoFilter ref=\"A1:B2\"><filterColumn colId=\"0\" hiddenButton=\"1\"/></autoFilter>"), &plain);
  EXPECT_EQ(plain.auto_filter, "A1:B2");
  EXPECT_FALSE(plain.filter_has_criteria);
}

TEST(SheetScanner, EndsWhenTheSinkHasSeenEnough) {
  const std::string xml =
      plain_sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row><row r=\"2\"><c r=\"A2\"><v>3</v></c></row>");
  test::Lines one_cell;
  one_cell.cells_wanted = 1;
  scan_sheet(xml, one_cell);
  EXPECT_EQ(one_cell.lines, (Strings{"row 1", "A1 number 1"}));
  test::Lines two_rows;
  two_rows.rows_wanted = 2;
  scan_sheet(xml, two_rows);
  EXPECT_EQ(two_rows.lines, (Strings{"row 1", "A1 number 1", "B1 number 2", "row 2"}));
}

TEST(SheetScanner, WorksThroughTheVirtualInterfaceToo) {
  test::Lines sink;
  SheetSink& any = sink;
  scan_sheet(plain_sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"), any);
  EXPECT_EQ(sink.lines, (Strings{"row 1", "A1 number 1"}));
}

TEST(SheetScanner, RefusesWhatItCannotUnderstandNamingThePlace) {
  EXPECT_NE(refused_rows("<row r=\"5\"></row><row r=\"4\"></row>").find("row 4 comes after row 5"), std::string::npos);
  EXPECT_NE(refused_rows("<row r=\"5\"></row><row r=\"5\"></row>"), "");
  EXPECT_NE(refused_rows("<row r=\"0\"/>"), "");
  EXPECT_NE(refused_rows("<row r=\"-1\"/>"), "");
  EXPECT_NE(refused_rows("<row r=\"1048577\"/>"), "");
  EXPECT_NE(refused_rows("<row r=\"4294967297\"/>"), "");
  EXPECT_NE(refused_rows("<row r=\"1\"><c r=\"XFE1\"/></row>"), "");
  EXPECT_NE(refused_rows("<row r=\"1\"><c r=\"XFD1\"/><c/></row>"), "");
  EXPECT_NE(refused_rows("<row r=\"1\"><c r=\"B2\"/></row>").find("cell B2 stands in another row"), std::string::npos);
  EXPECT_NE(refused_rows("<row r=\"14\"><c r=\"B14\"><v>&nbsp;</v></c></row>").find("Cell B14"), std::string::npos);
  EXPECT_NE(refused_rows("<row r=\"14\"><c r=\"B14\" t=\"zzz\"><v>1</v></c></row>").find("Cell B14"), std::string::npos);
  EXPECT_NE(refused_rows("<row r=\"14\"><c r=\"B14\" s=\"-1\"><v>1</v></c></row>"), "");
  EXPECT_NE(refused_rows("<row r=\"14\"><c r=\"B14\"><v>1</w></c></row>").find("Cell B14"), std::string::npos);
  EXPECT_NE(refused_rows("<row r=\"14\"></c>").find("Row 14"), std::string::npos);
  EXPECT_NE(refused_rows("<row r=\"1\"/></sheetData><sheetData>"), "");
  EXPECT_NE(words_of([] { scan_lines("<chartsheet xmlns=\"" + test::main_space + "\"/>"); }), "");
  EXPECT_NE(words_of([] { scan_lines("<worksheet/>"); }), "") << "another namespace";
  EXPECT_NE(words_of([] { scan_lines("<!DOCTYPE x><worksheet xmlns=\"" + test::main_space + "\"/>"); }), "");
}

TEST(SheetScanner, NamespacesDeclaredOnRowsEndWithThem) {
  std::string rows;
  for (int row = 1; row <= 5'000; ++row) {
    const std::string number = std::to_string(row);
    rows += "<row r=\"" + number + "\" xmlns:a=\"urn:a\" a:b=\"1\"><c r=\"A" + number + "\"><v>" + number + "</v></c></row>";
  }
  EXPECT_EQ(scan_lines(plain_sheet(rows)).size(), 10'000u);
  // Behind a row that called the unprefixed elements its own, they belong to somebody else again.
  const std::string xml =
      "<x:worksheet xmlns:x=\"" + test::main_space + "\" xmlns=\"urn:other\"><x:sheetData><row xmlns=\"" + test::main_space +
      "\" r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row></x:sheetData></x:worksheet>" +
      std::string(300, ' ');
  EXPECT_EQ(scan_lines(xml), (Strings{"row 1", "A1 number 1"}));
}

TEST(SheetScanner, SkipsExtensionsButNotAlternativeRows) {
  EXPECT_EQ(
      scan_lines(plain_sheet("<row r=\"1\"><c r=\"A1\"><v>1</v><extLst><ext><v>9</v></ext></extLst></c><extLst/></row><extLst><row "
                             "r=\"7\"/></extLst>")),
      (Strings{"row 1", "A1 number 1"}));
  EXPECT_NE(refused_rows("<mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><row "
                         "r=\"1\"/></mc:AlternateContent>"),
            "");
}

TEST(SheetScanner, EveryCutIsRefused) {
  std::string xml = plain_sheet(
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>x&amp;</t></is></c></row><row r=\"2\"/>",
      "<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>");
  xml.resize(xml.find("</worksheet>") + 12);
  for (std::size_t size = 0; size < xml.size(); ++size) {
    // The cut file is set into spaces, so that the fast path sees it too.
    EXPECT_NE(words_of([&] { scan_lines(xml.substr(0, size)); }), "") << size;
    EXPECT_NE(words_of([&] { scan_lines(xml.substr(0, size) + std::string(300, ' ')); }), "") << size;
  }
}

/// "B2=5 <c r=\"B2\"><v>5</v></c>|" for each cell.
struct CellsWithText {
  bool row(const RowView&) { return true; }
  bool cell(const CellView& cell, std::string_view xml) {
    seen += to_string(CellReference{cell.row, cell.column}) + "=" + std::string{cell.value} + " " + std::string{xml} + "|";
    return true;
  }
  std::string seen;
};

std::string cells_of_row(RowScanner& scanner, const std::string& row, std::uint32_t number) {
  CellsWithText cells;
  scanner.scan(row, number, row.data() + row.size(), cells);
  return cells.seen;
}

constexpr const char* rows_begin = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";

TEST(RowScanner, ReadsRowsInAnyOrderWithTheirCellsAsTheyStand) {
  RowScanner scanner{rows_begin};
  EXPECT_EQ(cells_of_row(scanner, "<row r=\"7\"><c r=\"A7\" s=\"2\"><v>1</v></c><c r=\"C7\"/></row>", 7),
            "A7=1 <c r=\"A7\" s=\"2\"><v>1</v></c>|C7= <c r=\"C7\"/>|");
  EXPECT_EQ(cells_of_row(scanner, "<row r='2' ><c r='B2' t='inlineStr'><is><t>&amp;</t></is></c ></row>", 2),
            "B2=& <c r='B2' t='inlineStr'><is><t>&amp;</t></is></c >|");
}

TEST(RowScanner, CountsARowWithoutANumberAsItIsTold) {
  RowScanner scanner{rows_begin};
  EXPECT_EQ(cells_of_row(scanner, "<row><c><v>4</v></c></row>", 9), "A9=4 <c><v>4</v></c>|");
  EXPECT_EQ(cells_of_row(scanner, "<row r=\"3\"/>", 3), "");
  EXPECT_EQ(cells_of_row(scanner, "<row><c r=\"A1\"><v>4</v></c></row>", 1), "A1=4 <c r=\"A1\"><v>4</v></c>|");
}

TEST(RowScanner, StopsAtTheEndOfTheRowThoughTheTextGoesOn) {
  const std::string text =
      "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>" + std::string(200, ' ');
  RowScanner scanner{rows_begin};
  CellsWithText cells;
  scanner.scan(std::string_view{text}.substr(0, text.find("<row r=\"2\"")), 1, text.data() + text.size(), cells);
  EXPECT_EQ(cells.seen, "A1=1 <c r=\"A1\"><v>1</v></c>|");
}

TEST(RowScanner, ReadsOnAfterADamagedRow) {
  RowScanner scanner{"<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:sheetData>"};
  EXPECT_THROW(cells_of_row(scanner, "<x:row r=\"1\"><x:c r=\"A1\"><x:v>1</x:c></x:row>", 1), Failure);
  EXPECT_EQ(cells_of_row(scanner, "<x:row r=\"1\"><x:c r=\"A1\"><x:v>1</x:v></x:c></x:row>", 1),
            "A1=1 <x:c r=\"A1\"><x:v>1</x:v></x:c>|");
}

}  // namespace
}  // namespace counterfoil::xlsx
