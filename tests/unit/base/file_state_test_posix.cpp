#include "base/file_state.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "temporary_folder.hpp"

namespace counterfoil {
namespace {

using test::TemporaryFolder;

TEST(FileState, AnOrdinaryFileAndNone) {
  const TemporaryFolder folder;
  for (const auto& file : {folder.write("CWD.xlsx", "x"), folder / "gone.xlsx", folder.path()}) {
    const FileState state = file_state(file);
    EXPECT_FALSE(state.read_only || state.held || state.online_only) << file;
  }
}

TEST(FileState, ReadOnlyCountsForTheSuperuserToo) {
  const TemporaryFolder folder;
  const auto file = folder.write("CWD.xlsx", "x");
  chmod(file.c_str(), 0444);
  EXPECT_TRUE(file_state(file).read_only);
}

TEST(FileState, AnotherProcessHasItLocked) {
  const TemporaryFolder folder;
  const auto file = folder.write("CWD.xlsx", "x");
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t child = fork();
  if (child == 0) {
    const int descriptor = open(file.c_str(), O_RDWR);
    struct flock whole {};
    whole.l_type = F_WRLCK;
    fcntl(descriptor, F_SETLK, &whole);
    if (write(ready[1], "x", 1) != 1) _exit(1);
    for (;;) pause();
  }
  char byte = 0;
  ASSERT_EQ(read(ready[0], &byte, 1), 1);
  EXPECT_TRUE(file_state(file).held);
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  EXPECT_FALSE(file_state(file).held);
  close(ready[0]);
  close(ready[1]);
}

}  // namespace
}  // namespace counterfoil
