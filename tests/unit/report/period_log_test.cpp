#include "report/period_log.hpp"

#include <gtest/gtest.h>

namespace counterfoil::report {
namespace {

PeriodExport one(std::int64_t first, std::int64_t last, const std::string& sha256) {
  PeriodExport of;
  of.first = first;
  of.last = last;
  of.period = "a period";
  of.run = "RUN-" + sha256;
  of.day = "2026-02-13";
  of.sha256 = sha256;
  of.rows = 7;
  of.control = -12345;
  return of;
}

Record record_of(const PeriodLog& log) {
  Record record;
  record.task = "t";
  for (RecordTable& table : log.tables()) record.tables.push_back(std::move(table));
  return record;
}

TEST(PeriodLog, ComesBackFromTheRecordAsItWas) {
  PeriodLog log{{one(1, 28, "a"), one(1, 28, "b")}, {{1, "P\t1", "L1", std::nullopt, 250}}};
  log.exports[1].kind = PeriodExport::Kind::restated;
  log.exports[1].again = 2;
  log.exports[1].queried = 5;
  const auto read = read_period_log(*parse_record(record_of(log).xml()));
  ASSERT_TRUE(read);
  ASSERT_EQ(read->exports.size(), 2u);
  EXPECT_EQ(read->exports[1].kind, PeriodExport::Kind::restated);
  EXPECT_EQ(read->exports[1].control, -12345);
  EXPECT_EQ(read->exports[1].again, 2u);
  EXPECT_EQ(read->exports[1].queried, 5);
  EXPECT_EQ(read->exports[1].overpaid, std::nullopt) << "not known is not nought";
  ASSERT_EQ(read->lines.size(), 1u);
  EXPECT_EQ(read->lines[0].person_id, "P\t1");
  EXPECT_EQ(read->lines[0].before, std::nullopt);
  EXPECT_EQ(read->lines[0].after, 250);
}

TEST(PeriodLog, AProgramThatWouldLoseItLeavesTheWorkbookAlone) {
  EXPECT_EQ(record_of({{one(1, 28, "a")}, {}}).name_space(), record_namespace_3);
  EXPECT_EQ(record_of({}).name_space(), record_namespace);
}

TEST(PeriodLog, WhatDoesNotReadIsNoLog) {
  const auto spoilt = [](std::size_t field, const std::string& text) {
    Record record = record_of({{one(1, 28, "a")}, {{0, "P", "L", 1, 2}}});
    RecordTable& table = record.tables[0];
    std::vector<std::string> fields;
    for (std::size_t at = 0; at < table.columns.size(); ++at) fields.push_back(RecordRows{table}.field(0, at));
    fields[field] = text;
    table.rows.clear();
    table.row_count = 0;
    append_row(table, fields);
    return read_period_log(record).has_value();
  };
  EXPECT_TRUE(spoilt(3, "other words"));
  EXPECT_FALSE(spoilt(0, "guessed"));
  EXPECT_FALSE(spoilt(1, "99")) << "first day after the last";
  EXPECT_FALSE(spoilt(8, "9223372036854775807")) << "a sum would overflow";
  EXPECT_FALSE(spoilt(7, "-1"));
  Record lines = record_of({{one(1, 28, "a")}, {{0, "P", "L", 1, 2}}});
  lines.tables[1].rows = "1" + lines.tables[1].rows.substr(1);
  EXPECT_FALSE(read_period_log(lines)) << "of an export that is not there";
}

TEST(PeriodLog, CopiesThatAreMergedKnowWhatBothKnewAndTheLeadStands) {
  Record lead = record_of({{one(1, 28, "a"), one(29, 56, "lead")}, {{1, "P", "L", 1, 2}}});
  const Record other = record_of({{one(1, 28, "a"), one(29, 56, "other"), one(57, 84, "c")}, {{2, "Q", "M", 3, 4}}});
  ASSERT_TRUE(merge_period_logs(lead, other));
  const auto log = read_period_log(lead);
  ASSERT_TRUE(log);
  std::vector<std::string> names;
  for (const PeriodExport& each : log->exports) names.push_back(each.sha256);
  EXPECT_EQ(names, (std::vector<std::string>{"a", "other", "lead", "c"}));
  EXPECT_FALSE(log->stands(1));
  EXPECT_TRUE(log->stands(2));
  ASSERT_EQ(log->lines.size(), 2u);
  EXPECT_EQ(log->exports[log->lines[0].of].sha256, "lead");
  EXPECT_EQ(log->exports[log->lines[1].of].sha256, "c");
}

}  // namespace
}  // namespace counterfoil::report
