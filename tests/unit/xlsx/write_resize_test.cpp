// A table on sheet "Changes" stands in rows 5 to 7 below its headings in row 4 and grows to row 9, or shrinks to row 6.
#include <gtest/gtest.h>

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

const RangeReference was = *parse_range_reference("A5:D7");
const RangeReference taller = *parse_range_reference("A5:D9");
const RangeReference shorter = *parse_range_reference("A5:D6");
const RangeReference larger = *parse_range_reference("A5:E9");

std::string resized(const std::string& file, RangeReference now, RangeReference before = was) {
  WorkbookEditor editor{file};
  editor.sheet("Changes")->resize_region(before, now);
  return std::string{editor.save().view()};
}

std::string with_after(const std::string& after) {
  return WorkbookMaker{}.sheet("Changes", sheet_of("<row r=\"4\"/>", after)).make();
}

TEST(ResizeRegion, FiltersFormatsAndValidationsFollow) {
  const std::string file = with_after(
      "<autoFilter ref=\"A4:D7\"/>"
      "<conditionalFormatting sqref=\"B5:B7\"><cfRule type=\"expression\" "
      "priority=\"1\"><formula>$B5=\"Query\"</formula></cfRule></conditionalFormatting>"
      "<conditionalFormatting sqref=\"B5 A20:B21\"/>"
      "<dataValidations count=\"2\"><dataValidation sqref=\"C5:C7 F1\"><formula1>$D$5:$D$7</formula1></dataValidation>"
      "<dataValidation sqref=\"C5:C1000\"/></dataValidations>");
  EXPECT_EQ(after_rows(resized(file, taller)),
            "<autoFilter ref=\"A4:D9\"/>"
            "<conditionalFormatting sqref=\"B5:B9\"><cfRule type=\"expression\" "
            "priority=\"1\"><formula>$B5=\"Query\"</formula></cfRule></conditionalFormatting>"
            "<conditionalFormatting sqref=\"B5 A20:B21\"/>"
            "<dataValidations count=\"2\"><dataValidation sqref=\"C5:C9 F1\"><formula1>$D$5:$D$9</formula1></dataValidation>"
            "<dataValidation sqref=\"C5:C1000\"/></dataValidations>");
  EXPECT_EQ(between(after_rows(resized(file, shorter)), "<autoFilter ref=\"", "\""), "A4:D6");
  EXPECT_EQ(
      between(after_rows(resized(file, *parse_range_reference("A5:D2000"))), "</dataValidation><dataValidation sqref=\"", "\""),
      "C5:C2000");
}

TEST(ResizeRegion, MoreColumnsWidenWhatReachedTheLastOne) {
  const std::string file = with_after("<autoFilter ref=\"A4:D7\"/><conditionalFormatting sqref=\"D5:D7 C5:D7 A5:C7\"/>");
  EXPECT_EQ(after_rows(resized(file, larger)), "<autoFilter ref=\"A4:E9\"/><conditionalFormatting sqref=\"D5:D9 C5:E9 A5:C9\"/>");
}

TEST(ResizeRegion, LaterExtensionsFollow) {
  const std::string file = with_after(
      "<extLst><ext "
      "uri=\"{78C0D931}\"><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule><xm:f>Changes!$D$5:$D$7</xm:f></"
      "x14:cfRule>"
      "<xm:sqref>B5:B7</xm:sqref></x14:conditionalFormatting></"
      "x14:conditionalFormattings><x14:sparklineGroups><x14:sparklineGroup><x14:sparklines>"
      "<x14:sparkline><xm:f>Changes!D5:D7</xm:f><xm:sqref>F2</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></"
      "x14:sparklineGroups></ext></extLst>");
  const std::string now = after_rows(resized(file, taller));
  EXPECT_NE(now.find("<xm:f>Changes!$D$5:$D$9</xm:f></x14:cfRule><xm:sqref>B5:B9</xm:sqref>"), std::string::npos) << now;
  EXPECT_NE(now.find("<xm:f>Changes!D5:D9</xm:f><xm:sqref>F2</xm:sqref>"), std::string::npos) << now;
}

TEST(ResizeRegion, NamesFollow) {
  const std::string file =
      WorkbookMaker{}
          .sheet("Changes", sheet_of(""))
          .workbook(
              "<definedNames><definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"0\" "
              "hidden=\"1\">Changes!$A$4:$D$7</definedName>"
              "<definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">Changes!$A$1:$D$7</definedName>"
              "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">Changes!$A:$C,Changes!$4:$4</definedName>"
              "<definedName name=\"one\">Changes!$B$5</definedName><definedName name=\"all\">Changes!$B$5:$B$7</definedName>"
              "<definedName name=\"other\">Payments!$B$5:$B$7</definedName></definedNames>")
          .make();
  EXPECT_EQ(between(part_of(resized(file, taller), "xl/workbook.xml"), "<definedNames>", "</definedNames>"),
            "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"0\" hidden=\"1\">Changes!$A$4:$D$9</definedName>"
            "<definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">Changes!$A$1:$D$9</definedName>"
            "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">Changes!$A:$C,Changes!$4:$4</definedName>"
            "<definedName name=\"one\">Changes!$B$5</definedName><definedName name=\"all\">Changes!$B$5:$B$9</definedName>"
            "<definedName name=\"other\">Payments!$B$5:$B$7</definedName>");
}

TEST(ResizeRegion, FormulasInOtherSheetsFollow) {
  const std::string summary =
      "<row r=\"1\"><c r=\"A1\"><f>COUNTIF(Changes!$B$5:$B$7,\"Query\")+SUM(changes!D5:D7)</f><v>1</v></c>"
      "<c r=\"B1\"><f>Changes!B5+Changes!B5:B6+SUM(B5:B7)</f></c></row>"
      "<row r=\"2\"><c r=\"A2\"><f t=\"shared\" ref=\"A2:A3\" si=\"0\">SUM(Changes!B$5:B$7)</f></c></row>"
      "<row r=\"3\"><c r=\"A3\"><f t=\"shared\" si=\"0\"/></c></row>";
  const std::string file = WorkbookMaker{}.sheet("Changes", sheet_of("")).sheet("Summary", sheet_of(summary)).make();
  EXPECT_EQ(rows_of(part_of(resized(file, taller), "xl/worksheets/sheet2.xml")),
            "<row r=\"1\"><c r=\"A1\"><f>COUNTIF(Changes!$B$5:$B$9,\"Query\")+SUM(changes!D5:D9)</f><v>1</v></c>"
            "<c r=\"B1\"><f>Changes!B5+Changes!B5:B6+SUM(B5:B7)</f></c></row>"
            "<row r=\"2\"><c r=\"A2\"><f t=\"shared\" ref=\"A2:A3\" si=\"0\">SUM(Changes!B$5:B$9)</f></c></row>"
            "<row r=\"3\"><c r=\"A3\"><f t=\"shared\" si=\"0\"/></c></row>");
}

TEST(ResizeRegion, FormulasOfTheSameSheetFollowButARunningTotalStays) {
  const std::string rows =
      "<row r=\"2\"><c r=\"B2\"><f>SUM(B5:B7)</f></c></row><row r=\"7\"><c r=\"E7\"><f>SUM(B$5:B7)</f></c><c "
      "r=\"F7\"><f>B7/SUM(B$5:B$7)</f></c></row>";
  const std::string file = WorkbookMaker{}.sheet("Changes", sheet_of(rows)).make();
  EXPECT_EQ(rows_of(sheet1(resized(file, taller))),
            "<row r=\"2\"><c r=\"B2\"><f>SUM(B5:B9)</f></c></row><row r=\"7\"><c r=\"E7\"><f>SUM(B$5:B7)</f></c><c "
            "r=\"F7\"><f>B7/SUM(B$5:B$9)</f></c></row>");
}

TEST(ResizeRegion, ATableOfOneRowDoesNotPullSingleCellsAlong) {
  const RangeReference one = *parse_range_reference("A5:D5");
  const std::string file = WorkbookMaker{}
                               .sheet("Changes", sheet_of("<row r=\"5\"><c r=\"E5\"><f>B5-C5+SUM(B5:D5)</f></c></row>",
                                                          "<conditionalFormatting sqref=\"B5\"/>"))
                               .sheet("Summary", sheet_of("<row r=\"1\"><c r=\"A1\"><f>SUM(Changes!$D$5:$D$5)</f></c></row>"))
                               .make();
  const std::string now = resized(file, taller, one);
  EXPECT_EQ(rows_of(sheet1(now)), "<row r=\"5\"><c r=\"E5\"><f>B5-C5+SUM(B5:D5)</f></c></row>");
  EXPECT_EQ(after_rows(now), "<conditionalFormatting sqref=\"B5:B9\"/>");
  EXPECT_EQ(rows_of(part_of(now, "xl/worksheets/sheet2.xml")), "<row r=\"1\"><c r=\"A1\"><f>SUM(Changes!$D$5:$D$9)</f></c></row>");
}

TEST(ResizeRegion, ChartSeriesFollowWithoutTheirOldValues) {
  const std::string series =
      "<c:ser><c:tx><c:strRef><c:f>Changes!$B$4</c:f><c:strCache><c:ptCount val=\"1\"/></c:strCache></c:strRef></c:tx>"
      "<c:cat><c:strRef><c:f>Changes!$A$5:$A$7</c:f><c:strCache><c:ptCount val=\"3\"/></c:strCache></c:strRef></c:cat>"
      "<c:val><c:numRef><c:f>Other!$A$5:$A$7</c:f><c:numCache><c:ptCount val=\"3\"/></c:numCache></c:numRef></c:val></c:ser>";
  const std::string file =
      WorkbookMaker{}
          .sheet("Changes", sheet_of(""))
          .part("xl/charts/chart1.xml",
                "<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\">" + series + "</c:chartSpace>",
                "application/vnd.openxmlformats-officedocument.drawingml.chart+xml")
          .make();
  EXPECT_EQ(between(part_of(resized(file, taller), "xl/charts/chart1.xml"), "<c:ser>", "</c:ser>"),
            "<c:tx><c:strRef><c:f>Changes!$B$4</c:f><c:strCache><c:ptCount val=\"1\"/></c:strCache></c:strRef></c:tx>"
            "<c:cat><c:strRef><c:f>Changes!$A$5:$A$9</c:f></c:strRef></c:cat>"
            "<c:val><c:numRef><c:f>Other!$A$5:$A$7</c:f><c:numCache><c:ptCount val=\"3\"/></c:numCache></c:numRef></c:val>");
}

TEST(ResizeRegion, TablesFollowAndNewColumnsTakeTheirHeadings) {
  const std::string table =
      "<table id=\"1\" name=\"T\" ref=\"A4:D7\" xmlns=\"" + test::main_ns +
      "\"><autoFilter ref=\"A4:D7\"/><tableColumns count=\"4\">"
      "<tableColumn id=\"1\" name=\"A\"/><tableColumn id=\"7\" name=\"B &amp; C\"/><tableColumn id=\"3\" name=\"D\">"
      "<calculatedColumnFormula>SUM(Changes!$B$5:$B$7)</calculatedColumnFormula></tableColumn><tableColumn id=\"4\" "
      "name=\"Paid\"/></tableColumns></table>";
  const std::string headings =
      "<row r=\"4\"><c r=\"D4\" t=\"inlineStr\"><is><t>Paid</t></is></c><c r=\"E4\" t=\"inlineStr\"><is><t>PAID</t></is></c></row>";
  const std::string file =
      WorkbookMaker{}
          .sheet("Changes", sheet_of(headings, "<tableParts count=\"1\"><tablePart r:id=\"rIdX0\"/></tableParts>"))
          .part("xl/tables/table1.xml", table, "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml")
          .relation("xl/worksheets/sheet1.xml", "table", "../tables/table1.xml")
          .make();
  EXPECT_EQ(part_of(resized(file, larger), "xl/tables/table1.xml"),
            "<table id=\"1\" name=\"T\" ref=\"A4:E9\" xmlns=\"" + test::main_ns +
                "\"><autoFilter ref=\"A4:E9\"/><tableColumns count=\"5\">"
                "<tableColumn id=\"1\" name=\"A\"/><tableColumn id=\"7\" name=\"B &amp; C\"/><tableColumn id=\"3\" name=\"D\">"
                "<calculatedColumnFormula>SUM(Changes!$B$5:$B$9)</calculatedColumnFormula></tableColumn><tableColumn id=\"4\" "
                "name=\"Paid\"/>"
                "<tableColumn id=\"8\" name=\"PAID2\"/></tableColumns></table>");
}

TEST(ResizeRegion, PivotCachesFollow) {
  const std::string file = WorkbookMaker{}
                               .sheet("Changes", sheet_of(""))
                               .part("xl/pivotCache/pivotCacheDefinition1.xml",
                                     "<pivotCacheDefinition><cacheSource type=\"worksheet\"><worksheetSource ref=\"A4:D7\" "
                                     "sheet=\"Changes\"/></cacheSource></pivotCacheDefinition>",
                                     "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheDefinition+xml")
                               .make();
  EXPECT_EQ(between(part_of(resized(file, taller), "xl/pivotCache/pivotCacheDefinition1.xml"), "<worksheetSource ", "/>"),
            "ref=\"A4:D9\" sheet=\"Changes\"");
}

TEST(ResizeRegion, WhatDoesNotCoverTheTableDoesNotChangeAByte) {
  const std::string file =
      WorkbookMaker{}
          .sheet("Changes", sheet_of("<row r=\"5\"><c r=\"E5\"><f t=\"shared\" ref=\"E5:E6\" si=\"0\">B5-C5</f></c></row>"
                                     "<row r=\"6\"><c r=\"E6\"><f t=\"shared\" si=\"0\"/></c></row>",
                                     "<conditionalFormatting sqref=\"B5:B6 H5:H7\"/>"))
          .make();
  EXPECT_TRUE(resized(file, taller) == file);
}

}  // namespace
}  // namespace counterfoil::xlsx
