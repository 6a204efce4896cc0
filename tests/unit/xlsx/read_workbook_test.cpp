#include <gtest/gtest.h>

#include "failure_words.hpp"
#include "scanned.hpp"
#include "xlsx/relationships.hpp"
#include "xlsx/workbook_reader.hpp"
#include "zip_builder.hpp"

namespace counterfoil::xlsx {
namespace {

using test::book_parts;
using test::BookShape;
using test::build_zip;
using test::words_of;

const std::string strict_space = "http://purl.oclc.org/ooxml/spreadsheetml/main";
const std::string strings = "<sst xmlns=\"" + test::main_space + "\"><si><t>first</t></si></sst>";

BookShape simple() { return {.sheet = test::plain_sheet("<row r=\"1\"><c r=\"A1\"><v>7</v></c></row>"), .strings = strings}; }

std::vector<std::string> lines_of(const std::string& file) {
  const WorkbookReader reader{file};
  return test::scan_lines(reader.sheet_xml(reader.sheets().at(0)).view());
}

TEST(WorkbookReader, FindsSheetsStringsAndProperties) {
  BookShape book = simple();
  book.workbook_properties = "<workbookPr date1904=\"1\"/>";
  book.sheet_attributes = "state=\"veryHidden\"";
  const std::string file = build_zip(book_parts(book));
  const WorkbookReader reader{file};
  ASSERT_EQ(reader.sheets().size(), 1u);
  EXPECT_EQ(reader.sheets()[0].name, "Payments");
  EXPECT_EQ(reader.sheets()[0].part, "xl/worksheets/sheet1.xml");
  EXPECT_EQ(reader.sheets()[0].visibility, SheetVisibility::very_hidden);
  EXPECT_TRUE(reader.sheets()[0].worksheet);
  EXPECT_TRUE(reader.uses_1904_dates());
  EXPECT_EQ(reader.shared_strings()[0], "first");
  EXPECT_EQ(reader.styles().size(), 0u);
  EXPECT_FALSE(WorkbookReader{build_zip(book_parts(simple()))}.uses_1904_dates());
}

TEST(WorkbookReader, FollowsRelationshipsWhereverTheyLead) {
  BookShape book = simple();
  book.workbook_part = "book.xml";
  EXPECT_EQ(lines_of(build_zip(book_parts(book))), (std::vector<std::string>{"row 1", "A1 number 7"}));
  book.workbook_part = "deep/er/book.xml";
  for (const char* target : {"worksheets/sheet1.xml", "/deep/er/worksheets/sheet1.xml", "../er/./worksheets/sheet1.xml",
                             "Worksheets/SHEET1.xml", "worksheets/sheet%31.xml", "worksheets\\sheet1.xml"}) {
    book.sheet_target = target;
    EXPECT_EQ(lines_of(build_zip(book_parts(book))).size(), 2u) << target;
  }
  for (const char* target : {"../../../worksheets/sheet1.xml", "worksheets/sheet2.xml", "http://example.org/sheet1.xml"}) {
    book.sheet_target = target;
    EXPECT_NE(words_of([&] { lines_of(build_zip(book_parts(book))); }).find("'Payments' is missing"), std::string::npos) << target;
  }
}

TEST(WorkbookReader, ReadsStrictWorkbooks) {
  BookShape book = simple();
  book.main = strict_space;
  book.office = "http://purl.oclc.org/ooxml/officeDocument/relationships";
  book.sheet = "<worksheet xmlns=\"" + strict_space + "\"><sheetData><row><c><v>7</v></c></row></sheetData></worksheet>";
  EXPECT_EQ(lines_of(build_zip(book_parts(book))), (std::vector<std::string>{"row 1", "A1 number 7"}));
}

TEST(WorkbookReader, ReadsBackslashNamesAndUtf16Sheets) {
  BookShape book = simple();
  auto parts = book_parts(book);
  for (auto& part : parts) std::replace(part.name.begin(), part.name.end(), '/', '\\');
  EXPECT_EQ(lines_of(build_zip(parts)).size(), 2u);

  parts = book_parts(book);
  for (auto& part : parts) {
    if (part.name != "xl/worksheets/sheet1.xml") continue;
    std::string wide = "\xFF\xFE";
    for (const char c : part.content) wide += std::string{c} + '\0';
    part.content = wide;
  }
  EXPECT_EQ(lines_of(build_zip(parts)).size(), 2u);
}

TEST(WorkbookReader, RefusesWhatIsMissingInWords) {
  const auto without = [](std::string_view name) {
    auto parts = book_parts(simple());
    std::erase_if(parts, [&](const test::ZipPart& part) { return part.name == name; });
    const std::string file = build_zip(parts);
    return words_of([&] {
      const WorkbookReader reader{file};
      reader.shared_strings();
      reader.sheet_xml(reader.sheets().at(0));
    });
  };
  EXPECT_EQ(without("nothing"), "");
  EXPECT_NE(without("[Content_Types].xml"), "");
  EXPECT_NE(without("_rels/.rels").find("which of its parts is the workbook"), std::string::npos);
  EXPECT_NE(without("xl/workbook.xml").find("the part that lists its sheets is missing"), std::string::npos);
  EXPECT_NE(without("xl/_rels/workbook.xml.rels").find("'Payments' is missing"), std::string::npos);
  EXPECT_NE(without("xl/worksheets/sheet1.xml").find("'Payments' is missing"), std::string::npos);
  EXPECT_EQ(without("xl/strings.xml"), "") << "without texts there is nothing to find, which a cell that means one will say";
}

TEST(WorkbookReader, RefusesKindsByTheirContent) {
  EXPECT_NE(words_of([] { WorkbookReader{"not a workbook"}; }), "");
  EXPECT_NE(words_of([] { WorkbookReader{"%PDF-1.4"}; }).find("PDF"), std::string::npos);
  auto parts = book_parts(simple());
  for (auto& part : parts) {
    const std::size_t at = part.content.find("spreadsheetml.sheet.main");
    if (part.name == "[Content_Types].xml") part.content.replace(at, 24, "wordprocessingml spreadsheetml");
  }
  EXPECT_NE(words_of([&] { WorkbookReader{build_zip(parts)}; }).find("Word"), std::string::npos);
}

TEST(WorkbookReader, SmallPartsHaveALimit) {
  const std::string file = build_zip(book_parts(simple()));
  Limits limits;
  limits.small_part_bytes = 100;
  EXPECT_NE(words_of([&] { WorkbookReader(file, limits); }), "");
}

TEST(Relationships, NamesAndTargets) {
  EXPECT_EQ(relationships_part(""), "_rels/.rels");
  EXPECT_EQ(relationships_part("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
  EXPECT_EQ(resolve_target("xl/worksheets/sheet1.xml", "../tables/table1.xml"), "xl/tables/table1.xml");
  EXPECT_EQ(resolve_target("xl/workbook.xml", "/xl/styles.xml"), "xl/styles.xml");
  EXPECT_EQ(resolve_target("", "./xl//workbook.xml"), "xl/workbook.xml");
  EXPECT_EQ(resolve_target("xl/workbook.xml", "../../x.xml"), "");
  EXPECT_EQ(resolve_target("xl/workbook.xml", "#Sheet1!A1"), "xl/workbook.xml");
}

}  // namespace
}  // namespace counterfoil::xlsx
