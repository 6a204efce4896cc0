// What a workbook remembers: rows of exports in, rows of exports out, through the record.
#include "report/memory.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "xlsx/zip_writer.hpp"

namespace counterfoil::report {
namespace {

using Rows = std::vector<std::string>;

/// Lines paid by the period: person, line, the days, the pay, and where the row stood.
MemorySpec spec() {
  MemorySpec spec;
  spec.exports = {{"current", "current_period", "current_from", "current_to"}};
  KeptTable table;
  table.id = "paid_days";
  table.key = {"person", "line"};
  table.columns = {{"person", KeptKind::text, 0}, {"line", KeptKind::text, 0},  {"from", KeptKind::date, 0},
                   {"to", KeptKind::date, 0},     {"paid", KeptKind::pence, 0}, {"place", KeptKind::integer, 2}};
  table.control = "paid";
  table.while_open = {"person"};
  spec.kept.push_back(table);
  return spec;
}

/// Four weeks each; the first is of 7 April 2025 (20185 days from 1970) to 4 May.
HeldExport period(int number, const std::string& sha) {
  HeldExport of;
  of.sha256 = sha;
  of.file = "Period " + std::to_string(number) + ".xlsx";
  of.period = "period " + std::to_string(number);
  of.first = 20185 + std::int64_t{28} * (number - 1);
  of.last = of.first + 27;
  of.rows = 1;
  of.control = 42800;
  return of;
}

Value text(std::string_view words) { return words.empty() ? Value{} : Value{ValueKind::text, 0, words}; }
Value date(std::int64_t day) { return {ValueKind::date, day, {}}; }
Value pence(std::int64_t amount) { return {ValueKind::pence, amount, {}}; }
Value integer(std::int64_t number) { return {ValueKind::integer, number, {}}; }

void pay(Memory& memory, std::string_view person, std::int64_t from, std::int64_t to, std::int64_t paid, std::int64_t place) {
  memory.add_row(0, {text(person), text("7001"), date(from), date(to), pence(paid), integer(place)});
}

/// "period 1: P1 7001 20185-20212 42800 @5", in order.
Rows said(const Memory& memory) {
  Rows rows;
  for (const Memory::Row& row : memory.rows(0)) {
    const auto number = [&](std::size_t column) {
      const auto found = memory.number(0, row, column);
      return found ? std::to_string(*found) : std::string{"-"};
    };
    rows.push_back(memory.exports()[row.of].period + ": " + std::string{memory.text(0, row, 0)} + " " +
                   std::string{memory.text(0, row, 1)} + " " + number(2) + "-" + number(3) + " " + number(4) + " @" + number(5));
  }
  return rows;
}

Record recorded(Memory& memory) {
  Record record;
  record.task = "small";
  for (RecordTable& table : memory.tables()) record.tables.push_back(std::move(table));
  return *parse_record(record.xml());
}

/// As the next run finds it.
Memory again(const MemorySpec& spec, Memory& memory) {
  auto found = Memory::read(spec, recorded(memory));
  EXPECT_TRUE(found);
  return std::move(*found);
}

class MemoryTest : public testing::Test {
 protected:
  MemorySpec spec_ = spec();
  Memory memory_{spec_};

  /// £428 for the whole of a period, on row 5 of the export.
  void whole_period(int number, std::int64_t paid = 42800) {
    const HeldExport of = period(number, "sha " + std::to_string(number));
    memory_.begin(of);
    pay(memory_, "P1", of.first, of.last, paid, 4 + number);
  }
};

TEST_F(MemoryTest, WhatAnExportSaidComesBackInTheNextRun) {
  const HeldExport of = period(1, "sha 1");
  memory_.begin(of);
  pay(memory_, "P2", of.first, of.last, 42800, 6);
  pay(memory_, "P1", 20100, 20106, -10700, 5);
  memory_.add_row(0, {text("~P3\t"), text(""), date(of.first), Value{}, pence(0), Value{}});
  const Memory read = again(spec_, memory_);
  EXPECT_EQ(said(read), (Rows{"period 1: P1 7001 20100-20106 -10700 @5", "period 1: P2 7001 20185-20212 42800 @6",
                              "period 1: ~P3\t  20185-- 0 @-"}));
  EXPECT_EQ(read.exports()[0].file, "Period 1.xlsx");
  EXPECT_EQ(read.exports()[0].control, 42800);
}

TEST_F(MemoryTest, RowsThatPeriodsSayAlikeAreWrittenOnce) {
  for (int number = 1; number <= 24; ++number) whole_period(number);
  const std::vector<RecordTable> tables = memory_.tables();
  ASSERT_EQ(tables.size(), 2u);
  EXPECT_EQ(tables[0].row_count, 24u);
  // One for the periods that have no places any more, one each for the newest two.
  EXPECT_EQ(tables[1].rows, "1-22\tP1\t7001\t+0\t>\t42800\t~\n23\t\t\t\t\t\t27\n24\t\t\t\t\t\t28\n");
  const Rows rows = said(again(spec_, memory_));
  ASSERT_EQ(rows.size(), 24u);
  EXPECT_EQ(rows[21], "period 22: P1 7001 20773-20800 42800 @-");
  EXPECT_EQ(rows[23], "period 24: P1 7001 20829-20856 42800 @28");
}

TEST_F(MemoryTest, TheSameExportAgainTakesItsOwnPlace) {
  whole_period(1);
  whole_period(2);
  memory_ = again(spec_, memory_);
  whole_period(1, 21400);
  EXPECT_EQ(said(memory_), (Rows{"period 1: P1 7001 20185-20212 21400 @5", "period 2: P1 7001 20213-20240 42800 @6"}));
}

TEST_F(MemoryTest, AnotherExportOfThePeriodTakesItsPlaceAndThatIsSaid) {
  whole_period(1);
  HeldExport corrected = period(1, "another");
  const auto replaced = memory_.begin(corrected);
  ASSERT_EQ(replaced.size(), 1u);
  EXPECT_EQ(replaced[0].sha256, "sha 1");
  pay(memory_, "P1", corrected.first, corrected.last, 40000, 5);
  EXPECT_EQ(said(memory_), (Rows{"period 1: P1 7001 20185-20212 40000 @5"}));
  EXPECT_FALSE(memory_.holds("sha 1"));
}

TEST_F(MemoryTest, AnOlderExportTakesItsPlaceAmongTheOthers) {
  whole_period(3);
  whole_period(1);
  EXPECT_EQ(memory_.exports().front().period, "period 1");
  EXPECT_EQ(memory_.exports().back().period, "period 3");
}

TEST_F(MemoryTest, TheSameRowTwiceOfAnExportIsTwoRows) {
  const HeldExport of = period(1, "sha 1");
  memory_.begin(of);
  pay(memory_, "P1", of.first, of.last, 42800, 5);
  pay(memory_, "P1", of.first, of.last, 42800, 5);
  EXPECT_EQ(said(again(spec_, memory_)).size(), 2u);
}

TEST_F(MemoryTest, WhatIsOlderThanTheMonthsGoesButForOpenQuestions) {
  const HeldExport first = period(1, "sha 1");
  memory_.begin(first);
  pay(memory_, "P1", first.first, first.last, 42800, 5);
  pay(memory_, "P2", first.first, first.last, 100, 6);
  whole_period(2);
  whole_period(16);  // ends on 28 June 2026: periods that ended before 28 May 2025 are more than 13 months old
  const auto dropped = memory_.prune(13, [](const KeptTable& table, const std::vector<std::string_view>& texts) {
    EXPECT_EQ(table.id, "paid_days");
    return texts[0] == "P2";
  });
  ASSERT_EQ(dropped.size(), 1u);
  EXPECT_EQ(dropped[0].period, "period 1");
  const Memory read = again(spec_, memory_);
  EXPECT_EQ(said(read), (Rows{"period 2: P1 7001 20213-20240 42800 @6", "period 16: P1 7001 20605-20632 42800 @20",
                              "period 1: P2 7001 20185-20212 100 @-"}));
  EXPECT_FALSE(read.exports()[0].whole);
  EXPECT_TRUE(read.exports()[1].whole);
}

TEST_F(MemoryTest, ACopyBringsThePeriodsThatAreMissing) {
  whole_period(1);
  Record base = recorded(memory_);
  whole_period(2);
  Record lead = recorded(memory_);
  Memory other = *Memory::read(spec_, base);
  HeldExport second = period(2, "another");
  other.begin(second);
  pay(other, "P9", second.first, second.last, 1, 5);
  HeldExport third = period(3, "sha 3");
  other.begin(third);
  pay(other, "P1", third.first, third.last, 42800, 9);
  const auto taken = merge_memories(spec_, lead, recorded(other));
  ASSERT_TRUE(taken);
  ASSERT_EQ(taken->size(), 1u);
  EXPECT_EQ((*taken)[0].period, "period 3");
  EXPECT_EQ(said(*Memory::read(spec_, lead)),
            (Rows{"period 1: P1 7001 20185-20212 42800 @-", "period 2: P1 7001 20213-20240 42800 @6",
                  "period 3: P1 7001 20241-20268 42800 @9"}));
}

TEST_F(MemoryTest, ColumnsComeAndGoWithTheSpecification) {
  whole_period(1);
  const Record record = recorded(memory_);
  MemorySpec other = spec();
  other.kept[0].columns.erase(other.kept[0].columns.begin() + 2);  // "from" is not kept any more
  other.kept[0].columns.push_back({"payee", KeptKind::text, 0});
  const auto read = Memory::read(other, record);
  ASSERT_TRUE(read);
  const Memory::Row row = read->rows(0).at(0);
  EXPECT_EQ(read->number(0, row, 2), 20212);
  EXPECT_EQ(read->text(0, row, 5), "");
}

TEST_F(MemoryTest, ARecordThatIsNotSoundIsNotRead) {
  whole_period(1);
  const Record sound = recorded(memory_);
  const auto broken = [&](std::size_t table, const std::string& rows) {
    Record record = sound;
    record.tables[table].rows = rows;
    record.tables[table].row_count = static_cast<std::uint64_t>(std::count(rows.begin(), rows.end(), '\n'));
    return !Memory::read(spec_, record);
  };
  EXPECT_FALSE(broken(1, "1\tP1\t7001\t+0\t>\t42800\t5\n"));
  EXPECT_TRUE(broken(1, "2\tP1\t7001\t+0\t>\t42800\t5\n"));  // an export that is not listed
  EXPECT_TRUE(broken(1, "0\tP1\t7001\t+0\t>\t42800\t5\n"));
  EXPECT_TRUE(broken(1, "1-9999999999\tP1\t7001\t+0\t>\t42800\t5\n"));
  EXPECT_TRUE(broken(1, "1\tP1\t7001\t+0\t>\tmany\t5\n"));
  EXPECT_TRUE(broken(1, "1\tP1\t7001\t+0\t>\t9999999999999999\t5\n"));
  EXPECT_TRUE(broken(1, "1\t\t7001\t+0\t>\t42800\t5\n"));  // as above, with nothing above
  EXPECT_TRUE(broken(1, "\tP1\t7001\t+0\t>\t42800\t5\n"));
  EXPECT_TRUE(broken(0, "sha\tfile\tperiod\t20212\t20185\t1\t42800\t1\n"));  // ends before it begins
}

/// A quarter of 22,000 lines over 24 periods, two in five of them paid another amount in each period.
TEST(MemorySize, TwoYearsOfALargeTeamStaySmall) {
  MemorySpec spec;
  spec.exports = {{"current", "current_period", "current_from", "current_to"}};
  KeptTable table;
  table.id = "paid_days";
  table.key = {"person_id", "line_id"};
  table.columns = {{"person_id", KeptKind::text, 0}, {"line_id", KeptKind::text, 0}, {"payee_id", KeptKind::text, 0},
                   {"first", KeptKind::date, 0},     {"last", KeptKind::date, 0},    {"due", KeptKind::pence, 0},
                   {"paid", KeptKind::pence, 0},     {"from", KeptKind::text, 0},    {"place", KeptKind::integer, 2}};
  spec.kept.push_back(table);
  constexpr std::int64_t lines = 5'500;
  Memory memory{spec};
  std::uint64_t state = 1;
  const auto random = [&state](std::uint64_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::int64_t>((state >> 33) % below);
  };
  for (int number = 1; number <= 24; ++number) {
    HeldExport of = period(number, "sha " + std::to_string(number));
    memory.begin(of);
    for (std::int64_t line = 0; line < lines; ++line) {
      const std::string person = std::to_string(300'000 + line * 7 / 10), id = std::to_string(7'000'000 + line * 13);
      const std::string payee = "V" + std::to_string(10'000 + line * 31 % 4'000);
      const std::int64_t due = 5'000 + line * 37 % 60'000;
      const std::int64_t paid = line % 5 < 2 ? due + random(20'000) - 10'000 : due;
      memory.add_row(0, {text(person), text(id), text(payee), date(of.first), date(of.last), pence(due), pence(paid), text("terms"),
                         integer(line + 2)});
    }
  }
  Record record;
  record.task = "cwd-comparison";
  for (RecordTable& each : memory.tables()) record.tables.push_back(std::move(each));
  const std::string xml = record.xml();
  xlsx::ZipWriter writer;
  writer.add("customXml/item1.xml", xml);
  const std::size_t packed = writer.finish().view().size();
  RecordProperty("unpacked", std::to_string(xml.size()));
  RecordProperty("packed", std::to_string(packed));
  EXPECT_LE(xml.size(), std::size_t{12} << 18);
  EXPECT_LE(packed, std::size_t{3} << 18);
  const auto read = Memory::read(spec, *parse_record(xml));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->rows(0).size(), std::size_t{24 * lines});
}

}  // namespace
}  // namespace counterfoil::report
