#include "audit/audit_record.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/digest.hpp"

namespace counterfoil::audit {
namespace {

using Kind = ChainBreak::Kind;

AuditRecord a_record(const std::string& run_id) {
  AuditRecord record;
  record.run_id = run_id;
  record.time_utc = "2025-12-08T09:30:00Z";
  record.user = "zexample";
  record.task = "cwd-comparison";
  record.inputs = "Oct.xlsx\nNov.xlsx";
  record.report_digest = "digest of " + run_id;
  return record;
}

std::vector<AuditRow> a_sheet(int rows) {
  std::vector<AuditRow> sheet;
  for (int n = 1; n <= rows; ++n) {
    AuditRecord record = a_record("run-" + std::to_string(n));
    seal(record, sheet);
    sheet.push_back(to_row(record));
  }
  return sheet;
}

std::vector<std::pair<int, std::size_t>> breaks(const std::vector<AuditRow>& rows) {
  std::vector<std::pair<int, std::size_t>> found;
  for (const ChainBreak& each : check_chain(rows).breaks) found.emplace_back(static_cast<int>(each.kind), each.row);
  return found;
}

std::pair<int, std::size_t> at(Kind kind, std::size_t row) { return {static_cast<int>(kind), row}; }

/// From its definition.
TEST(RecordHash, IsSha256OfTheColumns) {
  AuditRecord record;
  record.run_id = "r";
  record.record = "not part of it";
  record.ledger_head = "h";
  EXPECT_EQ(
      record_hash(record),
      sha256_hex(
          "26:counterfoil audit record 1,6:run_id,1:r,8:time_utc,0:,10:time_local,0:,4:user,0:,4:task,0:,8:versions,0:,6:period,0:,"
          "6:inputs,0:,8:settings,0:,6:totals,0:,8:findings,0:,13:report_digest,0:,15:previous_record,16:none (first run),"
          "11:ledger_head,1:h,"));
}

TEST(RecordHash, EveryColumnCounts) {
  const AuditRow row = to_row(a_record("run-1"));
  EXPECT_EQ(row.size(), 15u);
  for (const auto& [column, text] : row) {
    AuditRow changed = row;
    changed[column] = text + "x";
    if (column == "record")
      EXPECT_EQ(record_hash(from_row(changed)), record_hash(from_row(row)));
    else
      EXPECT_NE(record_hash(from_row(changed)), record_hash(from_row(row))) << column;
  }
}

TEST(RecordHash, LineBreaksAreAlikeHoweverSaved) {
  AuditRecord record = a_record("run-1");
  const std::string hash = record_hash(record);
  record.inputs = "Oct.xlsx\r\nNov.xlsx";
  EXPECT_EQ(record_hash(record), hash);
  record.inputs = "Oct.xlsx Nov.xlsx";
  EXPECT_NE(record_hash(record), hash);
}

TEST(Rows, ThereAndBack) {
  AuditRecord record = a_record("run-1");
  seal(record, {});
  EXPECT_EQ(from_row(to_row(record)), record);
  EXPECT_EQ(from_row({{"run_id", "x"}, {"staff's own column", "y"}}).run_id, "x");
}

TEST(Chain, IsSoundFromTheFirstRow) {
  const ChainCheck check = check_chain(a_sheet(3));
  EXPECT_TRUE(check.sound());
  EXPECT_EQ(check.rows, 3u);
  EXPECT_EQ(check.sound_to, 3u);
  EXPECT_EQ(check.first_record, a_sheet(3)[0].at("record"));
  EXPECT_EQ(check.last_record, a_sheet(3)[2].at("record"));
}

TEST(Chain, OfNoRowsHasNothingToShow) {
  const ChainCheck check = check_chain({});
  EXPECT_TRUE(check.sound());
  EXPECT_EQ(check.rows, 0u);
  EXPECT_EQ(check.first_record, "");
}

TEST(Chain, AnEditedRow) {
  std::vector<AuditRow> rows = a_sheet(3);
  rows[1]["user"] = "yexample";
  EXPECT_THAT(breaks(rows), testing::ElementsAre(at(Kind::edited, 2)));
  EXPECT_EQ(check_chain(rows).sound_to, 1u);
  EXPECT_TRUE(check_chain(rows).edited(2));
  EXPECT_FALSE(check_chain(rows).edited(3));
}

TEST(Chain, AnEditedRowHashedAnewBreaksTheNext) {
  std::vector<AuditRow> rows = a_sheet(3);
  rows[1]["user"] = "yexample";
  rows[1]["record"] = record_hash(from_row(rows[1]));
  EXPECT_THAT(breaks(rows), testing::ElementsAre(at(Kind::unlinked, 3)));
}

TEST(Chain, ARowTakenOutOfTheMiddle) {
  std::vector<AuditRow> rows = a_sheet(4);
  rows.erase(rows.begin() + 1);
  EXPECT_THAT(breaks(rows), testing::ElementsAre(at(Kind::unlinked, 2)));
}

TEST(Chain, TheFirstRowsTakenOut) {
  std::vector<AuditRow> rows = a_sheet(4);
  rows.erase(rows.begin(), rows.begin() + 2);
  EXPECT_THAT(breaks(rows), testing::ElementsAre(at(Kind::headless, 1)));
  EXPECT_EQ(check_chain(rows).sound_to, 0u);
}

TEST(Chain, RowsSorted) {
  std::vector<AuditRow> rows = a_sheet(3);
  std::swap(rows[0], rows[2]);
  EXPECT_THAT(breaks(rows), testing::ElementsAre(at(Kind::headless, 1), at(Kind::unlinked, 2), at(Kind::unlinked, 3)));
}

/// The sheet alone cannot show these two; the ledger does (verify_ledger_test).
TEST(Chain, TheLastRowsTakenOutAndAFullForgeryLookSound) {
  std::vector<AuditRow> rows = a_sheet(4);
  rows.pop_back();
  EXPECT_TRUE(check_chain(rows).sound());
  std::vector<AuditRow> forged;
  for (const AuditRow& row : rows) {
    AuditRecord record = from_row(row);
    record.user = "yexample";
    seal(record, forged);
    forged.push_back(to_row(record));
  }
  EXPECT_TRUE(check_chain(forged).sound());
}

}  // namespace
}  // namespace counterfoil::audit
