// A column that comes to belong to a team's table: what belongs to the table takes it in, what stands elsewhere stays.
#include <gtest/gtest.h>

#include <algorithm>

#include "write_workbook.hpp"
#include "xlsx/sheet_additions.hpp"

namespace counterfoil::xlsx {
namespace {

using test::part_of;
using test::sheet1;
using test::sheet_of;
using test::WorkbookMaker;

// The table: headings in row 6, body in rows 7 to 9, totals in row 10; last period is in column F.
constexpr std::uint32_t last = 6;
constexpr TableBlock block{6, 9, 10};

std::string formula_cell(const std::string& cell, const std::string& formula) {
  return "<c r=\"" + cell + "\"><f>" + formula + "</f><v>0</v></c>";
}

std::string row(int number, const std::string& cells) { return "<row r=\"" + std::to_string(number) + "\">" + cells + "</row>"; }

struct Grown {
  std::string file;
  std::vector<std::string> places;
};

Grown grow(const std::string& file) {
  WorkbookEditor editor{file};
  editor.sheet("Team")->insert_columns(last + 1, 1, last);
  Grown grown;
  grown.places = take_in_next_column(*editor.sheet("Team"), last, block);
  grown.file = editor.save().view();
  return grown;
}

TEST(ColumnGrowth, RangesOfTheTableTakeTheColumnIn) {
  const std::string file =
      WorkbookMaker{}
          .sheet("Team", sheet_of(row(7, formula_cell("H7", "SUM(E7:F7)")) + row(10, formula_cell("H10", "SUM(E7:F9)")) +
                                      row(12, formula_cell("A12", "SUM(E7:F9)")),
                                  "<autoFilter ref=\"A6:F9\"/><mergeCells><mergeCell ref=\"E6:F6\"/></mergeCells>"))
          .sheet("Summary", sheet_of(row(1, formula_cell("A1", "SUM(Team!E7:F9)") + formula_cell("B1", "SUM(Team!$E:$F)"))))
          .workbook(
              "<definedNames><definedName name=\"Paid\">Team!$E$7:$F$9</definedName><definedName name=\"_xlnm.Print_Area\" "
              "localSheetId=\"0\">Team!$A$1:$F$20</definedName></definedNames>")
          .make();
  const Grown grown = grow(file);
  const std::string sheet = sheet1(grown.file);
  EXPECT_NE(sheet.find("<f>SUM(E7:G7)</f>"), std::string::npos) << sheet;
  EXPECT_NE(sheet.find("<c r=\"A12\"><f>SUM(E7:G9)</f>"), std::string::npos);
  EXPECT_NE(sheet.find("autoFilter ref=\"A6:G9\""), std::string::npos);
  EXPECT_NE(sheet.find("mergeCell ref=\"E6:G6\""), std::string::npos);
  const std::string summary = part_of(grown.file, "xl/worksheets/sheet2.xml");
  EXPECT_NE(summary.find("SUM(Team!E7:G9)"), std::string::npos);
  EXPECT_NE(summary.find("SUM(Team!$E:$G)"), std::string::npos);
  const std::string names = part_of(grown.file, "xl/workbook.xml");
  EXPECT_NE(names.find("Team!$E$7:$G$9"), std::string::npos);
  EXPECT_NE(names.find("Team!$A$1:$G$20"), std::string::npos);
  // What is not in the table's own rows is told; the table's own sums are not.
  EXPECT_EQ(grown.places, (std::vector<std::string>{"Team!A12", "Summary!A1", "Summary!B1", "the name Paid"}));
}

TEST(ColumnGrowth, WhatStandsAboveTheTableStays) {
  const std::string above = formula_cell("A1", "INDEX(B2:F2,5)") + formula_cell("B1", "COUNTBLANK(B2:F4)") +
                            formula_cell("C1", "SUM(B2:F7)");  // reaches into the table, but is not of it
  const std::string file = WorkbookMaker{}
                               .sheet("Team", sheet_of(row(1, above), "<mergeCells><mergeCell ref=\"A1:F1\"/></mergeCells>"))
                               .sheet("Summary", sheet_of(row(1, formula_cell("A1", "SUM(Team!B2:F4)"))))
                               .workbook("<definedNames><definedName name=\"Rates\">Team!$B$2:$F$4</definedName></definedNames>")
                               .make();
  const Grown grown = grow(file);
  const std::string sheet = sheet1(grown.file);
  for (const char* kept : {"<f>INDEX(B2:F2,5)</f>", "<f>COUNTBLANK(B2:F4)</f>", "<f>SUM(B2:F7)</f>", "mergeCell ref=\"A1:F1\""})
    EXPECT_NE(sheet.find(kept), std::string::npos) << kept;
  EXPECT_NE(part_of(grown.file, "xl/worksheets/sheet2.xml").find("SUM(Team!B2:F4)"), std::string::npos);
  EXPECT_NE(part_of(grown.file, "xl/workbook.xml").find("Team!$B$2:$F$4"), std::string::npos);
  EXPECT_TRUE(grown.places.empty());
}

std::string table_part(int id, const std::string& ref, const std::vector<std::string>& columns) {
  std::string xml = "<table xmlns=\"" + test::main_ns + "\" id=\"" + std::to_string(id) + "\" name=\"T" + std::to_string(id) +
                    "\" displayName=\"T" + std::to_string(id) + "\" ref=\"" + ref + "\"><tableColumns count=\"" +
                    std::to_string(columns.size()) + "\">";
  for (std::size_t at = 0; at < columns.size(); ++at)
    xml += "<tableColumn id=\"" + std::to_string(at + 1) + "\" name=\"" + columns[at] + "\"/>";
  return xml + "</tableColumns></table>";
}

TEST(ColumnGrowth, OtherTablesOfExcelsAboveAndBelowStay) {
  const std::string type = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml";
  const auto text = [](const std::string& cell, const std::string& words) {
    return "<c r=\"" + cell + "\" t=\"inlineStr\"><is><t>" + words + "</t></is></c>";
  };
  WorkbookMaker maker;
  maker.sheet("Team", sheet_of(row(2, text("E2", "Rate") + text("F2", "From")) + row(6, text("E6", "P6") + text("F6", "P7")) +
                               row(10, text("E10", "Band") + text("F10", "Limit"))));
  maker.relation("xl/worksheets/sheet1.xml", "table", "../tables/table1.xml");
  maker.relation("xl/worksheets/sheet1.xml", "table", "../tables/table2.xml");
  maker.relation("xl/worksheets/sheet1.xml", "table", "../tables/table3.xml");
  maker.part("xl/tables/table1.xml", table_part(1, "E2:F4", {"Rate", "From"}), type);
  maker.part("xl/tables/table2.xml", table_part(2, "E6:F9", {"P6", "P7"}), type);
  maker.part("xl/tables/table3.xml", table_part(3, "E10:F12", {"Band", "Limit"}), type);
  const Grown grown = grow(maker.make());
  EXPECT_EQ(part_of(grown.file, "xl/tables/table1.xml"), table_part(1, "E2:F4", {"Rate", "From"}));
  EXPECT_NE(part_of(grown.file, "xl/tables/table2.xml").find("ref=\"E6:G9\""), std::string::npos);
  EXPECT_EQ(part_of(grown.file, "xl/tables/table3.xml"), table_part(3, "E10:F12", {"Band", "Limit"}));
}

TEST(ColumnGrowth, NamesThatCountFromTheCellThatUsesThemStay) {
  // As Excel stores them, seen from A1: the cell to the left is in the last column, two to the right in column C.
  const std::string names =
      "<definedNames><definedName name=\"Left\">Team!XFD1</definedName><definedName "
      "name=\"Right\">Team!H1</definedName><definedName "
      "name=\"Above\">Team!$H1048576</definedName><definedName name=\"Row\">Team!H$5</definedName><definedName "
      "name=\"Wide\">Team!$E1:$F1</definedName></definedNames>";
  const Grown grown = grow(WorkbookMaker{}.sheet("Team", sheet_of("")).workbook(names).make());
  const std::string now = part_of(grown.file, "xl/workbook.xml");
  EXPECT_NE(now.find(">Team!XFD1<"), std::string::npos) << now;
  EXPECT_NE(now.find(">Team!H1<"), std::string::npos);
  EXPECT_NE(now.find(">Team!$I1048576<"), std::string::npos);  // the column is a place: it moves
  EXPECT_NE(now.find(">Team!H$5<"), std::string::npos);
  EXPECT_NE(now.find(">Team!$E1:$F1<"), std::string::npos);
}

TEST(ColumnGrowth, PlacesOfNamesFollowRowsAndGoWithThem) {
  const std::string names =
      "<definedNames><definedName name=\"Fixed\">Team!$B$5</definedName><definedName "
      "name=\"Any\">Team!B5</definedName><definedName "
      "name=\"Gone\">Team!$B1</definedName></definedNames>";
  const std::string file = WorkbookMaker{}.sheet("Team", sheet_of(row(1, "<c r=\"A1\"><v>1</v></c>"))).workbook(names).make();
  WorkbookEditor editor{file};
  editor.sheet("Team")->move_rows(3, 2);
  editor.sheet("Team")->remove_columns(2, 1);
  const std::string now = part_of(editor.save().view(), "xl/workbook.xml");
  EXPECT_NE(now.find("name=\"Fixed\">Team!#REF!<"), std::string::npos) << now;
  EXPECT_NE(now.find(">Team!B5<"), std::string::npos);
  EXPECT_NE(now.find("name=\"Gone\">Team!#REF!<"), std::string::npos);
}

TEST(RowsWithoutNumbers, AreRowsOfATableLikeAnyOther) {
  const std::string file =
      WorkbookMaker{}.sheet("Team", sheet_of("<row><c r=\"A1\"><v>1</v></c></row><row><c r=\"A2\"><v>2</v></c></row>")).make();
  WorkbookEditor editor{file};
  SheetEditor& sheet = *editor.sheet("Team");
  ASSERT_EQ(sheet.row_numbers(), (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(sheet.row(2)->cells.at(0).value, "2");
  sheet.insert_columns(1, 1, 0);
  EXPECT_EQ(sheet.row(2)->cells.at(0).column, 2u);
  EXPECT_EQ(sheet.row(2)->cells.at(0).value, "2");
}

}  // namespace
}  // namespace counterfoil::xlsx
