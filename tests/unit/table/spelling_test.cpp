// Identifiers, dates and amounts as other programs spell them, and what is no value at all.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "book_builder.hpp"
#include "reading.hpp"
#include "table/accents.hpp"
#include "table/id_spelling.hpp"

namespace counterfoil::table::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view spelling_layout = R"({"id": "spelling", "title": "Spelling", "required": [["person_id"], ["net"]],
  "control": ["net"], "fields": [
    {"id": "line_id", "title": "Line ID", "kind": "identifier", "headings": ["Line ID"]},
    {"id": "person_id", "title": "Person ID", "kind": "identifier", "headings": ["Person ID"], "required_value": true},
    {"id": "name", "title": "Name", "kind": "text", "headings": ["Name"]},
    {"id": "end", "title": "End", "kind": "date", "headings": ["End"]},
    {"id": "hours", "title": "Hours", "kind": "quantity", "headings": ["Hours"]},
    {"id": "net", "title": "Net", "kind": "pence", "headings": ["Net"]}]})";

Reading spelt(const std::string& rows) { return read("Line ID,Person ID,Name,End,Hours,Net\n" + rows, {}, spelling_layout); }

Reading spelt_in_workbook(std::vector<Row> rows) {
  rows.insert(rows.begin(), {{text("Line ID"), text("Person ID"), text("Name"), text("End"), text("Hours"), text("Net")}});
  return read(build(std::move(rows)), {}, spelling_layout);
}

TEST(IdSpelling, GuardsAgainstSpreadsheetsAreTakenOff) {
  const Reading reading = spelt(
      "\"=\"\"CP1\"\"\",\"=\"\"0041\"\"\",Testa,,,1.00\n'CP2,'0042,Testa,,,1.00\n'CP3','0043',Testa,,,1.00\nCP4,0044,Testa,,,1."
      "00\n");
  EXPECT_EQ(reading.text(0, "line_id"), "CP1");
  EXPECT_EQ(reading.text(0, "person_id"), "0041");
  EXPECT_EQ(reading.text(1, "line_id"), "CP2");
  EXPECT_EQ(reading.text(1, "person_id"), "0042");
  EXPECT_EQ(reading.text(2, "person_id"), "0043");
  const auto told = reading.of("identifier-respelt");
  ASSERT_EQ(told.size(), 2u) << reading.ids();  // one a column
  EXPECT_EQ(told[1].place.cell, "B2:B4");
  EXPECT_FALSE(reading.findings.blocking());
}

TEST(IdSpelling, TextCellsOfAWorkbookAreReadTheSame) {
  const Reading reading =
      spelt_in_workbook({{{text("'CP1"), text("=\"0041\""), text("Testa"), blank(), blank(), number("1")}},
                         {{text("CP\u200B2"), text("00\u00AD42"), text("Testa"), blank(), blank(), number("1")}},
                         {{text("CP  3"), text("\u00A000\u00A043"), text("Testa"), blank(), blank(), number("1")}}});
  EXPECT_EQ(reading.text(0, "line_id"), "CP1");
  EXPECT_EQ(reading.text(0, "person_id"), "0041");
  EXPECT_EQ(reading.text(1, "line_id"), "CP2");
  EXPECT_EQ(reading.text(1, "person_id"), "0042");
  EXPECT_EQ(reading.text(2, "line_id"), "CP 3");
  EXPECT_EQ(reading.text(2, "person_id"), "00 43");
}

TEST(IdSpelling, PointZeroIsTakenOffWhereNoOtherPointIs) {
  const Reading reading = spelt("8001.0,4101.0,Testa,,,1.00\n8002.0,4102,Testa,,,1.00\n");
  EXPECT_EQ(reading.text(0, "person_id"), "4101");
  EXPECT_EQ(reading.text(1, "line_id"), "8002");
  EXPECT_EQ(reading.of("identifier-respelt").size(), 2u);
  // Lines that are numbered 4501.0 and 4501.1 are two lines.
  const Reading numbered = spelt("4501.0,41,Testa,,,1.00\n4501.1,41,Testa,,,1.00\n");
  EXPECT_EQ(numbered.text(0, "line_id"), "4501.0");
  EXPECT_EQ(numbered.text(1, "line_id"), "4501.1");
  EXPECT_THAT(numbered.of("identifier-respelt"), IsEmpty());
}

TEST(IdSpelling, OrdinaryOnesStayAsTheyAre) {
  for (const char* id : {"CP1001", "00412", "943 476 5919", "A/12-3", "O'Neil-1", "x=1", "Zo\u00EB-1"})
    EXPECT_FALSE(respelt(id)) << id;
}

TEST(Placeholders, AnIdThatStandsForNobodyIsBlocking) {
  for (const char* word : {"NULL", "null", "#N/A", "N/A", "n/a", "-", "TBC", "tba", "Unknown", "(null)", "?", "#REF!"}) {
    const Reading reading = spelt("L1,41,Testa,,,1.00\nL2," + std::string{word} + ",Mock,,,2.00\nL3," + word + ",Sample,,,3.00\n");
    EXPECT_EQ(reading.table.rows(), 1u) << word;
    const Finding finding = reading.one("identifier-placeholder");
    EXPECT_EQ(finding.severity, Severity::blocking);
    EXPECT_EQ(finding.place.cell, "B3:B4");
    EXPECT_EQ(finding.stored, word);
  }
}

TEST(Placeholders, InAWorkbookToo) {
  const Reading reading = spelt_in_workbook({{{text("L1"), text("41"), text("Testa"), blank(), blank(), number("1")}},
                                             {{text("L2"), text("TBC"), text("Mock"), blank(), blank(), number("2")}}});
  EXPECT_EQ(reading.one("identifier-placeholder").place.cell, "B3");
}

TEST(Placeholders, ElsewhereTheyAreBlanks) {
  const Reading reading = spelt("NULL,41,NULL,NULL,NULL,1.00\nN/A,42,Na,N/A,,2.00\n");
  EXPECT_EQ(reading.text(0, "line_id"), "(missing)");
  EXPECT_EQ(reading.text(0, "name"), "(missing)");
  EXPECT_EQ(reading.day(0, "end"), "(missing)");
  EXPECT_EQ(reading.number(0, "hours"), no_number);
  EXPECT_EQ(reading.text(1, "line_id"), "(missing)");
  EXPECT_EQ(reading.text(1, "name"), "Na");                               // may be somebody's name
  EXPECT_EQ(reading.of("word-for-nothing").size(), 4u) << reading.ids();  // one a column
  EXPECT_FALSE(reading.findings.blocking());
}

TEST(Furniture, PageHeadersAreNoPayments) {
  const Reading reading = spelt(
      "L1,41,Testa,,,1.00\nPrinted:,29/11/2025,,Page 2 of 3,,\n,Page 2,,,,\nReport ID:,CF01,,,,\nL2,42,Mock,,,2.00\n------,----,"
      "-----,----,----,\n");
  EXPECT_EQ(reading.table.rows(), 2u) << reading.ids();
  EXPECT_THAT(reading.table.note_rows, ElementsAre(3, 4, 5, 7));
  EXPECT_FALSE(reading.findings.blocking()) << reading.ids();
  // A child whose name is Page is paid.
  EXPECT_EQ(spelt("L1,41,Page 2,,,1.00\n").table.rows(), 1u);
}

TEST(Furniture, ATitleAmongTheRowsIsNoPayment) {
  // The person's cell is there and holds nothing but a space.
  const Reading reading = spelt_in_workbook({{{text("L1"), text("41"), text("Testa"), blank(), blank(), number("1")}},
                                             {{text("Madeup Council"), text(" "), blank(), text("Payments by provider")}},
                                             {{text("L2"), text("42"), text("Mock"), blank(), blank(), number("2")}}});
  EXPECT_EQ(reading.table.rows(), 2u);
  EXPECT_THAT(reading.table.note_rows, ElementsAre(3));
}

TEST(Furniture, ATrailerIsHeldAgainstWhatWasRead) {
  const std::string rows = "L1,41,Testa,,,1.25\nL2,42,Mock,,,2.50\n";
  for (const char* mark : {"TRL,2,3.75\n", "TRAILER,2,3.75,,,\n", "EOF,2\n", "Record count,2\n", "99,2,3.75\n", "T9,,3.75\n"}) {
    const Reading reading = spelt(rows + mark);
    EXPECT_EQ(reading.table.rows(), 2u) << mark << reading.ids();
    EXPECT_EQ(reading.table.control_total(), 375) << mark;
  }
  const Finding agrees = spelt(rows + "TRL,2,3.75\n").one("trailer-agrees");
  EXPECT_EQ(agrees.place.cell, "A4");
  EXPECT_THAT(agrees.sentence, HasSubstr("2 rows, \u00A33.75"));
}

TEST(Furniture, ATrailerThatDiffersIsToldWithBothFigures) {
  for (const char* trailer : {"TRL,3,3.75\n", "TRL,2,9.00\n", "TRL,3\n"}) {
    const Reading reading = spelt("L1,41,Testa,,,1.25\nL2,42,Mock,,,2.50\n" + std::string{trailer});
    EXPECT_EQ(reading.table.rows(), 2u) << trailer;
    const Finding finding = reading.one("trailer-differs");
    EXPECT_EQ(finding.severity, Severity::warning);
    EXPECT_THAT(finding.sentence, HasSubstr("2 rows and \u00A33.75"));
  }
}

TEST(Furniture, ANameIsNoTotal) {
  for (const char* name : {"Kai Sum", "Sum Yee Fixture", "Total Healthcare Ltd"}) {
    const Reading reading = spelt("L1,41,Testa,,,1.25\n,," + std::string{name} + ",,,430.00\n");
    EXPECT_THAT(reading.table.total_rows, IsEmpty()) << name;
    EXPECT_EQ(reading.one("row-without-id").place.cell, "B3") << name;
    EXPECT_EQ(spelt("L1,41," + std::string{name} + ",,,430.00\n").table.rows(), 1u);
  }
  EXPECT_THAT(spelt("L1,41,Testa,,,1.25\n,,Total for East team,,,1.25\n").table.total_rows, ElementsAre(3));
}

TEST(Furniture, ATotalBelowAListInWhichNoFieldIsNeeded) {
  constexpr std::string_view layout =
      R"({"id": "debts", "title": "Debts", "required": [["payee", "person"], ["net"]], "control": ["net"],
    "fields": [
      {"id": "person", "title": "Person", "kind": "identifier", "headings": ["Person"]},
      {"id": "payee", "title": "Payee", "kind": "text", "headings": ["Payee"]},
      {"id": "net", "title": "Net", "kind": "pence", "headings": ["Net"]}]})";
  const Reading reading =
      read("Person,Payee,Net\n41,Carer of Marmalade,1.25\n,Total Healthcare Ltd,2.50\nTotal,,3.75\n", {}, layout);
  EXPECT_EQ(reading.table.rows(), 2u) << reading.ids();
  EXPECT_EQ(reading.table.control_total(), 375);
  reading.one("total-agrees");
}

TEST(UkDays, AnotherZonesMidnightIsTheNextDayHere) {
  const Reading reading = spelt(
      "L1,41,Testa,2008-03-31T23:00:00Z,,1\nL2,42,Testa,2008-12-31T23:00:00Z,,1\nL3,43,Testa,2008-03-31T23:00:00+01:00,,1\n"
      "L4,44,Testa,2008-03-30T22:00:00+00:00,,1\nL5,45,Testa,2008-01-01T00:00:00Z,,1\nL6,46,Testa,2008-10-26T23:30:00Z,,1\n");
  EXPECT_EQ(reading.day(0, "end"), "01/04/2008");  // summer time
  EXPECT_EQ(reading.day(1, "end"), "31/12/2008");  // in winter UTC is our time
  EXPECT_EQ(reading.day(2, "end"), "31/03/2008");  // our time already
  EXPECT_EQ(reading.day(3, "end"), "30/03/2008");  // 23:00 here
  EXPECT_EQ(reading.day(4, "end"), "01/01/2008");
  EXPECT_EQ(reading.day(5, "end"), "26/10/2008");  // the clocks had gone back
  const Finding finding = reading.one("date-from-utc");
  EXPECT_EQ(finding.place.cell, "D2");
  EXPECT_THAT(finding.sentence, HasSubstr("2008-03-31T23:00:00Z is 01/04/2008"));
}

TEST(UkDays, TheEveningBeforeMidnightIsToldForTheColumn) {
  // 31/03/2008 is day 39538; 23:00 is 0.958333, 22:00 is 0.916667, 23:59:15 is 0.999479.
  const Reading reading =
      spelt_in_workbook({{{text("L1"), text("41"), text("Testa"), number("39538.9583333333", short_date), blank(), number("1")}},
                         {{text("L2"), text("42"), text("Testa"), number("39538.9166666667", short_date), blank(), number("1")}},
                         {{text("L3"), text("43"), text("Testa"), number("39538.9994791667", short_date), blank(), number("1")}},
                         {{text("L4"), text("44"), text("Testa"), number("39538.9999884259", short_date), blank(), number("1")}},
                         {{text("L5"), text("45"), text("Testa"), number("39538.5", short_date), blank(), number("1")}}});
  EXPECT_EQ(reading.day(0, "end"), "01/04/2008");
  EXPECT_EQ(reading.day(1, "end"), "01/04/2008");
  EXPECT_EQ(reading.day(2, "end"), "01/04/2008");
  EXPECT_EQ(reading.day(3, "end"), "31/03/2008");  // 23:59:59: the end of the day itself
  EXPECT_EQ(reading.day(4, "end"), "31/03/2008");
  const Finding finding = reading.one("date-from-evening");
  EXPECT_EQ(finding.place.cell, "D2:D4");
  EXPECT_THAT(finding.sentence, HasSubstr("31/03/2008 23:00:00 was read as 01/04/2008"));
}

TEST(UkDays, ARealTimeLateInTheEveningKeepsItsDay) {
  const Reading reading =
      spelt("L1,41,Testa,31/03/2008 22:37:10,,1\nL2,42,Testa,31/03/2008 23:59,,1\nL3,43,Testa,31/03/2008 23:59:59,,1\n");
  for (std::size_t row = 0; row < 3; ++row) EXPECT_EQ(reading.day(row, "end"), "31/03/2008");
  EXPECT_EQ(reading.one("date-late").place.cell, "D2");
}

TEST(DatesForNone, AreBlanks) {
  const Reading reading = spelt(
      "L1,41,Testa,01/01/1900,,1\nL2,42,Testa,01/01/1900 "
      "00:00:00,,1\nL3,43,Testa,1899-12-30,,1\nL4,44,Testa,0001-01-01T00:00:00,,1\n"
      "L5,45,Testa,1753-01-01,,1\nL6,46,Testa,00/00/0000,,1\nL7,47,Testa,03/01/1900,,1\n");
  for (std::size_t row = 0; row < 6; ++row) EXPECT_EQ(reading.day(row, "end"), "(missing)") << row;
  EXPECT_EQ(reading.day(6, "end"), "03/01/1900");
  EXPECT_EQ(reading.one("date-for-none").place.cell, "D2:D7");
  const Reading serials =
      spelt_in_workbook({{{text("L1"), text("41"), text("Testa"), number("0", short_date), blank(), number("1")}},
                         {{text("L2"), text("42"), text("Testa"), number("1", short_date), blank(), number("1")}}});
  EXPECT_EQ(serials.one("date-for-none").place.cell, "D2:D3");
  EXPECT_FALSE(serials.findings.blocking());
}

TEST(DatesForNone, ADateOfBirthStaysForWhoeverWorksOutAges) {
  EXPECT_EQ(read("Person ID,DOB,Net\n41,01/01/1900,1.00\n").day(0, "date_of_birth"), "01/01/1900");
}

TEST(OracleTimestamps, AreDates) {
  const Reading reading = spelt(
      "L1,41,Testa,10-NOV-25 12.00.00.000000 AM,,1\nL2,42,Testa,10-NOV-2025 09.30.00.000000000 PM,,1\nL3,43,Testa,10-NOV-25 "
      "00.00.00.000000 +00:00,,1\n");
  for (std::size_t row = 0; row < 3; ++row) EXPECT_EQ(reading.day(row, "end"), "10/11/2025") << row;
  EXPECT_THAT(reading.of("date-unreadable"), IsEmpty());
}

TEST(AmountSpelling, GuardsAndDamagedPoundSigns) {
  const Reading reading = spelt(
      "L1,41,Testa,,,'-414.00\nL2,42,Testa,,,'+159.96\nL3,43,Testa,,,\"=\"\"1,234.56\"\"\"\nL4,44,Testa,,,\u00C2\u00A3248.00\nL5,"
      "45,Testa,,"
      ",-\u00C2\u00A312.50\nL6,46,Testa,,,+5\n");
  EXPECT_EQ(reading.number(0, "net"), -41'400);
  EXPECT_EQ(reading.number(1, "net"), 15'996);
  EXPECT_EQ(reading.number(2, "net"), 123'456);
  EXPECT_EQ(reading.number(3, "net"), 24'800);
  EXPECT_EQ(reading.number(4, "net"), -1'250);
  EXPECT_EQ(reading.number(5, "net"), 500);
  EXPECT_EQ(reading.one("number-as-text").place.cell, "F2:F4");
  EXPECT_EQ(reading.one("pound-sign-damaged").place.cell, "F5:F6");
  EXPECT_FALSE(reading.findings.blocking()) << reading.ids();
}

TEST(Accents, WrittenApartAreOneLetter) {
  EXPECT_EQ(with_composed_accents("Cafe\u0301 Zoe\u0308"), "Caf\u00E9 Zo\u00EB");
  EXPECT_EQ(with_composed_accents("x\u0301"), "x\u0301");  // Latin has no such letter
  EXPECT_FALSE(has_combining_marks("Caf\u00E9"));
  EXPECT_EQ(spelt("L1,41,Cafe\u0301,,,1\n").text(0, "name"), "Caf\u00E9");
  EXPECT_EQ(spelt_in_workbook({{{text("L1"), text("41"), text("Cafe\u0301"), blank(), blank(), number("1")}}}).text(0, "name"),
            "Caf\u00E9");
  Book book{
      {Sheet{"Payments", "", {{{text("Person ID"), text("Name"), text("Net")}}, {{text("41"), shared(0), number("1")}}}, "", ""}},
      false,
      {"Zoe\u0308"}};
  EXPECT_EQ(read(build(book), {}, spelling_layout).text(0, "name"), "Zo\u00EB");
}

TEST(TextFileBytes, NulsAreLeftOutAndTold) {
  using namespace std::string_literals;
  std::string bytes = "Line ID,Person ID,Name,End,Hours,Net\nL1,41,Tes\0ta,,,1.00\nL2,42,Mock,,,2.00\n"s;
  const Reading reading = read(bytes, {}, spelling_layout);
  EXPECT_EQ(reading.text(0, "name"), "Testa");
  EXPECT_EQ(reading.table.control_total(), 300);
  EXPECT_EQ(reading.one("text-nul-bytes").severity, Severity::warning);
}

}  // namespace
}  // namespace counterfoil::table::test
