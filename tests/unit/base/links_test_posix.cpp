// What only this kind of system has: symbolic links, pipes with names, permission bits, folders by the desktop standard.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/atomic_file.hpp"
#include "base/environment.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/who_and_when.hpp"
#include "base/workbook_lock.hpp"
#include "lock_holder.hpp"
#include "temporary_folder.hpp"

namespace counterfoil {
namespace {

using test::content;
using test::someone;
using test::TemporaryFolder;

constexpr std::uint64_t large_enough = 1 << 20;
const std::string linked_before = "before", linked_after = "after";

TEST(ReplaceFile, ReplacesTheFileBehindALinkAndKeepsItsPermissions) {
  const TemporaryFolder folder;
  const auto real = folder.write("real.xlsx", linked_before);
  chmod(real.c_str(), 0640);
  std::filesystem::create_symlink("real.xlsx", folder / "link.xlsx");
  replace_file(folder / "link.xlsx", linked_after, {});
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "link.xlsx"));
  EXPECT_EQ(content(real), linked_after);
  struct stat status {};
  ASSERT_EQ(stat(real.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0640u);
}

TEST(ReplaceFile, APlantedLinkInPlaceOfTheTemporaryIsNotFollowed) {
  const TemporaryFolder folder;
  folder.write("CWD.xlsx", linked_before);
  folder.write("victim", "untouched");
  std::filesystem::create_symlink("victim", temporary_of(folder / "CWD.xlsx"));
  replace_file(folder / "CWD.xlsx", linked_after, {});
  EXPECT_EQ(content(folder / "victim"), "untouched");
  EXPECT_EQ(content(folder / "CWD.xlsx"), linked_after);
  EXPECT_FALSE(std::filesystem::is_symlink(folder / "CWD.xlsx"));
}

TEST(ReadFile, ALinkThatLeadsBackToItself) {
  const TemporaryFolder folder;
  std::filesystem::create_symlink("b", folder / "a");
  std::filesystem::create_symlink("a", folder / "b");
  EXPECT_FAILURE(read_file(folder / "a", large_enough), FailureKind::unreadable, "a link that leads back to itself");
}

TEST(ReadFile, APipeIsRefusedAndNotWaitedFor) {
  const TemporaryFolder folder;
  ASSERT_EQ(mkfifo((folder / "pipe.csv").c_str(), 0600), 0);
  EXPECT_FAILURE(read_file(folder / "pipe.csv", large_enough), FailureKind::unreadable, "not an ordinary file");
}

TEST(ReadFile, WithoutPermission) {
  if (geteuid() == 0) GTEST_SKIP() << "the superuser may read everything";
  const TemporaryFolder folder;
  const auto path = folder.write("secret.xlsx", "x");
  chmod(path.c_str(), 0);
  EXPECT_FAILURE(read_file(path, large_enough), FailureKind::unreadable, "you do not have permission");
}

TEST(Paths, BehindLinks) {
  const TemporaryFolder folder;
  const auto file = folder.write("real.xlsx", "x");
  std::filesystem::create_symlink(file, folder / "link.xlsx");
  EXPECT_EQ(behind_links(folder / "link.xlsx"), std::filesystem::canonical(file));
  EXPECT_EQ(behind_links(folder / "none.xlsx"), folder / "none.xlsx");
}

TEST(WorkbookLock, IsOnTheFileBehindALink) {
  const TemporaryFolder folder;
  const auto workbook = folder.write("CWD.xlsx", "x");
  std::filesystem::create_symlink(workbook, folder / "link.xlsx");
  const WorkbookLock lock{folder / "link.xlsx", someone("Zara Example")};
  EXPECT_FAILURE((WorkbookLock{workbook, someone("Yan Example")}), FailureKind::locked, "Zara Example");
}

TEST(Environment, DataAndLogsAreInTheHomeFolder) {  // of the command of the tests; staff's: who_and_when_test.cpp
  const test::WithVariable data{"XDG_DATA_HOME", "/somewhere/data"};
  EXPECT_EQ(data_folder(), "/somewhere/data/counterfoil");
  EXPECT_EQ(log_folder(), "/somewhere/data/counterfoil/logs");
  const test::WithVariable home{"HOME", "/home/example"};
  const test::WithVariable relative{"XDG_DATA_HOME", "relative"};
  EXPECT_EQ(data_folder(), "/home/example/.local/share/counterfoil");
}

}  // namespace
}  // namespace counterfoil
