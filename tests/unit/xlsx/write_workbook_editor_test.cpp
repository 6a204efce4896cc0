#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "write_workbook.hpp"

namespace counterfoil::xlsx {
namespace {

using test::between;
using test::part_of;
using test::rows_of;
using test::sheet1;
using test::sheet_of;
using test::WorkbookMaker;

std::string row_xml(std::uint32_t number, const std::string& text, std::string_view prefix = {}) {
  std::string xml;
  RowBuilder row{xml, prefix};
  row.begin_row(number);
  row.text(2, 0, text);
  row.end_row();
  return xml;
}

std::string saved(WorkbookEditor& editor) { return std::string{editor.save().view()}; }

TEST(WorkbookEditor, GivesTheSameBytesWhenNothingChanged) {
  const std::string file = WorkbookMaker{}.sheet("One", sheet_of("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")).make();
  WorkbookEditor editor{file};
  EXPECT_TRUE(saved(editor) == file);
  SheetEditor* const sheet = editor.sheet("ONE");
  ASSERT_NE(sheet, nullptr);
  EXPECT_EQ(sheet->name(), "One");
  EXPECT_EQ(editor.sheet("Two"), nullptr);
  // Put back by what was there already.
  sheet->replace_rows(1, 1, "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", 1);
  EXPECT_TRUE(saved(editor) == file);
}

TEST(WorkbookEditor, ReplacesRowsAndKeepsEveryOtherByte) {
  const std::string before = "<dimension ref=\"A1:C9\"/>";
  const std::string rows =
      "\n <row r=\"1\" spans=\"1:3\" x14ac:dyDescent=\"0.2\"><c r='A1' t=\"s\"><v>0</v></c></row>\n <row r=\"4\"/>\n <row "
      "r=\"9\"><c r=\"C9\"/></row>\n";
  const std::string file =
      WorkbookMaker{}.sheet("One", sheet_of(rows, "<pageMargins left=\"0.7\"/>", before)).sheet("Two", sheet_of("")).make();
  WorkbookEditor editor{file};
  editor.sheet("One")->replace_rows(3, 5, row_xml(5, "new"), 5);
  const std::string now = sheet1(saved(editor));
  EXPECT_EQ(now, sheet_of("\n <row r=\"1\" spans=\"1:3\" x14ac:dyDescent=\"0.2\"><c r='A1' t=\"s\"><v>0</v></c></row>" +
                              row_xml(5, "new") + "\n <row r=\"9\"><c r=\"C9\"/></row>\n",
                          "<pageMargins left=\"0.7\"/>", before));
  const std::string edited = saved(editor);
  const ZipArchive was{file};
  const ZipArchive is{edited};
  EXPECT_EQ(was.find("xl/worksheets/sheet2.xml")->local_record, is.find("xl/worksheets/sheet2.xml")->local_record);
  EXPECT_EQ(is.find("xl/worksheets/sheet1.xml")->dos_time, 0x00210000u);
}

TEST(WorkbookEditor, TheDimensionFollowsTheRows) {
  const std::string file =
      WorkbookMaker{}.sheet("One", sheet_of("<row r=\"2\"><c r=\"B2\"/></row>", {}, "<dimension ref=\"B2\"/>")).make();
  WorkbookEditor editor{file};
  std::string xml;
  RowBuilder row{xml};
  row.begin_row(8);
  row.number(4, 0, "1");
  row.number(6, 0, "2");
  row.end_row();
  editor.sheet("One")->replace_rows(8, 8, xml, 8);
  EXPECT_EQ(between(sheet1(saved(editor)), "<dimension ref=\"", "\""), "B2:F8");
  editor.sheet("One")->replace_rows(2, 2, {}, 2);
  EXPECT_EQ(between(sheet1(saved(editor)), "<dimension ref=\"", "\""), "B8:F8");
}

TEST(WorkbookEditor, OpensAnEmptySheet) {
  const std::string empty =
      "<x:worksheet xmlns:x=\"" + test::main_ns + "\"><x:dimension ref=\"A1\"/><x:sheetData/><x:pageMargins/></x:worksheet>";
  const std::string file = WorkbookMaker{}.sheet("One", empty).make();
  WorkbookEditor editor{file};
  SheetEditor* const sheet = editor.sheet("One");
  EXPECT_EQ(sheet->prefix(), "x:");
  EXPECT_TRUE(sheet->row_numbers().empty());
  sheet->replace_rows(3, 3, row_xml(3, "a", sheet->prefix()), 3);
  EXPECT_EQ(sheet1(saved(editor)), "<x:worksheet xmlns:x=\"" + test::main_ns + "\"><x:dimension ref=\"B3\"/><x:sheetData>" +
                                       row_xml(3, "a", "x:") + "</x:sheetData><x:pageMargins/></x:worksheet>");
}

TEST(WorkbookEditor, RowsWithoutNumbersKeepTheirs) {
  const std::string file =
      WorkbookMaker{}
          .sheet("One", sheet_of("<row><c><v>1</v></c></row><row><c><v>2</v></c></row><row><c><v>3</v></c></row>"))
          .make();
  WorkbookEditor editor{file};
  EXPECT_EQ(editor.sheet("One")->row_numbers(), (std::vector<std::uint32_t>{1, 2, 3}));
  editor.sheet("One")->replace_rows(2, 2, {}, 2);
  EXPECT_EQ(rows_of(sheet1(saved(editor))), "<row><c><v>1</v></c></row><row r=\"3\"><c><v>3</v></c></row>");
}

TEST(WorkbookEditor, RowsAreNeverWrittenOverOthersOrTwice) {
  const std::string file = WorkbookMaker{}.sheet("One", sheet_of("<row r=\"1\"/><row r=\"5\"/>")).make();
  WorkbookEditor editor{file};
  SheetEditor* const sheet = editor.sheet("One");
  EXPECT_THROW(sheet->replace_rows(2, 3, row_xml(5, "over"), 5), std::logic_error);
  EXPECT_THROW(sheet->replace_rows(2, 3, row_xml(1, "over"), 5), std::logic_error);
  EXPECT_THROW(sheet->replace_rows(2, 3, row_xml(3, "a") + row_xml(3, "b"), 5), std::logic_error);
}

TEST(WorkbookEditor, ReadsARowAsItStands) {
  const std::string strings = "<sst xmlns=\"" + test::main_ns + "\"><si><t>Rosehill &amp; Co</t></si></sst>";
  const std::string file =
      WorkbookMaker{}
          .sheet("One", sheet_of("<row r=\"3\" spans=\"1:9\" ht=\"30\" hidden=\"1\"><c r=\"B3\" s=\"4\" t=\"s\"><v>0</v></c>"
                                 "<c r=\"D3\"><f>B3&amp;\"x\"</f></c><c r=\"E3\" t=\"b\"><v>1</v></c><c s=\"2\"/>"
                                 "<c t=\"inlineStr\"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>"))
          .part("xl/sharedStrings.xml", strings, "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml")
          .relation("xl/workbook.xml", "sharedStrings", "sharedStrings.xml")
          .make();
  WorkbookEditor editor{file};
  EXPECT_FALSE(editor.sheet("One")->row(2));
  const auto row = editor.sheet("One")->row(3);
  ASSERT_TRUE(row);
  EXPECT_TRUE(row->hidden);
  EXPECT_EQ(row->attributes, " ht=\"30\" hidden=\"1\"");
  ASSERT_EQ(row->cells.size(), 5u);
  EXPECT_EQ(row->cells[0].value, "Rosehill & Co");
  EXPECT_EQ(row->cells[0].style, 4u);
  EXPECT_EQ(row->cells[0].row, 3u);
  EXPECT_EQ(row->cells[0].xml, "<c r=\"B3\" s=\"4\" t=\"s\"><v>0</v></c>");
  EXPECT_TRUE(row->cells[1].has_formula);
  EXPECT_FALSE(row->cells[1].has_value);
  EXPECT_EQ(row->cells[1].formula, "B3&amp;\"x\"");
  EXPECT_EQ(row->cells[2].kind, CellKind::boolean);
  EXPECT_EQ(row->cells[3].column, 6u);
  EXPECT_EQ(row->cells[3].kind, CellKind::blank);
  EXPECT_EQ(row->cells[4].column, 7u);
  EXPECT_EQ(row->cells[4].value, "ab");
}

TEST(WorkbookEditor, DependentsOfASharedFormulaOutliveItsMaster) {
  const std::string rows =
      "<row r=\"1\"><c r=\"C1\"><f t=\"shared\" ref=\"C1:C3\" si=\"0\">A1+$B$9</f><v>1</v></c></row>"
      "<row r=\"2\"><c r=\"C2\"><f t=\"shared\" si=\"0\"/><v>2</v></c></row>"
      "<row r=\"3\"><c r=\"C3\"><f t=\"shared\" si=\"0\"/><v>3</v></c></row>";
  const std::string file = WorkbookMaker{}.sheet("One", sheet_of(rows)).make();
  WorkbookEditor editor{file};
  SheetEditor* const sheet = editor.sheet("One");
  const auto carried = sheet->row(2);
  EXPECT_EQ(carried->cells[0].formula, "A2+$B$9");
  std::string xml;
  RowBuilder row{xml};
  row.begin_row(1);
  row.carried(3, carried->cells[0]);
  row.end_row();
  sheet->replace_rows(1, 2, xml, 2);
  EXPECT_EQ(rows_of(sheet1(saved(editor))),
            "<row r=\"1\"><c r=\"C1\"><f>A1+$B$9</f><v>2</v></c></row>"
            "<row r=\"3\"><c r=\"C3\"><f>A3+$B$9</f><v>3</v></c></row>");
}

TEST(WorkbookEditor, CommentsCdataAndCellsWithoutReferencesDoNotMislead) {
  const std::string rows =
      "<row r=\"1\"><c r=\"A1\"><f>B1</f></c><c><f>SUM(B1:B1)</f></c><!-- </row><row r=\"1\"> --><c "
      "t=\"str\"><f>A1</f><v><![CDATA[</c></row>]]></v></c></row>"
      "<row r=\"2\"><c><f>SUM(A2:A3)</f></c></row>";
  const std::string file = WorkbookMaker{}.sheet("One", sheet_of(rows)).make();
  WorkbookEditor editor{file};
  SheetEditor* const sheet = editor.sheet("One");
  EXPECT_EQ(sheet->row_numbers(), (std::vector<std::uint32_t>{1, 2}));
  const auto row = sheet->row(1);
  ASSERT_EQ(row->cells.size(), 3u);
  EXPECT_EQ(row->cells[2].column, 3u);
  EXPECT_EQ(row->cells[2].value, "</c></row>");
  EXPECT_EQ(row->cells[2].formula, "A1");
  sheet->move_rows(2, 1);
  EXPECT_EQ(rows_of(sheet1(saved(editor))).substr(rows.find("<row r=\"2\">")), "<row r=\"3\"><c><f>SUM(A3:A4)</f></c></row>");

  const std::string mixed = "<row r=\"1\"><c r=\"A1\"><f>B1</f></c><c><f>SUM(B2:B3)</f></c></row><row r=\"2\"/>";
  const std::string second = WorkbookMaker{}.sheet("One", sheet_of(mixed)).make();
  WorkbookEditor other{second};
  other.sheet("One")->move_rows(2, 1);
  EXPECT_EQ(rows_of(sheet1(saved(other))), "<row r=\"1\"><c r=\"A1\"><f>B1</f></c><c><f>SUM(B3:B4)</f></c></row><row r=\"3\"/>");
}

TEST(WorkbookEditor, LargeSheetsAreTheSameHoweverTheyArePutTogether) {
  const std::string file = WorkbookMaker{}
                               .sheet("One", sheet_of("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"90000\"/>",
                                                      "<pageMargins/>", "<dimension ref=\"A1\"/>"))
                               .make();
  const auto fill = [](SheetEditor* sheet, std::uint32_t from, std::uint32_t to) {
    std::string xml;
    RowBuilder row{xml};
    for (std::uint32_t number = from; number <= to; ++number) {
      row.begin_row(number);
      row.text(2, 0, "Rosehill Homes, short breaks and day care");
      row.end_row();
    }
    sheet->replace_rows(from, to, xml, to);
  };
  WorkbookEditor whole{file};
  fill(whole.sheet("One"), 2, 8000);
  WorkbookEditor pieces{file};
  for (std::uint32_t from = 2; from <= 8000; from += 1000) fill(pieces.sheet("One"), from, std::min(from + 999, 8000u));
  const std::string once = saved(whole);
  EXPECT_TRUE(once == saved(pieces));
  EXPECT_TRUE(once == saved(whole));
  fill(whole.sheet("One"), 50, 50);
  EXPECT_TRUE(once == saved(whole));
  EXPECT_EQ(whole.sheet("One")->row(8000)->cells[0].value, "Rosehill Homes, short breaks and day care");
  whole.sheet("One")->replace_rows(2, 8000, {}, 2);
  EXPECT_EQ(rows_of(sheet1(saved(whole))), "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"90000\"/>");
}

TEST(WorkbookEditor, AChangeDropsTheCalculationChainAndAsksForCalculation) {
  const auto make = [](const std::string& inner) {
    return WorkbookMaker{}
        .sheet("One", sheet_of(""))
        .workbook(inner)
        .part("xl/calcChain.xml", "<calcChain/>", "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml")
        .relation("xl/workbook.xml", "calcChain", "calcChain.xml")
        .relation("xl/workbook.xml", "theme", "theme/theme1.xml")
        .make();
  };
  const auto edited = [&](const std::string& file) {
    WorkbookEditor editor{file};
    editor.sheet("One")->replace_rows(1, 1, row_xml(1, "a"), 1);
    return saved(editor);
  };
  const std::string names = "<definedNames><definedName name=\"a\">One!$A$1</definedName></definedNames>";
  const std::string file = edited(make(names + "<extLst/>"));
  EXPECT_EQ(ZipArchive{file}.find("xl/calcChain.xml"), nullptr);
  EXPECT_EQ(part_of(file, "[Content_Types].xml").find("calcChain"), std::string::npos);
  EXPECT_EQ(part_of(file, "xl/_rels/workbook.xml.rels").find("calcChain"), std::string::npos);
  EXPECT_NE(part_of(file, "xl/_rels/workbook.xml.rels").find("theme/theme1.xml"), std::string::npos);
  EXPECT_EQ(between(part_of(file, "xl/workbook.xml"), "</sheets>", "</workbook>"),
            names + "<calcPr fullCalcOnLoad=\"1\"/><extLst/>");
  EXPECT_EQ(between(part_of(edited(make("<calcPr calcId=\"191029\"/>")), "xl/workbook.xml"), "</sheets>", "</workbook>"),
            "<calcPr fullCalcOnLoad=\"1\" calcId=\"191029\"/>");
  EXPECT_EQ(between(part_of(edited(make("<calcPr fullCalcOnLoad='0'/>")), "xl/workbook.xml"), "</sheets>", "</workbook>"),
            "<calcPr fullCalcOnLoad='1'/>");
  EXPECT_EQ(between(part_of(edited(make("")), "xl/workbook.xml"), "</sheets>", "</workbook>"), "<calcPr fullCalcOnLoad=\"1\"/>");
}

TEST(WorkbookEditor, KeepsCustomXmlByItsNamespace) {
  const std::string file = WorkbookMaker{}.sheet("One", sheet_of("")).make();
  WorkbookEditor editor{file};
  EXPECT_EQ(editor.custom_xml("urn:counterfoil:test"), std::nullopt);
  editor.set_custom_xml("urn:counterfoil:test", "<a xmlns=\"urn:counterfoil:test\">1</a>");
  EXPECT_EQ(editor.custom_xml("urn:counterfoil:test"), "<a xmlns=\"urn:counterfoil:test\">1</a>");
  const std::string once = saved(editor);
  EXPECT_EQ(part_of(once, "customXml/item1.xml"), "<a xmlns=\"urn:counterfoil:test\">1</a>");
  EXPECT_NE(part_of(once, "customXml/_rels/item1.xml.rels").find("Target=\"itemProps1.xml\""), std::string::npos);
  EXPECT_NE(part_of(once, "xl/_rels/workbook.xml.rels").find("Target=\"../customXml/item1.xml\""), std::string::npos);
  EXPECT_NE(part_of(once, "[Content_Types].xml").find("/customXml/itemProps1.xml"), std::string::npos);
  EXPECT_EQ(part_of(once, "xl/workbook.xml").find("fullCalcOnLoad"), std::string::npos);

  WorkbookEditor again{once};
  EXPECT_EQ(again.custom_xml("urn:counterfoil:test"), "<a xmlns=\"urn:counterfoil:test\">1</a>");
  again.set_custom_xml("urn:counterfoil:test", "<b:a xmlns:b=\"urn:counterfoil:test\">2</b:a>");
  again.set_custom_xml("urn:other", "<o xmlns=\"urn:other\"/>");
  const std::string twice = saved(again);
  WorkbookEditor third{twice};
  EXPECT_EQ(third.custom_xml("urn:counterfoil:test"), "<b:a xmlns:b=\"urn:counterfoil:test\">2</b:a>");
  EXPECT_EQ(third.custom_xml("urn:other"), "<o xmlns=\"urn:other\"/>");
  EXPECT_EQ(part_of(twice, "customXml/item3.xml"), "");
}

TEST(WorkbookEditor, KnowsASignedPackage) {
  const std::string plain = WorkbookMaker{}.sheet("One", sheet_of("")).make();
  EXPECT_FALSE(WorkbookEditor{plain}.is_signed());
  const std::string file =
      WorkbookMaker{}
          .sheet("One", sheet_of(""))
          .part("_xmlsignatures/origin.sigs", "x", "application/vnd.openxmlformats-package.digital-signature-origin")
          .relation("", "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin",
                    "_xmlsignatures/origin.sigs")
          .make();
  EXPECT_TRUE(WorkbookEditor{file}.is_signed());
}

TEST(WorkbookEditor, ColumnsGiveStylesAndTheirDefinitionsAreCopied) {
  const std::string cols =
      "<cols><col min=\"2\" max=\"5\" width=\"12\" style=\"7\" customWidth=\"1\"/><col min=\"8\" max=\"8\" width=\"40\"/></cols>";
  const std::string file = WorkbookMaker{}.sheet("One", sheet_of("", {}, cols)).make();
  WorkbookEditor editor{file};
  SheetEditor* const sheet = editor.sheet("One");
  EXPECT_EQ(sheet->column_style(1), 0u);
  EXPECT_EQ(sheet->column_style(5), 7u);
  sheet->copy_column_definition(5, 6);
  sheet->copy_column_definition(8, 3);
  EXPECT_EQ(between(sheet1(saved(editor)), "<cols>", "</cols>"),
            "<col min=\"2\" max=\"2\" width=\"12\" style=\"7\" customWidth=\"1\"/><col min=\"3\" max=\"3\" width=\"40\"/>"
            "<col min=\"4\" max=\"5\" width=\"12\" style=\"7\" customWidth=\"1\"/><col min=\"6\" max=\"6\" width=\"12\" "
            "style=\"7\" customWidth=\"1\"/>"
            "<col min=\"8\" max=\"8\" width=\"40\"/>");
}

}  // namespace
}  // namespace counterfoil::xlsx
