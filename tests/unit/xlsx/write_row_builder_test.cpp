#include <gtest/gtest.h>

#include <stdexcept>

#include "failure_words.hpp"
#include "xlsx/workbook_editor.hpp"

namespace counterfoil::xlsx {
namespace {

std::string one_row(const std::function<void(RowBuilder&)>& cells, std::string_view prefix = {}) {
  std::string xml;
  RowBuilder row{xml, prefix};
  row.begin_row(7);
  cells(row);
  row.end_row();
  return xml;
}

TEST(RowBuilder, WritesEachKindOfCell) {
  const std::string xml = one_row([](RowBuilder& row) {
    row.number(1, 0, "12.5");
    row.text(2, 3, "Care at home");
    row.blank(26, 4);
    row.formula_number(27, 5, "Z7*2", "25");
    row.formula_text(28, 0, "IF(A7>1,\"yes & no\",\"\")", "yes & no");
  });
  EXPECT_EQ(xml,
            "<row r=\"7\"><c r=\"A7\"><v>12.5</v></c><c r=\"B7\" s=\"3\" t=\"inlineStr\"><is><t>Care at home</t></is></c><c "
            "r=\"Z7\" s=\"4\"/>"
            "<c r=\"AA7\" s=\"5\"><f>Z7*2</f><v>25</v></c>"
            "<c r=\"AB7\" t=\"str\"><f>IF(A7&gt;1,\"yes &amp; no\",\"\")</f><v>yes &amp; no</v></c></row>");
}

TEST(RowBuilder, UsesThePrefixOfTheSheet) {
  EXPECT_EQ(one_row([](RowBuilder& row) { row.text(1, 0, "a"); }, "x:"),
            "<x:row r=\"7\"><x:c r=\"A7\" t=\"inlineStr\"><x:is><x:t>a</x:t></x:is></x:c></x:row>");
}

TEST(RowBuilder, WritesPenceAsThePlainDecimal) {
  const auto pence = [](std::int64_t amount) {
    const std::string xml = one_row([&](RowBuilder& row) { row.pence(1, 0, amount); });
    const std::size_t at = xml.find("<v>") + 3;
    return xml.substr(at, xml.find("</v>") - at);
  };
  EXPECT_EQ(pence(123456), "1234.56");
  EXPECT_EQ(pence(-5995), "-59.95");
  EXPECT_EQ(pence(1050), "10.5");
  EXPECT_EQ(pence(-5), "-0.05");
  EXPECT_EQ(pence(700), "7");
  EXPECT_EQ(pence(0), "0");
  EXPECT_EQ(pence(INT64_MIN), "-92233720368547758.08");
}

TEST(RowBuilder, TextIsNeverAFormulaAndKeepsItsSpaces) {
  EXPECT_NE(one_row([](RowBuilder& row) {
              row.text(1, 0, "=HYPERLINK(\"x\")");
            }).find("t=\"inlineStr\"><is><t>=HYPERLINK(&quot;x&quot;)</t>"),
            std::string::npos);
  EXPECT_NE(one_row([](RowBuilder& row) { row.text(1, 0, " a"); }).find("<t xml:space=\"preserve\"> a</t>"), std::string::npos);
  EXPECT_NE(one_row([](RowBuilder& row) { row.text(1, 0, "two\nlines"); }).find("<t xml:space=\"preserve\">two\nlines</t>"),
            std::string::npos);
  EXPECT_EQ(one_row([](RowBuilder& row) { row.text(1, 2, ""); }), "<row r=\"7\"><c r=\"A7\" s=\"2\"/></row>");
}

TEST(RowBuilder, RefusesWhatACellCannotHold) {
  std::string xml;
  RowBuilder row{xml};
  row.begin_row(14);
  const std::string words = test::words_of([&] { row.text(6, 0, std::string(32'768, 'a')); });
  EXPECT_NE(words.find("F14"), std::string::npos) << words;
  row.text(1, 0, std::string(32'767, 'a'));
  EXPECT_THROW(row.number(2, 0, "1,5"), std::logic_error);
  EXPECT_THROW(row.number(2, 0, "1</v>"), std::logic_error);
  EXPECT_THROW(row.blank(16'385, 0), std::logic_error);
  EXPECT_THROW(row.begin_row(1'048'577), std::logic_error);
}

TEST(RowBuilder, CarriesACellToItsNewPlace) {
  ParsedCell cell;
  cell.row = 5;
  cell.column = 3;
  cell.style = 9;
  cell.xml = "<c r=\"C5\" s=\"9\" t=\"s\" cm=\"1\"><v>12</v></c>";
  EXPECT_EQ(one_row([&](RowBuilder& row) { row.carried(3, cell); }),
            "<row r=\"7\"><c r=\"C7\" s=\"9\" t=\"s\" cm=\"1\"><v>12</v></c></row>");
  EXPECT_EQ(one_row([&](RowBuilder& row) { row.carried(4, cell, 2); }),
            "<row r=\"7\"><c r=\"D7\" s=\"2\" t=\"s\" cm=\"1\"><v>12</v></c></row>");
}

TEST(RowBuilder, CarriesBetweenSheetsOfDifferentPrefixes) {
  ParsedCell cell;
  cell.row = 5;
  cell.column = 1;
  cell.xml = "<x:c r=\"A5\" t=\"inlineStr\"><x:is><x:t>a</x:t></x:is></x:c>";
  EXPECT_EQ(one_row([&](RowBuilder& row) { row.carried(1, cell); }),
            "<row r=\"7\"><c r=\"A7\" t=\"inlineStr\"><is><t>a</t></is></c></row>");
  cell.has_formula = true;
  cell.formula = "B5";
  cell.xml = "<c r=\"A5\"><f>B5</f><v>1</v></c>";
  EXPECT_EQ(one_row([&](RowBuilder& row) { row.carried(1, cell); }, "x:"),
            "<x:row r=\"7\"><x:c r=\"A7\"><x:f>B7</x:f><x:v>1</x:v></x:c></x:row>");
}

TEST(RowBuilder, CarriesAFormulaWithItsOwnRow) {
  ParsedCell cell;
  cell.row = 5;
  cell.column = 3;
  cell.has_formula = true;
  cell.xml = "<c r=\"C5\"><f>A5*$B$2+B3+C4-'Rates'!B5</f><v>1</v></c>";
  cell.formula = "A5*$B$2+B3+C4-'Rates'!B5";
  // Its own row and the one above go along; the rate two rows up, the fixed one and the other sheet stay.
  EXPECT_EQ(one_row([&](RowBuilder& row) { row.carried(3, cell); }),
            "<row r=\"7\"><c r=\"C7\"><f>A7*$B$2+B3+C6-'Rates'!B5</f><v>1</v></c></row>");
  cell.xml = "<c r=\"C5\"><f t=\"shared\" ca=\"1\" si=\"0\"/><v>1</v></c>";
  cell.formula = "A5";
  EXPECT_EQ(one_row([&](RowBuilder& row) { row.carried(3, cell); }),
            "<row r=\"7\"><c r=\"C7\"><f ca=\"1\">A7</f><v>1</v></c></row>");
  cell.xml = "<c r=\"C5\"><f t=\"array\" ref=\"C5\">SUM(A5:B5)</f><v>1</v></c>";
  cell.formula = "SUM(A5:B5)";
  EXPECT_EQ(one_row([&](RowBuilder& row) { row.carried(3, cell); }),
            "<row r=\"7\"><c r=\"C7\"><f t=\"array\" ref=\"C7\">SUM(A7:B7)</f><v>1</v></c></row>");
}

}  // namespace
}  // namespace counterfoil::xlsx
