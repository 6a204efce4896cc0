// The process dies at each step of a save: the file is the old or the new one, whole, and the next run succeeds.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/atomic_file.hpp"
#include "base/file.hpp"
#include "child_process.hpp"
#include "faulty_operations.hpp"
#include "temporary_folder.hpp"

namespace counterfoil {
namespace {

using test::content;
using test::FaultyOperations;
using test::TemporaryFolder;

constexpr int killed = 77;
constexpr int finished = 0;

const std::string old_bytes(300'000, 'o'), new_bytes(9'000'000, 'n');  // three pieces, so that a write dies half-way

/// FILE STEP: replaces the file and dies at the step, as when the process is killed.
const test::Role replacer{"replace", [](const std::vector<std::string>& arguments) {
                            FaultyOperations operations;
                            operations.fail_at = std::stoul(arguments.at(1));
                            operations.fault = [] { test::die(killed); };
                            ReplaceOptions options;
                            options.operations = &operations;
                            replace_file(path_from_utf8(arguments.at(0)), new_bytes, options);
                            return finished;
                          }};

TEST(ReplaceFileKilled, AtEachStepOldOrNewIsWhole) {
  std::size_t old_seen = 0, new_seen = 0;
  for (std::size_t step = 0;; ++step) {
    ASSERT_LT(step, 100u);
    SCOPED_TRACE(step);
    const TemporaryFolder folder;
    const auto path = folder.write("CWD.xlsx", old_bytes);
    const int end = test::ChildProcess{"replace", {utf8_from_path(path), std::to_string(step)}}.wait();
    ASSERT_TRUE(end == killed || end == finished) << end;
    const std::string left = content(path);
    EXPECT_TRUE(left == old_bytes || left == new_bytes);
    (left == old_bytes ? old_seen : new_seen) += 1;
    if (end == finished) break;
    // The earlier version is never lost either.
    if (left == new_bytes) {
      EXPECT_EQ(content(folder / ".counterfoil-versions/CWD.0001.xlsx"), old_bytes);
    }
    replace_file(path, "the next run", {});
    EXPECT_EQ(content(path), "the next run");
    EXPECT_FALSE(std::filesystem::exists(temporary_of(path)));
  }
  EXPECT_GE(old_seen, 8u);  // create, three writes, flush, close, fingerprint, folder, keep, flush, rename
  EXPECT_EQ(new_seen, 2u);  // killed after the rename; and not killed
}

}  // namespace
}  // namespace counterfoil
