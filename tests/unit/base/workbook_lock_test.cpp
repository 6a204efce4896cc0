#include "base/workbook_lock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/environment.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "child_process.hpp"
#include "lock_holder.hpp"
#include "temporary_folder.hpp"

namespace counterfoil {
namespace {

using namespace std::string_view_literals;
using test::content;
using test::someone;
using test::TemporaryFolder;

/// As Excel writes it: 165 bytes, the name in the code page and again in UTF-16.
std::string excel_owner_file(const std::string& in_code_page, const std::u16string& in_utf16) {
  std::string bytes(1, static_cast<char>(in_code_page.size()));
  bytes += in_code_page;
  bytes.resize(55, ' ');
  bytes += static_cast<char>(in_utf16.size());
  bytes += '\0';
  for (const char16_t unit : in_utf16) {
    bytes += static_cast<char>(unit & 0xFF);
    bytes += static_cast<char>(unit >> 8);
  }
  while (bytes.size() < 165) bytes += " \0"sv[bytes.size() % 2 == 0 ? 1 : 0];
  return bytes;
}

TEST(ExcelOwner, NameIsReadFromEitherHalf) {
  EXPECT_EQ(excel_owner_name(excel_owner_file("Zara Example", u"Zara Example")), "Zara Example");
  EXPECT_EQ(excel_owner_name(excel_owner_file("S?awek Example", u"S\u0142awek Example")), "S\u0142awek Example");
  EXPECT_EQ(excel_owner_name(excel_owner_file("Zo\xEB Example", u"Zo\u00eb Example").substr(0, 55)), "Zo\u00eb Example");
}

TEST(ExcelOwner, RubbishIsNoName) {
  EXPECT_EQ(excel_owner_name(""), "");
  EXPECT_EQ(excel_owner_name("\0"sv), "");
  EXPECT_EQ(excel_owner_name("\xFFwhatever"), "");
  EXPECT_EQ(excel_owner_name("\x09short"), "");
  EXPECT_EQ(excel_owner_name(std::string(165, '\0')), "");
  EXPECT_EQ(excel_owner_name("\x05"
                             "a\nb\x01"
                             "c"),
            "a b c");  // fit for one line
}

TEST(LibreOfficeOwner, FieldsArePartedByCommas) {
  const auto holder =
      libreoffice_owner("Zara Example,zexample,PC-17,08.12.2025 09:30,file:///home/zexample/.config/libreoffice/4;");
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->user, "Zara Example");
  EXPECT_EQ(holder->machine, "PC-17");
  EXPECT_EQ(holder->since, "08.12.2025 09:30");
  EXPECT_EQ(libreoffice_owner(",zexample,PC-17,08.12.2025 09:30,x;")->user, "zexample");
  EXPECT_EQ(libreoffice_owner("Example\\, Zara,z,PC,now,x;")->user, "Example, Zara");
  EXPECT_FALSE(libreoffice_owner("rubbish"));
  EXPECT_FALSE(libreoffice_owner(""));
}

TEST(WhoHasItOpen, NobodyExcelOrLibreOffice) {
  const TemporaryFolder folder;
  const auto workbook = folder.write("CWD comparison.xlsx", "x");
  EXPECT_FALSE(who_has_it_open(workbook));
  require_closed(workbook);
  folder.write(".~lock.CWD comparison.xlsx#", "Zara Example,z,PC-17,08.12.2025 09:30,x;");
  EXPECT_EQ(holder_in_words(*who_has_it_open(workbook)), "Zara Example on PC-17 in LibreOffice since 08.12.2025 09:30");
  folder.write("~$CWD comparison.xlsx", excel_owner_file("Yan Example", u"Yan Example"));
  EXPECT_EQ(holder_in_words(*who_has_it_open(workbook)), "Yan Example in Excel");
  EXPECT_FAILURE(require_closed(workbook), FailureKind::locked,
                 "CWD comparison.xlsx is open: Yan Example in Excel. Ask them to close it");
  EXPECT_FAILURE(require_closed(workbook), FailureKind::locked, "delete the file \"~$CWD comparison.xlsx\"");
}

TEST(WhoHasItOpen, AnUnreadableOwnerFileStillCounts) {
  const TemporaryFolder folder;
  const auto workbook = folder.write("CWD.xlsx", "x");
  folder.write("~$CWD.xlsx", "");
  EXPECT_EQ(holder_in_words(*who_has_it_open(workbook)), "somebody in Excel");
}

TEST(LockText, GoesThereAndBack) {
  const LockHolder holder = parse_lock_text(lock_text(someone("Zara\nuser=Example")));
  EXPECT_EQ(holder.user, "Zara user=Example");  // a name cannot forge another line
  EXPECT_EQ(holder.machine, "PC-17");
  EXPECT_EQ(holder.since, "2025-12-08T09:30:00+00:00");
  EXPECT_EQ(holder.process, process_id());
}

TEST(WorkbookLock, IsExclusiveAndNamesItsHolder) {
  const TemporaryFolder folder;
  const auto workbook = folder / "CWD.xlsx";
  {
    const WorkbookLock lock{workbook, someone("Zara Example")};
    EXPECT_THAT(content(folder / "CWD.xlsx.counterfoil-lock"), ::testing::HasSubstr("user=Zara Example"));
    EXPECT_FAILURE((WorkbookLock{workbook, someone("Yan Example")}), FailureKind::locked,
                   "in use: Zara Example on PC-17 in Counterfoil since 2025-12-08");
  }
  EXPECT_TRUE(folder.names().empty());
  const WorkbookLock again{workbook, someone("Yan Example")};
}

TEST(WorkbookLock, NeedsAFolderThatTakesFiles) {
  const TemporaryFolder folder;
  EXPECT_FAILURE((WorkbookLock{folder / "gone/CWD.xlsx", someone("Zara Example")}), FailureKind::unwritable,
                 "no file can be made in its folder");
}

TEST(WorkbookLock, WaitsForItsTurnAndSaysForWhom) {
  const TemporaryFolder folder;
  const auto workbook = folder / "CWD.xlsx";
  auto first = std::make_unique<WorkbookLock>(workbook, someone("Zara Example"));
  std::vector<std::string> waited_for;
  Patience patience;
  patience.most = std::chrono::minutes{1};
  patience.waiting = [&](const LockHolder& holder) {
    waited_for.push_back(holder.user);
    if (waited_for.size() == 3) first.reset();
  };
  const WorkbookLock second{workbook, someone("Yan Example"), patience};
  EXPECT_THAT(waited_for, ::testing::ElementsAre("Zara Example", "Zara Example", "Zara Example"));
  EXPECT_EQ(second.fallback(), "");
}

TEST(WorkbookLock, PatienceEnds) {
  const TemporaryFolder folder;
  const auto workbook = folder / "CWD.xlsx";
  const WorkbookLock first{workbook, someone("Zara Example")};
  Patience patience;
  patience.most = std::chrono::milliseconds{100};
  int waits = 0;
  patience.waiting = [&](const LockHolder&) { ++waits; };
  EXPECT_FAILURE((WorkbookLock{workbook, someone("Yan Example"), patience}), FailureKind::locked, "in use: Zara Example on PC-17");
  EXPECT_GE(waits, 2);
  EXPECT_LE(waits, 5);
  patience.waiting = [](const LockHolder&) { throw Failure{FailureKind::cancelled, "Cancelled."}; };
  EXPECT_FAILURE((WorkbookLock{workbook, someone("Yan Example"), patience}), FailureKind::cancelled, "Cancelled");
}

/// WORKBOOK: holds the lock, says so, and waits to be killed.
const test::Role holder{"hold", [](const std::vector<std::string>& arguments) {
                          const WorkbookLock lock{path_from_utf8(arguments.at(0)), someone("Zara Example")};
                          test::signal_parent();
                          test::wait_for_go();
                          return 0;
                        }};

TEST(WorkbookLock, ACrashOfItsHolderFreesIt) {
  const TemporaryFolder folder;
  const auto workbook = folder / "CWD.xlsx";
  test::ChildProcess child{"hold", {utf8_from_path(workbook)}};
  ASSERT_TRUE(child.hear());
  EXPECT_FAILURE((WorkbookLock{workbook, someone("Yan Example")}), FailureKind::locked, "Zara Example");
  child.kill();
  child.wait();
  const WorkbookLock lock{workbook, someone("Yan Example")};
  EXPECT_THAT(content(lock_file_of(workbook)), ::testing::HasSubstr("user=Yan Example"));
}

/// WORKBOOK FOLDER: takes the lock a hundred times, each time alone: the folder can be made.
const test::Role taker{"take in turn", [](const std::vector<std::string>& arguments) {
                         const auto alone = path_from_utf8(arguments.at(1));
                         int held = 0;
                         while (held < 100) {
                           try {
                             const WorkbookLock lock{path_from_utf8(arguments.at(0)), someone("Zara Example")};
                             std::error_code error;
                             if (!std::filesystem::create_directory(alone, error)) return 1;
                             std::filesystem::remove(alone, error);
                             ++held;
                           } catch (const Failure&) {
                           }
                         }
                         return 0;
                       }};

/// Many processes take, hold and leave the lock in turn; each checks that it is alone.
TEST(WorkbookLock, NeverTwoAtOnce) {
  const TemporaryFolder folder;
  std::vector<test::ChildProcess> children;
  for (int n = 0; n < 4; ++n)
    children.emplace_back("take in turn", std::vector{utf8_from_path(folder / "CWD.xlsx"), utf8_from_path(folder / "alone")});
  for (test::ChildProcess& child : children) EXPECT_EQ(child.wait(), 0);
}

}  // namespace
}  // namespace counterfoil
