// Several processes at the same ledger, and one that is killed.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <climits>
#include <map>

#include "base/file.hpp"
#include "child_process.hpp"
#include "ledger_fixture.hpp"

namespace counterfoil::audit {
namespace {

using counterfoil::test::ChildProcess;
using test::an_entry;
using test::LedgerTest;

using LedgerProcesses = LedgerTest;

constexpr int writers = 4;
constexpr int entries_each = 20;

/// LEDGER NAME COUNT: opens the ledger when told to and adds entries; without a count, until it is killed, telling of each.
const counterfoil::test::Role writer_role{
    "write", [](const std::vector<std::string>& arguments) {
      const bool until_killed = arguments.size() == 2;
      const int count = until_killed ? INT_MAX : std::stoi(arguments.at(2));
      counterfoil::test::wait_for_go();
      Ledger ledger = Ledger::open(path_from_utf8(arguments.at(0)), test::some_time, {std::chrono::minutes{2}});
      for (int n = 0; n < count; ++n) {
        ledger.append(an_entry(EntryKind::started, arguments.at(1) + "-" + std::to_string(n)));
        if (until_killed) counterfoil::test::signal_parent();
      }
      return 0;
    }};

/// The ledger does not exist when they start: creating it is part of the race.
TEST_F(LedgerProcesses, TakeTurnsAndLoseNothing) {
  std::vector<ChildProcess> children;
  for (int writer = 0; writer < writers; ++writer)
    children.emplace_back("write",
                          std::vector{utf8_from_path(path), "writer-" + std::to_string(writer), std::to_string(entries_each)});
  for (ChildProcess& child : children) child.go();  // all begin together
  for (ChildProcess& child : children) EXPECT_EQ(child.wait(), 0);
  const LedgerCheck found = check();
  EXPECT_TRUE(found.sound()) << ::testing::PrintToString(found.problems());
  EXPECT_EQ(found.entries, 1u + writers * entries_each);
  EXPECT_EQ(found.head_file, Anchor::agrees);
  std::map<std::string, int> seen;
  for (const Entry& entry : Ledger::open_to_read(path).entries()) ++seen[entry.run_id];
  for (int writer = 0; writer < writers; ++writer)
    for (int n = 0; n < entries_each; ++n) EXPECT_EQ(seen["writer-" + std::to_string(writer) + "-" + std::to_string(n)], 1);
}

/// Killed at no chosen moment, again and again; the ledger is whole each time and every entry that was reported as added is there.
TEST_F(LedgerProcesses, AKilledWriterLeavesAWholeLedger) {
  open();
  for (int round = 0; round < 8; ++round) {
    const std::string name = "round-" + std::to_string(round);
    ChildProcess child{"write", {utf8_from_path(path), name}};
    child.go();
    for (int n = 0; n <= round; ++n) ASSERT_TRUE(child.hear());
    child.kill();
    child.wait();
    int added = round + 1;
    while (child.hear()) ++added;
    const LedgerCheck found = check();
    EXPECT_TRUE(found.sound()) << ::testing::PrintToString(found.problems());
    int there = 0;
    for (const Entry& entry : Ledger::open_to_read(path).entries()) there += entry.run_id.starts_with(name + "-");
    EXPECT_GE(there, added);
    EXPECT_LE(there, added + 1);  // on the disk, but not yet reported
  }
}

}  // namespace
}  // namespace counterfoil::audit
