// Text files of a release from a record. Expected bytes by hand, after RFC 4180 and the forms that the profile names.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/release_files.hpp"

namespace counterfoil::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string field(std::string_view text) {
  std::string out;
  append_csv_field(out, text);
  return out;
}

TEST(ReleaseFilesTest, FieldsAreQuotedWhereTheyMustBe) {
  EXPECT_EQ("plain", field("plain"));
  EXPECT_EQ("", field(""));
  EXPECT_EQ(" spaces ", field(" spaces "));
  EXPECT_EQ("\"a,b\"", field("a,b"));
  EXPECT_EQ("\"say \"\"yes\"\"\"", field("say \"yes\""));
  EXPECT_EQ("\"one\ntwo\"", field("one\ntwo"));
  EXPECT_EQ("\"one\r\ntwo\"", field("one\r\ntwo"));
  EXPECT_EQ("Zo\xC3\xAB; caf\xC3\xA9", field("Zo\xC3\xAB; caf\xC3\xA9"));
  EXPECT_EQ("=1+1", field("=1+1"));
}

class MakingFiles : public testing::Test {
 protected:
  MakingFiles() {
    Sheet sheet;
    Table table;
    table.id = "load";
    table.key = {"key"};
    for (const auto& [id, kind] : {std::pair{"key", ColumnKind::text},
                                   {"amount", ColumnKind::pence},
                                   {"rate", ColumnKind::quantity},
                                   {"start", ColumnKind::date},
                                   {"note", ColumnKind::text}}) {
      Column column;
      column.id = id;
      column.kind = kind;
      table.columns.push_back(column);
    }
    sheet.tables.push_back(table);
    spec_.sheets.push_back(sheet);
    Release release;
    release.lines = "load";
    release.key = "key";
    release.amount = "amount";
    spec_.releases.push_back(release);
    record_.add("load", {"key", "amount", "rate", "start", "note"});
  }
  void row(const std::vector<std::string>& fields) { append_row(record_.tables.front(), fields); }

  std::string text(const std::string& fields, const std::string& more = {}) {
    const std::string json =
        R"({"id": "p", "title": "P", "task": "t", "files": [{"name": "f.csv", "format": "csv", "rows": {"table": "load"}, "target": "t/f", "headings": false, "line_end": "lf")" +
        more + R"(, "fields": [)" + fields + "]}]}";
    const ReleaseProfile profile = parse_release_profile(json, "p.json");
    wrong_.clear();
    const auto files =
        make_release_files({spec_, spec_.releases[0], record_, profile, {}, "B-1", 20430, {}, {{"t/f", target_}}, {}}, wrong_);
    return std::string{files.at(0).bytes.view()};
  }

  TargetFile target_{
      "f", false, 9, false, {0, {}, TargetField::Is::unbound, {}, 0, TargetField::Breaks::keep, TargetField::Formulas::keep}, {}};
  WorkbookSpec spec_;
  Record record_;
  std::vector<std::string> wrong_;
};

TEST_F(MakingFiles, EachKindInEachForm) {
  row({"K-1", "-5", "20153846", "20424", "x"});  // -£0.05, 20.153846, day 20,424 after 1970-01-01: 2 December 2025
  EXPECT_EQ("-0.05,20.153846,02/12/2025\n", text(R"({"column": "amount"}, {"column": "rate"}, {"column": "start"})"));
  EXPECT_EQ(
      "2025-12-02,2025/12/02,02/12/2025\n",
      text(
          R"({"column": "start", "as": "YYYY-MM-DD"}, {"column": "start", "as": "YYYY/MM/DD"}, {"column": "start", "as": "DD/MM/YYYY"})"));
  EXPECT_EQ("-0.0500,B-1,08/12/2025\n", text(R"({"column": "amount", "as": "0.0000"}, {"batch": true}, {"release_date": true})"));
  EXPECT_TRUE(wrong_.empty());
}

TEST_F(MakingFiles, BlankCellsAreEmptyFields) {
  row({"K-1", "", "", "", ""});
  EXPECT_EQ(
      ",,,K-1\n",
      text(
          R"({"column": "amount", "as": "0.00"}, {"column": "start", "as": "YYYY/MM/DD"}, {"column": "note"}, {"column": "key"})"));
}

TEST_F(MakingFiles, ManyPlacesWithFewFilled) {
  row({"K-1", "100", "", "", ""});
  const std::string line = text(R"({"at": 372, "constant": "END"}, {"at": 2, "column": "amount"})", R"(, "columns": 372)");
  EXPECT_EQ(371, std::count(line.begin(), line.end(), ','));
  EXPECT_THAT(line, testing::StartsWith(",1.00,,"));
  EXPECT_THAT(line, testing::EndsWith(",,END\n"));
}

TEST_F(MakingFiles, AFieldMayDependOnItsRow) {
  row({"K-1", "100", "", "", "Invoice"});
  row({"K-2", "-100", "", "", "Credit"});
  row({"K-3", "0", "", "", "Other"});
  const std::string fields =
      R"({"at": 1, "constant": "INV", "when": {"column": "note", "equals": ["Invoice"]}}, {"at": 1, "constant": "CM", "when": {"column": "note", "equals": ["Credit"]}}, {"at": 2, "column": "key"})";
  EXPECT_EQ("INV,K-1\nCM,K-2\n,K-3\n", text(fields));
}

TEST_F(MakingFiles, NothingIsRoundedAndNothingIsCut) {
  row({"K-1", "150", "20153846", "", "caf\xC3\xA9s"});
  text(R"({"column": "rate", "as": "0.0000"})");
  EXPECT_THAT(wrong_, ElementsAre(HasSubstr("f.csv, K-1: field 1 has more decimals")));
  text(R"({"column": "amount", "as": "0"})");
  EXPECT_EQ(1U, wrong_.size());
  text(R"({"heading": "Note", "column": "note", "most": 5})");
  EXPECT_TRUE(wrong_.empty());  // five characters in six bytes
  text(R"({"heading": "Note", "column": "note", "most": 4})");
  EXPECT_THAT(wrong_, ElementsAre(HasSubstr("K-1: \"Note\" has 5 characters, and the file takes at most 4")));
}

TEST_F(MakingFiles, FormulasAreMadeTextsWhereTheTargetSaysSo) {
  row({"K-1", "-100", "", "", "@SUM(A1)"});
  EXPECT_EQ("@SUM(A1),-1.00\n", text(R"({"column": "note"}, {"column": "amount"})"));
  target_.otherwise.formulas = TargetField::Formulas::as_text;
  EXPECT_EQ("'@SUM(A1),-1.00\n", text(R"({"column": "note"}, {"column": "amount"})"));
  EXPECT_TRUE(wrong_.empty());
  target_.otherwise.formulas = TargetField::Formulas::refuse;
  text(R"({"column": "note"}, {"column": "amount"})");
  EXPECT_THAT(wrong_, ElementsAre(HasSubstr("K-1: field 1 begins with a sign by which a spreadsheet takes it for a formula")));
}

TEST_F(MakingFiles, LinesThatAreReleased) {
  row({"K-1", "150", "", "", "out"});
  row({"K-2", "-40", "", "", "in"});
  row({"K-1", "1", "", "", "out"});
  row({"a key", "7", "", "", "out"});
  row({std::string(31, 'k'), "9", "", "", "out"});
  spec_.releases[0].where = RowFilter{"note", {"out"}};
  const ReleaseLines lines = release_lines(spec_.releases[0], record_);
  EXPECT_THAT(lines.keys, ElementsAre("K-1", "K-1", "a key", std::string(31, 'k')));
  EXPECT_EQ(167, lines.pence);
  EXPECT_THAT(lines.wrong, ElementsAre(HasSubstr("K-1 stands on two lines"), HasSubstr("\"a key\""), HasSubstr("kkk")));
  // A file of the released table never holds a row that is not released.
  EXPECT_THAT(text(R"({"column": "key"})"), testing::Not(HasSubstr("K-2")));
}

}  // namespace
}  // namespace counterfoil::report
