// What cells of a workbook become, and what is said about them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/failure.hpp"
#include "book_builder.hpp"
#include "reading.hpp"

namespace counterfoil::table::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Row headings{{text("Person ID"), text("Name"), text("DOB"), text("Hours"), text("Net")}};

/// One payment of P1 with these values.
Row payment(Cell born, Cell hours, Cell net) {
  return {{text("P1"), text("Ann"), std::move(born), std::move(hours), std::move(net)}};
}
Row born(Cell value) { return payment(std::move(value), blank(), number("1")); }
Row paid(Cell value) { return payment(blank(), blank(), std::move(value)); }
Row hours(Cell value) { return payment(blank(), std::move(value), number("1")); }

TEST(Cells, TextDateAndSerialAreTheSameDay) {
  const Reading reading =
      read(build({headings, born(text("01/02/2008")), born(date(39479)), born(text("39479")), born(number("39479"))}));
  for (std::size_t row = 0; row < 4; ++row) EXPECT_EQ(reading.day(row, "date_of_birth"), "01/02/2008") << row;
  EXPECT_EQ(reading.one("date-as-text").place.cell, "C2");
  EXPECT_EQ(reading.one("date-serial-as-text").place.cell, "C4");
  const Finding plain = reading.one("date-not-formatted");
  EXPECT_EQ(plain.place.cell, "C5");
  EXPECT_EQ(plain.stored, "39479");
  EXPECT_EQ(plain.shown, "01/02/2008");
  EXPECT_FALSE(reading.findings.blocking());
}

TEST(Cells, DatesFrom1904) {
  Book book;
  book.from_1904 = true;
  book.sheets = {{"Payments", "", {headings, born(date(38017)), born(text("01/02/2008"))}, "", ""}};
  const Reading reading = read(build(book));
  EXPECT_EQ(reading.day(0, "date_of_birth"), "01/02/2008");  // 39479 - 1462
  EXPECT_EQ(reading.day(1, "date_of_birth"), "01/02/2008");
}

TEST(Cells, DatesWithATimeOfDayAndIsoDates) {
  const Reading reading = read(
      build({headings, born(number("39479.5", short_date)), born(iso_date("2008-02-01T00:00:00")), born(iso_date("2008-02-01"))}));
  for (std::size_t row = 0; row < 3; ++row) EXPECT_EQ(reading.day(row, "date_of_birth"), "01/02/2008") << row;
  EXPECT_THAT(reading.findings.all(), IsEmpty()) << reading.ids();
}

TEST(Cells, MonthFirstIsBlockingAndNeverSwapped) {
  const Reading reading = read(build({headings, born(text("02/13/2008")), born(text("02/03/2008"))}));
  EXPECT_EQ(reading.day(0, "date_of_birth"), "(missing)");
  EXPECT_EQ(reading.day(1, "date_of_birth"), "02/03/2008");
  const Finding finding = reading.one("date-month-first");
  EXPECT_EQ(finding.severity, Severity::blocking);
  EXPECT_EQ(finding.stored, "02/13/2008");
  EXPECT_EQ(finding.place.sheet, "Payments");
  EXPECT_EQ(finding.place.file, "Oct.xlsx");
}

TEST(Cells, DatesThatDoNotExistOrDoNotRead) {
  const Reading reading = read(build(
      {headings, born(text("31/02/2008")), born(text("unknown")), born(date(60)), born(boolean(true)), born(text("31/02/2008"))}));
  for (std::size_t row = 0; row < 5; ++row) EXPECT_EQ(reading.day(row, "date_of_birth"), "(missing)") << row;
  const auto impossible = reading.of("date-impossible");
  ASSERT_EQ(impossible.size(), 2u) << reading.ids();
  EXPECT_THAT(impossible[0].sentence, HasSubstr("C2, C6"));  // one value, told once with both cells
  EXPECT_EQ(impossible[1].stored, "60");
  EXPECT_EQ(reading.of("date-unreadable").size(), 2u);  // "unknown", TRUE
}

TEST(Cells, ShortYearsAreTold) {
  const Finding finding = read(build({headings, born(text("01-Feb-08"))})).one("date-short-year");
  EXPECT_EQ(finding.shown, "01/02/2008");
}

TEST(Cells, MoneyAsNumbers) {
  const Reading reading =
      read(build({headings, paid(number("1234.56", two_decimals)), paid(number("1234.5599999999999")), paid(number("-12.34")),
                  paid(number("5.0000000000000003E-2")), paid(number("0")), paid(formula("92.88"))}));
  EXPECT_THAT(reading.table.column("net")->numbers, ElementsAre(123'456, 123'456, -1'234, 5, 0, 9'288));
  EXPECT_EQ(reading.table.control_total(), 123'456 * 2 - 1'234 + 5 + 9'288);
  EXPECT_EQ(reading.one("values-calculated").place.cell, "E7");
  EXPECT_EQ(reading.findings.all().size(), 1u) << reading.ids();
}

TEST(Cells, MoneyAsText) {
  const Reading reading = read(build({headings, paid(text("\u00A31,234.56")), paid(text("(12.34)")), paid(text("12.34-")),
                                      paid(text("12.34 CR")), paid(text(" 7.00\u00A0"))}));
  EXPECT_THAT(reading.table.column("net")->numbers, ElementsAre(123'456, -1'234, -1'234, -1'234, 700));
  const Finding note = reading.one("number-as-text");
  EXPECT_EQ(note.place.cell, "E2:E6");
  EXPECT_EQ(note.stored, "\u00A31,234.56");
  EXPECT_EQ(note.shown, "\u00A31,234.56");
}

TEST(Cells, MoneyThatDoesNotReadIsBlocking) {
  const Reading reading = read(build({headings, paid(text("12.34 per week")), paid(error("#N/A")), paid(uncalculated()),
                                      paid(boolean(false)), paid(date(45970)), paid(text("tbc")), paid(number("1E+12"))}));
  for (std::size_t row = 0; row < 7; ++row) EXPECT_EQ(reading.number(row, "net"), no_number) << row;
  EXPECT_EQ(reading.of("amount-unreadable").size(), 4u) << reading.ids();
  EXPECT_EQ(reading.one("cell-error-needed").stored, "#N/A");
  EXPECT_EQ(reading.one("formula-not-calculated").place.cell, "E4");
  EXPECT_EQ(reading.one("number-is-date-needed").shown, "09/11/2025");
  for (const Finding& finding : reading.findings.all())
    EXPECT_EQ(finding.severity == Severity::blocking, finding.id != "values-calculated") << finding.id;
}

TEST(Cells, PartsOfAPenny) {
  const Reading reading = read(build({headings, paid(number("12.345")), paid(number("1234.56000000001")), paid(text("0.125"))}));
  EXPECT_THAT(reading.table.column("net")->numbers, ElementsAre(1'235, 123'456, 13));
  const auto rounded = reading.of("amount-rounded");
  ASSERT_EQ(rounded.size(), 2u);
  EXPECT_EQ(rounded[0].severity, Severity::warning);
  EXPECT_EQ(rounded[0].shown, "\u00A312.35");
  EXPECT_EQ(reading.one("amount-noise").severity, Severity::note);
}

TEST(Cells, Quantities) {
  const Reading reading =
      read(build({headings, hours(number("7.5")), hours(text("3.55%")), hours(number("0.0355", percent)), hours(text("6 hours")),
                  hours(number("0.3125", clock_time)), hours(number("0.33333333333333331")), hours(text("-"))}));
  EXPECT_THAT(reading.table.column("quantity")->numbers, ElementsAre(7'500'000, 35'500, 35'500, no_number, no_number, 333'333, 0));
  EXPECT_EQ(reading.one("quantity-unreadable").stored, "6 hours");
  EXPECT_EQ(reading.one("number-is-date").place.cell, "D6");
  EXPECT_EQ(reading.one("quantity-rounded").place.cell, "D7");
  EXPECT_EQ(reading.one("dash-as-nothing").place.cell, "D8");
  EXPECT_FALSE(reading.findings.blocking());
}

TEST(Cells, TextsAreTrimmedOutsideOnly) {
  Book book;
  book.strings = {"  Ann  Example\u00A0", "\u00A0 ", "Zo\u00EB"};
  Row spaces = payment(blank(), blank(), number("1"));
  spaces.cells[1] = shared(0);
  Row nothing = spaces;
  nothing.cells[1] = shared(1);
  Row accent = spaces;
  accent.cells[1] = shared(2);
  Row as_number = spaces;
  as_number.cells[1] = number("101");
  Row as_date = spaces;
  as_date.cells[1] = date(45970);
  Row truth = spaces;
  truth.cells[1] = boolean(true);
  Row wrong = spaces;
  wrong.cells[1] = error("#REF!");
  book.sheets = {{"Payments", "", {headings, spaces, nothing, accent, as_number, as_date, truth, wrong}, "", ""}};
  const Reading reading = read(build(book));
  EXPECT_EQ(reading.text(0, "name"), "Ann  Example");
  EXPECT_EQ(reading.text(1, "name"), "(missing)");
  EXPECT_EQ(reading.text(2, "name"), "Zo\u00EB");
  EXPECT_EQ(reading.text(3, "name"), "101");
  EXPECT_EQ(reading.text(4, "name"), "09/11/2025");
  EXPECT_EQ(reading.text(5, "name"), "TRUE");
  EXPECT_EQ(reading.text(6, "name"), "(missing)");
  EXPECT_EQ(reading.one("cell-error").severity, Severity::warning);
}

TEST(Cells, ASharedStringThatIsNotThereIsDamage) {
  Book book;
  book.strings = {"Ann"};
  Row row = paid(number("1"));
  row.cells[1] = shared(7);
  book.sheets = {{"Payments", "", {headings, row}, "", ""}};
  try {
    read(build(book));
    FAIL() << "accepted";
  } catch (const Failure& failure) {
    EXPECT_THAT(failure.what(), HasSubstr("sheet 'Payments': Cell B2"));
  }
}

TEST(Cells, ACellGivenTwiceIsDamage) {
  Sheet sheet{"Payments", "", {headings}, "", ""};
  std::string xml = sheet_xml(sheet);
  Row twice = paid(number("1"));
  twice.cells[4].content = "<v>1</v></c><c r=\"E2\"><v>2</v>";
  EXPECT_THROW(read(build({headings, twice})), Failure);
}

TEST(Cells, AFormulaWithoutAResultWhereAValueMayBeBlank) {
  const Reading reading = read(build({headings, hours(uncalculated()), hours(formula("7.5"))}));
  EXPECT_EQ(reading.one("formula-without-value").place.cell, "D2");
  EXPECT_EQ(reading.one("formula-without-value").severity, Severity::warning);
  EXPECT_EQ(reading.number(0, "quantity"), no_number);
  EXPECT_EQ(reading.number(1, "quantity"), 7'500'000);
}

TEST(Cells, ANumberThatIsNone) {
  const Reading reading = read(build({headings, {{number("1x2"), text("Ann"), blank(), blank(), number("1")}}}));
  const Finding finding = reading.one("text-unreadable");
  EXPECT_EQ(finding.place.cell, "A2");
  EXPECT_EQ(finding.stored, "1x2");
  EXPECT_EQ(reading.text(0, "person_id"), "(missing)");
}

TEST(Cells, ANeededDateThatDoesNotRead) {
  constexpr std::string_view rates = R"({"id": "rates", "title": "Rates", "required": [["from"]], "control": [], "fields": [
    {"id": "service", "title": "Service", "kind": "text", "headings": ["Service"]},
    {"id": "from", "title": "From", "kind": "date", "headings": ["From"], "required_value": true}]})";
  const Reading reading = read("Service,From\nSitting,01/04/2025\nSitting,soon\nSitting,31/02/2025\n", {}, rates);
  const auto found = reading.of("required-date-unreadable");
  ASSERT_EQ(found.size(), 2u) << reading.ids();
  EXPECT_EQ(found[0].place.cell, "B3");
  EXPECT_EQ(found[0].stored, "soon");
  EXPECT_EQ(found[1].place.cell, "B4");
  EXPECT_TRUE(reading.findings.blocking());
  EXPECT_EQ(reading.day(0, "from"), "01/04/2025");
}

TEST(Cells, RequiredValueMissing) {
  constexpr std::string_view rates = R"({"id": "rates", "title": "Rates", "required": [["rate"]], "control": [], "fields": [
    {"id": "service", "title": "Service", "kind": "text", "headings": ["Service"]},
    {"id": "code", "title": "Code", "kind": "identifier", "headings": ["Code"], "required_value": true},
    {"id": "rate", "title": "Rate", "kind": "quantity", "headings": ["Rate"], "required_value": true}]})";
  const Reading reading = read("Service,Code,Rate\nSitting,A,15.48\nSitting,B,\nSitting,C,  \nSitting,D,about 5\n", {}, rates);
  EXPECT_EQ(reading.table.rows(), 4u);
  EXPECT_EQ(reading.number(0, "rate"), 15'480'000);
  EXPECT_EQ(reading.one("value-missing").place.cell, "C3:C4");
  EXPECT_EQ(reading.one("required-quantity-unreadable").place.cell, "C5");
}

TEST(Cells, DifferentValuesAreToldApart) {
  std::vector<Row> rows{headings};
  for (int at = 0; at < 300; ++at) rows.push_back(paid(text("amount " + std::to_string(at))));
  const auto findings = read(build(rows)).of("amount-unreadable");
  ASSERT_EQ(findings.size(), 201u);  // 200 of their own, the other hundred together
  EXPECT_EQ(findings[0].stored, "amount 0");
  EXPECT_THAT(findings[200].sentence, HasSubstr("E202:E301"));
  EXPECT_EQ(findings[200].stored, "amount 200 (and other values)");
}

}  // namespace
}  // namespace counterfoil::table::test
