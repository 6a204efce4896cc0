// Sheets added to a workbook.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/failure.hpp"
#include "failure_words.hpp"
#include "write_workbook.hpp"
#include "xlsx/sheet_additions.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::xlsx {
namespace {

using test::between;
using test::part_of;
using test::sheet_of;
using test::WorkbookMaker;

TEST(AddSheet, ComesAfterTheOthersAndReadsBack) {
  const std::string file = WorkbookMaker{}.sheet("Team", sheet_of("<row r=\"1\"><c r=\"A1\"><f>Changes!A1</f></c></row>")).make();
  WorkbookEditor editor{file};
  editor.add_sheet("Changes & more", sheet_of("<row r=\"1\"><c r=\"A1\"><v>5</v></c></row>"));
  const Buffer now = editor.save();
  const WorkbookReader reader{now.view()};
  ASSERT_EQ(reader.sheets().size(), 2u);
  EXPECT_EQ(reader.sheets()[1].name, "Changes & more");
  EXPECT_EQ(reader.sheets()[1].part, "xl/worksheets/sheet2.xml");
  EXPECT_TRUE(reader.sheets()[1].worksheet);
  EXPECT_EQ(reader.sheet_xml(reader.sheets()[1]).view(), sheet_of("<row r=\"1\"><c r=\"A1\"><v>5</v></c></row>"));
  EXPECT_EQ(test::sheet1(now.view()), test::sheet1(file));
  EXPECT_NE(part_of(now.view(), "xl/workbook.xml").find("fullCalcOnLoad=\"1\""), std::string::npos);
}

TEST(AddSheet, CanBeEditedAndFollowsOtherSheets) {
  const std::string file = WorkbookMaker{}.sheet("Team", sheet_of("<row r=\"3\"/>")).make();
  WorkbookEditor editor{file};
  editor.add_sheet("Changes", sheet_of("<row r=\"1\"><c r=\"A1\"><f>Team!A3</f></c></row>"));
  editor.sheet("Team")->move_rows(3, 2);
  EXPECT_EQ(test::rows_of(part_of(editor.save().view(), "xl/worksheets/sheet2.xml")),
            "<row r=\"1\"><c r=\"A1\"><f>Team!A5</f></c></row>");
}

TEST(AddSheet, NamesThatExcelRefusesAreRefused) {
  const std::string file = WorkbookMaker{}.sheet("Team", sheet_of("")).make();
  WorkbookEditor editor{file};
  const auto words = [&](std::string_view name) { return test::words_of([&] { editor.add_sheet(name, sheet_of("")); }); };
  EXPECT_EQ(words("TEAM"), "The workbook has a sheet named 'TEAM' already. Rename that one and try again.");
  EXPECT_NE(words("a/b").find("cannot be named"), std::string::npos);
  EXPECT_NE(words(std::string(32, 'x')).find("31 characters"), std::string::npos);
  EXPECT_EQ(words(std::string(31, 'x')), "");
}

TEST(AddSheet, SpeaksTheStrictDialectInAStrictWorkbook) {
  std::string file = WorkbookMaker{}.sheet("Team", sheet_of("")).make();
  WorkbookMaker maker;
  maker.sheet("Team", "<worksheet xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><sheetData/></worksheet>");
  maker.strict();
  file = maker.make();
  WorkbookEditor editor{file};
  editor.add_sheet("Changes", sheet_of(""));
  const Buffer now = editor.save();
  EXPECT_EQ(WorkbookReader{now.view()}.sheets().size(), 2u);
  EXPECT_NE(part_of(now.view(), "xl/worksheets/sheet2.xml").find("xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/main\""),
            std::string::npos);
  EXPECT_NE(part_of(now.view(), "xl/_rels/workbook.xml.rels")
                .find("purl.oclc.org/ooxml/officeDocument/relationships/worksheet\" Target=\"/xl/worksheets/sheet2.xml\""),
            std::string::npos);
}

TEST(AddSheet, WhereTheZipFileHasBackslashesNoOtherPartHasThem) {
  const std::string plain = WorkbookMaker{}.sheet("Team", sheet_of("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")).make();
  std::vector<test::ZipPart> parts;
  for (const std::string name :
       {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"}) {
    std::string stored = name;
    std::replace(stored.begin(), stored.end(), '/', '\\');
    parts.push_back({stored, part_of(plain, name)});
  }
  const std::string file = test::build_zip(parts);
  WorkbookEditor editor{file};
  editor.add_sheet("Ours", sheet_of(""));
  editor.set_custom_xml("urn:ours", "<ours xmlns=\"urn:ours\"/>");
  highlight(*editor.sheet("Team"), {{1, 1}, {1, 1}}, "A1>0", "<dxf><font><b/></font></dxf>");
  const Buffer now = editor.save();
  for (const char* part : {"[Content_Types].xml", "xl/_rels/workbook.xml.rels"})
    EXPECT_EQ(part_of(now.view(), part).find('\\'), std::string::npos) << part_of(now.view(), part);
  for (const char* part : {"xl/worksheets/sheet2.xml", "xl/styles.xml", "customXml/item1.xml"})
    EXPECT_FALSE(part_of(now.view(), part).empty()) << part;
  EXPECT_NE(part_of(now.view(), "xl/_rels/workbook.xml.rels").find("Target=\"../customXml/item1.xml\""), std::string::npos);
  EXPECT_EQ(WorkbookReader{now.view()}.sheets().size(), 2u);
  WorkbookEditor again{now.view()};
  EXPECT_EQ(again.custom_xml("urn:ours"), "<ours xmlns=\"urn:ours\"/>");
}

}  // namespace
}  // namespace counterfoil::xlsx
