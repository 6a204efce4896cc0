// Lists as report writers lay them out: merged cells, a sheet for each group, ids that stand once, periods in titles.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "book_builder.hpp"
#include "reading.hpp"

namespace counterfoil::table::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::string merges(const std::vector<std::string>& ranges) {
  std::string xml = "<mergeCells>";
  for (const std::string& range : ranges) xml += "<mergeCell ref=\"" + range + "\"/>";
  return xml + "</mergeCells>";
}

const Row headings_row{{text("Person ID"), text("Name"), text("Service"), text("Net")}};

Reading list(std::vector<Row> rows, const std::vector<std::string>& merged) {
  rows.insert(rows.begin(), headings_row);
  return read(build(Book{{Sheet{"Report", "", std::move(rows), "", merged.empty() ? "" : merges(merged)}}, false, {}}));
}

TEST(Merged, SidewaysAsksForNothing) {
  // Each column of the report takes two of the sheet.
  const Row headings{{text("Person ID"), blank(), text("Name"), blank(), text("Net")}};
  const Row row{{text("41"), blank(), text("Testa"), blank(), number("1.25")}};
  const Reading reading =
      read(build(Book{{Sheet{"Report", "", {headings, row}, "", merges({"A1:B1", "C1:D1", "A2:B2", "C2:D2"})}}, false, {}}));
  EXPECT_EQ(reading.table.control_total(), 125);
  EXPECT_THAT(reading.findings.all(), IsEmpty()) << reading.ids();
}

TEST(Merged, OverRowsTheFirstValueCountsForEach) {
  const Reading reading = list({{{text("41"), text("Testa"), text("Sitting"), number("1")}},
                                {{blank(), blank(), text("Transport"), number("2")}},
                                {{blank(), blank(), text("Total"), number("3")}},
                                {{text("42"), text("Mock"), text("Sitting"), number("4")}}},
                               {"A2:A4", "B2:B4"});
  ASSERT_EQ(reading.table.rows(), 3u) << reading.ids();
  EXPECT_EQ(reading.text(1, "person_id"), "41");
  EXPECT_EQ(reading.text(1, "name"), "Testa");
  EXPECT_EQ(reading.text(2, "person_id"), "42");
  EXPECT_EQ(reading.table.control_total(), 700);  // the group's total is none of them
  EXPECT_THAT(reading.one("cells-merged-read").sentence, HasSubstr("A2:A4, B2:B4"));
  EXPECT_FALSE(reading.findings.blocking()) << reading.ids();
}

TEST(Merged, AFigureOverRowsCountsOnce) {
  const Reading reading =
      list({{{text("41"), text("Testa"), text("Sitting"), number("5")}}, {{text("41"), text("Testa"), text("Transport"), blank()}}},
           {"D2:D3"});
  EXPECT_EQ(reading.table.control_total(), 500);
  EXPECT_EQ(reading.one("cells-merged").severity, Severity::warning);
}

TEST(Merged, AnotherValueUnderThemIsAQuestion) {
  const Reading reading = list(
      {{{text("41"), text("Testa"), text("Sitting"), number("1")}}, {{text("X999"), text("Testa"), text("Sitting"), number("2")}}},
      {"A2:A3"});
  EXPECT_EQ(reading.text(1, "person_id"), "41");
  const Finding finding = reading.one("merge-hides-value");
  EXPECT_EQ(finding.severity, Severity::blocking);
  EXPECT_EQ(finding.place.cell, "A3");
  EXPECT_THAT(finding.sentence, HasSubstr("\"41\""));
  EXPECT_THAT(finding.sentence, HasSubstr("\"X999\""));
  // The same value under them says nothing else.
  EXPECT_THAT(list({{{text("41"), text("Testa"), text("Sitting"), number("1")}},
                    {{text("41"), text("Testa"), text("Sitting"), number("2")}}},
                   {"A2:A3"})
                  .of("merge-hides-value"),
              IsEmpty());
}

TEST(IdsOnce, AreFilledDownWhereEachGroupsTotalProvesIt) {
  const Reading reading = list({{{text("41"), text("Testa"), text("Sitting"), number("1")}},
                                {{blank(), blank(), text("Transport"), number("2")}},
                                {{blank(), blank(), text("Sum:"), number("3")}},
                                {{text("42"), text("Mock"), text("Sitting"), number("4")}},
                                {{blank(), blank(), text("Sum:"), number("4")}},
                                {{blank(), blank(), text("Sum:"), number("7")}}},
                               {});
  ASSERT_EQ(reading.table.rows(), 3u) << reading.ids();
  EXPECT_EQ(reading.text(1, "person_id"), "41");
  EXPECT_EQ(reading.text(1, "name"), "Testa");
  EXPECT_EQ(reading.text(1, "service"), "Transport");
  EXPECT_EQ(reading.table.control_total(), 700);
  EXPECT_EQ(reading.one("rows-filled-down").place.cell, "A3");
  EXPECT_FALSE(reading.findings.blocking()) << reading.ids();
}

TEST(IdsOnce, AreAskedWhereNoTotalProvesIt) {
  const std::vector<Row> rows = {{{text("41"), text("Testa"), text("Sitting"), number("1")}},
                                 {{blank(), blank(), text("Transport"), number("2")}}};
  const Finding asked = list(rows, {}).one("row-without-id");
  EXPECT_EQ(asked.place.cell, "A3");
  EXPECT_THAT(asked.sentence, HasSubstr("fill the Person ID down"));
  EXPECT_THAT(asked.sentence, testing::Not(HasSubstr("delete")));
  std::vector<Row> wrong = rows;
  wrong.push_back({{blank(), blank(), text("Sum:"), number("9")}});
  EXPECT_TRUE(list(wrong, {}).findings.blocking());
}

/// What a run gives for its input `current`, with the sheet that the settings name.
ReadOptions current(const std::string& sheet = {}) {
  ReadOptions options;
  options.input = "current";
  options.sheet = sheet;
  return options;
}

Sheet group(const std::string& name, const std::string& person, const std::string& amount) {
  return Sheet{name, "", {headings_row, {{text(person), text("Testa"), text("Sitting"), number(amount)}}}, "", ""};
}

TEST(SheetsOfOneReport, AreAskedWithTheirRowsAndPounds) {
  const Book book{{group("North", "41", "10"), group("South", "42", "20.50")}, false, {}};
  const Finding asked = read(build(book), current()).one("sheet-ambiguous");
  EXPECT_THAT(asked.sentence, HasSubstr("\"North\" (1 row, \u00A310.00), \"South\" (1 row, \u00A320.50)"));
  EXPECT_THAT(asked.sentence, HasSubstr("\"sheet\": {\"current\": \"*\"}"));
  const Reading all = read(build(book), current("*"));
  EXPECT_EQ(all.table.control_total(), 3'050);
  EXPECT_EQ(all.table.place(1, "net").sheet, "South");
  EXPECT_FALSE(all.findings.blocking()) << all.ids();
}

TEST(SheetsOfOneReport, ASheetWithoutHeadingsThatGoesOnIsTold) {
  const Sheet more{
      "Sheet2",
      "",
      {{{text("43"), text("Mock"), text("Sitting"), number("5")}}, {{text("44"), text("Sample"), text("Sitting"), number("6")}}},
      "",
      ""};
  const Reading reading = read(build(Book{{group("Sheet1", "41", "10"), more}, false, {}}), current());
  const Finding told = reading.one("sheet-goes-on");
  EXPECT_EQ(told.severity, Severity::blocking);
  EXPECT_EQ(told.place.sheet, "Sheet2");
  EXPECT_THAT(told.sentence, HasSubstr("2 rows"));
  EXPECT_THAT(told.sentence, HasSubstr("\u00A311.00"));
  EXPECT_THAT(read(build(Book{{group("Sheet1", "41", "10"), more}, false, {}}), current("Sheet1")).of("sheet-goes-on"), IsEmpty());
  // Notes, and lists of something else, are no payments.
  const Sheet events{"Events",
                     "",
                     {{{text("Ref"), text("What"), text("Where"), text("Days")}},
                      {{text("43"), text("Visit"), text("Home"), number("7")}},
                      {{text("44"), text("Review"), text("School"), number("14")}}},
                     "",
                     ""};
  EXPECT_THAT(read(build(Book{{group("Sheet1", "41", "10"), events}, false, {}})).of("sheet-goes-on"), IsEmpty());
  const Sheet notes{"Notes", "", {{{text("Please check"), text("before Friday")}}, {{text("Yes"), text("Testa")}}}, "", ""};
  EXPECT_THAT(read(build(Book{{group("Sheet1", "41", "10"), notes}, false, {}})).of("sheet-goes-on"), IsEmpty());
}

TEST(TitlePeriods, InTheWordsOfReports) {
  for (const std::string title :
       {"Payment cycle 5: 10/11/2025 to 07/12/2025", "10/11/2025 - 07/12/2025", "Payments 10 Nov 2025 to 7 Dec 2025",
        "Period,10/11/2025,07/12/2025", "From: 10/11/2025\nTo: 07/12/2025", "Start date,10/11/2025\nEnd date,07/12/2025",
        "Paid between 10-NOV-25 and 07-DEC-25"}) {
    const Reading reading = read(title + "\nPerson ID,Name,Net\nP1,Testa,1.25\n");
    EXPECT_EQ(reading.day(0, "period_from"), "10/11/2025") << title;
    EXPECT_EQ(reading.day(0, "period_to"), "07/12/2025") << title;
    reading.one("period-from-title");
  }
  EXPECT_EQ(read("Week commencing 10/11/2025\nPerson ID,Net\nP1,1\n").day(0, "period_to"), "16/11/2025");
  EXPECT_EQ(read("W/E 16/11/2025\nPerson ID,Net\nP1,1\n").day(0, "period_from"), "10/11/2025");
}

TEST(TitlePeriods, OtherDatesAreNone) {
  for (const std::string title : {"Report run 01/12/2025 printed 09/12/2025", "Period 01/04/2025 to 31/03/2026",
                                  "Run date: 08/12/2025", "07/12/2025 to 10/11/2025", "Produced 08/12/2025",
                                  "Weekly list 16/11/2025", "West team 16/11/2025", "WCC carers 10/11/2025"})
    EXPECT_THAT(read(title + "\nPerson ID,Name,Net\nP1,Testa,1.25\n").of("period-from-title"), IsEmpty()) << title;
}

}  // namespace
}  // namespace counterfoil::table::test
