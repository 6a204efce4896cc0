// A column is put before column C of sheet "Team", or taken out there, as Excel would.
#include <gtest/gtest.h>

#include "base/failure.hpp"
#include "failure_words.hpp"
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

constexpr std::uint32_t column_c = 3;

std::string inserted(const std::string& file, std::uint32_t like = 0) {
  WorkbookEditor editor{file};
  editor.sheet("Team")->insert_columns(column_c, 1, like);
  return std::string{editor.save().view()};
}

std::string removed(const std::string& file, std::uint32_t column) {
  WorkbookEditor editor{file};
  editor.sheet("Team")->remove_columns(column, 1);
  return std::string{editor.save().view()};
}

std::string before_rows(const std::string& file) { return between(sheet1(file), "relationships\">", "<sheetData>"); }

TEST(InsertColumns, CellsAndFormulasGoRightAndBack) {
  const std::string rows =
      "<row r=\"1\" spans=\"1:4\"><c r=\"A1\"><f>SUM(B1:D1)+C1+$C$1+SUM(C:C)+SUM(1:1)</f></c><c r=\"B1\"/><c r=\"C1\" "
      "s=\"2\"><v>1</v></c>"
      "<c r=\"D1\"><f>B1+C1</f></c></row><row r=\"2\" spans=\"1:1\"><c r=\"A2\"/></row>";
  const std::string other = "<row r=\"1\"><c r=\"A1\"><f>Team!C1+C1+'team'!$A$1:$D$1</f></c></row>";
  const std::string file =
      WorkbookMaker{}.sheet("Team", sheet_of(rows, {}, "<dimension ref=\"A1:D2\"/>")).sheet("Other", sheet_of(other)).make();
  const std::string now = inserted(file);
  EXPECT_EQ(rows_of(sheet1(now)),
            "<row r=\"1\" spans=\"1:5\"><c r=\"A1\"><f>SUM(B1:E1)+D1+$D$1+SUM(D:D)+SUM(1:1)</f></c><c r=\"B1\"/><c r=\"D1\" "
            "s=\"2\"><v>1</v></c>"
            "<c r=\"E1\"><f>B1+D1</f></c></row><row r=\"2\" spans=\"1:1\"><c r=\"A2\"/></row>");
  EXPECT_EQ(between(sheet1(now), "<dimension ref=\"", "\""), "A1:E2");
  EXPECT_EQ(rows_of(part_of(now, "xl/worksheets/sheet2.xml")),
            "<row r=\"1\"><c r=\"A1\"><f>Team!D1+C1+'team'!$A$1:$E$1</f></c></row>");
  const std::string back = removed(now, column_c);
  EXPECT_EQ(sheet1(back), sheet1(file));
  EXPECT_EQ(part_of(back, "xl/worksheets/sheet2.xml"), part_of(file, "xl/worksheets/sheet2.xml"));
}

TEST(InsertColumns, CellsThatDoNotSayTheirPlaceAreGivenOne) {
  const std::string file =
      WorkbookMaker{}.sheet("Team", sheet_of("<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c><c><v>4</v></c></row>")).make();
  EXPECT_EQ(rows_of(sheet1(inserted(file))), "<row><c><v>1</v></c><c><v>2</v></c><c r=\"D1\"><v>3</v></c><c><v>4</v></c></row>");
}

TEST(InsertColumns, WhatHangsOnTheColumnsGoesAlong) {
  const std::string file =
      WorkbookMaker{}
          .sheet("Team",
                 sheet_of(
                     "<row r=\"5\"/>",
                     "<protectedRanges><protectedRange name=\"p\" sqref=\"C5:D6\"/></protectedRanges>"
                     "<autoFilter ref=\"A4:D9\"><filterColumn colId=\"1\"/><filterColumn colId=\"3\"/></autoFilter>"
                     "<mergeCells count=\"2\"><mergeCell ref=\"A1:D1\"/><mergeCell ref=\"A2:B2\"/></mergeCells>"
                     "<conditionalFormatting sqref=\"D4:D9\"><cfRule><formula>$B4&gt;D$6</formula></cfRule></conditionalFormatting>"
                     "<dataValidations count=\"1\"><dataValidation "
                     "sqref=\"C5:C9\"><formula1>$F$5:$F$6</formula1></dataValidation></dataValidations>"
                     "<hyperlinks><hyperlink ref=\"C5\" location=\"Team!D6\"/></hyperlinks>"
                     "<colBreaks count=\"2\" manualBreakCount=\"2\"><brk id=\"1\" max=\"1048575\" man=\"1\"/><brk id=\"3\" "
                     "max=\"1048575\" man=\"1\"/></colBreaks>"
                     "<extLst><ext uri=\"u\"><x14:sparklineGroups xmlns:x14=\"n\" "
                     "xmlns:xm=\"m\"><x14:sparklineGroup><x14:sparklines><x14:sparkline>"
                     "<xm:f>Team!B5:C5</xm:f><xm:sqref>D5</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></"
                     "x14:sparklineGroups></ext></extLst>"))
          .workbook(
              "<definedNames><definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">Team!$A$1:$D$9</definedName>"
              "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">Team!$A:$C,Team!$1:$2</definedName></definedNames>")
          .make();
  const std::string now = inserted(file);
  EXPECT_EQ(after_rows(now),
            "<protectedRanges><protectedRange name=\"p\" sqref=\"D5:E6\"/></protectedRanges>"
            "<autoFilter ref=\"A4:E9\"><filterColumn colId=\"1\"/><filterColumn colId=\"4\"/></autoFilter>"
            "<mergeCells count=\"2\"><mergeCell ref=\"A1:E1\"/><mergeCell ref=\"A2:B2\"/></mergeCells>"
            "<conditionalFormatting sqref=\"E4:E9\"><cfRule><formula>$B4&gt;E$6</formula></cfRule></conditionalFormatting>"
            "<dataValidations count=\"1\"><dataValidation "
            "sqref=\"D5:D9\"><formula1>$G$5:$G$6</formula1></dataValidation></dataValidations>"
            "<hyperlinks><hyperlink ref=\"D5\" location=\"Team!E6\"/></hyperlinks>"
            "<colBreaks count=\"2\" manualBreakCount=\"2\"><brk id=\"1\" max=\"1048575\" man=\"1\"/><brk id=\"4\" max=\"1048575\" "
            "man=\"1\"/></colBreaks>"
            "<extLst><ext uri=\"u\"><x14:sparklineGroups xmlns:x14=\"n\" "
            "xmlns:xm=\"m\"><x14:sparklineGroup><x14:sparklines><x14:sparkline>"
            "<xm:f>Team!B5:D5</xm:f><xm:sqref>E5</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></"
            "x14:sparklineGroups></ext></extLst>");
  const std::string names = part_of(now, "xl/workbook.xml");
  EXPECT_EQ(between(names, "Print_Area\" localSheetId=\"0\">", "<"), "Team!$A$1:$E$9");
  EXPECT_EQ(between(names, "Print_Titles\" localSheetId=\"0\">", "<"), "Team!$A:$D,Team!$1:$2");
  EXPECT_EQ(after_rows(removed(now, column_c)), after_rows(file));
  // The filter on what was column D goes with it.
  EXPECT_EQ(between(after_rows(removed(file, 4)), "<autoFilter ref=\"A4:C9\">", "</autoFilter>"), "<filterColumn colId=\"1\"/>");
}

TEST(InsertColumns, NewColumnsLookLikeTheOneBeside) {
  const std::string rows =
      "<row r=\"1\"><c r=\"A1\" s=\"1\"/><c r=\"B1\" s=\"2\"><v>5</v></c><c r=\"C1\" s=\"3\"/></row><row r=\"2\"><c "
      "r=\"B2\"/></row>";
  const std::string format =
      "<conditionalFormatting sqref=\"B1:B9\"><cfRule><formula>B1&gt;A1</formula></cfRule></conditionalFormatting>";
  const std::string choice =
      "<dataValidations count=\"1\"><dataValidation sqref=\"C1:C9\"><formula1>$A1</formula1></dataValidation></dataValidations>";
  const std::string widths =
      "<cols><col min=\"1\" max=\"2\" width=\"9\"/><col min=\"3\" max=\"5\" width=\"30\" customWidth=\"1\"/></cols>";
  const std::string file = WorkbookMaker{}.sheet("Team", sheet_of(rows, format + choice, widths)).make();

  const std::string as_left = inserted(file, 2);
  EXPECT_EQ(rows_of(sheet1(as_left)),
            "<row r=\"1\"><c r=\"A1\" s=\"1\"/><c r=\"B1\" s=\"2\"><v>5</v></c><c r=\"C1\" s=\"2\"/><c r=\"D1\" "
            "s=\"3\"/></row><row r=\"2\"><c r=\"B2\"/></row>");
  EXPECT_EQ(before_rows(as_left),
            "<cols><col min=\"1\" max=\"3\" width=\"9\"/><col min=\"4\" max=\"6\" width=\"30\" customWidth=\"1\"/></cols>");
  EXPECT_NE(after_rows(as_left).find("sqref=\"B1:C9\"><cfRule><formula>B1&gt;A1<"), std::string::npos) << after_rows(as_left);
  EXPECT_NE(after_rows(as_left).find("sqref=\"D1:D9\""), std::string::npos);

  const std::string as_right = inserted(file, 3);
  EXPECT_EQ(rows_of(sheet1(as_right)),
            "<row r=\"1\"><c r=\"A1\" s=\"1\"/><c r=\"B1\" s=\"2\"><v>5</v></c><c r=\"C1\" s=\"3\"/><c r=\"D1\" "
            "s=\"3\"/></row><row r=\"2\"><c r=\"B2\"/></row>");
  EXPECT_EQ(before_rows(as_right),
            "<cols><col min=\"1\" max=\"2\" width=\"9\"/><col min=\"3\" max=\"6\" width=\"30\" customWidth=\"1\"/></cols>");
  EXPECT_NE(after_rows(as_right).find("sqref=\"C1:D9\""), std::string::npos) << after_rows(as_right);
}

TEST(InsertColumns, ATablesNewColumnHasANameAndItsCell) {
  const std::string table =
      "<table xmlns=\"" + test::main_ns +
      "\" id=\"1\" name=\"T\" ref=\"A1:D3\"><autoFilter ref=\"A1:D3\"><filterColumn colId=\"2\"/></autoFilter>"
      "<tableColumns count=\"4\"><tableColumn id=\"1\" name=\"Child\"/><tableColumn id=\"2\" name=\"Oct\"/><tableColumn id=\"5\" "
      "name=\"Nov\"/>"
      "<tableColumn id=\"4\" name=\"Notes\"/></tableColumns></table>";
  const std::string file =
      WorkbookMaker{}
          .sheet("Team", sheet_of("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>Child</v></c><c r=\"B1\" s=\"4\" t=\"str\"><v>Oct</v></c>"
                                  "<c r=\"C1\" t=\"str\"><v>Nov</v></c><c r=\"D1\" t=\"str\"><v>Notes</v></c></row>"))
          .part("xl/tables/table1.xml", table, "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml")
          .relation("xl/worksheets/sheet1.xml", "table", "../tables/table1.xml")
          .make();
  const std::string now = inserted(file, 2);
  EXPECT_EQ(between(part_of(now, "xl/tables/table1.xml"), "ref=\"A1:E3\">", "</table>"),
            "<autoFilter ref=\"A1:E3\"><filterColumn colId=\"3\"/></autoFilter>"
            "<tableColumns count=\"5\"><tableColumn id=\"1\" name=\"Child\"/><tableColumn id=\"2\" name=\"Oct\"/><tableColumn "
            "id=\"6\" name=\"Column3\"/>"
            "<tableColumn id=\"5\" name=\"Nov\"/><tableColumn id=\"4\" name=\"Notes\"/></tableColumns>");
  EXPECT_NE(rows_of(sheet1(now)).find("<c r=\"C1\" s=\"4\" t=\"inlineStr\"><is><t>Column3</t></is></c>"), std::string::npos)
      << rows_of(sheet1(now));
  EXPECT_EQ(part_of(removed(now, column_c), "xl/tables/table1.xml"), table);
}

TEST(InsertColumns, SharedFormulasMoveTogether) {
  const std::string rows =
      "<row r=\"1\"><c r=\"D1\"><f t=\"shared\" ref=\"D1:D2\" si=\"0\">A1+C1</f></c></row><row r=\"2\"><c r=\"D2\"><f t=\"shared\" "
      "si=\"0\"/></c></row>";
  const std::string file = WorkbookMaker{}.sheet("Team", sheet_of(rows)).make();
  const std::string now = inserted(file);
  EXPECT_EQ(rows_of(sheet1(now)),
            "<row r=\"1\"><c r=\"E1\"><f t=\"shared\" ref=\"E1:E2\" si=\"0\">A1+D1</f></c></row><row r=\"2\"><c r=\"E2\"><f "
            "t=\"shared\" si=\"0\"/></c></row>");
  EXPECT_EQ(sheet1(removed(now, column_c)), sheet1(file));
}

TEST(InsertColumns, DrawingsAndCommentsGoAlong) {
  const std::string corner = "<xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff>";
  const std::string drawing = "<xdr:wsDr xmlns:xdr=\"d\"><xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col>" + corner +
                              "</xdr:from><xdr:to><xdr:col>5</xdr:col>" + corner +
                              "</xdr:to></xdr:twoCellAnchor><xdr:oneCellAnchor><xdr:from><xdr:col>1</xdr:col>" + corner +
                              "</xdr:from></xdr:oneCellAnchor></xdr:wsDr>";
  const std::string vml =
      "<xml><v:shape><x:ClientData><x:Anchor>3, 15, 0, 2, 5, 15, 4, "
      "1</x:Anchor><x:Row>0</x:Row><x:Column>2</x:Column></x:ClientData></v:shape></xml>";
  const std::string file =
      WorkbookMaker{}
          .sheet("Team", sheet_of("<row r=\"1\"/>"))
          .part("xl/drawings/drawing1.xml", drawing, "application/vnd.openxmlformats-officedocument.drawing+xml")
          .part("xl/drawings/vmlDrawing1.vml", vml)
          .part("xl/comments1.xml",
                "<comments><commentList><comment ref=\"C1\"><text><t>a</t></text></comment></commentList></comments>")
          .relation("xl/worksheets/sheet1.xml", "drawing", "../drawings/drawing1.xml")
          .relation("xl/worksheets/sheet1.xml", "vmlDrawing", "../drawings/vmlDrawing1.vml")
          .relation("xl/worksheets/sheet1.xml", "comments", "../comments1.xml")
          .make();
  const std::string now = inserted(file);
  const std::string drawn = part_of(now, "xl/drawings/drawing1.xml");
  EXPECT_NE(drawn.find("<xdr:from><xdr:col>3<"), std::string::npos) << drawn;
  EXPECT_NE(drawn.find("<xdr:to><xdr:col>6<"), std::string::npos) << drawn;
  EXPECT_NE(drawn.find("<xdr:oneCellAnchor><xdr:from><xdr:col>1<"), std::string::npos) << drawn;
  EXPECT_EQ(between(part_of(now, "xl/drawings/vmlDrawing1.vml"), "<x:Anchor>", "</v:shape>"),
            "4, 15, 0, 2, 6, 15, 4, 1</x:Anchor><x:Row>0</x:Row><x:Column>3</x:Column></x:ClientData>");
  EXPECT_EQ(between(part_of(now, "xl/comments1.xml"), "ref=\"", "\""), "D1");
}

TEST(InsertColumns, AreRefusedWhereExcelRefusesThem) {
  const std::string array =
      WorkbookMaker{}.sheet("Team", sheet_of("<row r=\"1\"><c r=\"B1\"><f t=\"array\" ref=\"B1:D1\">A1:A3*2</f></c></row>")).make();
  EXPECT_EQ(test::words_of([&] { inserted(array); }),
            "The sheet 'Team' has a formula that fills several cells as a whole at B1:D1, which rows and columns "
            "cannot be put into or taken out of. Move it to a place of its own and try again.");
  const std::string spill =
      WorkbookMaker{}
          .sheet("Team", sheet_of("<row r=\"1\"><c r=\"B1\" cm=\"1\"><f t=\"array\" ref=\"B1:D1\">A1:A3*2</f></c></row>"))
          .make();
  EXPECT_EQ(test::words_of([&] { inserted(spill); }), "");
  const std::string pivot =
      WorkbookMaker{}
          .sheet("Team", sheet_of("<row r=\"1\"/>"))
          .part("xl/pivotTables/pivotTable1.xml", "<pivotTableDefinition><location ref=\"A3:C9\"/></pivotTableDefinition>")
          .relation("xl/worksheets/sheet1.xml", "pivotTable", "../pivotTables/pivotTable1.xml")
          .make();
  EXPECT_NE(test::words_of([&] { inserted(pivot); }).find("a pivot table at A3:C9"), std::string::npos);
  const std::string full = WorkbookMaker{}.sheet("Team", sheet_of("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>")).make();
  EXPECT_NE(test::words_of([&] { inserted(full); }).find("no room for more columns"), std::string::npos);
}

}  // namespace
}  // namespace counterfoil::xlsx
