// A save that would give Excel something to repair is stopped; what the workbook had before is not held against it.
#include <gtest/gtest.h>

#include "write_workbook.hpp"
#include "xlsx/patch/package_edit.hpp"
#include "xlsx/save_refused.hpp"

namespace counterfoil::xlsx {
namespace {

using test::main_ns;
using test::sheet_of;
using test::WorkbookMaker;

WorkbookMaker book(const std::string& rows, const std::string& after = {}) {
  WorkbookMaker maker;
  maker.sheet("Team", sheet_of(rows, after));
  maker.relation("xl/workbook.xml", "styles", "styles.xml");
  maker.part("xl/styles.xml",
             "<styleSheet xmlns=\"" + main_ns +
                 "\"><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders>"
                 "<cellXfs count=\"2\"><xf fontId=\"0\"/><xf fontId=\"0\"/></cellXfs></styleSheet>",
             "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml");
  return maker;
}

std::string put(SheetEditor& sheet, std::uint32_t row, std::uint32_t style, const std::string& text) {
  std::string xml;
  RowBuilder builder{xml, sheet.prefix()};
  builder.begin_row(row);
  builder.text(1, style, text);
  builder.end_row();
  return xml;
}

/// Rule and place of each breach that stops the save; "saved" where none does.
std::vector<std::string> refusal(const std::function<void()>& save) {
  try {
    save();
    return {"saved"};
  } catch (const SaveRefused& refused) {
    std::vector<std::string> lines;
    for (const Breach& each : refused.breaches()) lines.push_back(each.part + ": " + each.rule + ", " + each.place);
    EXPECT_EQ(std::string{refused.what()}.back(), '.');
    return lines;
  }
}

std::vector<std::string> with_cell(const std::string& file, std::uint32_t row, std::uint32_t style, const std::string& text) {
  return refusal([&] {
    WorkbookEditor editor{file};
    SheetEditor& sheet = *editor.sheet("Team");
    sheet.put_cells(put(sheet, row, style, text));
    editor.save();
  });
}

const std::vector<std::string> saved = {"saved"};

TEST(SaveProof, ACellsFormatMustBeThere) {
  const std::string file = book("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>").make();
  EXPECT_EQ(with_cell(file, 2, 1, "fine"), saved);
  EXPECT_EQ(with_cell(file, 2, 2, "not there"),
            (std::vector<std::string>{"xl/worksheets/sheet1.xml: a cell's format is not there, A2"}));
}

TEST(SaveProof, WhatTheWorkbookHadBeforeIsItsOwn) {
  const std::string file = book("<row r=\"1\"><c r=\"B1\" s=\"7\"><v>1</v></c></row>").make();
  EXPECT_EQ(with_cell(file, 2, 1, "fine"), saved);
  EXPECT_EQ(with_cell(file, 2, 9, "one more").size(), 1u);
}

TEST(SaveProof, TextsAreAsLongAsExcelTakes) {
  const std::string file = book("").make();
  const auto with_text = [&](const std::string& text) {
    return refusal([&] {
      WorkbookEditor editor{file};
      editor.sheet("Team")->put_cells("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>" + text + "</t></is></c></row>");
      editor.save();
    });
  };
  EXPECT_EQ(with_text(std::string(32'767, 'x')), saved);
  EXPECT_EQ(with_text(std::string(32'768, 'x')),
            (std::vector<std::string>{"xl/worksheets/sheet1.xml: a text is longer than Excel takes, A1"}));
  std::string pounds;
  for (int i = 0; i < 32'767; ++i) pounds += "\xC2\xA3";  // two bytes, one unit
  EXPECT_EQ(with_text(pounds), saved);
}

TEST(SaveProof, ATablesHeadingsAreItsColumnsNames) {
  const std::string head =
      "<table xmlns=\"" + main_ns + "\" id=\"1\" name=\"T\" displayName=\"T\" ref=\"A1:B2\"><tableColumns count=\"2\">";
  WorkbookMaker maker = book(
      "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>One</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>Two</t></is></c></row>",
      "<tableParts count=\"1\"><tablePart r:id=\"rIdX0\"/></tableParts>");
  maker.relation("xl/worksheets/sheet1.xml", "table", "../tables/table1.xml");
  maker.part("xl/tables/table1.xml",
             head + "<tableColumn id=\"1\" name=\"One\"/><tableColumn id=\"2\" name=\"Two\"/></tableColumns></table>",
             "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml");
  const std::string file = maker.make();
  EXPECT_EQ(with_cell(file, 3, 0, "below"), saved);
  const auto cleared = refusal([&] {
    WorkbookEditor editor{file};
    editor.sheet("Team")->clear_cells({{1, 2}, {1, 2}});
    editor.save();
  });
  EXPECT_EQ(cleared, (std::vector<std::string>{"xl/worksheets/sheet1.xml: a table's heading is not its column's name, B1"}));
}

std::vector<std::string> with_part(const std::string& file, const std::string& part, const std::string& was,
                                   const std::string& now) {
  return refusal([&] {
    PackageEdit package{file, Limits{}};
    std::string text{package.text(part)};
    const std::size_t at = text.find(was);
    ASSERT_NE(at, std::string::npos) << text;
    package.set(part, text.replace(at, was.size(), now));
    package.save();
  });
}

TEST(SaveProof, EachPartHasItsRules) {
  const std::string file = book("", "<conditionalFormatting sqref=\"A1\"/><pageMargins/>").workbook("<definedNames/>").make();
  struct Case {
    std::string part, was, now, rule;
  };
  for (const Case& each : std::vector<Case>{
           {"xl/workbook.xml", "<definedNames/>", "<definedNames/><definedNames/>",
            "elements stand twice or in another order, definedNames"},
           {"xl/workbook.xml", "sheetId=\"1\"", "sheetId=\"70000\"", "a sheet's id is out of bounds or stands twice, 70000"},
           {"xl/workbook.xml", "rId1", "rId7", "a sheet has no part, rId7"},
           {"xl/workbook.xml", "<definedNames/>",
            "<definedNames><definedName name=\"A_\">1</definedName><definedName name=\"a_\">1</definedName></definedNames>",
            "a name stands twice, a_"},
           {"xl/styles.xml", "count=\"2\"", "count=\"3\"", "a list says another number than it holds, cellXfs"},
           {"xl/styles.xml", "<xf fontId=\"0\"/>", "<xf fontId=\"1\"/>", "a format names what is not there, fontId"},
           {"xl/worksheets/sheet1.xml", "<pageMargins/>", "<mergeCells/>", "elements stand twice or in another order, mergeCells"},
           {"xl/worksheets/sheet1.xml", "<pageMargins/>", "<drawing r:id=\"rId5\"/>",
            "an element names a part that is not there, rId5"},
           {"xl/worksheets/sheet1.xml", "<pageMargins/>", "<pageMargins>", "it is not well formed, "},
           {"[Content_Types].xml", "</Types>", "<Override PartName=\"/XL/styles.xml\"/></Types>",
            "a part has two content types, /xl/styles.xml"},
           {"xl/_rels/workbook.xml.rels", "styles.xml", "gone.xml", "a relationship leads to a part that is not there, rIdX0"}}) {
    SCOPED_TRACE(each.now);
    const auto said = with_part(file, each.part, each.was, each.now);
    ASSERT_EQ(said.size(), 1u);
    EXPECT_EQ(said.front(), each.part + ": " + each.rule);
  }
}

}  // namespace
}  // namespace counterfoil::xlsx
