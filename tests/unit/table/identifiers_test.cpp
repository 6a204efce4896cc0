#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "book_builder.hpp"
#include "reading.hpp"
#include "table/identifier_format.hpp"

namespace counterfoil::table::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view ids_layout = R"({"id": "ids", "title": "Identifiers", "required": [], "control": [], "fields": [
    {"id": "person_id", "title": "Person ID", "kind": "identifier", "headings": ["Person ID"], "required_value": true},
    {"id": "line_id", "title": "Line ID", "kind": "identifier", "headings": ["Line ID"]},
    {"id": "name", "title": "Name", "kind": "text", "headings": ["Name"]}]})";

Reading lines(std::vector<Cell> cells) {
  std::vector<Row> rows{{{text("Person ID"), text("Line ID"), text("Name")}}};
  for (Cell& cell : cells) rows.push_back({{text("P1"), std::move(cell), text("Ann")}});
  return read(build(std::move(rows)), {}, ids_layout);
}

Reading people(std::vector<Cell> cells) {
  std::vector<Row> rows{{{text("Person ID"), text("Line ID"), text("Name")}}};
  for (Cell& cell : cells) rows.push_back({{std::move(cell), text("L1"), text("Ann")}});
  return read(build(std::move(rows)), {}, ids_layout);
}

TEST(Identifiers, NumbersAreTheirDigits) {
  const Reading reading = lines({number("4512"), number("4512.0"), number("4.5E+10"), number("999999999999999"), number("0")});
  EXPECT_EQ(reading.text(0, "line_id"), "4512");
  EXPECT_EQ(reading.text(1, "line_id"), "4512");
  EXPECT_EQ(reading.text(2, "line_id"), "45000000000");
  EXPECT_EQ(reading.text(3, "line_id"), "999999999999999");
  EXPECT_EQ(reading.text(4, "line_id"), "0");
  EXPECT_THAT(reading.findings.all(), IsEmpty()) << reading.ids();
}

TEST(Identifiers, NumberFormatsRestoreZeros) {
  const Reading reading = lines({number("4512", six_zeros), number("9434765919", nhs), number("1234567", six_zeros)});
  EXPECT_EQ(reading.text(0, "line_id"), "004512");
  EXPECT_EQ(reading.text(1, "line_id"), "943 476 5919");
  EXPECT_EQ(reading.text(2, "line_id"), "1234567");
}

TEST(Identifiers, FormatsOfZerosAndFixedText) {
  EXPECT_EQ(IdentifierFormat{"\"P\"00000"}.show("42"), "P00042");
  EXPECT_EQ(IdentifierFormat{"00\\-000"}.show("12345"), "12-345");
  EXPECT_EQ(IdentifierFormat{"000000;-000000"}.show("7"), "000007");
  EXPECT_FALSE(IdentifierFormat{"0"}.pads());
  EXPECT_FALSE(IdentifierFormat{"0.00"}.pads());
  EXPECT_FALSE(IdentifierFormat{"#,##0"}.pads());
  EXPECT_FALSE(IdentifierFormat{"General"}.pads());
  EXPECT_FALSE(IdentifierFormat{"dd/mm/yyyy"}.pads());
}

TEST(Identifiers, TextStaysAsItIs) {
  const Reading reading = lines({text("004512"), text(" L-77 "), text("12E5"), text("1.50")});
  EXPECT_EQ(reading.text(0, "line_id"), "004512");
  EXPECT_EQ(reading.text(1, "line_id"), "L-77");
  EXPECT_EQ(reading.text(2, "line_id"), "12E5");
  EXPECT_EQ(reading.text(3, "line_id"), "1.50");
  EXPECT_THAT(reading.findings.all(), IsEmpty()) << reading.ids();
}

TEST(Identifiers, LostDigits) {
  const Reading line = lines({text("1.23E+15"), number("1.2345678901234499E+17"), number("1234567890123456")});
  const auto doubtful = line.of("identifier-digits-doubtful");
  ASSERT_EQ(doubtful.size(), 3u) << line.ids();
  EXPECT_EQ(doubtful[0].severity, Severity::warning);
  EXPECT_EQ(doubtful[0].stored, "1.23E+15");
  const Reading person = people({text("1.23E+15"), number("1234567890123456")});
  EXPECT_EQ(person.of("identifier-digits-lost").size(), 2u);
  EXPECT_TRUE(person.findings.blocking());
}

TEST(Identifiers, ScientificTextOnly) {
  for (const char* text : {"1.23E+15", "1E+10", "9.87654E+11", "1.5e+20"}) EXPECT_TRUE(is_scientific_text(text)) << text;
  for (const char* text : {"12E5", "1E5", "E+10", "1.E+10", "12.3E+10", "0E+10", "1.23E-15", "1.23E+5", "A1E+10", ""})
    EXPECT_FALSE(is_scientific_text(text)) << text;
}

TEST(Identifiers, LostLeadingZerosOfAColumn) {
  const Reading reading = people({text("004512"), number("4512"), number("123456"), text("000077"), number("77")});
  const Finding finding = reading.one("identifier-zeros-lost");
  EXPECT_EQ(finding.severity, Severity::warning);
  EXPECT_THAT(finding.sentence, HasSubstr("A3, A6"));
  EXPECT_EQ(finding.stored, "4512");
  EXPECT_THAT(people({number("4512"), number("123456")}).findings.all(), IsEmpty());
  EXPECT_THAT(people({text("004512"), text("104512")}).findings.all(), IsEmpty());
}

TEST(Identifiers, LostLeadingZerosInATextFile) {
  const Reading reading = read("Person ID,Name\n004512,Ann\n4512,Bob\n", {}, ids_layout);
  EXPECT_EQ(reading.one("identifier-zeros-lost").place.cell, "A3");
}

TEST(Identifiers, ThatExcelChanged) {
  const Reading reading = lines({date(45970), number("1.5"), error("#REF!")});
  EXPECT_EQ(reading.one("identifier-changed").place.cell, "B2");
  EXPECT_EQ(reading.text(0, "line_id"), "09/11/2025");
  EXPECT_EQ(reading.one("identifier-not-whole").shown, "1.5");
  reading.one("cell-error");
  const Reading person = people({error("#REF!"), text("P2")});
  EXPECT_EQ(person.table.rows(), 2u);
  EXPECT_EQ(person.one("cell-error-needed").place.cell, "A2");
}

}  // namespace
}  // namespace counterfoil::table::test
