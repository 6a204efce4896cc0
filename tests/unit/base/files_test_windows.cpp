// What only Windows has: files that another program holds, attributes, drive letters, long paths, names of users in UTF-16.

#include <windows.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/atomic_file.hpp"
#include "base/environment.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/file_state.hpp"
#include "base/input_file.hpp"
#include "base/system_error_windows.hpp"
#include "base/who_and_when.hpp"
#include "base/workbook_lock.hpp"
#include "temporary_folder.hpp"

namespace counterfoil {
namespace {

using test::content;
using test::TemporaryFolder;

constexpr std::uint64_t any_size = 1 << 20;

/// Another program with a file open.
class OpenElsewhere {
 public:
  OpenElsewhere(const std::filesystem::path& path, DWORD access, DWORD sharing)
      : handle_(CreateFileW(path.c_str(), access, sharing, nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr)) {
    EXPECT_NE(handle_, INVALID_HANDLE_VALUE);
  }
  ~OpenElsewhere() { CloseHandle(handle_); }
  OpenElsewhere(const OpenElsewhere&) = delete;
  OpenElsewhere& operator=(const OpenElsewhere&) = delete;

 private:
  HANDLE handle_;
};

TEST(WindowsFiles, AWorkbookThatExcelHasOpenIsReadButNotReplaced) {
  const TemporaryFolder folder;
  const auto workbook = folder.write("CWD.xlsx", "before");
  {
    const OpenElsewhere excel{workbook, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ};
    EXPECT_EQ(read_file(workbook, any_size).view(), "before");
    EXPECT_TRUE(file_state(workbook).held);
    EXPECT_FAILURE(replace_file(workbook, "after", {}), FailureKind::locked, "CWD.xlsx");
    EXPECT_EQ(content(workbook), "before");
    EXPECT_THAT(folder.names(), ::testing::Not(::testing::Contains(file_name_of(temporary_of(workbook)))));
  }
  EXPECT_FALSE(file_state(workbook).held);
  replace_file(workbook, "after", {});
  EXPECT_EQ(content(workbook), "after");
}

TEST(WindowsFiles, AnExportThatNobodyMayReadMeanwhile) {
  const TemporaryFolder folder;
  const auto file = folder.write("October.csv", "x");
  const OpenElsewhere other{file, GENERIC_READ | GENERIC_WRITE, 0};
  EXPECT_FAILURE(read_file(file, any_size), FailureKind::unreadable, "October.csv cannot be read: another program has it open");
}

TEST(WindowsFiles, OurReadingHindersNobody) {
  const TemporaryFolder folder;
  const auto file = folder.write("October.csv", "before");
  InputFile reading{file};
  { const OpenElsewhere writer{file, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ}; }
  EXPECT_TRUE(DeleteFileW(file.c_str()));
  char bytes[16];
  EXPECT_EQ(std::string(bytes, reading.read(bytes, sizeof bytes)), "before");  // the one that was opened
}

TEST(WindowsFiles, AReadOnlyFileIsNotReplaced) {
  const TemporaryFolder folder;
  const auto file = folder.write("CWD.xlsx", "before");
  SetFileAttributesW(file.c_str(), FILE_ATTRIBUTE_READONLY);
  EXPECT_TRUE(file_state(file).read_only);
  try {
    replace_file(file, "after", {});
    ADD_FAILURE();
  } catch (const Failure&) {
  }
  EXPECT_EQ(content(file), "before");
  SetFileAttributesW(file.c_str(), FILE_ATTRIBUTE_NORMAL);
}

TEST(WindowsFiles, WhatIsNotOnThisDiskIsSeenByItsAttribute) {
  const TemporaryFolder folder;
  const auto file = folder.write("CWD.xlsx", "x");
  EXPECT_FALSE(file_state(file).online_only);
  ASSERT_TRUE(SetFileAttributesW(file.c_str(), FILE_ATTRIBUTE_OFFLINE));
  if (GetFileAttributesW(file.c_str()) & FILE_ATTRIBUTE_OFFLINE) {
    EXPECT_TRUE(file_state(file).online_only);
  }
}

TEST(WindowsFiles, TheLockFileGoesWithItsHolder) {
  const TemporaryFolder folder;
  const auto workbook = folder.write("CWD.xlsx", "x");
  const LockHolder zara{"Zara Example", "PC-17", "2025-12-08T09:30:00+00:00", "Counterfoil", process_id(), {}};
  {
    const WorkbookLock lock{workbook, zara};
    EXPECT_NE(GetFileAttributesW(lock_file_of(workbook).c_str()) & FILE_ATTRIBUTE_HIDDEN, 0u);
    EXPECT_FALSE(DeleteFileW(lock_file_of(workbook).c_str()));  // nobody tidies it away while it counts
  }
  EXPECT_THAT(folder.names(), ::testing::ElementsAre("CWD.xlsx"));
}

TEST(WindowsFiles, ExcelsOwnerFileIsReadWhileExcelHoldsIt) {
  const TemporaryFolder folder;
  const auto workbook = folder.write("CWD.xlsx", "x");
  std::string owner(1, '\x0C');
  owner += "Zara Example";
  owner.resize(55, ' ');
  const auto file = folder.write("~$CWD.xlsx", owner);
  const HANDLE excel = CreateFileW(file.c_str(), GENERIC_READ | GENERIC_WRITE | DELETE, FILE_SHARE_READ | FILE_SHARE_DELETE,
                                   nullptr, OPEN_EXISTING, FILE_FLAG_DELETE_ON_CLOSE, nullptr);
  ASSERT_NE(excel, INVALID_HANDLE_VALUE);
  EXPECT_EQ(holder_in_words(*who_has_it_open(workbook)), "Zara Example in Excel");
  CloseHandle(excel);
  EXPECT_FALSE(who_has_it_open(workbook));
}

TEST(WindowsFiles, PathsWithAnyLettersAndOfAnyLength) {
  const TemporaryFolder folder;
  std::string name = "Zo\u00eb's \u0105\u0119 \u4e2d\u6587 \U0001F600 payments";
  std::filesystem::path deep = folder.path();
  for (int level = 0; level < 6; ++level) {
    deep /= path_from_utf8(name + ' ' + std::string(40, 'x'));
    ASSERT_TRUE(CreateDirectoryW((L"\\\\?\\" + deep.native()).c_str(), nullptr)) << GetLastError();
  }
  const auto file = deep / path_from_utf8(name + ".xlsx");
  ASSERT_GT(file.native().size(), 300u);
  if (!long_paths_work()) {
    EXPECT_FAILURE(read_file(file, any_size), FailureKind::unreadable, "characters, and this computer takes 259");
    return;
  }
  replace_file(file, "before", {});
  replace_file(file, "after", {});
  EXPECT_EQ(read_file(file, any_size).view(), "after");
  EXPECT_EQ(file_name_of(file), name + ".xlsx");
  const WorkbookLock lock{file, {"Zara Example", "PC-17", "now", "Counterfoil", process_id(), {}}};
}

TEST(WindowsFiles, ErrorsHaveTheWordsOfOtherSystems) {
  EXPECT_EQ(cause_in_words(windows_error(ERROR_DISK_FULL)), "there is no space left on the drive");
  EXPECT_EQ(cause_in_words(windows_error(ERROR_SHARING_VIOLATION)), "another program has it open");
  EXPECT_EQ(cause_in_words(windows_error(ERROR_ACCESS_DENIED)), "you do not have permission");
  EXPECT_EQ(cause_in_words(windows_error(ERROR_NETNAME_DELETED)), "the drive reports a fault or the connection to it was lost");
  EXPECT_EQ(cause_in_words(windows_error(ERROR_FILENAME_EXCED_RANGE)), "its path is too long");
}

TEST(WindowsEnvironment, NoVariableSaysWhereTheProfileIs) {
  const auto data = system_data_folder();
  const auto logs = system_log_folder();
  const test::WithVariable roaming{"APPDATA", "C:\\elsewhere\\Roaming"};
  const test::WithVariable local{"LOCALAPPDATA", "C:\\elsewhere\\Local"};
  EXPECT_EQ(system_data_folder(), data);
  EXPECT_EQ(system_log_folder(), logs);
  EXPECT_EQ(utf8_from_path(data.filename()), "Counterfoil");
  EXPECT_EQ(utf8_from_path(logs.filename()), "logs");
}

TEST(WindowsEnvironment, VariablesAndNamesAreUtf8) {
  SetEnvironmentVariableW(L"COUNTERFOIL_FIXED_USER", L"Zo\u00eb \u4e2d\u6587 Example");
  _wputenv_s(L"COUNTERFOIL_FIXED_USER", L"Zo\u00eb \u4e2d\u6587 Example");
  EXPECT_EQ(user_name(), "Zo\u00eb \u4e2d\u6587 Example");
  _wputenv_s(L"COUNTERFOIL_FIXED_USER", L"");
  EXPECT_FALSE(user_name().empty());
  EXPECT_FALSE(machine_name().empty());
}

}  // namespace
}  // namespace counterfoil
