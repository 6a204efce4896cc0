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
  ASSERT_TRUE(spec.release);
  EXPECT_EQ("load", spec.release->lines);
  EXPECT_THAT(spec.release->where->equals, ElementsAre("Invoice", "Credit note"));
  ASSERT_EQ(1U, spec.release->lets_go.size());
  EXPECT_THAT(spec.release->lets_go[0].words, ElementsAre("OK"));
  EXPECT_EQ("released_by", spec.release->marks->released_by);
  EXPECT_THAT(spec.release->profiles, ElementsAre("sample-load", "sample-letters"));
  EXPECT_EQ(sign_off_fact, spec.table(sign_off_table)->period_fact);
}

TEST(SpecReleaseTest, WhatAReleaseChangesIsNotTheRuns) {
  const WorkbookSpec spec = parse_workbook_spec(sample(), "sample.json");
  const Table& marked = *spec.table("register");
  for (const Column& column : marked.columns)
    EXPECT_EQ(column.id == "batch" || column.id == "released_on" || column.id == "released_by",
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
           Case{R"("lines":"load")", R"("lines":"lode")", "release.lines: names a table \"lode\""},
           Case{R"("lines":"load")", R"("lines":"register")", "release.lines: must name a table whose rows are those of one run"},
           Case{R"("key":"release_key")", R"("key":"keys")", "release.key: names a column \"keys\""},
           Case{R"("key":"release_key")", R"("key":"decision")", "release.key: must name a column of the engine"},
           Case{R"("amount":"amount")", R"("amount":"rate")", "release.amount: must name a column of pence"},
           Case{R"("column":"route")", R"("column":"root")", "release.where.column: names a column \"root\""},
           Case{R"(["Invoice","Credit note"])", "[]", "release.where.equals: is missing or empty"},
           Case{R"("lets_go":[{"table":"load","column":"decision")", R"("lets_go":[{"table":"load","column":"amount")",
                "release.lets_go[0].column: must name a column of the reviewer"},
           Case{R"("words":["OK"])", R"("words":[])", "release.lets_go[0].words: is missing or empty"},
           Case{R"("words":["OK"])", R"("words":[],"same_as":"decision")",
                "release.lets_go[0].same_as: must name a column of the engine"},
           Case{R"("words":["OK"])", R"("texts":["OK"])", "release.lets_go[0].texts: is not known here"},
           Case{R"("lets_go":[{"table":"load","column":"decision","words":["OK"]}])", R"("lets_go":[])",
                "release.lets_go: must say which words of the column \"decision\" of the table \"load\" let a row go"},
           Case{R"("marks":{"table":"register")", R"("marks":{"table":"control_totals")",
                "release.marks.table: must name a table whose rows have keys"},
           Case{R"("released_by":"released_by")", R"("released_by":"state")",
                "release.marks.released_by: must name a column without a formula"},
           Case{R"("profiles":["sample-load","sample-letters"])", R"("profiles":[])", "release.profiles: is missing or empty"},
           Case{R"("lines":"load")", R"("line":"x","lines":"load")", "release.line: is not known here"},
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
  const std::size_t start = json.find(R"("release":)"), end = json.find(R"("sheets":)");
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
