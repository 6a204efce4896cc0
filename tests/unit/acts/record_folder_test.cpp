#include "acts/record_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "acts_for_tests.hpp"
#include "base/failure.hpp"
#include "temporary_folder.hpp"

namespace counterfoil::acts {
namespace {

using counterfoil::test::TemporaryFolder;
using test::act;
using test::somebody;

TEST(RecordFolder, HoldsWhatWasAddedByTime) {
  const TemporaryFolder folder;
  const RecordFolder record{folder / "record"};
  EXPECT_FALSE(record.there());
  EXPECT_TRUE(record.of_batch("sample", "RUN-1").acts.empty());
  const Signer a = somebody("a.preparer"), b = somebody("b.checker");
  record.add(act(approved, b, {}, "2025-12-08T10:00:00Z"));
  record.add(act(prepared, a, {}, "2025-12-08T09:00:00Z"));
  const BatchRecord found = record.of_batch("sample", "RUN-1");
  ASSERT_EQ(found.acts.size(), 2u);
  EXPECT_EQ(found.acts[0].act.kind, prepared);
  EXPECT_TRUE(found.torn.empty());
  EXPECT_TRUE(record.of_batch("sample", "RUN-2").acts.empty());
}

TEST(RecordFolder, OneOfManyReleasesABatch) {
  const TemporaryFolder folder;
  const RecordFolder record{folder / "record"};
  std::atomic<int> won{0}, lost{0};
  std::vector<std::thread> threads;
  for (int one = 0; one < 8; ++one)
    threads.emplace_back([&, one] {
      const Act mine = act(released, somebody("releaser " + std::to_string(one)));
      try {
        RecordFolder{folder / ("record")}.add(mine);
        ++won;
      } catch (const Failure& failure) {
        EXPECT_EQ(failure.kind(), FailureKind::changed);
        ++lost;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(lost, 7);
  EXPECT_EQ(record.of_batch("sample", "RUN-1").acts.size(), 1u);
}

TEST(RecordFolder, AFileThatIsNoGoodActIsTornAndOfItsBatchOnly) {
  const TemporaryFolder folder;
  const RecordFolder record{folder / "record"};
  const Signer b = somebody("b.checker");
  const Act good = act(approved, b);
  record.add(good);
  // Renamed to be another act; cut off; signed by nobody.
  Act other = act(rejected, b);
  std::filesystem::copy_file(record.file_of(good), record.file_of(other));
  EXPECT_EQ(record.of_batch("sample", "RUN-1").torn.size(), 1u);
  EXPECT_EQ(record.of_batch("sample", "RUN-1").acts.size(), 1u);
  EXPECT_TRUE(record.of_batch("sample", "RUN-2").torn.empty());
}

}  // namespace
}  // namespace counterfoil::acts
