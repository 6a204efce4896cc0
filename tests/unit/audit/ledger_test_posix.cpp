// A ledger without permission to write.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/failure.hpp"
#include "ledger_fixture.hpp"

namespace counterfoil::audit {
namespace {

using test::an_entry;
using test::LedgerTest;

TEST_F(LedgerTest, ReadOnly) {
  if (geteuid() == 0) GTEST_SKIP() << "the superuser may write everything";
  fill(1);
  chmod(path.c_str(), 0400);
  chmod(folder.path().c_str(), 0500);
  EXPECT_TRUE(check().sound());
  EXPECT_FAILURE(open().append(an_entry(EntryKind::started, "run-2")), FailureKind::unwritable, "can only be read");
  chmod(folder.path().c_str(), 0700);
}

}  // namespace
}  // namespace counterfoil::audit
