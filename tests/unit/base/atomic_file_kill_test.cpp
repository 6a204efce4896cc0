// The process dies at each step of a save: the file is the old or the new one, whole, and the next run succeeds.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/atomic_file.hpp"
#include "faulty_operations.hpp"
#include "temporary_folder.hpp"

namespace counterfoil {
namespace {

using test::content;
using test::FaultyOperations;
using test::TemporaryFolder;

constexpr int killed = 77;
constexpr int finished = 0;

int replace_in_child(const std::filesystem::path& path, std::string_view bytes, std::size_t die_at) {
  const pid_t child = fork();
  if (child == 0) {
    FaultyOperations operations;
    operations.fail_at = die_at;
    operations.fault = [] { _exit(killed); };  // no destructor runs, as when the process is killed
    ReplaceOptions options;
    options.operations = &operations;
    try {
      replace_file(path, bytes, options);
    } catch (const std::exception&) {
      _exit(1);
    }
    _exit(finished);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(ReplaceFileKilled, AtEachStepOldOrNewIsWhole) {
  const std::string before(300'000, 'o'), after(9'000'000, 'n');  // three pieces, so that a write dies half-way
  std::size_t old_seen = 0, new_seen = 0;
  for (std::size_t step = 0;; ++step) {
    ASSERT_LT(step, 100u);
    SCOPED_TRACE(step);
    const TemporaryFolder folder;
    const auto path = folder.write("CWD.xlsx", before);
    const int end = replace_in_child(path, after, step);
    ASSERT_TRUE(end == killed || end == finished) << end;
    const std::string left = content(path);
    EXPECT_TRUE(left == before || left == after);
    (left == before ? old_seen : new_seen) += 1;
    if (end == finished) break;
    // The earlier version is never lost either.
    if (left == after) {
      EXPECT_EQ(content(folder / ".counterfoil-versions/CWD.0001.xlsx"), before);
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
