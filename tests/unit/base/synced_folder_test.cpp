#include "base/synced_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "temporary_folder.hpp"

namespace counterfoil {
namespace {

using test::TemporaryFolder;

std::optional<CopyName> copy(std::string_view name) { return copy_by_name("CWD comparison.xlsx", name); }

TEST(CopyByName, WhatOnlyASyncProgramWrites) {
  for (const char* const name :
       {"CWD comparison (Zara's conflicted copy 2026-01-05).xlsx", "CWD comparison (conflicted copy 2026-01-05 093000).xlsx",
        "CWD comparison.sync-conflict-20260105-093000-ABCDEFG.xlsx", "CWD comparison_conflict-20260105-093000.xlsx",
        "CWD comparison (PC-17 Case Conflict).xlsx", "CWD comparison [Conflict].xlsx"})
    EXPECT_EQ(copy(name), CopyName::conflict) << name;
}

TEST(CopyByName, TheMachineBehindTheName) {
  for (const char* const name : {"CWD comparison-DESKTOP-4F2A.xlsx", "CWD comparison-PC17.xlsx", "CWD comparison-PC17-2.xlsx"})
    EXPECT_EQ(copy(name), CopyName::machine) << name;
}

TEST(CopyByName, CountedAndPlainCopies) {
  for (const char* const name : {"CWD comparison (1).xlsx", "CWD comparison (12).xlsx", "CWD comparison - Copy.xlsx",
                                 "CWD comparison - Copy (2).xlsx", "Copy of CWD comparison.xlsx"})
    EXPECT_EQ(copy(name), CopyName::plain) << name;
}

TEST(CopyByName, WhatPeopleCallOtherWorkbooks) {
  for (const char* const name :
       {"CWD comparison.xlsx", "CWD comparison-2025.xlsx", "CWD comparison (2025).xlsx", "CWD comparison-archive.xlsx",
        "CWD comparison 2026-01-05.xlsx", "CWD comparison.xlsm", "CWD comparison (1).csv", "CWD comparison-.xlsx",
        "CWD comparison ().xlsx", "CWD comparison-ANAMELONGERTHANFIFTEEN.xlsx", "My CWD comparison (1).xlsx", "CWD.xlsx", ""})
    EXPECT_EQ(copy(name), std::nullopt) << name;
  EXPECT_EQ(copy_by_name("no extension", "no extension (1)"), std::nullopt);
}

TEST(NamedCopies, OnlyFilesBesideTheWorkbook) {
  const TemporaryFolder folder;
  folder.write("CWD.xlsx", "x");
  folder.write("CWD (1).xlsx", "x");
  folder.write("CWD-PC17.xlsx", "x");
  std::filesystem::create_directory(folder / "CWD (2).xlsx");
  const auto copies = named_copies(folder / "CWD.xlsx");
  ASSERT_EQ(copies.size(), 2u);
  EXPECT_EQ(copies[0].file, folder / "CWD (1).xlsx");
  EXPECT_EQ(copies[1].name, CopyName::machine);
  EXPECT_TRUE(named_copies(folder / "gone/CWD.xlsx").empty());
}

TEST(TransferUnderWay, ItsTemporaryNamesTheWorkbook) {
  for (const char* const name :
       {".CWD.xlsx.~4f2a", "CWD.xlsx.!sync", ".syncthing.CWD.xlsx.tmp", "~syncthing~CWD.xlsx.tmp", "CWD.xlsx.partial"}) {
    const TemporaryFolder folder;
    const auto marker = folder.write(name, "half");
    EXPECT_EQ(transfer_under_way(folder / "CWD.xlsx"), marker) << name;
    EXPECT_EQ(transfer_under_way(folder / "Other.xlsx"), std::nullopt);
  }
  const TemporaryFolder folder;
  for (const char* const name : {"CWD.xlsx", "CWD.xlsx.bak", ".CWD.xlsx.~", ".CWD.xlsx.~xyz", "~$CWD.xlsx"})
    folder.write(name, "x");
  EXPECT_EQ(transfer_under_way(folder / "CWD.xlsx"), std::nullopt);
}

}  // namespace
}  // namespace counterfoil
