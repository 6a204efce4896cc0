// What a specification says of a release and its sign-off: a sound one, and one refusal_of_sample for every kind of mistake.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "base/failure.hpp"
#include "build_paths.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string sample() {
  std::ifstream file{test::source_folder() / "tests/release/release-sample.json"};
  std::ostringstream text;
  text << file.rdbuf();
  std::string compact;  // without the layout, so that a test may name what it replaces
  bool quoted = false;
  for (const char c : text.str()) {
    if (c == '"') quoted = !quoted;
    if (quoted || (c != '\n' && c != ' ')) compact += c;
  }
  return compact;
}

std::string refusal_of_sample(const std::string& was, const std::string& now) {
  std::string json = sample();
  const std::size_t at = json.find(was);
  if (at == std::string::npos) return "the sample does not hold " + was;
  json.replace(at, was.size(), now);
  try {
    parse_workbook_spec(json, "sample.json");
  } catch (const Failure& failure) {
    return failure.what();
  }
  return "read";
}

TEST(SpecReleaseTest, ReadsAWholeOne) {
  const WorkbookSpec spec = parse_workbook_spec(sample(), "sample.json");
  ASSERT_EQ(2U, spec.releases.size());
  EXPECT_EQ("payments", spec.releases[0].id);
  EXPECT_EQ("Deductions", spec.releases[1].title);
  EXPECT_EQ("deductions", spec.releases[1].lines);
  EXPECT_EQ("load", spec.releases[0].lines);
  EXPECT_THAT(spec.releases[0].where->equals, ElementsAre("Invoice", "Credit note"));
  ASSERT_EQ(1U, spec.releases[0].lets_go.size());
  EXPECT_THAT(spec.releases[0].lets_go[0].words, ElementsAre("OK"));
  EXPECT_EQ("released_by", spec.releases[0].marks->released_by);
  EXPECT_THAT(spec.releases[0].profiles, ElementsAre("sample-load", "sample-letters"));
  EXPECT_EQ(sign_off_fact, spec.table(sign_off_table)->period_fact);
}

TEST(SpecReleaseTest, WhatAReleaseChangesIsNotTheRuns) {
  const WorkbookSpec spec = parse_workbook_spec(sample(), "sample.json");
  const Table& marked = *spec.table("register");
  for (const Column& column : marked.columns)
    EXPECT_EQ(column.owner == Owner::reviewer || column.id == "batch" || column.id == "released_on" || column.id == "released_by",
              changes_between_runs(spec, marked, column))
        << column.id;
}

TEST(SpecReleaseTest, RefusesWhatIsWrong) {
  struct Case {
    const char* was;
    const char* now;
    const char* words;
  };
  for (const Case& each : {
           Case{R"("lines":"load")", R"("lines":"lode")", "releases[0].lines: names a table \"lode\""},
           Case{R"("lines":"load")", R"("lines":"register")",
                "releases[0].lines: must name a table whose rows are those of one run"},
           Case{R"("key":"release_key")", R"("key":"keys")", "releases[0].key: names a column \"keys\""},
           Case{R"("key":"release_key")", R"("key":"decision")", "releases[0].key: must name a column of the engine"},
           Case{R"("amount":"amount")", R"("amount":"rate")", "releases[0].amount: must name a column of pence"},
           Case{R"("column":"route")", R"("column":"root")", "releases[0].where.column: names a column \"root\""},
           Case{R"(["Invoice","Credit note"])", "[]", "releases[0].where.equals: is missing or empty"},
           Case{R"("lets_go":[{"table":"load","column":"decision")", R"("lets_go":[{"table":"load","column":"amount")",
                "releases[0].lets_go[0].column: must name a column of the reviewer"},
           Case{R"("words":["OK"])", R"("words":[])", "releases[0].lets_go[0].words: is missing or empty"},
           Case{R"("words":["OK"])", R"("words":[],"same_as":"decision")",
                "releases[0].lets_go[0].same_as: must name a column of the engine"},
           Case{R"("words":["OK"])", R"("texts":["OK"])", "releases[0].lets_go[0].texts: is not known here"},
           Case{R"("lets_go":[{"table":"load","column":"decision","words":["OK"]}])", R"("lets_go":[])",
                "release.lets_go: must say which words of the column \"decision\" of the table \"load\" let a row go"},
           Case{R"("marks":{"table":"register")", R"("marks":{"table":"control_totals")",
                "releases[0].marks.table: must name a table whose rows have keys"},
           Case{R"("released_by":"released_by")", R"("released_by":"state")",
                "releases[0].marks.released_by: must name a column without a formula"},
           Case{R"("profiles":["sample-load","sample-letters"])", R"("profiles":[])", "releases[0].profiles: is missing or empty"},
           Case{R"("lines":"load")", R"("line":"x","lines":"load")", "releases[0].line: is not known here"},
           Case{R"("id":"deductions","title")", R"("id":"Ded uctions","title")", "releases[1].id: must be small letters"},
           Case{R"("id":"deductions","title")", R"("id":"payments","title")", "releases[1].id: \"payments\" stands twice"},
           Case{R"({"id":"what",)", R"({"id":"which",)", "needs a text column \"what\" of the engine's"},
           Case{R"("words":["OK"]}],"marks")", R"("words":["OK"],"rows_of":{"row":"route","line":"root"}}],"marks")",
                "releases[0].lets_go[0].rows_of.line: names a column \"root\""},
           Case{R"("id":"sign_off")", R"("id":"signed")", "release: needs a table \"sign_off\""},
           Case{R"("key":["batch"],"history":"past_sign_offs")", R"("key":["batch"],"history":"past_sign_offs","period_fact":"p")",
                "must leave out \"period_fact\""},
           Case{R"("key":["batch"],"history":"past_sign_offs")", R"("key":["rows"],"history":"past_sign_offs")",
                "must have \"update\": \"replace\""},
           Case{R"({"id":"comment",)", R"({"id":"remark",)", "needs a column \"comment\""},
           Case{R"("id":"rows","heading":"Lines","kind":"integer")", R"("id":"rows","heading":"Lines","kind":"text")",
                "the column \"rows\" has a kind that does not fit"},
           Case{R"("kind":"text","owner":"reviewer","width":16)", R"("kind":"text","width":16)",
                "the column \"checked_by\" belongs to the reviewer"},
           Case{R"(["Approve","Reject"])", R"(["Yes","No"])", "must have the choices Approve and Reject"},
       })
    EXPECT_THAT(refusal_of_sample(each.was, each.now), HasSubstr(each.words)) << each.now;
}

TEST(SpecReleaseTest, ASignOffNeedsARelease) {
  std::string json = sample();
  const std::size_t start = json.find(R"("releases":)"), end = json.find(R"("sheets":)");
  ASSERT_NE(std::string::npos, start);
  json.erase(start, end - start);
  try {
    parse_workbook_spec(json, "sample.json");
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_THAT(failure.what(), HasSubstr("release: is missing, though there is a table \"sign_off\""));
  }
}

}  // namespace
}  // namespace counterfoil::report
