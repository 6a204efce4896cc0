// The parts of the merge by themselves: canonical texts, formulas' values, the record, keys.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "report/canonical.hpp"
#include "report/merge/formula_value.hpp"
#include "report/merge/key_index.hpp"
#include "report/record.hpp"

namespace counterfoil::report {
namespace {

std::string canonical_of(const Value& value, ColumnKind kind, bool from_1904 = false) {
  std::string scratch;
  std::string text;
  append_canonical(text, cell_content(value, kind, from_1904, scratch), kind, from_1904);
  return text;
}

xlsx::ParsedCell number_cell(std::string digits) {
  xlsx::ParsedCell cell;
  cell.kind = xlsx::CellKind::number;
  cell.has_value = true;
  cell.value = std::move(digits);
  return cell;
}

TEST(Canonical, ACellAndAValueThatAreTheSameReadTheSame) {
  EXPECT_EQ(canonical_of({ValueKind::pence, -1230, {}}, ColumnKind::pence), "-1230");
  EXPECT_EQ(canonical(number_cell("-12.3"), ColumnKind::pence, false), "-1230");
  EXPECT_EQ(canonical(number_cell("20.049999999999997"), ColumnKind::pence, false), "2005");  // as a program may store a difference
  EXPECT_EQ(canonical(number_cell("20.055"), ColumnKind::pence, false), "'20.055");           // no whole pence: nothing we wrote
  EXPECT_EQ(canonical(number_cell("1.2E2"), ColumnKind::pence, false), "12000");
  // 14 November 2025 is day 20406 since 1970 and serial 45975; in the 1904 system 1462 less.
  EXPECT_EQ(canonical_of({ValueKind::date, 20406, {}}, ColumnKind::date), "20406");
  EXPECT_EQ(canonical(number_cell("45975"), ColumnKind::date, false), "20406");
  EXPECT_EQ(canonical(number_cell("44513"), ColumnKind::date, true), "20406");
  EXPECT_EQ(cell_digits("20406", ColumnKind::date, false), "45975");
  EXPECT_EQ(cell_digits("20406", ColumnKind::date, true), "44513");
  EXPECT_EQ(canonical(number_cell("0.16666666666666666"), ColumnKind::percent, false), "166667");
  EXPECT_EQ(canonical(number_cell("123"), ColumnKind::text, false), "123");
  EXPECT_EQ(canonical_of({ValueKind::text, 0, "£5"}, ColumnKind::pence), "'£5");
}

TEST(Canonical, WordsForStaff) {
  EXPECT_EQ(in_words("-123456", ColumnKind::pence), "\u2011£1,234.56");
  EXPECT_EQ(in_words("20406", ColumnKind::date), "14/11/2025");
  EXPECT_EQ(in_words("200000", ColumnKind::percent), "20%");
  EXPECT_EQ(in_words("'soon", ColumnKind::date), "soon");
}

class Cells : public FormulaSource {
 public:
  std::map<std::string, Scalar, std::less<>> cells;
  std::map<std::string, std::vector<Scalar>, std::less<>> columns;
  Scalar cell(const FormulaReference& reference) override { return cells[std::string{reference.column}]; }
  std::span<const Scalar> column(const FormulaReference& reference) override { return columns[std::string{reference.column}]; }
  std::span<const Scalar> stretch(const FormulaReference& from, const FormulaReference&) override {
    return columns[std::string{from.column}];
  }
};

TEST(FormulaValue, ArithmeticAndConditions) {
  Cells source;
  source.cells["a"] = Scalar::of(120.0);
  source.cells["b"] = Scalar::of(-100.0);
  source.cells["none"] = Scalar::blank();
  const auto value = [&](const char* formula) { return FormulaValue{formula}.evaluate(source); };
  EXPECT_EQ(value("{a}-{b}").number, 220);
  EXPECT_EQ(value("{a}-{none}").number, 120);
  EXPECT_EQ(value("IF({none}=0,\"\",1)").kind, Scalar::Kind::text);
  EXPECT_EQ(value("IF({b}=0,\"\",{a}/ABS({b}))").number, 1.2);
  EXPECT_EQ(value("-({a}+2)*3").number, -366);
  EXPECT_EQ(value("IF({a}>=120,1,2)").number, 1);
  // As in a spreadsheet: any number stands before any text, and a blank is an empty text as well as nought.
  EXPECT_EQ(value("IF({a}=\"\",1,2)").number, 2);
  EXPECT_EQ(value("IF({a}<\"x\",1,2)").number, 1);
  EXPECT_EQ(value("IF({none}=\"\",1,2)").number, 1);
  EXPECT_EQ(value("IF(OR({none}=\"\",{a}>{b}),1,2)").number, 1);
  EXPECT_EQ(value("IF(OR({a}<{b},{b}=0),1,2)").number, 2);
  EXPECT_EQ(value("IF(AND({a}>{b},{none}<>\"\"),1,2)").number, 2);
  EXPECT_EQ(value("IF(AND({a}>{b},{b}<0),1,2)").number, 1);
  EXPECT_EQ(value("{a}/{none}").kind, Scalar::Kind::unknown);
  EXPECT_EQ(value("VLOOKUP({a},{t.c},2)").kind, Scalar::Kind::unknown);
  EXPECT_EQ(value("{a}+").kind, Scalar::Kind::unknown);
}

TEST(FormulaValue, CountsAndSums) {
  Cells source;
  source.columns["class"] = {Scalar::of("Rate"), Scalar::of("rate"), Scalar::of("Rate up"), Scalar::blank()};
  source.columns["amount"] = {Scalar::of(1.5), Scalar::of(2.0), Scalar::of(4.0), Scalar::of(8.0)};
  source.columns["decision"] = {Scalar::of("OK"), Scalar::blank(), Scalar::of(7.0), Scalar::of("Query")};
  source.cells["label"] = Scalar::of("RATE");
  const auto value = [&](const char* formula) { return FormulaValue{formula}.evaluate(source).number; };
  EXPECT_EQ(value("COUNTIF({t.class},{label})"), 2);
  EXPECT_EQ(value("COUNTIF({t.class},\"rate*\")"), 3);
  EXPECT_EQ(value("SUMIFS({t.amount},{t.class},{label})"), 3.5);
  EXPECT_EQ(value("SUM({t.amount})"), 15.5);
  EXPECT_EQ(value("SUM({t.first:amount}:{t.previous:amount})"), 15.5);
  EXPECT_EQ(value("COUNTIFS({t.class},\"?*\",{t.decision},\"?*\")"), 1);  // a number is no text, and the last class is blank
  EXPECT_EQ(value("COUNTIF({t.amount},\">2\")"), 2);
}

TEST(FormulaValue, CriteriaAsSpreadsheetsReadThem) {
  const auto meets = [](const char* cell, const char* criterion) {
    return meets_criterion(Scalar::of(cell), Scalar::of(criterion));
  };
  EXPECT_TRUE(meets("Anything", "?*"));
  EXPECT_TRUE(meets("a*b", "a~*b"));
  EXPECT_FALSE(meets("axb", "a~*b"));
  EXPECT_TRUE(meets("é", "?"));
  EXPECT_TRUE(meets("abcbd", "*b?"));
  EXPECT_FALSE(meets("abc", "b"));
  EXPECT_TRUE(meets("b", "<>a"));
  EXPECT_FALSE(meets_criterion(Scalar::blank(), Scalar::of("?*")));
}

TEST(Record, ComesBackAsItWas) {
  Record record;
  record.task = "a \"task\" & more";
  RecordTable& table = record.add("changes", {"one", "period:Paid <1> to 2"});
  table.period = "line\nbreak";
  append_field(table.rows, "tab\tbreak\nreturn\rback\\slash\x01 & <b>");
  table.rows += '\t';
  append_field(table.rows, "  ]]> é ");
  table.rows += "\n\t\n";
  table.row_count = 2;
  record.add("empty", {"x"});
  const auto read = parse_record(record.xml());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->task, record.task);
  ASSERT_EQ(read->tables.size(), 2u);
  EXPECT_EQ(read->tables[0].columns, table.columns);
  EXPECT_EQ(read->tables[0].period, "line\nbreak");
  const RecordRows rows{read->tables[0]};
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows.field(0, 0), "tab\tbreak\nreturn\rback\\slash\x01 & <b>");
  EXPECT_EQ(rows.field(0, 1), "  ]]> é ");
  EXPECT_EQ(rows.field(1, 1), "");
  EXPECT_EQ(RecordRows{read->tables[1]}.size(), 0u);
  EXPECT_EQ(read->digest(), record.digest());
}

TEST(Record, TheDigestLeavesOutWhatDependsOnPeople) {
  Record record;
  RecordTable& table = record.add("changes", {"one"});
  table.rows = "a\n";
  table.row_count = 1;
  const std::string before = record.digest();
  table.about = "0\t12000\tNovember\tabc\n";
  EXPECT_EQ(record.digest(), before);
  EXPECT_EQ(parse_record(record.xml())->tables[0].about, table.about);
  table.rows = "b\n";
  EXPECT_NE(record.digest(), before);
}

TEST(Record, WhatIsNoRecordIsRefused) {
  EXPECT_FALSE(parse_record("<other/>"));
  EXPECT_FALSE(parse_record("<record"));
  EXPECT_FALSE(parse_record("<record><table id=\"a\"><column id=\"x\"/><rows>3\na\n</rows></table></record>"));
  EXPECT_FALSE(parse_record("<record><table id=\"a\"><rows>0\n</rows></table></record>"));
  EXPECT_FALSE(parse_record("<record><table id=\"a\"><column id=\"x\"/><rows>99999999999999999999999\n</rows></table></record>"));
}

TEST(KeyIndex, KeepsTheOrderOfEqualKeys) {
  KeyIndex index;
  for (std::uint32_t row = 0; row < 1000; ++row) index.add("key " + std::to_string(row % 300), row);
  EXPECT_EQ(index.count("key 5"), 4u);
  std::vector<std::uint32_t> rows;
  for (std::uint32_t entry = index.find("key 5"); entry != KeyIndex::none; entry = index.next(entry))
    rows.push_back(index.row(entry));
  EXPECT_EQ(rows, (std::vector<std::uint32_t>{5, 305, 605, 905}));
  EXPECT_FALSE(index.contains("key 300"));
  EXPECT_FALSE(KeyIndex{}.contains("key"));
}

}  // namespace
}  // namespace counterfoil::report
