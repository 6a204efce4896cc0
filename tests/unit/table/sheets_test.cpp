// Which sheet is read, and what stands around its rows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "book_builder.hpp"
#include "reading.hpp"

namespace counterfoil::table::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

Sheet payments(std::string name, std::string amount, std::string state = {}) {
  return {std::move(name),
          std::move(state),
          {{{text("Person ID"), text("Name"), text("Net")}}, {{text("P1"), text("Ann"), number(amount)}}},
          "",
          ""};
}

Sheet cover() { return {"Cover", "", {{{text("Payments to providers")}}, {{text("Name"), text("A. N. Other")}}}, "", ""}; }

TEST(Sheets, TheOneWithTheHeadingsIsFound) {
  const Reading reading = read(build(Book{{cover(), payments("Data", "5")}, false, {}}));
  EXPECT_EQ(reading.table.sheet, "Data");
  EXPECT_EQ(reading.number(0, "net"), 500);
  EXPECT_THAT(reading.findings.all(), IsEmpty()) << reading.ids();
}

TEST(Sheets, TwoEquallyGoodOnesAreAskedAbout) {
  ReadOptions options;
  options.input = "current";
  const Reading reading = read(build(Book{{payments("Oct", "5"), payments("Nov", "6")}, false, {}}), options);
  const Finding finding = reading.one("sheet-ambiguous");
  EXPECT_EQ(finding.severity, Severity::blocking);
  EXPECT_THAT(finding.sentence, HasSubstr("\"Oct\" (1 row, \u00A35.00), \"Nov\" (1 row, \u00A36.00)"));
  EXPECT_THAT(finding.sentence, HasSubstr("\"sheet\": {\"current\": \"Oct\"}"));
}

TEST(Sheets, TheNamedOneIsRead) {
  ReadOptions options;
  options.sheet = "nov";
  const Reading reading = read(build(Book{{payments("Oct", "5"), payments("Nov", "6")}, false, {}}), options);
  EXPECT_EQ(reading.table.sheet, "Nov");
  EXPECT_EQ(reading.number(0, "net"), 600);
  EXPECT_THAT(reading.findings.all(), IsEmpty()) << reading.ids();
  options.sheet = "Dec";
  const Reading none = read(build(Book{{payments("Oct", "5"), payments("Nov", "6")}, false, {}}), options);
  EXPECT_THAT(none.one("sheet-not-found").sentence, HasSubstr("\"Oct\", \"Nov\""));
  EXPECT_TRUE(none.findings.blocking());
}

TEST(Sheets, AnEmptyFormIsNoRival) {
  Sheet form = payments("Form", "1");
  form.rows.pop_back();
  const Reading reading = read(build(Book{{form, payments("Data", "5")}, false, {}}));
  EXPECT_EQ(reading.table.sheet, "Data");
  EXPECT_THAT(reading.findings.all(), IsEmpty()) << reading.ids();
}

TEST(Sheets, APoorerOneIsNamed) {
  Sheet poorer = payments("Summary", "9");
  poorer.rows[0].cells[1] = text("Colour");
  const Reading reading = read(build(Book{{poorer, payments("Data", "5")}, false, {}}));
  EXPECT_EQ(reading.table.sheet, "Data");
  EXPECT_EQ(reading.one("sheet-not-read").severity, Severity::warning);
}

TEST(Sheets, HiddenOnesOnlyWhenThereIsNothingElse) {
  const Reading visible = read(build(Book{{payments("Old", "9", "hidden"), payments("Data", "5")}, false, {}}));
  EXPECT_EQ(visible.table.sheet, "Data");
  EXPECT_THAT(visible.findings.all(), IsEmpty()) << visible.ids();
  const Reading hidden = read(build(Book{{cover(), payments("Old", "9", "veryHidden")}, false, {}}));
  EXPECT_EQ(hidden.table.sheet, "Old");
  EXPECT_EQ(hidden.one("sheet-hidden").severity, Severity::warning);
}

TEST(Sheets, NoneWithHeadings) {
  const Reading reading =
      read(build(Book{{Sheet{"One", "", {{{text("Colour"), text("Shape")}}}, "", ""}, Sheet{"Two", "", {}, "", ""}}, false, {}}));
  const Finding finding = reading.one("headings-not-found");
  EXPECT_THAT(finding.sentence, HasSubstr("'One', 'Two'"));
  EXPECT_THAT(finding.sentence, HasSubstr("\"Colour\", \"Shape\""));
}

TEST(Sheets, HeadingsInTheFirstSixtyRows) {
  std::vector<Row> rows(59, Row{{text("A title")}});
  rows.push_back({{text("Person ID"), text("Net")}});
  rows.push_back({{text("P1"), number("1")}});
  EXPECT_EQ(read(build(rows)).table.heading_row, 60u);
  rows.insert(rows.begin(), Row{{text("A title")}});
  EXPECT_EQ(read(build(rows)).of("headings-not-found").size(), 1u);
}

TEST(Sheets, MergedCellsInTheData) {
  Sheet sheet = payments("Data", "5");
  sheet.rows.push_back({{text("P2"), blank(), number("6")}});
  sheet.after_rows = "<mergeCells><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"B2:B3\"/><mergeCell ref=\"H2:H3\"/></mergeCells>";
  const Reading reading = read(build(Book{{sheet}, false, {}}));
  const Finding finding = reading.one("cells-merged-read");  // not those of the headings, nor in columns that are not read
  EXPECT_EQ(finding.place.cell, "B2:B3");
}

TEST(Sheets, HiddenColumnsAreReadAndTold) {
  Sheet sheet = payments("Data", "5");
  sheet.before_rows =
      "<cols><col min=\"3\" max=\"3\" width=\"9\" hidden=\"1\"/><col min=\"9\" max=\"16384\" width=\"9\" hidden=\"1\"/></cols>";
  const Reading reading = read(build(Book{{sheet}, false, {}}));
  EXPECT_EQ(reading.number(0, "net"), 500);
  EXPECT_THAT(reading.one("columns-hidden").sentence, HasSubstr("all the same: C (Net)"));
}

TEST(Sheets, AFilterLeftOn) {
  Sheet sheet = payments("Data", "5");
  sheet.rows.push_back({{text("P2"), text("Bob"), number("6")}, true});
  sheet.after_rows =
      "<autoFilter ref=\"A1:C3\"><filterColumn colId=\"1\"><filters><filter val=\"Ann\"/></filters></filterColumn></autoFilter>";
  const Reading reading = read(build(Book{{sheet}, false, {}}));
  EXPECT_EQ(reading.table.control_total(), 1'100);
  EXPECT_EQ(reading.one("filter-left-on").place.cell, "A1:C3");
  reading.one("rows-hidden");
  sheet.after_rows = "<autoFilter ref=\"A1:C3\"/>";
  sheet.rows.back().hidden = false;
  EXPECT_THAT(read(build(Book{{sheet}, false, {}})).findings.all(), IsEmpty());
}

TEST(Sheets, PlacesHaveFileSheetAndCell) {
  const Reading reading = read(build(Book{{payments("Data", "5")}, false, {}}));
  const Place place = reading.table.place(0, "net");
  EXPECT_EQ(place.file, "Oct.xlsx");
  EXPECT_EQ(place.sheet, "Data");
  EXPECT_EQ(place.cell, "C2");
  EXPECT_EQ(reading.table.place(0).cell, "A2");
  EXPECT_EQ(reading.table.place().cell, "");
}

constexpr std::string_view every_sheet_layout = R"({
  "id": "rules", "title": "Rules", "every_sheet": true, "required": [["rule"], ["percent"]], "control": [],
  "fields": [
    {"id": "rule", "title": "Rule", "kind": "identifier", "headings": ["Rule"], "required_value": true},
    {"id": "percent", "title": "Percent", "kind": "percent", "headings": ["Percent"]},
    {"id": "from", "title": "From", "kind": "date", "headings": ["From"]},
    {"id": "source", "title": "Source", "kind": "text", "headings": ["Source"]}
  ]})";

Sheet rules(std::string name, std::string rule, std::string state = {}) {
  return {std::move(name), std::move(state), {{{text("Rule"), text("Percent")}}, {{text(std::move(rule)), number("5")}}}, "", ""};
}

TEST(EverySheet, AllVisibleOnesAreReadInTheirOrder) {
  Sheet second = rules("Option B", "B1");
  second.rows[0].cells = {text("Source"), text("Percent"), text("Rule")};
  second.rows[1].cells = {text("Minutes"), number("6.5"), text("B1")};
  const Reading reading =
      read(build(Book{{cover(), rules("Option A", "A1"), second, rules("Old", "X", "hidden")}, false, {}}), {}, every_sheet_layout);
  ASSERT_EQ(reading.table.rows(), 2u);
  EXPECT_EQ(reading.text(0, "rule"), "A1");
  EXPECT_EQ(reading.text(1, "rule"), "B1");
  EXPECT_EQ(reading.number(1, "percent"), 65'000);
  EXPECT_EQ(reading.text(0, "source"), "(missing)");
  EXPECT_EQ(reading.text(1, "source"), "Minutes");
  EXPECT_EQ(reading.table.sheet, "Option A, Option B");
  EXPECT_EQ(reading.table.sheet_of(0), "Option A");
  EXPECT_EQ(reading.table.sheet_of(1), "Option B");
  EXPECT_EQ(reading.table.place(0, "percent").cell, "B2");
  EXPECT_EQ(reading.table.place(1, "rule").cell, "C2");
  EXPECT_EQ(reading.table.place(1, "rule").sheet, "Option B");
  EXPECT_THAT(reading.findings.all(), IsEmpty()) << reading.ids();
}

TEST(Percent, HoweverTypedIsOneFraction) {
  const auto row = [](Cell percentage) { return Row{{text("R"), std::move(percentage)}}; };
  const Reading reading = read(build({{{text("Rule"), text("Percent")}},
                                      row(number("6.6")),
                                      row(text("6.6%")),
                                      row(text("6.6")),
                                      row(number("0.066", percent)),
                                      row(number("6.6000000000000003E-2", percent)),
                                      row(text("(1.5%)"))}),
                               {}, every_sheet_layout);
  ASSERT_EQ(reading.table.rows(), 6u);
  for (std::size_t at = 0; at < 5; ++at) EXPECT_EQ(reading.number(at, "percent"), 66'000) << at;
  EXPECT_EQ(reading.number(5, "percent"), -15'000);
}

std::string closed_layout() {
  std::string layout{every_sheet_layout};
  return layout.insert(layout.find("\"every_sheet\""), "\"closed\": true, ");
}

/// One rule with this under a further heading.
Reading one_rule(std::string_view heading, Cell cell) {
  const Cell above = heading.empty() ? blank() : text(heading);
  return read(build({{{text("Rule"), text("Percent"), above}}, {{text("R"), number("5"), std::move(cell)}}}), {}, closed_layout());
}

// A cell that counts for nothing would make the rule mean something else.
TEST(ClosedLayout, WhatIsNotUnderstoodStops) {
  const struct {
    std::string_view heading;
    Cell cell;
    std::string id;
  } cases[] = {
      {"From", text("end March 2025"), "required-date-unreadable"},
      {"From", text("31/02/2025"), "required-date-unreadable"},
      {"From", text("-"), "required-date-unreadable"},
      {"From", error("#REF!"), "cell-error-needed"},
      {"From", uncalculated(), "formula-not-calculated"},
      {"Frm", text("01/04/2025"), "heading-unknown"},
      {"", text("and only nights"), "column-without-heading-needed"},
  };
  for (const auto& [heading, cell, id] : cases) {
    const Reading reading = one_rule(heading, cell);
    EXPECT_EQ(reading.one(id).place.cell, "C2") << reading.ids();
    EXPECT_TRUE(reading.findings.blocking()) << id;
  }
  EXPECT_THAT(one_rule("Frm", text("01/04/2025")).one("heading-unknown").sentence, HasSubstr("Nearest: \"From\""));
  EXPECT_FALSE(one_rule("From", text("01/04/2025")).findings.blocking());
  EXPECT_THAT(one_rule("Frm", blank()).findings.all(), IsEmpty()) << "an empty column narrows nothing";
}

TEST(ClosedLayout, AFigureThatCouldBeAnother) {
  const auto percentage = [](Cell cell) {
    return read(build({{{text("Rule"), text("Percent")}}, {{text("R"), std::move(cell)}}}), {}, closed_layout());
  };
  for (const Cell& cell : {number("0.05"), text("0.05"), number("-0.5")}) {
    const Reading reading = percentage(cell);
    EXPECT_EQ(reading.one("percent-doubtful").place.cell, "B2") << reading.ids();
    EXPECT_TRUE(reading.findings.blocking());
  }
  EXPECT_EQ(percentage(number("0.05")).one("percent-doubtful").shown, "0.05% or 5%");
  for (const Cell& cell : {number("0.05", percent), text("0.05%"), number("1"), number("0"), text("5 %")})
    EXPECT_TRUE(percentage(cell).of("percent-doubtful").empty());

  constexpr std::string_view amounts =
      R"({"id": "a", "title": "A", "closed": true, "required": [["rule"]], "control": [], "fields": [
    {"id": "rule", "title": "Rule", "kind": "identifier", "headings": ["Rule"], "required_value": true},
    {"id": "cap", "title": "Cap", "kind": "quantity", "headings": ["Cap"]}]})";
  const auto amount = [&](Cell cell) {
    return read(build({{{text("Rule"), text("Cap")}}, {{text("R"), std::move(cell)}}}), {}, amounts);
  };
  for (const std::string_view words : {"21.00 max", "4p", "over 25", "-"})
    EXPECT_EQ(amount(text(words)).one("required-quantity-unreadable").place.cell, "B2") << words;
  EXPECT_EQ(amount(text("4%")).one("quantity-is-percent").place.cell, "B2");
  EXPECT_EQ(amount(number("0.04", percent)).one("quantity-is-percent").place.cell, "B2");
  EXPECT_EQ(amount(text("£21")).number(0, "cap"), 21'000'000);
}

TEST(ClosedLayout, ARowOfTwoCellsIsARow) {
  const Reading reading = read(build({{{text("Rule"), text("Percent"), text("Source")}},
                                      {{text("All others"), number("3")}},
                                      {{text("Total uplift"), number("4")}}}),
                               {}, closed_layout());
  ASSERT_EQ(reading.table.rows(), 2u) << reading.ids();
  EXPECT_EQ(reading.text(0, "rule"), "All others");
}

TEST(ClosedLayout, ASheetThatLacksAHeadingStops) {
  Sheet mistyped = rules("Option B", "B1");
  mistyped.rows[0].cells = {text("Rule"), text("Percnt"), text("From"), text("Source")};
  const Reading reading = read(build(Book{{rules("Option A", "A1"), mistyped}, false, {}}), {}, closed_layout());
  EXPECT_EQ(reading.one("sheet-nearly-fits-needed").place.sheet, "Option B");
  EXPECT_TRUE(reading.findings.blocking());
}

TEST(EverySheet, OneThatLacksAHeadingIsNamed) {
  Sheet mistyped = rules("Option B", "B1");
  mistyped.rows[0].cells = {text("Rule"), text("Per cent uplift"), text("From"), text("Source")};
  const Reading reading = read(build(Book{{rules("Option A", "A1"), mistyped}, false, {}}), {}, every_sheet_layout);
  EXPECT_EQ(reading.table.rows(), 1u);
  const Finding finding = reading.one("sheet-nearly-fits");
  EXPECT_EQ(finding.place.sheet, "Option B");
  EXPECT_THAT(finding.sentence, HasSubstr("\"Percent\""));
}

TEST(EverySheet, ANamedOneIsReadAlone) {
  ReadOptions options;
  options.sheet = "Option B";
  const Reading reading =
      read(build(Book{{rules("Option A", "A1"), rules("Option B", "B1")}, false, {}}), options, every_sheet_layout);
  ASSERT_EQ(reading.table.rows(), 1u);
  EXPECT_EQ(reading.text(0, "rule"), "B1");
  EXPECT_EQ(reading.table.sheet_of(0), "Option B");
}

TEST(MayBeAbsent, WhatDoesNotFitIsNoFinding) {
  ReadOptions options;
  options.may_be_absent = true;
  const Reading none = read(build(Book{{cover(), rules("Option A", "A1")}, false, {}}), options);
  EXPECT_TRUE(none.table.absent);
  EXPECT_THAT(none.findings.all(), IsEmpty()) << none.ids();
  const Reading there = read(build(Book{{rules("Option A", "A1"), payments("Data", "5")}, false, {}}), options);
  EXPECT_FALSE(there.table.absent);
  EXPECT_EQ(there.number(0, "net"), 500);
  EXPECT_TRUE(read("Rule,Percent\nA1,5\n", options).table.absent) << "a text file holds the other input's table";
}

}  // namespace
}  // namespace counterfoil::table::test
