// The reader of release profiles: a sound one, and everything that can be wrong with one, refused in words that say where.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/failure.hpp"
#include "report/release_profile.hpp"

namespace counterfoil::report {
namespace {

using testing::HasSubstr;

constexpr const char* whole = R"({
  "id": "load", "title": "Load file", "task": "sample",
  "values": {"unit": {"title": "unit", "default": "X", "required": true}},
  "files": [
    {"name": "Load {batch}.csv", "format": "csv", "rows": {"table": "load", "where": {"column": "route", "equals": ["Invoice"]}}, "target": "t/f", "line_end": "lf", "columns": 9, "headings": false,
     "fields": [{"at": 9, "constant": "END"}, {"at": 1, "column": "amount", "as": "0.00", "most": 12}, {"at": 2, "value": "unit"}, {"at": 3, "batch": true}, {"at": 4, "release_date": true, "as": "YYYY/MM/DD"}]}
  ]})";

std::string trouble_of(const std::string& json) {
  try {
    parse_release_profile(json, "load.json");
  } catch (const Failure& failure) {
    EXPECT_EQ(FailureKind::refused, failure.kind());
    return failure.what();
  }
  return "read";
}

std::string with(const std::string& was, const std::string& now) {
  std::string json = whole;
  const std::size_t at = json.find(was);
  EXPECT_NE(std::string::npos, at) << was;
  return json.replace(at, was.size(), now);
}

TEST(ReleaseProfileTest, ReadsAWholeOne) {
  const ReleaseProfile profile = parse_release_profile(whole, "load.json");
  ASSERT_EQ(1U, profile.files.size());
  const ProfileText& text = profile.files[0].text;
  EXPECT_FALSE(text.crlf);
  EXPECT_FALSE(text.headings);
  EXPECT_EQ(9U, text.columns);
  ASSERT_EQ(5U, text.fields.size());
  EXPECT_EQ(9U, text.fields[0].at);
  EXPECT_EQ("END", text.fields[0].source);
  EXPECT_EQ(12U, text.fields[1].most);
  EXPECT_EQ(ProfileField::From::release_date, text.fields[4].from);
  EXPECT_TRUE(profile.values.at("unit").required);
}

TEST(ReleaseProfileTest, RefusesWhatIsWrongWithItsPlace) {
  struct Case {
    const char* was;
    const char* now;
    const char* words;
  };
  for (const Case& each : {
           Case{"\"id\": \"load\", ", "", "id: is missing or empty"},
           Case{"\"title\": \"Load file\"", "\"title\": 7", "title: must be text in quotes"},
           Case{"\"task\": \"sample\",", "\"task\": \"sample\", \"taks\": 1,", "taks: is not known here"},
           Case{"\"required\": true", "\"required\": \"yes\"", "values.unit.required: must be true or false"},
           Case{"\"required\": true", "\"needed\": true", "values.unit.needed: is not known here"},
           Case{"{\"unit\": {", "{\"unit\": 3, \"other\": {", "values.unit: must be an object"},
           Case{"Load {batch}.csv", "../Load.csv", "files[0].name: holds a character"},
           Case{"Load {batch}.csv", "C:Load.csv", "files[0].name: holds a character"},
           Case{"Load {batch}.csv", "{run}.csv", "files[0].name: may hold {batch} once"},
           Case{"Load {batch}.csv", "{batch} {batch}.csv", "files[0].name: may hold {batch} once"},
           Case{"Load {batch}.csv", "", "files[0].name: is missing or empty"},
           Case{"\"format\": \"csv\"", "\"format\": \"xml\"",
                "files[0].format: is \"xml\"; it must be one of \"csv\", \"zip\", \"workbook\""},
           Case{"\"format\": \"csv\"", "\"format\": \"zip\"", "files[0].members: is missing or empty"},
           Case{"\"format\": \"csv\"", "\"format\": \"workbook\"", "files[0].spec: is missing or empty"},
           Case{"\"rows\": {\"table\": \"load\", \"where\": {\"column\": \"route\", \"equals\": [\"Invoice\"]}}, ", "",
                "files[0].rows: is missing"},
           Case{"[\"Invoice\"]", "[]", "files[0].rows.where.equals: is missing or empty"},
           Case{"[\"Invoice\"]", "\"Invoice\"", "files[0].rows.where.equals: must be a list"},
           Case{"\"line_end\": \"lf\"", "\"line_end\": \"cr\"", "files[0].line_end: is \"cr\""},
           Case{"\"columns\": 9", "\"columns\": 0", "files[0].columns: must be a whole number from 1"},
           Case{"\"columns\": 9", "\"columns\": 8", "files[0].fields[0].at: lies beyond the 8 columns"},
           Case{"\"columns\": 9", "\"columns\": 9.5", "files[0].columns: must be a whole number"},
           Case{"\"headings\": false", "\"headings\": true",
                "files[0].fields[0].heading: is missing, though the file has headings"},
           Case{"\"at\": 1,", "\"at\": 9,", "files[0].fields[1].at: 9 is the place of two fields"},
           Case{"\"at\": 1,", "\"at\": 9, \"when\": {\"column\": \"route\", \"equals\": [\"Invoice\"]},",
                "files[0].fields[1].at: 9 is the place of two fields. That can be only"},
           Case{"\"at\": 1,", "\"at\": 1, \"when\": {\"column\": \"route\"},",
                "files[0].fields[1].when.equals: is missing or empty"},
           Case{"\"at\": 1,", "", "files[0].fields[1].at: is given for some fields"},
           Case{"\"at\": 1,", "\"at\": -1,", "files[0].fields[1].at: must be a whole number"},
           Case{"\"constant\": \"END\"", "\"constant\": \"END\", \"column\": \"x\"",
                "files[0].fields[0].column: says where the field comes from"},
           Case{", \"constant\": \"END\"", "", "files[0].fields[0].column: says where the field comes from"},
           Case{"\"batch\": true", "\"batch\": false", "files[0].fields[3].batch: must be true"},
           Case{"\"as\": \"0.00\"", "\"as\": \"0.000\"", "files[0].fields[1].as: is \"0.000\""},
           Case{"\"as\": \"YYYY/MM/DD\"", "\"as\": \"0.00\"", "files[0].fields[4].as: must be a form of a date"},
           Case{"\"value\": \"unit\"", "\"value\": \"unit\", \"as\": \"0.00\"", "files[0].fields[2].as: is for columns"},
           Case{"\"most\": 12", "\"most\": \"12\"", "files[0].fields[1].most: must be a whole number"},
           Case{"\"most\": 12", "\"longest\": 12", "files[0].fields[1].longest: is not known here"},
           Case{"\"id\": \"load\"", "\"id\": \"load\", \"id\": \"load\"", "id: stands twice"},
           Case{"]})", "]", "it is not well-formed JSON"},
       }) {
    if (std::string_view{each.was} == "]})") {
      EXPECT_THAT(trouble_of(std::string{whole}.substr(0, 90)), HasSubstr(each.words));
      continue;
    }
    EXPECT_THAT(trouble_of(with(each.was, each.now)),
                HasSubstr("The release profile load.json cannot be used: " + std::string{each.words}))
        << each.now;
  }
}

TEST(ReleaseProfileTest, AFileHasNoNameOfWindowsAndNoneOfTheReleases) {
  const std::string name = "The release profile load.json cannot be used: files[0].name: ";
  for (const char* kept : {"con.csv", "NUL", "Lpt1 .2026.csv", "aux", "COM0.txt"})
    EXPECT_THAT(trouble_of(with("Load {batch}.csv", kept)),
                HasSubstr(name + "\"" + kept + "\" is a name that Windows keeps for a device"));
  for (const char* own : {"Read me FIRST.txt", "released.ACT"})
    EXPECT_THAT(trouble_of(with("Load {batch}.csv", own)),
                HasSubstr(name + "\"" + own + "\" is the name of a file that each release has of itself"));
  for (const char* fine : {"Control.csv", "contract.txt", "nullable.csv", "COM10.csv"})
    EXPECT_EQ(trouble_of(with("Load {batch}.csv", fine)), "read") << fine;
}

TEST(ReleaseProfileTest, EveryCutIsRefusedInWords) {
  const std::string json = whole;
  for (std::size_t size = 0; size + 1 < json.size(); ++size)
    EXPECT_THAT(trouble_of(json.substr(0, size)), HasSubstr("cannot be used")) << size;
}

TEST(ReleaseProfileTest, ALostCharacterIsReadOrRefusedButNeverAFault) {
  const std::string json = whole;
  for (std::size_t at = 0; at < json.size(); ++at)
    for (const char other : {'\0', '"', '{', ']', '7', '\xFF'}) {
      std::string changed = json;
      changed[at] = other;
      const std::string trouble = trouble_of(changed);
      EXPECT_TRUE(trouble == "read" || trouble.find("cannot be used") != std::string::npos) << trouble;
    }
}

WorkbookSpec spec_of_load() {
  WorkbookSpec spec;
  spec.id = "sample";
  Sheet sheet;
  Table table;
  table.id = "load";
  const auto column = [](const char* id, ColumnKind kind, Owner owner) {
    Column made;
    made.id = id;
    made.kind = kind;
    made.owner = owner;
    return made;
  };
  table.columns = {column("amount", ColumnKind::pence, Owner::engine), column("route", ColumnKind::text, Owner::engine),
                   column("start", ColumnKind::date, Owner::engine), column("decision", ColumnKind::text, Owner::reviewer)};
  sheet.tables.push_back(table);
  spec.sheets.push_back(sheet);
  return spec;
}

std::string misfit_of(const std::string& json, const std::map<std::string, WorkbookSpec>& blanks = {}) {
  try {
    check_profile(parse_release_profile(json, "load.json"), spec_of_load(), "load.json", blanks);
  } catch (const Failure& failure) {
    return failure.what();
  }
  return "fits";
}

TEST(ReleaseProfileTest, MustFitTheWorkbook) {
  EXPECT_EQ("fits", misfit_of(whole));
  EXPECT_THAT(misfit_of(with("\"task\": \"sample\"", "\"task\": \"other\"")),
              HasSubstr("task: is \"other\", but the workbook is one of the task \"sample\""));
  EXPECT_THAT(misfit_of(with("\"table\": \"load\"", "\"table\": \"lod\"")),
              HasSubstr("files[0].rows.table: names a table \"lod\""));
  EXPECT_THAT(misfit_of(with("\"column\": \"route\"", "\"column\": \"rute\"")),
              HasSubstr("files[0].rows.where.column: names a column \"rute\""));
  EXPECT_THAT(misfit_of(with("\"column\": \"amount\"", "\"column\": \"decision\"")), HasSubstr("which the reviewer fills in"));
  EXPECT_THAT(misfit_of(with("\"column\": \"amount\"", "\"column\": \"route\"")),
              HasSubstr("files[0].fields[1].as: is a form of a number, but the column \"route\" holds none"));
  EXPECT_THAT(misfit_of(with("\"column\": \"amount\", \"as\": \"0.00\"", "\"column\": \"amount\", \"as\": \"DD/MM/YYYY\"")),
              HasSubstr("is a form of a date"));
  EXPECT_THAT(misfit_of(with("\"value\": \"unit\"", "\"value\": \"units\"")),
              HasSubstr("files[0].fields[2].value: names a value \"units\""));
  const std::string book =
      R"({"id": "r", "title": "R", "task": "sample", "files": [{"name": "R.xlsx", "format": "workbook", "spec": "request", "tables": {"rows": {"table": "load", "columns": {"a": "amount"}}}}]})";
  EXPECT_THAT(misfit_of(book), HasSubstr("files[0].spec: names a workbook \"request\""));
  EXPECT_THAT(misfit_of(book, {{"request", spec_of_load()}}), HasSubstr("files[0].tables.rows: is no table"));
}

TEST(ReleaseProfileTest, AFormHasItsColumnsAndItsLines) {
  const std::string form =
      R"({"id": "r", "title": "R", "task": "sample", "files": [{"name": "R.xlsx", "format": "workbook", "spec": "request", "tables": {"load": {"table": "load",
    "form": {"each": "route", "form": "route", "label": "route", "entry": "route", "lines": [{"heading": "Net", "column": "amount"}, {"heading": "To sign", "constant": ""}]}}}}]})";
  const auto misfit = [&](const std::string& was, const std::string& now) {
    std::string changed = form;
    const std::size_t at = changed.find(was);
    changed.replace(at, was.size(), now);
    try {
      return misfit_of(changed, {{"request", spec_of_load()}});
    } catch (const std::exception& failure) {
      return std::string{failure.what()};
    }
  };
  EXPECT_EQ("fits", misfit("Net", "Net"));
  EXPECT_THAT(misfit("\"To sign\"", "\"Net\""), HasSubstr("lines[1].heading: \"Net\" stands twice in the form"));
  EXPECT_THAT(misfit("\"heading\": \"Net\", ", ""), HasSubstr("lines[0].heading: is missing; it is the line's label"));
  EXPECT_THAT(misfit("\"heading\": \"Net\"", "\"heading\": \"Net\", \"at\": 1"),
              HasSubstr("lines[0].at: is for lines of a text file"));
  EXPECT_THAT(misfit("\"form\": {", "\"columns\": {\"a\": \"b\"}, \"form\": {"), HasSubstr("give one of them, and only one"));
  EXPECT_THAT(misfit("\"entry\": \"route\"", "\"entry\": \"amount\""), HasSubstr("form.entry: is no column of text"));
  EXPECT_THAT(misfit("\"each\": \"route\"", "\"each\": \"decision\""),
              HasSubstr("form.each: names the column \"decision\", which the reviewer fills in"));
  EXPECT_THAT(misfit("\"column\": \"amount\"", "\"column\": \"decision\""),
              HasSubstr("form.lines[0].column: names the column \"decision\""));
}

}  // namespace
}  // namespace counterfoil::report
