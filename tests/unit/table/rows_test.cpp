// Which rows are payments, and what becomes of the others: nothing is left out without being told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "book_builder.hpp"
#include "reading.hpp"

namespace counterfoil::table::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Rows, BlankOnesAreCounted) {
  const Reading reading = read("Person ID,Net\n\nP1,1.00\n,\n  ,\nP2,2.00\n\n\n");
  EXPECT_EQ(reading.table.rows(), 2u);
  EXPECT_EQ(reading.table.blank_rows, 3u);  // those at the end of the file are not rows of the table
  EXPECT_THAT(reading.table.source_rows, ElementsAre(3, 6));
  EXPECT_THAT(reading.findings.all(), IsEmpty()) << reading.ids();
}

TEST(Rows, GapsOfAWorkbookAreBlankRows) {
  const Reading reading = read(
      build({{{text("Person ID"), text("Net")}}, {{text("P1"), number("1")}, false, 4}, {{text("P2"), number("2")}, false, 9}}));
  EXPECT_EQ(reading.table.blank_rows, 6u);  // 2, 3, 5, 6, 7, 8
  EXPECT_EQ(reading.table.control_total(), 300);
}

TEST(Rows, TotalIsCheckedAndNotCounted) {
  const Reading reading = read("Person ID,Name,Net\nP1,Ann,1.25\nP2,Bob,2.50\n,Total,3.75\n");
  EXPECT_EQ(reading.table.rows(), 2u);
  EXPECT_EQ(reading.table.control_total(), 375);
  EXPECT_THAT(reading.table.total_rows, ElementsAre(4));
  EXPECT_THAT(reading.one("total-agrees").sentence, HasSubstr("\u00A33.75"));
  EXPECT_FALSE(reading.findings.blocking());
}

TEST(Rows, TotalInThePlaceOfTheIdentifier) {
  for (const char* word : {"Total", "Grand Total", "TOTAL:", "Sub-total"}) {
    const Reading reading = read("Person ID,Name,Net\nP1,Ann,1.25\n" + std::string{word} + ",,1.25\n");
    EXPECT_EQ(reading.table.rows(), 1u) << word;
    reading.one("total-agrees");
  }
}

TEST(Rows, TotalThatDiffersSaysBothFigures) {
  const Reading reading = read("Person ID,Name,Net\nP1,Ann,1.25\nP2,Bob,2.50\n,Total,\"\u00A34,000.00\"\n");
  const Finding finding = reading.one("total-differs");
  EXPECT_EQ(finding.severity, Severity::warning);
  EXPECT_EQ(finding.place.cell, "C4");
  EXPECT_THAT(finding.sentence, HasSubstr("\u00A34,000.00"));
  EXPECT_THAT(finding.sentence, HasSubstr("\u00A33.75"));
}

TEST(Rows, SubtotalsOfGroupsAndAGrandTotal) {
  const Reading reading = read(
      "Person ID,Name,Net\nP1,Ann,1.00\nP1,Ann,2.00\nP1 Total,,3.00\nP2,Bob,4.00\nP2 Total,,4.00\nP3,Cat,8.00\n,Sub "
      "total,12.00\nGrand Total,,15.00\n");
  EXPECT_EQ(reading.table.rows(), 4u);
  EXPECT_EQ(reading.table.control_total(), 1'500);
  EXPECT_THAT(reading.table.total_rows, ElementsAre(4, 6, 8, 9));
  EXPECT_THAT(reading.one("total-agrees").sentence,
              HasSubstr("C4, C6, C8:C9: totals (4 in all, the last \u00A315.00)"));  // 12.00 is P2 and P3
  EXPECT_THAT(reading.of("total-differs"), IsEmpty());
}

TEST(Rows, AnAmountAloneThatIsTheSumIsATotal) {
  const Reading reading = read("Person ID,Name,Net,Hours\nP1,Ann,1.25,2\nP2,Bob,2.50,3\n,,3.75,5\n");
  EXPECT_THAT(reading.table.total_rows, ElementsAre(4));
  EXPECT_FALSE(reading.findings.blocking());
}

TEST(Rows, AnAmountAloneThatIsNotTheSumIsBlocking) {
  const Reading reading = read("Person ID,Name,Net\nP1,Ann,1.25\n,,3.75\nP2,Bob,2.50\n");
  EXPECT_EQ(reading.one("row-without-id").place.cell, "A3");
  EXPECT_TRUE(reading.findings.blocking());
}

TEST(Rows, DataWithoutAnIdentifierIsBlockingAndListed) {
  const Reading reading = read(
      "Person "
      "ID,Name,Service,Net\nP1,Ann,Sitting,1.25\n,Bob,Sitting,2.00\n,Cat,Sitting,2.00\nP2,Dee,Sitting,1.00\n,Eve,,\"2.00\"\n");
  const Finding finding = reading.one("row-without-id");
  EXPECT_EQ(finding.severity, Severity::blocking);
  EXPECT_THAT(finding.sentence, HasSubstr("A3:A4, A6"));
}

TEST(Rows, AProviderCalledTotalIsNotATotal) {
  const Reading reading = read("Person ID,Name,Service,Net\nP1,Ann,Sitting,1.25\n,Bob,Total Care Ltd,2.00\n");
  EXPECT_THAT(reading.table.total_rows, IsEmpty());
  reading.one("row-without-id");
  const Reading with_id = read("Person ID,Name,Service,Net\nP1,Ann,Total Care Ltd,1.25\n");
  EXPECT_EQ(with_id.table.rows(), 1u);
}

TEST(Rows, TotalWithoutAnAmount) {
  const Reading reading = read("Person ID,Name,Net\nP1,Ann,1.25\n,Total,see below\n");
  reading.one("total-not-checked");
  EXPECT_EQ(reading.table.rows(), 1u);
}

TEST(Rows, RemarksAreListed) {
  const Reading reading = read("Person ID,Name,Net\nTeam: East,,\nP1,Ann,1.25\nEnd of report,,\n,Printed on:,10/11/2025\n");
  EXPECT_EQ(reading.table.rows(), 1u);
  const auto remarks = reading.of("row-is-a-remark");
  ASSERT_EQ(remarks.size(), 2u) << reading.ids();
  EXPECT_EQ(remarks[0].stored, "Team: East");
  EXPECT_EQ(remarks[0].place.cell, "A2");
  EXPECT_EQ(remarks[1].stored, "End of report");
  EXPECT_THAT(reading.table.note_rows, ElementsAre(2, 4));
  EXPECT_EQ(reading.one("row-without-id").place.cell, "A5");  // something stands where the amount stands: a person decides
}

TEST(Rows, APersonWithNothingElseIsStillAPayment) {
  const Reading reading = read("Person ID,Name,Net\nP1,Ann,1.25\nP2,,\n");
  EXPECT_EQ(reading.table.rows(), 2u);
  EXPECT_EQ(reading.number(1, "net"), no_number);
}

TEST(Rows, HeadingsRepeatedAtAPageBreak) {
  const Reading reading =
      read("Person ID,Name,Net\nP1,Ann,1.25\nPerson ID,Name,Net\nP2,Bob,1.00\nPERSON ID,Name,Net\nP3,Cat,1.00\n");
  EXPECT_EQ(reading.table.rows(), 3u);
  EXPECT_THAT(reading.table.repeated_heading_rows, ElementsAre(3, 5));
  EXPECT_THAT(reading.one("headings-repeated-below").sentence, HasSubstr("A3, A5"));
  EXPECT_EQ(reading.table.control_total(), 325);
  EXPECT_FALSE(reading.findings.blocking()) << reading.ids();
}

TEST(Rows, NoneAtAllIsBlocking) {
  EXPECT_EQ(read("Person ID,Net\n").one("no-rows").severity, Severity::blocking);
  EXPECT_EQ(read("Person ID,Net\n,\nTotal,0.00\n").one("no-rows").severity, Severity::blocking);
}

TEST(Rows, HiddenOnesAreReadAndTold) {
  const Reading reading = read(build({{{text("Person ID"), text("Net")}},
                                      {{text("P1"), number("1")}},
                                      {{text("P2"), number("2")}, true},
                                      {{text("P3"), number("4")}, true}}));
  EXPECT_EQ(reading.table.control_total(), 700);
  EXPECT_EQ(reading.one("rows-hidden").place.cell, "A3:A4");
}

TEST(Rows, CutAtExactly65536) {
  std::string text = "Person ID,Net\n";
  for (int row = 2; row <= 65'536; ++row) text += "P" + std::to_string(row) + ",1\n";
  EXPECT_EQ(read(text).one("rows-at-limit").place.cell, "A65536");
  text += "P0,1\n";  // now 65,536 payments below the headings: a limit too
  read(text).one("rows-at-limit");
  text += "P0,1\n";
  EXPECT_THAT(read(text).of("rows-at-limit"), IsEmpty());
}

TEST(Rows, ColumnWithDataAndNoHeading) {
  const Reading reading = read("Person ID,,Net\nP1,stray,1.25\nP2,,1.00\n");
  EXPECT_THAT(reading.one("column-without-heading").sentence, HasSubstr("B2"));
}

TEST(Rows, ManyCellsAreAllListed) {
  std::string text = "Person ID,Name,Net\n";
  for (int row = 0; row < 3'000; ++row) text += row % 2 == 0 ? ",Ann,1.00\n" : "P1,Ann,1.00\n";
  const auto findings = read(text).of("row-without-id");
  std::size_t cells = 0;
  for (const Finding& finding : findings) {
    EXPECT_LT(finding.sentence.size(), 32'000u);
    for (std::size_t at = finding.sentence.find('A'); at != std::string::npos; at = finding.sentence.find('A', at + 1))
      if (at + 1 < finding.sentence.size() && finding.sentence[at + 1] >= '0' && finding.sentence[at + 1] <= '9') ++cells;
  }
  EXPECT_EQ(cells, 1'500u);
}

}  // namespace
}  // namespace counterfoil::table::test
