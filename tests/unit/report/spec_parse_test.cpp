// Reading a specification: the shipped one, and one refusal for every kind of mistake.
#include "build_paths.hpp"
#include "spec/workbook_spec.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "base/failure.hpp"

namespace counterfoil::report {
namespace {

using ::testing::HasSubstr;

const std::string good = R"json({
  "id": "trial", "title": "Trial", "marking": "OFFICIAL",
  "sheets": [
    { "name": "Sums", "heading": "Sums", "subtitle": "{period}", "purpose": "To try.",
      "tables": [
        { "id": "sums", "title": "Sums", "first_row": 4, "update": "fixed", "rows": 3, "key": ["step"],
          "columns": [
            { "id": "step", "heading": "Step", "kind": "text", "width": 20 },
            { "id": "amount", "heading": "Amount", "kind": "pence", "formula": "SUMIFS({rows.figure},{rows.class},{step})",
              "row_formulas": { "All": "SUM({sums.first:amount}:{sums.previous:amount})" } } ] },
        { "id": "beside", "first_row": 4, "first_column": 4, "update": "fixed", "rows": 9, "key": ["k"],
          "columns": [ { "id": "k", "heading": "K", "kind": "text" } ] } ],
      "charts": [ { "title": "Sums", "table": "sums", "categories": "step", "values": "amount", "kind": "bar", "row": 20, "column": 2,
                    "width": 400, "height": 300, "skip_first": 1, "skip_last": 1, "description": "Bars" } ] },
    { "name": "Rows", "heading": "Rows", "purpose": "To try.", "freeze": true, "freeze_columns": 1,
      "tables": [
        { "id": "rows", "first_row": 4, "update": "replace", "key": ["id"], "filter": true, "empty_words": "None",
          "history": "past", "period_fact": "period", "matter": ["class"], "figure": "figure", "carried": "mark",
          "highlights": [ { "column": "class", "equals": "Bad", "look": "bad" } ],
          "columns": [
            { "id": "id", "heading": "ID", "kind": "text" },
            { "id": "class", "heading": "Class", "kind": "text" },
            { "id": "figure", "heading": "Figure", "kind": "pence" },
            { "id": "twice", "heading": "Twice", "kind": "pence", "formula": "2*{figure}" },
            { "id": "said", "heading": "Said", "kind": "text", "owner": "reviewer", "choices": ["Yes", "No"], "help": "Say it." },
            { "id": "mark", "heading": "Mark", "kind": "paragraph", "working": true } ] } ] },
    { "name": "Past", "heading": "Past", "purpose": "To try.",
      "tables": [ { "id": "past", "first_row": 3, "update": "append", "key": ["id"],
          "columns": [ { "id": "id", "heading": "ID", "kind": "text" } ] } ] },
    { "name": "Wide", "heading": "Wide", "purpose": "To try.",
      "tables": [ { "id": "wide", "first_row": 3, "update": "accumulate", "key": ["id"],
          "periods": { "heading_fact_previous": "p", "heading_fact_current": "c", "value_previous": "was", "value_current": "now", "kind": "pence" },
          "columns": [ { "id": "id", "heading": "ID", "kind": "text" },
                       { "id": "moved", "heading": "Moved", "kind": "pence", "formula": "{period.current}-{period.previous}" } ] } ] }
  ]
})json";

/// What the refusal says when `was` (which must stand in the good one) is `now`.
std::string refusal(const std::string& was, const std::string& now) {
  std::string text = good;
  const std::size_t at = text.find(was);
  if (at == std::string::npos) return "the test's own text does not hold " + was;
  text.replace(at, was.size(), now);
  try {
    parse_workbook_spec(text, "trial.json");
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::refused);
    EXPECT_THAT(failure.what(), HasSubstr("trial.json"));
    return failure.what();
  }
  return "nothing was refused";
}

TEST(WorkbookSpec, EveryMemberIsRead) {
  const WorkbookSpec spec = parse_workbook_spec(good, "trial.json");
  EXPECT_EQ(spec.id, "trial");
  EXPECT_EQ(spec.marking, "OFFICIAL");
  ASSERT_EQ(spec.sheets.size(), 4U);
  EXPECT_EQ(spec.sheets[0].subtitle, "{period}");
  EXPECT_TRUE(spec.sheets[1].freeze);
  EXPECT_EQ(spec.sheets[1].freeze_columns, 1U);
  const Table* sums = spec.table("sums");
  ASSERT_NE(sums, nullptr);
  EXPECT_EQ(sums->update, Update::fixed);
  EXPECT_EQ(sums->rows, 3U);
  EXPECT_EQ(sums->heading_row(), 5U);  // below its title in row 4
  EXPECT_EQ(sums->body_row(), 6U);
  EXPECT_EQ(sums->columns[1].row_formulas.at("All"), "SUM({sums.first:amount}:{sums.previous:amount})");
  EXPECT_EQ(sums->columns[0].width, 20);
  EXPECT_EQ(sums->columns[1].width, 12);  // where none is given
  EXPECT_EQ(spec.table("beside")->first_column, 4U);
  const Table* rows = spec.table("rows");
  ASSERT_NE(rows, nullptr);
  EXPECT_EQ(rows->heading_row(), 4U);  // no title
  EXPECT_EQ(rows->history, "past");
  EXPECT_EQ(rows->period_fact, "period");
  EXPECT_EQ(rows->matter, std::vector<std::string>{"class"});
  EXPECT_EQ(rows->carried, "mark");
  EXPECT_EQ(rows->highlights.at(0).equals, "Bad");
  EXPECT_EQ(rows->columns[4].owner, Owner::reviewer);
  EXPECT_EQ(rows->columns[4].choices, (std::vector<std::string>{"Yes", "No"}));
  EXPECT_EQ(rows->columns[4].help, "Say it.");
  EXPECT_TRUE(rows->columns[5].working);
  EXPECT_EQ(rows->columns[5].kind, ColumnKind::paragraph);
  EXPECT_EQ(spec.table("wide")->periods->value_current, "now");
  const ChartSpec& chart = spec.sheets[0].charts.at(0);
  EXPECT_EQ(chart.width, 400U);
  EXPECT_EQ(chart.skip_last, 1U);
  EXPECT_EQ(chart.description, "Bars");
  EXPECT_EQ(spec.sheet_of("past")->name, "Past");
  EXPECT_EQ(spec.table("none"), nullptr);
  EXPECT_EQ(spec.sheet_of("none"), nullptr);
}

TEST(WorkbookSpec, TheShippedOneHoldsTheSheetsThatStaffAsked) {
  const std::string path = (test::source_folder() / "workbooks/specs/cwd-comparison.json").string();
  std::ifstream file{path, std::ios::binary};
  ASSERT_TRUE(file) << path;
  std::stringstream text;
  text << file.rdbuf();
  const WorkbookSpec spec = parse_workbook_spec(text.str(), "cwd-comparison.json");
  std::vector<std::string> names;
  for (const Sheet& sheet : spec.sheets) names.push_back(sheet.name);
  EXPECT_EQ(names, (std::vector<std::string>{"Summary", "Changes", "Overpayments", "Payments", "Past decisions", "Periods",
                                             "Reconciliation", "Findings", "Settings", "Audit"}));
  const Table* changes = spec.table("changes");
  ASSERT_NE(changes, nullptr);
  std::vector<std::string> headings;
  for (const Column& column : changes->columns)
    if (!column.working) headings.push_back(column.heading);
  EXPECT_EQ(headings, (std::vector<std::string>{"Person ID", "Name",     "Line ID",      "About",        "Service",  "Provider",
                                                "Previous",  "Current",  "Difference",   "Change %",     "Class",    "Risk",
                                                "Reasons",   "Question", "At stake",     "First asked",  "Open for", "Decision",
                                                "Initials",  "Date",     "Accept until", "Right amount", "Comment"}));
}

struct Mistake {
  const char* was;
  const char* now;
  const char* path;  // what the refusal must name
  const char* why;   // and some of what it must say
};

void PrintTo(const Mistake& mistake, std::ostream* out) { *out << mistake.path << " " << mistake.why; }

class WorkbookSpecMistake : public ::testing::TestWithParam<Mistake> {};

TEST_P(WorkbookSpecMistake, IsRefusedByName) {
  const Mistake& mistake = GetParam();
  const std::string said = refusal(mistake.was, mistake.now);
  EXPECT_THAT(said, HasSubstr(mistake.path));
  EXPECT_THAT(said, HasSubstr(mistake.why));
}

INSTANTIATE_TEST_SUITE_P(
    Shape, WorkbookSpecMistake,
    ::testing::Values(
        Mistake{"\"id\": \"trial\",", "", "id", "missing"}, Mistake{"\"id\": \"trial\",", "\"id\": 7,", "id", "text in quotes"},
        Mistake{"\"title\": \"Trial\",", "\"title\": \"Trial\", \"titel\": \"x\",", "titel", "not known"},
        Mistake{"\"title\": \"Trial\",", "\"title\": \"Trial\", \"title\": \"x\",", "title", "twice"},
        Mistake{"\"title\": \"Trial\",", "\"title\": \"Trial\"", "line", "not well-formed"},
        Mistake{"\"width\": 20", "\"width\": \"20\"", "sheets[0].tables[0].columns[0].width", "number"},
        Mistake{"\"width\": 20", "\"width\": 0", "sheets[0].tables[0].columns[0].width", "1 to 255"},
        Mistake{"\"width\": 20", "\"widht\": 20", "sheets[0].tables[0].columns[0].widht", "not known"},
        Mistake{"\"kind\": \"pence\", \"formula\"", "\"kind\": \"pounds\", \"formula\"", "sheets[0].tables[0].columns[1].kind",
                "\"pence\""},
        Mistake{"\"first_row\": 4,", "\"first_row\": -4,", "sheets[0].tables[0].first_row", "whole number"},
        Mistake{"\"first_row\": 4,", "\"first_row\": 4.5,", "sheets[0].tables[0].first_row", "whole number"},
        Mistake{"\"update\": \"fixed\"", "\"update\": \"often\"", "sheets[0].tables[0].update", "\"append\""},
        Mistake{"\"key\": [\"step\"]", "\"key\": \"step\"", "sheets[0].tables[0].key", "list"},
        Mistake{"\"key\": [\"step\"]", "\"key\": [7]", "sheets[0].tables[0].key", "texts"},
        Mistake{"\"freeze\": true", "\"freeze\": 1", "sheets[1].freeze", "true or false"},
        Mistake{"\"owner\": \"reviewer\"", "\"owner\": \"anyone\"", "sheets[1].tables[0].columns[4].owner", "\"reviewer\""},
        Mistake{"\"look\": \"bad\"", "\"look\": \"pink\"", "sheets[1].tables[0].highlights[0].look", "\"attention\""},
        Mistake{"{ \"All\": \"SUM({sums.first:amount}:{sums.previous:amount})\" }", "{ \"All\": 3 }", "row_formulas", "\"All\""},
        Mistake{"\"kind\": \"bar\"", "\"kind\": \"pie\"", "sheets[0].charts[0].kind", "\"column\""},
        Mistake{"\"value_current\": \"now\", ", "", "periods.value_current", "missing"}));

INSTANTIATE_TEST_SUITE_P(
    Meaning, WorkbookSpecMistake,
    ::testing::Values(Mistake{"\"key\": [\"step\"]", "\"key\": [\"stage\"]", "sheets[0].tables[0].key", "\"stage\""},
                      Mistake{"\"key\": [\"id\"], \"filter\"", "\"filter\"", "sheets[1].tables[0].key", "missing"},
                      Mistake{"\"rows\": 3,", "", "sheets[0].tables[0].rows", "fixed"},
                      Mistake{"2*{figure}", "2*{figures}", "sheets[1].tables[0].columns[3].formula", "\"figures\""},
                      Mistake{"2*{figure}", "2*{figure", "sheets[1].tables[0].columns[3].formula", "brace"},
                      Mistake{"{rows.class}", "{lines.class}", "sheets[0].tables[0].columns[1].formula", "\"lines\""},
                      Mistake{"{rows.class}", "{rows.klass}", "sheets[0].tables[0].columns[1].formula", "\"klass\""},
                      Mistake{"{sums.previous:amount}", "{rows.previous:figure}", "row_formulas.All", "its own table"},
                      Mistake{"2*{figure}", "{period.current}", "sheets[1].tables[0].columns[3].formula", "period columns"},
                      Mistake{"\"id\": \"said\"", "\"id\": \"twice\"", "sheets[1].tables[0].columns[4].id", "twice"},
                      Mistake{"\"heading\": \"Class\"", "\"heading\": \"id\"", "sheets[1].tables[0].columns[1].heading", "twice"},
                      Mistake{"\"id\": \"said\"", "\"id\": \"The Said\"", "sheets[1].tables[0].columns[4].id", "small letters"},
                      Mistake{"\"id\": \"beside\"", "\"id\": \"rows\"", "sheets[1].tables[0].id", "twice"},
                      Mistake{"\"id\": \"beside\"", "\"id\": \"fact\"", "sheets[0].tables[1].id", "of its own"},
                      Mistake{"\"name\": \"Rows\"", "\"name\": \"SUMS\"", "sheets[1].name", "twice"},
                      Mistake{"\"name\": \"Rows\"", "\"name\": \"Ro/ws\"", "sheets[1].name", "character"},
                      Mistake{"\"name\": \"Rows\"", "\"name\": \"12345678901234567890123456789012\"", "sheets[1].name", "31"},
                      Mistake{"\"first_column\": 4", "\"first_column\": 2", "sheets[0].tables[", "lies upon"},
                      Mistake{"\"update\": \"fixed\", \"rows\": 9", "\"update\": \"append\"", "sheets[0].tables[", "grows"},
                      Mistake{"\"matter\": [\"class\"]", "\"matter\": [\"sort\"]", "sheets[1].tables[0].matter", "\"sort\""},
                      Mistake{"\"figure\": \"figure\"", "\"figure\": \"sum\"", "sheets[1].tables[0].figure", "\"sum\""},
                      Mistake{"\"carried\": \"mark\"", "\"carried\": \"mark\", \"page_break_before\": \"nowhere\"",
                              "sheets[1].tables[0].page_break_before", "does not have"},
                      Mistake{"\"carried\": \"mark\"", "\"carried\": \"said\"", "sheets[1].tables[0]", "reviewer"},
                      Mistake{"\"history\": \"past\"", "\"history\": \"before\"", "sheets[1].tables[0].history", "\"before\""},
                      Mistake{"\"history\": \"past\"", "\"history\": \"sums\"", "sheets[1].tables[0].history", "append"},
                      Mistake{"\"period_fact\": \"period\", ", "", "sheets[1].tables[0].period_fact", "missing"},
                      Mistake{"\"column\": \"class\", \"equals\"", "\"column\": \"colour\", \"equals\"",
                              "sheets[1].tables[0].highlights[0].column", "\"colour\""},
                      Mistake{"[\"Yes\", \"No\"]", "[\"Yes, or no\"]", "sheets[1].tables[0].columns[4].choices", "comma"},
                      Mistake{"\"owner\": \"reviewer\",", "\"owner\": \"reviewer\", \"formula\": \"{figure}\",",
                              "sheets[1].tables[0].columns[4].formula", "reviewer"},
                      Mistake{"\"heading\": \"Figure\", \"kind\": \"pence\"",
                              "\"heading\": \"Figure\", \"kind\": \"pence\", \"working\": true", "sheets[1].tables[0].columns[3]",
                              "working column"},
                      Mistake{"\"table\": \"sums\"", "\"table\": \"sum\"", "sheets[0].charts[0].table", "\"sum\""},
                      Mistake{"\"values\": \"amount\"", "\"values\": \"amounts\"", "sheets[0].charts[0].values", "column"},
                      Mistake{"\"skip_first\": 1", "\"skip_first\": 2", "sheets[0].charts[0]", "every row"},
                      Mistake{"\"subtitle\": \"{period}\", \"purpose\": \"To try.\",\n      \"tables\": [\n        { \"id\": "
                              "\"sums\", \"title\": \"Sums\", \"first_row\": 4",
                              "\"subtitle\": \"{period}\", \"purpose\": \"To try.\",\n      \"tables\": [\n        { \"id\": "
                              "\"sums\", \"title\": \"Sums\", \"first_row\": 2",
                              "sheets[0].tables[0].first_row", "subtitle"}));

INSTANTIATE_TEST_SUITE_P(
    Together, WorkbookSpecMistake,
    ::testing::Values(Mistake{"\"key\": [\"step\"]", "\"key\": [\"step\", \"amount\"]",
                              "sheets[0].tables[0].columns[1].row_formulas", "one key column"},
                      Mistake{"\"heading\": \"Moved\", \"kind\": \"pence\",",
                              "\"heading\": \"Moved\", \"kind\": \"pence\", \"working\": true,", "sheets[3].tables[0].periods",
                              "working column"},
                      Mistake{"\"figure\": \"figure\"", "\"figure\": \"\", \"history\": \"past\"", "history", "twice"},
                      Mistake{"\"update\": \"replace\"", "\"update\": \"accumulate\"", "sheets[1].tables[0].history", "replaced"},
                      Mistake{"\"purpose\": \"To try.\",\n      \"tables\": [ { \"id\": \"past\"",
                              "\"purpose\": \"To try.\" }, { \"name\": \"Bare\", \"heading\": \"Bare\", \"purpose\": \"To try.\", "
                              "\"freeze\": true }, { \"name\": \"Then\", "
                              "\"heading\": \"Then\", \"purpose\": \"To try.\",\n      \"tables\": [ { \"id\": \"past\"",
                              "sheets[3].freeze", "needs a table"}));

TEST(WorkbookSpec, WhatExcelCannotHoldIsRefused) {
  const std::string long_help(256, 'h');
  EXPECT_THAT(refusal("Say it.", long_help), HasSubstr("columns[4].help"));
  EXPECT_EQ(refusal("Say it.", long_help.substr(1)), "nothing was refused");
  // "Yes" and a comma take 4 of the 255 characters.
  const std::string long_choice(252, 'c');
  EXPECT_THAT(refusal("\"No\"]", "\"" + long_choice + "\"]"), HasSubstr("columns[4].choices"));
  EXPECT_EQ(refusal("\"No\"]", "\"" + long_choice.substr(1) + "\"]"), "nothing was refused");
}

/// `good` with a day for each of its rows, and this calendar.
std::string with_calendar(const std::string& members) {
  std::string text = good;
  const std::string marking = R"("marking": "OFFICIAL",)";
  text.replace(text.find(marking), marking.size(), marking + R"( "calendar": { )" + members + " },");
  const std::string figure = R"({ "id": "figure", "heading": "Figure")";
  text.insert(text.find(figure), R"({ "id": "day", "heading": "Day", "kind": "date" }, )");
  return text;
}

TEST(WorkbookSpec, ACalendarIsMadeFromTheEnginesColumnsOfOneTable) {
  const std::string members =
      R"("table": "rows", "uid": "id", "date": "day", "summary": "class", "description": "mark", "from_fact": "period", "person": "id")";
  const WorkbookSpec spec = parse_workbook_spec(with_calendar(members), "trial.json");
  ASSERT_TRUE(spec.calendar);
  EXPECT_EQ(spec.calendar->table, "rows");
  EXPECT_EQ(spec.calendar->date, "day");
  EXPECT_EQ(spec.calendar->from_fact, "period");
  EXPECT_TRUE(spec.calendar->alarm_days.empty());
  EXPECT_FALSE(parse_workbook_spec(good, "trial.json").calendar);
  const auto told = [&](const std::string& was, const std::string& now) -> std::string {
    std::string changed = members;
    changed.replace(changed.find(was), was.size(), now);
    try {
      parse_workbook_spec(with_calendar(changed), "trial.json");
    } catch (const Failure& failure) {
      return failure.what();
    }
    return "nothing was refused";
  };
  EXPECT_THAT(told("\"rows\"", "\"none\""), HasSubstr("calendar.table"));
  EXPECT_THAT(told("\"rows\"", "\"sums\""), HasSubstr("calendar.table"));  // its rows are not replaced
  EXPECT_THAT(told("\"day\"", "\"figure\""), HasSubstr("calendar.date"));
  EXPECT_THAT(told("\"class\"", "\"said\""), HasSubstr("calendar.summary"));      // the reviewer's
  EXPECT_THAT(told("\"mark\"", "\"twice\""), HasSubstr("calendar.description"));  // a formula
  EXPECT_THAT(told("\"id\"", "\"nothing\""), HasSubstr("calendar.uid"));
  EXPECT_THAT(told("\"from_fact\"", "\"since\""), HasSubstr("calendar.since"));
}

TEST(WorkbookSpec, WhatIsNotAnObjectIsRefused) {
  for (const char* text : {"", "[]", "3", "null", "{", "\"id\""})
    EXPECT_THROW(parse_workbook_spec(text, "x.json"), Failure) << text;
}

}  // namespace
}  // namespace counterfoil::report
