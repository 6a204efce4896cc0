#include "table/headings.hpp"

#include <gtest/gtest.h>

#include "book_builder.hpp"
#include "reading.hpp"

namespace counterfoil::table::test {
namespace {

TEST(Headings, ComparedWithoutCaseSpacesAndPunctuation) {
  EXPECT_EQ(heading_key("Person ID"), "personid");
  EXPECT_EQ(heading_key(" person_id: "), "personid");
  EXPECT_EQ(heading_key("PERSON\nID"), "personid");
  EXPECT_EQ(heading_key("Net Amount (\u00A3)"), "netamount");
  EXPECT_EQ(heading_key("Net\u00A0Amount"), "netamount");
  EXPECT_EQ(heading_key("Rate \u2013 weekly"), "rateweekly");
  EXPECT_EQ(heading_key("Caf\u00E9"), "caf\u00E9");
  EXPECT_EQ(heading_key("---"), "");
}

TEST(Headings, EditDistance) {
  EXPECT_EQ(edit_distance("", ""), 0u);
  EXPECT_EQ(edit_distance("person", "person"), 0u);
  EXPECT_EQ(edit_distance("person", "persons"), 1u);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
  EXPECT_EQ(edit_distance("", "abc"), 3u);
}

TEST(Headings, NearestNamesLeaveOutWhatIsFar) {
  EXPECT_EQ(nearest_names("Person ID", {"Amount", "Persn ID", "Town"}, 3), std::vector<std::string>{"Persn ID"});
  EXPECT_EQ(nearest_names("Person ID", {"Our Person ID ref"}, 3), std::vector<std::string>{"Our Person ID ref"});
  EXPECT_TRUE(nearest_names("Person ID", {"Postcode"}, 3).empty());
}

TEST(Headings, LayoutOrderDecides) {
  const Reading reading = read("Service,ServiceType,Net,Person ID\nSitting,Short break,1.00,P1\n");
  EXPECT_EQ(reading.text(0, "service"), "Sitting");
  EXPECT_EQ(reading.text(0, "service_type"), "Short break");
}

TEST(Headings, OneFieldTwoNames) {
  const Reading reading = read("Person ID,Net Amount,Net\nP1,2.00,1.00\n");
  EXPECT_EQ(reading.number(0, "net"), 100);  // "Net" stands first in the layout
  const Finding finding = reading.one("heading-second-choice");
  EXPECT_EQ(finding.severity, Severity::note);
  EXPECT_NE(finding.sentence.find("\"Net\" (column C) and \"Net Amount\" (column B)"), std::string::npos) << finding.sentence;
  EXPECT_FALSE(reading.findings.blocking());
}

TEST(Headings, RepeatedAndAlike) {
  const Reading reading = read("Person ID,Net,Net\nP1,2.00,2\n");
  EXPECT_EQ(reading.number(0, "net"), 200);
  EXPECT_EQ(reading.one("heading-repeated-alike").place.cell, "C1");
  EXPECT_FALSE(reading.findings.blocking());
}

TEST(Headings, RepeatedAndDifferentIsBlocking) {
  const Reading reading = read("Person ID,Net,Net\nP1,2.00,2.00\nP2,3.00,4.00\nP3,3.00,\n");
  const Finding finding = reading.one("heading-repeated");
  EXPECT_EQ(finding.severity, Severity::blocking);
  EXPECT_EQ(finding.place.cell, "C3:C4");
}

TEST(Headings, RepeatedAndTheFirstBlank) {
  const Reading reading = read("Person ID,Net,Net,Name\nP1,,2.00,Ann\nP2,,4.00,Bob\n");
  EXPECT_EQ(reading.number(1, "net"), 400);
  EXPECT_EQ(reading.one("heading-repeated-first-blank").place.cell, "C1");
  EXPECT_FALSE(reading.findings.blocking());
  EXPECT_EQ(reading.table.control_total(), 600);
}

TEST(Headings, MissingOnesAreListedWithGuessesAndTheSetting) {
  const Reading reading = read("Pers. No,Childs Name,Net,Town\n1,Ann,2.00,X\n");
  const Finding finding = reading.one("heading-missing");
  EXPECT_EQ(finding.severity, Severity::blocking);
  EXPECT_NE(finding.sentence.find("\"Pers. No\", \"Childs Name\", \"Net\", \"Town\""), std::string::npos) << finding.sentence;
  EXPECT_NE(finding.sentence.find("Nearest: "), std::string::npos) << finding.sentence;
  EXPECT_NE(finding.sentence.find("\"headings\": {\"person_id\": [\""), std::string::npos) << finding.sentence;
}

TEST(Headings, CouncilsOwnNames) {
  ReadOptions options;
  options.headings["person_id"] = {"Pers. No"};
  options.headings["amount"] = {"Net"};  // taken from the field that the layout gives it to
  const Reading reading = read("PERS NO,Net\n7,2.00\n", options);
  EXPECT_EQ(reading.text(0, "person_id"), "7");
  EXPECT_EQ(reading.number(0, "amount"), 200);
  EXPECT_EQ(reading.table.column("net"), nullptr);
  EXPECT_TRUE(reading.findings.all().empty()) << reading.ids();
}

TEST(Headings, NoneKnownAtAll) {
  const Reading reading = read("Colour,Shape\nred,round\n");
  const Finding finding = reading.one("headings-not-found");
  EXPECT_EQ(finding.severity, Severity::blocking);
  EXPECT_NE(finding.sentence.find("\"Colour\", \"Shape\""), std::string::npos);
  EXPECT_EQ(reading.table.rows(), 0u);
}

TEST(Headings, TitleRowsAboveAndAnyOrder) {
  const Reading reading = read("Payments export,,\n\nPrinted 10/11/2025,,\nNet,,Person ID\n1.00,,P1\n");
  EXPECT_EQ(reading.table.heading_row, 4u);
  EXPECT_EQ(reading.text(0, "person_id"), "P1");
  EXPECT_EQ(reading.table.place(0, "net").cell, "A5");
  EXPECT_EQ(reading.table.place(0, "person_id").cell, "C5");
  EXPECT_TRUE(reading.findings.all().empty()) << reading.ids();
}

TEST(Headings, WithALineBreakInside) {
  const Reading reading = read("\"Person\nID\",\"Net\r\nAmount\"\nP1,1.00\n");
  EXPECT_EQ(reading.number(0, "net"), 100);
  EXPECT_EQ(reading.table.columns[1].heading, "Net Amount");
}

TEST(Headings, OverTwoRows) {
  const Reading reading = read(build({{{text("Person"), text("Service"), blank(), text("Net")}},
                                      {{text("ID"), text("Type"), text("Level"), blank()}},
                                      {{text("P1"), text("Short break"), text("Sitting"), number("12.5")}}}));
  EXPECT_EQ(reading.table.heading_row, 2u);
  EXPECT_EQ(reading.text(0, "person_id"), "P1");
  EXPECT_EQ(reading.text(0, "service_type"), "Short break");
  EXPECT_EQ(reading.text(0, "service"), "Sitting");
  EXPECT_EQ(reading.number(0, "net"), 1'250);
  EXPECT_TRUE(reading.findings.all().empty()) << reading.ids();
}

TEST(Headings, AFirstRowOfDataIsNotASecondRowOfHeadings) {
  const Reading reading = read("Person ID,Service,Net\nP1,Hours,5.00\n");
  EXPECT_EQ(reading.table.heading_row, 1u);
  EXPECT_EQ(reading.table.rows(), 1u);
}

TEST(Headings, UnmappedOnesAreKept) {
  const Reading reading = read("Person ID,Net,Favourite colour\nP1,5.00,red\n");
  EXPECT_EQ(reading.table.unmapped_headings, std::vector<std::string>{"Favourite colour"});
  EXPECT_TRUE(reading.findings.all().empty()) << reading.ids();
}

TEST(Headings, PeriodFromTheTitle) {
  for (const char* title :
       {"Period 13/10/2025 to 09/11/2025", "Period: 13 Oct 2025 - 9 Nov 2025", "\"Payments, from 13.10.2025 to 09.11.2025\"",
        "Payment period: 2025-10-13/2025-11-09", "Period 13/10/2025-09/11/2025"}) {
    const Reading reading = read(std::string{title} + "\nPerson ID,Net\nP1,1.00\nP2,2.00\n");
    ASSERT_NE(reading.table.column("period_from"), nullptr) << title;
    EXPECT_EQ(reading.day(1, "period_from"), "13/10/2025") << title;
    EXPECT_EQ(reading.day(1, "period_to"), "09/11/2025") << title;
    EXPECT_EQ(reading.table.column("period_to")->sheet_column, 0u);
    EXPECT_EQ(reading.one("period-from-title").place.cell, "A1");
  }
}

TEST(Headings, PeriodFromDateCellsInTheTitle) {
  const Reading reading = read(build({{{text("Period from"), date(45943), text("to"), date(45970)}},
                                      {{text("Person ID"), text("Net")}},
                                      {{text("P1"), number("1")}}}));
  EXPECT_EQ(reading.day(0, "period_from"), "13/10/2025");
  EXPECT_EQ(reading.day(0, "period_to"), "09/11/2025");
}

TEST(Headings, NoPeriodFromOtherTitles) {
  for (const char* title : {"Printed 10/11/2025 by 11/11/2025", "Period 09/11/2025 to 13/10/2025", "Period 8"}) {
    const Reading reading = read(std::string{title} + "\nPerson ID,Net\nP1,1.00\n");
    EXPECT_EQ(reading.table.column("period_from"), nullptr) << title;
  }
  const Reading own = read("Period 13/10/2025 to 09/11/2025,,\nPerson ID,Net,Period From\nP1,1.00,01/10/2025\n");
  EXPECT_EQ(own.day(0, "period_from"), "01/10/2025");
  EXPECT_EQ(own.table.column("period_to"), nullptr);
}

// Found by the fuzzer: once the first of three had given way to the second, the third looked for the first in vain.
TEST(RepeatedHeadings, TheFirstOfThreeIsBlank) {
  const Reading reading = read("Person ID,Net,Net,Net\nP1,,1.00,1.00\nP2,,2.00,2.00\n");
  ASSERT_EQ(reading.table.rows(), 2u);
  EXPECT_EQ(reading.number(0, "net"), 100);
  EXPECT_EQ(reading.number(1, "net"), 200);
  EXPECT_FALSE(reading.findings.blocking());
}

}  // namespace
}  // namespace counterfoil::table::test
