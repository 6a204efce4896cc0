// Several processes at the same ledger, and one that is killed.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>

#include "ledger_fixture.hpp"

namespace counterfoil::audit {
namespace {

using test::an_entry;
using test::LedgerTest;

using LedgerProcesses = LedgerTest;

constexpr int writers = 4;
constexpr int entries_each = 20;

/// The ledger does not exist when they start: creating it is part of the race.
TEST_F(LedgerProcesses, TakeTurnsAndLoseNothing) {
  int start[2];
  ASSERT_EQ(pipe(start), 0);
  std::vector<pid_t> children;
  for (int writer = 0; writer < writers; ++writer) {
    const pid_t child = fork();
    if (child == 0) {
      try {
        char byte = 0;
        if (read(start[0], &byte, 1) != 1) _exit(1);  // all begin together
        Ledger ledger = Ledger::open(path, test::some_time, {std::chrono::minutes{2}});
        for (int n = 0; n < entries_each; ++n)
          ledger.append(an_entry(EntryKind::started, "writer-" + std::to_string(writer) + "-" + std::to_string(n)));
      } catch (const std::exception& failure) {
        std::fprintf(stderr, "%s\n", failure.what());
        _exit(1);
      }
      _exit(0);
    }
    children.push_back(child);
  }
  ASSERT_EQ(write(start[1], std::string(writers, 'x').data(), writers), writers);
  for (const pid_t child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
  close(start[0]);
  close(start[1]);
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
  int reported[2];
  for (int round = 0; round < 8; ++round) {
    ASSERT_EQ(pipe(reported), 0);
    const pid_t child = fork();
    if (child == 0) {
      Ledger ledger = open();
      for (int n = 0;; ++n) {
        ledger.append(an_entry(EntryKind::started, "round-" + std::to_string(round) + "-" + std::to_string(n)));
        if (write(reported[1], "x", 1) != 1) _exit(1);
      }
    }
    close(reported[1]);
    char byte = 0;
    for (int n = 0; n <= round; ++n) ASSERT_EQ(read(reported[0], &byte, 1), 1);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    int added = round + 1;
    while (read(reported[0], &byte, 1) == 1) ++added;
    close(reported[0]);
    const LedgerCheck found = check();
    EXPECT_TRUE(found.sound()) << ::testing::PrintToString(found.problems());
    int there = 0;
    for (const Entry& entry : Ledger::open_to_read(path).entries()) there += entry.run_id.starts_with("round-" + std::to_string(round) + "-");
    EXPECT_GE(there, added);
    EXPECT_LE(there, added + 1);  // on the disk, but not yet reported
  }
}

}  // namespace
}  // namespace counterfoil::audit
