// Rows from 5 on of sheet "Changes" move down by 3, or from 8 on up by 2.
#include <gtest/gtest.h>

#include <stdexcept>

#include "base/failure.hpp"
#include "write_workbook.hpp"

namespace counterfoil::xlsx {
namespace {

using test::after_rows;
using test::between;
using test::part_of;
using test::rows_of;
using test::sheet1;
using test::sheet_of;
using test::WorkbookMaker;

std::string moved(const std::string& file, std::uint32_t first, std::int64_t by) {
  WorkbookEditor editor{file};
  editor.sheet("Changes")->move_rows(first, by);
  return std::string{editor.save().view()};
}

TEST(MoveRows, RowsCellsAndTheirFormulasGoAlong) {
  const std::string file =
      WorkbookMaker{}
          .sheet(
              "Changes",
              sheet_of("<row r=\"2\"><c r=\"A2\"><f>SUM(B4:B6)+B5+B4+SUM(6:6)+SUM(C:C)</f></c></row>"
                       "<row r=\"5\" ht=\"20\"><c r=\"A5\"><v>1</v></c><c><v>2</v></c></row>"
                       "<row r=\"6\"><c r=\"C6\"><f>A5+$B$2</f></c><c r=\"D6\"><f t=\"array\" ref=\"D6:D7\">A5:A6*2</f></c></row>",
                       {}, "<dimension ref=\"A2:D6\"/>"))
          .sheet("Other", sheet_of("<row r=\"1\"><c r=\"A1\"><f>Changes!A5+A5+'changes'!$A$6+Changes!A4</f></c></row>"))
          .make();
  const std::string now = moved(file, 5, 3);
  EXPECT_EQ(rows_of(sheet1(now)),
            "<row r=\"2\"><c r=\"A2\"><f>SUM(B4:B9)+B8+B4+SUM(9:9)+SUM(C:C)</f></c></row>"
            "<row r=\"8\" ht=\"20\"><c r=\"A8\"><v>1</v></c><c><v>2</v></c></row>"
            "<row r=\"9\"><c r=\"C9\"><f>A8+$B$2</f></c><c r=\"D9\"><f t=\"array\" ref=\"D9:D10\">A8:A9*2</f></c></row>");
  EXPECT_EQ(between(sheet1(now), "<dimension ref=\"", "\""), "A2:D9");
  EXPECT_EQ(rows_of(part_of(now, "xl/worksheets/sheet2.xml")),
            "<row r=\"1\"><c r=\"A1\"><f>Changes!A8+A5+'changes'!$A$9+Changes!A4</f></c></row>");
}

TEST(MoveRows, UpwardsTheEmptyRowsBetweenVanish) {
  const std::string file =
      WorkbookMaker{}
          .sheet("Changes",
                 sheet_of("<row r=\"5\"><c r=\"A5\"><f>A8+A7+SUM(A5:A7)+SUM(A6:A9)+SUM(A6:A7)+SUM(A5:A1048576)</f></c></row><row "
                          "r=\"8\"/>"))
          .make();
  // Rows 6 and 7 go: a cell there is gone, ranges lose what lay there.
  EXPECT_EQ(rows_of(sheet1(moved(file, 8, -2))),
            "<row r=\"5\"><c r=\"A5\"><f>A6+#REF!+SUM(A5:A5)+SUM(A6:A7)+SUM(#REF!)+SUM(A5:A1048576)</f></c></row><row r=\"6\"/>");
}

TEST(MoveRows, TheEmptyLastRowOfCalcGivesWay) {
  const auto with_last_row = [](const std::string& cells) {
    return WorkbookMaker{}
        .sheet("Changes", sheet_of("<row r=\"5\"><c r=\"A5\"><v>1</v></c></row><row r=\"1048576\">" + cells + "</row>"))
        .make();
  };
  for (const std::string empty : {"", "<c r=\"A1048576\" s=\"0\"/>"})
    EXPECT_EQ(rows_of(sheet1(moved(with_last_row(empty), 5, 3))), "<row r=\"8\"><c r=\"A8\"><v>1</v></c></row>");
  EXPECT_THROW(moved(with_last_row("<c r=\"A1048576\"><v>7</v></c>"), 5, 3), Failure);
}

TEST(MoveRows, SharedFormulasStaySharedWhereEachCellsOwnIsStillTheSame) {
  const std::string file =
      WorkbookMaker{}
          .sheet("Changes", sheet_of("<row r=\"1\"><c r=\"A1\"><f t=\"shared\" ref=\"A1:A2\" si=\"1\">B1</f></c></row>"
                                     "<row r=\"2\"><c r=\"A2\"><f t=\"shared\" si=\"1\"/></c></row>"
                                     "<row r=\"4\"><c r=\"A4\"><f t=\"shared\" ref=\"A4:A5\" si=\"0\">B4+B$9</f></c></row>"
                                     "<row r=\"5\"><c r=\"A5\"><f t=\"shared\" si=\"0\"/></c></row>"
                                     "<row r=\"6\"><c r=\"D6\"><f t=\"shared\" ref=\"D6:D7\" si=\"2\">C4*2</f></c></row>"
                                     "<row r=\"7\"><c r=\"D7\"><f t=\"shared\" si=\"2\"/></c></row>"))
          .make();
  EXPECT_EQ(rows_of(sheet1(moved(file, 5, 3))),
            "<row r=\"1\"><c r=\"A1\"><f t=\"shared\" ref=\"A1:A2\" si=\"1\">B1</f></c></row>"
            "<row r=\"2\"><c r=\"A2\"><f t=\"shared\" si=\"1\"/></c></row>"
            "<row r=\"4\"><c r=\"A4\"><f t=\"shared\" ref=\"A4:A8\" si=\"0\">B4+B$12</f></c></row>"
            "<row r=\"8\"><c r=\"A8\"><f t=\"shared\" si=\"0\"/></c></row>"
            // C4 and C5 were neighbours; C4 and C8 are not.
            "<row r=\"9\"><c r=\"D9\"><f>C4*2</f></c></row><row r=\"10\"><c r=\"D10\"><f>C8*2</f></c></row>");
}

TEST(MoveRows, WhatHangsOnTheRowsGoesAlong) {
  const std::string file =
      WorkbookMaker{}
          .sheet("Changes", sheet_of("<row r=\"5\"/>",
                                     "<protectedRanges><protectedRange name=\"p\" sqref=\"A5:B6\"/></protectedRanges>"
                                     "<autoFilter ref=\"A4:D6\"/><mergeCells count=\"2\"><mergeCell ref=\"A1:B1\"/><mergeCell "
                                     "ref=\"A6:B6\"/></mergeCells>"
                                     "<conditionalFormatting sqref=\"A4:A6 "
                                     "C5\"><cfRule><formula>$B4&gt;$C$6</formula></cfRule></conditionalFormatting>"
                                     "<dataValidations count=\"1\"><dataValidation "
                                     "sqref=\"D5\"><formula1>$F$5:$F$6</formula1></dataValidation></dataValidations>"
                                     "<hyperlinks><hyperlink ref=\"A5\" location=\"Changes!A6\"/><hyperlink ref=\"A2\" "
                                     "location=\"Other!A6\"/></hyperlinks>"
                                     "<rowBreaks count=\"2\" manualBreakCount=\"2\"><brk id=\"3\" max=\"16383\" man=\"1\"/><brk "
                                     "id=\"4\" max=\"16383\" man=\"1\"/></rowBreaks>"))
          .make();
  EXPECT_EQ(
      after_rows(moved(file, 5, 3)),
      "<protectedRanges><protectedRange name=\"p\" sqref=\"A8:B9\"/></protectedRanges>"
      "<autoFilter ref=\"A4:D9\"/><mergeCells count=\"2\"><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A9:B9\"/></mergeCells>"
      "<conditionalFormatting sqref=\"A4:A9 C8\"><cfRule><formula>$B4&gt;$C$9</formula></cfRule></conditionalFormatting>"
      "<dataValidations count=\"1\"><dataValidation sqref=\"D8\"><formula1>$F$8:$F$9</formula1></dataValidation></dataValidations>"
      "<hyperlinks><hyperlink ref=\"A8\" location=\"Changes!A9\"/><hyperlink ref=\"A2\" location=\"Other!A6\"/></hyperlinks>"
      "<rowBreaks count=\"2\" manualBreakCount=\"2\"><brk id=\"3\" max=\"16383\" man=\"1\"/><brk id=\"7\" max=\"16383\" "
      "man=\"1\"/></rowBreaks>");
}

TEST(MoveRows, DrawingsCommentsChartsAndTablesGoAlong) {
  const std::string drawing_ns = " xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\"";
  const auto anchor = [](const std::string& kind, const std::string& from, const std::string& to) {
    return "<xdr:twoCellAnchor" + kind + "><xdr:from><xdr:col>1</xdr:col><xdr:row>" + from +
           "</xdr:row></xdr:from><xdr:to><xdr:row>" + to + "</xdr:row></xdr:to></xdr:twoCellAnchor>";
  };
  const std::string note =
      "<v:shape id=\"s1\"><v:textbox><br></v:textbox><x:ClientData ObjectType=\"Note\"><x:Anchor>\n 3, 15, 4, 2, 5, 31, 8, "
      "1</x:Anchor><x:Row>5</x:Row><x:Column>2</x:Column></x:ClientData></v:shape>";
  const std::string file =
      WorkbookMaker{}
          .sheet("Changes", sheet_of("<row r=\"5\"/>"))
          .workbook("<definedNames><definedName name=\"n\">Changes!$A$5:$B$6</definedName></definedNames>")
          .part("xl/drawings/drawing1.xml", "<xdr:wsDr" + drawing_ns + ">" + anchor("", "2", "9") + anchor("", "4", "9") +
                                                anchor(" editAs=\"oneCell\"", "3", "9") + anchor(" editAs=\"absolute\"", "6", "9") +
                                                "</xdr:wsDr>")
          .part("xl/drawings/vmlDrawing1.vml",
                "<xml xmlns:v=\"v\" xmlns:x=\"x\"><v:shapetype id=\"t\"></v:shapetype>" + note + "</xml>")
          .part("xl/comments1.xml", "<comments xmlns=\"" + test::main_ns +
                                        "\"><authors/><commentList><comment ref=\"C6\" authorId=\"0\"><text><r><t>Ask "
                                        "</t></r><r><t>her</t></r></text></comment></commentList></comments>")
          .part("xl/tables/table1.xml",
                "<table ref=\"A4:B6\"><tableColumns count=\"2\"><tableColumn id=\"1\" name=\"a\"/><tableColumn id=\"2\" "
                "name=\"b\"/></tableColumns></table>")
          .part("xl/charts/chart1.xml",
                "<c:chartSpace "
                "xmlns:c=\"c\"><c:val><c:numRef><c:f>Changes!$B$5:$B$6</c:f><c:numCache/></c:numRef></c:val></c:chartSpace>",
                "application/vnd.openxmlformats-officedocument.drawingml.chart+xml")
          .relation("xl/worksheets/sheet1.xml", "drawing", "../drawings/drawing1.xml")
          .relation("xl/worksheets/sheet1.xml", "vmlDrawing", "../drawings/vmlDrawing1.vml")
          .relation("xl/worksheets/sheet1.xml", "comments", "../comments1.xml")
          .relation("xl/worksheets/sheet1.xml", "table", "../tables/table1.xml")
          .make();
  const std::string now = moved(file, 5, 3);
  EXPECT_EQ(part_of(now, "xl/drawings/drawing1.xml"), "<xdr:wsDr" + drawing_ns + ">" + anchor("", "2", "12") +
                                                          anchor("", "7", "12") + anchor(" editAs=\"oneCell\"", "3", "9") +
                                                          anchor(" editAs=\"absolute\"", "6", "9") + "</xdr:wsDr>");
  const std::string vml = part_of(now, "xl/drawings/vmlDrawing1.vml");
  EXPECT_NE(vml.find("<x:Anchor>\n 3, 15, 7, 2, 5, 31, 11, 1</x:Anchor><x:Row>8</x:Row><x:Column>2</x:Column>"), std::string::npos)
      << vml;
  EXPECT_NE(part_of(now, "xl/comments1.xml").find("<comment ref=\"C9\""), std::string::npos);
  EXPECT_NE(part_of(now, "xl/tables/table1.xml").find("<table ref=\"A4:B9\">"), std::string::npos);
  EXPECT_NE(part_of(now, "xl/charts/chart1.xml").find("<c:f>Changes!$B$8:$B$9</c:f><c:numCache/>"), std::string::npos);
  EXPECT_NE(part_of(now, "xl/workbook.xml").find("Changes!$A$8:$B$9"), std::string::npos);
  WorkbookEditor editor{now};
  EXPECT_EQ(editor.sheet("Changes")->comment({9, 3}), "Ask her");
  EXPECT_EQ(editor.sheet("Changes")->comment({6, 3}), std::nullopt);
}

TEST(MoveRows, ANotesOwnWordOnItsBoxGoesAlong) {  // as LibreOffice writes it, beside the drawing for old programs
  const auto note = [](const std::string& cell, const std::string& top, const std::string& bottom) {
    return "<comment ref=\"" + cell +
           "\" authorId=\"0\"><text><t>Ask</t></text><mc:AlternateContent><mc:Choice Requires=\"v2\"><commentPr><anchor "
           "moveWithCells=\"false\"><xdr:from><xdr:col>3</xdr:col><xdr:colOff>9</xdr:colOff><xdr:row>" +
           top + "</xdr:row><xdr:rowOff>5</xdr:rowOff></xdr:from><xdr:to><xdr:col>5</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>" +
           bottom +
           "</xdr:row><xdr:rowOff>7</xdr:rowOff></xdr:to></anchor></commentPr></mc:Choice></mc:AlternateContent></comment>";
  };
  const auto notes = [](const std::string& list) {
    return "<comments xmlns=\"" + test::main_ns + "\" xmlns:mc=\"mc\" xmlns:xdr=\"xdr\"><authors/><commentList>" + list +
           "</commentList></comments>";
  };
  const std::string shape = "<x:ClientData ObjectType=\"Note\"><x:Row>5</x:Row><x:Column>2</x:Column></x:ClientData></v:shape>";
  const std::string file = WorkbookMaker{}
                               .sheet("Changes", sheet_of("<row r=\"5\"/>"))
                               .part("xl/comments1.xml", notes(note("C6", "5", "9") + note("C2", "1", "5") + note("C4", "3", "7")))
                               .part("xl/drawings/vmlDrawing1.vml", "<xml><v:shape id=\"a>b\"/><v:shape>" + shape + "</xml>")
                               .relation("xl/worksheets/sheet1.xml", "comments", "../comments1.xml")
                               .relation("xl/worksheets/sheet1.xml", "vmlDrawing", "../drawings/vmlDrawing1.vml")
                               .make();
  EXPECT_EQ(part_of(moved(file, 5, 3), "xl/comments1.xml"),
            notes(note("C9", "8", "12") + note("C2", "1", "5") + note("C4", "3", "7")));
  WorkbookEditor editor{file};
  editor.sheet("Changes")->replace_rows(6, 6, {}, 6);
  editor.sheet("Changes")->move_rows(7, -1);
  const std::string now{editor.save().view()};
  EXPECT_EQ(part_of(now, "xl/comments1.xml"), notes(note("C2", "1", "5") + note("C4", "3", "7")));
  EXPECT_EQ(part_of(now, "xl/drawings/vmlDrawing1.vml"), "<xml><v:shape id=\"a>b\"/></xml>");
}

TEST(MoveRows, RefusesToMoveOverRowsOrOffTheGrid) {
  const std::string file = WorkbookMaker{}.sheet("Changes", sheet_of("<row r=\"5\"/><row r=\"8\"/>")).make();
  WorkbookEditor editor{file};
  EXPECT_THROW(editor.sheet("Changes")->move_rows(8, -3), std::logic_error);
  EXPECT_THROW(editor.sheet("Changes")->move_rows(8, 1'048'570), Failure);
}

}  // namespace
}  // namespace counterfoil::xlsx
