#include "audit/ledger.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/failure.hpp"
#include "ledger_fixture.hpp"

namespace counterfoil::audit {
namespace {

using test::an_entry;
using test::LedgerTest;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(LedgerTest, ANewOneBeginsWithItsGenesis) {
  const Ledger ledger = open();
  const std::vector<Entry> entries = ledger.entries();
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].kind, "genesis");
  EXPECT_EQ(entries[0].time_utc, test::some_time);
  EXPECT_EQ(entries[0].previous.size(), 32u);
  EXPECT_EQ(entries[0].body, "{\"format\":1,\"ledger\":\"" + entries[0].previous + "\"}");
  EXPECT_EQ(ledger.head().ledger_id, entries[0].previous);
  EXPECT_EQ(ledger.head().length, 1u);
  EXPECT_TRUE(ledger.check().sound());
}

TEST_F(LedgerTest, MakesItsFolder) {
  path = folder / "a/b/ledger.sqlite";
  open();
  EXPECT_TRUE(std::filesystem::exists(path));
}

TEST_F(LedgerTest, TwoLedgersHaveTwoIds) {
  const std::string one = open().head().ledger_id;
  path = folder / "other.sqlite";
  EXPECT_NE(open().head().ledger_id, one);
}

TEST_F(LedgerTest, EntriesAreChained) {
  NewEntry entry = an_entry(EntryKind::prepared, "run-1");
  entry.facts.audit_rows = 3;
  std::string hash;
  {
    Ledger ledger = open();
    ledger.append(an_entry(EntryKind::started, "run-1"));
    hash = ledger.append(entry);
  }
  const Ledger ledger = Ledger::open_to_read(path);
  const std::vector<Entry> entries = ledger.entries();
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(entries[2].number, 3u);
  EXPECT_EQ(entries[2].kind, "prepared");
  EXPECT_EQ(entries[2].run_id, "run-1");
  EXPECT_EQ(entries[2].user, "zexample");
  EXPECT_EQ(entries[2].machine, "PC-17");
  EXPECT_EQ(entries[2].task, "cwd-comparison");
  EXPECT_EQ(entries[2].body, R"({"engine":"0.1.0","workbook":{"audit_rows":3}})");
  EXPECT_EQ(entries[2].previous, entries[1].hash);
  EXPECT_EQ(entries[1].previous, entries[0].hash);
  EXPECT_EQ(entries[2].hash, hash);
  EXPECT_EQ(ledger.head().hash, hash);
  EXPECT_EQ(ledger.head().length, 3u);
  EXPECT_EQ(test::content(folder / "ledger.sqlite.head"), "counterfoil-ledger 1 " + entries[0].previous + " 3 " + hash + "\n");
  EXPECT_TRUE(ledger.check().sound());
}

/// The hash, from its definition: each field's name and value with their lengths, under a name of its own.
TEST(EntryHash, IsSha256OfTheFields) {
  Entry entry;
  entry.number = 12;
  entry.time_utc = "T";
  entry.kind = "started";
  entry.run_id = "r";
  entry.user = "u";
  entry.machine = "m";
  entry.task = "t";
  entry.body = "{}";
  entry.previous = "p";
  EXPECT_EQ(entry_hash(entry),
            sha256_hex("26:counterfoil ledger entry 1,6:number,2:12,8:time_utc,1:T,4:kind,7:started,6:run_id,1:r,4:user,1:u,"
                       "7:machine,1:m,4:task,1:t,4:body,2:{},8:previous,1:p,"));
}

TEST_F(LedgerTest, EntriesAreFilteredOldestFirst) {
  Ledger ledger = open();
  for (const char* run : {"run-1", "run-2", "run-3"}) ledger.append(an_entry(EntryKind::started, run));
  NewEntry other = an_entry(EntryKind::finished, "run-2");
  other.task = "uplift";
  other.user = "yexample";
  ledger.append(other);
  const auto numbers = [&](const EntryFilter& filter) {
    std::vector<std::uint64_t> found;
    for (const Entry& entry : ledger.entries(filter)) found.push_back(entry.number);
    return found;
  };
  EXPECT_THAT(numbers({}), ElementsAre(1, 2, 3, 4, 5));
  EXPECT_THAT(numbers({"run-2", "", "", 0}), ElementsAre(3, 5));
  EXPECT_THAT(numbers({"", "uplift", "", 0}), ElementsAre(5));
  EXPECT_THAT(numbers({"", "cwd-comparison", "zexample", 0}), ElementsAre(2, 3, 4));
  EXPECT_THAT(numbers({"", "", "", 2}), ElementsAre(4, 5));
}

TEST_F(LedgerTest, TheFileItselfForbidsChangingAndDeleting) {
  fill(3);
  EXPECT_THAT(refusal("UPDATE entries SET user = 'x'"), HasSubstr("never changed"));
  EXPECT_THAT(refusal("DELETE FROM entries WHERE number = 4"), HasSubstr("never deleted"));
  EXPECT_THAT(refusal("INSERT OR REPLACE INTO entries SELECT 2, time_utc, kind, run_id, 'x', machine, task, body, previous, hash "
                      "FROM entries WHERE number = 2"),
              HasSubstr("only added at the end"));
  EXPECT_TRUE(check().sound());
}

TEST_F(LedgerTest, WhatIsNotALedgerIsLeftAlone) {
  folder.write("ledger.sqlite", std::string(5000, 'x'));
  EXPECT_FAILURE(open(), FailureKind::refused, "is not a ledger");
  EXPECT_EQ(test::content(path), std::string(5000, 'x'));
  path = folder / "other.sqlite";
  tamper("CREATE TABLE holidays (day TEXT)");
  EXPECT_FAILURE(open(), FailureKind::refused, "is not a ledger");
  EXPECT_FAILURE(Ledger::open_to_read(path), FailureKind::refused, "is not a ledger");
}

TEST_F(LedgerTest, OneOfALaterVersionIsRefused) {
  fill(1);
  tamper("PRAGMA user_version = 3");
  EXPECT_FAILURE(open(), FailureKind::refused, "later version");
}

TEST_F(LedgerTest, ReadingMakesNone) {
  EXPECT_FAILURE(Ledger::open_to_read(path), FailureKind::unreadable, "The first run makes it");
  EXPECT_TRUE(folder.names().empty());
  EXPECT_FAILURE(Ledger::open_to_read(folder.path()), FailureKind::unreadable, "is a folder");
}

TEST_F(LedgerTest, AFolderCannotBeOpened) {
  path = folder.path();
  EXPECT_FAILURE(open(), FailureKind::unwritable, "cannot be opened");
}

TEST_F(LedgerTest, InUseByAnotherForTooLong) {
  fill(1);
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(utf8_from_path(path).c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_FAILURE(Ledger::open(path, test::some_time, {std::chrono::milliseconds{1}}), FailureKind::locked, "in use by another run");
  sqlite3_close(other);
}

TEST_F(LedgerTest, APowerCutWhileItIsMadeIsForgiven) {
  open();
  std::filesystem::remove(path);  // the head file was written before the ledger's first entry came to the disk
  fill(1);
  EXPECT_TRUE(check().sound());
}

TEST_F(LedgerTest, AHeadFileThatLagsIsSetRight) {
  fill(2);
  const std::string earlier = test::content(folder / "ledger.sqlite.head");
  fill(1);
  folder.write("ledger.sqlite.head", earlier);  // the process was killed after the commit, before it could write the head file
  EXPECT_EQ(check().head_file, Anchor::behind);
  EXPECT_TRUE(check().sound());
  EXPECT_THAT(check().summary(), HasSubstr("covers them up to entry 3"));
  fill(1);
  EXPECT_EQ(check().head_file, Anchor::agrees);
}

TEST_F(LedgerTest, NoDetailOfAPersonCanGetIn) {
  // All that a caller may say of a run is typed: digests, sizes, counts, versions. This is the whole of it.
  NewEntry entry = an_entry(EntryKind::finished, "run-1");
  entry.facts.inputs = {{"previous", 10, "aa", 2, false, {}}};
  entry.facts.findings = {{"warning", 3}};
  Ledger ledger = open();
  ledger.append(entry);
  EXPECT_EQ(ledger.entries().back().body,
            R"({"engine":"0.1.0","findings":{"warning":3},"inputs":[{"bytes":10,"role":"previous","rows":2,"sha256":"aa"}]})");
}

}  // namespace
}  // namespace counterfoil::audit
