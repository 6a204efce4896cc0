#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/failure.hpp"
#include "reading.hpp"

namespace counterfoil::table::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST(TextFiles, CharactersThatCannotBeReadAreSaid) {
  const Reading reading = read("\xEF\xBB\xBFPerson ID,Name,Net\nP1,Zo\xFF,1.00\nP2,Ann,2.00\n");
  const Finding finding = reading.one("text-characters-damaged");
  EXPECT_EQ(finding.severity, Severity::warning);
  EXPECT_EQ(finding.place.file, "Oct.xlsx");
  EXPECT_THAT(finding.sentence, HasSubstr("be read: 1."));
  EXPECT_EQ(reading.text(0, "name"), "Zo\uFFFD") << "the rest of the text is kept";
  EXPECT_EQ(reading.table.rows(), 2u);
}

TEST(TextFiles, EveryDelimiter) {
  for (const char delimiter : {',', ';', '\t', '|'}) {
    std::string text = "Title, with; commas\t|\nPerson ID,Name,Net\nP1,Ann,12.50\n";
    text.replace(text.find("Person ID,"), 10, std::string{"Person ID"} + delimiter);
    for (std::size_t at = text.find("Name"); at < text.size(); ++at)
      if (text[at] == ',') text[at] = delimiter;
    const Reading reading = read(text);
    ASSERT_EQ(reading.table.rows(), 1u) << delimiter;
    EXPECT_EQ(reading.text(0, "name"), "Ann") << delimiter;
    EXPECT_EQ(reading.number(0, "net"), 1'250) << delimiter;
  }
}

TEST(TextFiles, SeparatorLineIsNotARow) {
  const Reading reading = read("sep=;\r\nPerson ID;Net\r\nP1;1.00\r\n");
  EXPECT_EQ(reading.table.heading_row, 1u);
  EXPECT_EQ(reading.table.place(0, "net").cell, "B2");
  EXPECT_EQ(read("sep=^\nPerson ID^Net\nP1^1.00\n").number(0, "net"), 100);
}

// Found by the fuzzer: the quoted form, cut where the delimiter should stand, was read past its end.
TEST(TextFiles, ASeparatorLineCutShortIsNoTable) {
  for (const char* text : {"sep=", "SEP=", "\"sep=", "\"sep=;"}) {
    try {
      EXPECT_EQ(read(text).table.rows(), 0u) << text;
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.kind(), FailureKind::unreadable) << text;
    }
  }
}

TEST(TextFiles, QuotesDoubledQuotesAndLineBreaks) {
  const Reading reading =
      read("Person ID,Name,Net\nP1,\"Ann \"\"Annie\"\" Example\",\"1,234.56\"\nP2,\"Line one\r\nline two\",2\n\"P3\",\"\",3\n");
  ASSERT_EQ(reading.table.rows(), 3u);
  EXPECT_EQ(reading.text(0, "name"), "Ann \"Annie\" Example");
  EXPECT_EQ(reading.number(0, "net"), 123'456);
  EXPECT_EQ(reading.text(1, "name"), "Line one\r\nline two");
  EXPECT_EQ(reading.text(2, "name"), "(missing)");
  EXPECT_EQ(reading.table.place(2, "net").cell, "C4");  // a line break inside a field is no new row
  EXPECT_THAT(reading.findings.all(), IsEmpty()) << reading.ids();
}

TEST(TextFiles, MixedLineEnds) {
  const Reading reading = read("Person ID,Net\rP1,1\r\nP2,2\nP3,3\rP4,4");
  EXPECT_EQ(reading.table.rows(), 4u);
  EXPECT_EQ(reading.table.control_total(), 1'000);
  EXPECT_THAT(reading.table.source_rows, testing::ElementsAre(2, 3, 4, 5));
}

TEST(TextFiles, QuoteNeverClosedIsBlocking) {
  const Reading reading = read("Person ID,Name,Net\nP1,Ann,1\nP2,\"Bob,2\nP3,Cat,3\n");
  const Finding finding = reading.one("csv-quote-not-closed");
  EXPECT_EQ(finding.severity, Severity::blocking);
  EXPECT_EQ(finding.place.cell, "B3");
}

TEST(TextFiles, TextAfterAClosingQuote) {
  const Reading reading = read("Person ID,Name,Net\nP1,\"Ann\" Example,1\n");
  EXPECT_EQ(reading.text(0, "name"), "Ann Example");
  EXPECT_EQ(reading.one("csv-text-after-quote").place.cell, "B2");
}

TEST(TextFiles, QuoteInsideAnUnquotedFieldIsText) {
  EXPECT_EQ(read("Person ID,Name,Net\nP1,5' 6\" tall,1\n").text(0, "name"), "5' 6\" tall");
}

TEST(TextFiles, FormulaLookingTextStaysText) {
  const Reading reading = read("Person ID,Name,Net\nP1,=HYPERLINK(\"x\"),1\nP2,+44 1234,2\nP3,@SUM(A1),3\n");
  EXPECT_EQ(reading.text(0, "name"), "=HYPERLINK(\"x\")");
  EXPECT_EQ(reading.text(1, "name"), "+44 1234");
  EXPECT_EQ(reading.text(2, "name"), "@SUM(A1)");
}

TEST(TextFiles, TooManyFieldsIsBlocking) {
  const Reading reading = read("Person ID,Name,Net\nP1,Ann,1,234.56\nP2,Bob,2,,\n");
  EXPECT_EQ(reading.one("csv-too-many-fields").place.cell, "A2");  // empty fields at the end do no harm
  EXPECT_TRUE(reading.findings.blocking());
}

TEST(TextFiles, TooFewFieldsIsTold) {
  const Reading reading = read("Person ID,Net,Name\nP1,1,Ann\nP2,2\n");
  EXPECT_EQ(reading.one("csv-too-few-fields").place.cell, "A3");
  EXPECT_FALSE(reading.findings.blocking());
}

TEST(TextFiles, EncodingsAreTold) {
  EXPECT_EQ(read("Person ID,Name,Net\nP1,Zo\xEB,1\n").text(0, "name"), "Zo\u00EB");
  EXPECT_THAT(read("Person ID,Name,Net\nP1,Zo\xEB,\xA3"
                   "1\n")
                  .one("text-encoding-assumed")
                  .sentence,
              HasSubstr("Windows-1252"));
  EXPECT_THAT(read("Person ID,Name,Net\nP1,Zo\u00EB,1\n").findings.all(), IsEmpty());
  std::string wide;
  for (const char each : std::string_view{"Person ID\tNet\r\nP1\t1.00\r\n"}) wide += std::string{each, '\0'};
  const Reading reading = read("\xFF\xFE" + wide);  // "Unicode text" of Excel
  EXPECT_EQ(reading.number(0, "net"), 100);
  EXPECT_THAT(reading.findings.all(), IsEmpty());
  EXPECT_THAT(read(wide).one("text-encoding-assumed").sentence, HasSubstr("UTF-16"));
}

TEST(TextFiles, TooManyColumnsIsRefused) { EXPECT_THROW(read("Person ID,Net\nP1,1" + std::string(16'400, ',') + "\n"), Failure); }

TEST(TextFiles, RefusedKindsSayWhatToDo) {
  try {
    read("%PDF-1.7 ...");
    FAIL() << "accepted";
  } catch (const Failure& failure) {
    EXPECT_THAT(failure.what(), testing::StartsWith("Oct.xlsx: "));
    EXPECT_EQ(failure.kind(), FailureKind::unreadable);
  }
  EXPECT_THROW(read(""), Failure);
}

TEST(TextFiles, LongTexts) {
  const std::string name254(254, 'x');
  const Reading reading = read("Person ID,Name,Net\nP1," + name254 + "x,1\nP2," + name254 + ",1\nP3," + std::string(32'767, 'y') +
                               ",1\nP4," + std::string(253, 'z') + "\u00E9\u00E9,1\n");
  EXPECT_THAT(reading.one("text-length-255").sentence, HasSubstr("B2, B5"));
  EXPECT_EQ(reading.one("text-length-limit").place.cell, "B4");
}

}  // namespace
}  // namespace counterfoil::table::test
