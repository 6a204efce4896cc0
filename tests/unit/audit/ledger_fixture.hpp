// A ledger in a folder of its own, and what somebody with a SQLite tool can do to it.
#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <string>
#include <vector>

#include "../base/temporary_folder.hpp"
#include "audit/head_file.hpp"
#include "audit/ledger.hpp"
#include "base/digest.hpp"

namespace counterfoil::audit::test {

using counterfoil::test::content;
using counterfoil::test::TemporaryFolder;

inline const std::string some_time = "2025-12-08T09:30:00Z";

inline NewEntry an_entry(EntryKind kind, const std::string& run_id) {
  NewEntry entry;
  entry.kind = kind;
  entry.time_utc = some_time;
  entry.run_id = run_id;
  entry.user = "zexample";
  entry.machine = "PC-17";
  entry.task = "cwd-comparison";
  entry.facts.engine_version = "0.1.0";
  return entry;
}

struct LedgerTest : ::testing::Test {
  TemporaryFolder folder;
  std::filesystem::path path = folder / "ledger.sqlite";

  Ledger open() const { return Ledger::open(path, some_time); }

  /// A ledger with its genesis and `count` entries of runs.
  void fill(int count) const {
    Ledger ledger = open();
    for (int n = 1; n <= count; ++n) ledger.append(an_entry(EntryKind::started, "run-" + std::to_string(n)));
  }
  LedgerCheck check() const { return Ledger::open_to_read(path).check(); }

  /// Runs SQL on the file, as anybody can who may write it.
  void tamper(const std::string& sql) const {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(counterfoil::utf8_from_path(path).c_str(), &database), SQLITE_OK);
    char* message = nullptr;
    EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK) << message;
    sqlite3_free(message);
    sqlite3_close(database);
  }
  /// The result of SQL that is expected to be refused.
  std::string refusal(const std::string& sql) const {
    sqlite3* database = nullptr;
    sqlite3_open(counterfoil::utf8_from_path(path).c_str(), &database);
    char* message = nullptr;
    sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &message);
    const std::string words = message ? message : "";
    sqlite3_free(message);
    sqlite3_close(database);
    return words;
  }
  /// Takes the rules away, so that entries can be changed at all.
  void unguard() const {
    tamper("DROP TRIGGER entries_never_change; DROP TRIGGER entries_never_go; DROP TRIGGER entries_only_follow");
  }
  /// Puts them back as they were.
  void guard() const {
    tamper(
        "CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;"
        "CREATE TRIGGER entries_never_go BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;"
        "CREATE TRIGGER entries_only_follow BEFORE INSERT ON entries WHEN NEW.number IS NOT (SELECT COALESCE(MAX(number), 0) + 1 "
        "FROM entries) "
        "BEGIN SELECT RAISE(ABORT, 'entries are only added at the end'); END");
  }

  /// What a forger does who knows the format: changes an entry's user, hashes it and all after it anew, and sets the inner head.
  void forge(std::uint64_t number, const std::string& user) const {
    std::vector<Entry> entries = Ledger::open_to_read(path).entries();
    unguard();
    entries.at(number - 1).user = user;
    for (std::size_t i = number - 1; i < entries.size(); ++i) {
      if (i >= number) entries[i].previous = entries[i - 1].hash;
      entries[i].hash = entry_hash(entries[i]);
      tamper("UPDATE entries SET user = '" + entries[i].user + "', previous = '" + entries[i].previous + "', hash = '" +
             entries[i].hash + "' WHERE number = " + std::to_string(i + 1));
    }
    tamper("UPDATE head SET hash = '" + entries.back().hash + "'");
    guard();
  }
};

}  // namespace counterfoil::audit::test
