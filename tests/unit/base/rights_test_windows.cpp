// Lists of rights held against each other, as Windows reads and writes them; and files that get them.
#include "base/rights_windows.hpp"

#include <aclapi.h>
#include <gtest/gtest.h>
#include <sddl.h>

#include <string>

#include "base/atomic_file.hpp"
#include "base/secret_file.hpp"
#include "temporary_folder.hpp"

namespace counterfoil {
namespace {

using test::content;
using test::TemporaryFolder;

constexpr DWORD read = FILE_GENERIC_READ, change = FILE_GENERIC_READ | FILE_GENERIC_WRITE | DELETE;

/// From the words in which Windows writes lists of rights.
class Words {
 public:
  explicit Words(const wchar_t* words) {
    void* made = nullptr;
    EXPECT_TRUE(ConvertStringSecurityDescriptorToSecurityDescriptorW(words, SDDL_REVISION_1, &made, nullptr));
    descriptor_.reset(made);
    BOOL there = FALSE, usual = FALSE;
    EXPECT_TRUE(GetSecurityDescriptorDacl(made, &there, &list_, &usual));
  }
  PACL list() const { return list_; }

 private:
  Local<void> descriptor_;
  PACL list_ = nullptr;
};

/// What a list gives ("A") or denies ("D") an account, as a mask.
DWORD mask_of(PACL list, BYTE type, const wchar_t* account) {
  PSID sid = nullptr;
  EXPECT_TRUE(ConvertStringSidToSidW(account, &sid));
  const Local<void> freed{sid};
  DWORD mask = 0;
  for (DWORD at = 0; at < list->AceCount; ++at) {
    void* place = nullptr;
    if (!GetAce(list, at, &place)) continue;
    auto* entry = static_cast<ACCESS_ALLOWED_ACE*>(place);
    if (entry->Header.AceType == type && EqualSid(&entry->SidStart, sid)) mask |= entry->Mask;
  }
  return mask;
}

// Invented accounts of an invented domain.
constexpr const wchar_t *team = L"S-1-5-21-1-2-3-1101", *others = L"S-1-5-21-1-2-3-1102";
constexpr const wchar_t *everybody = L"S-1-1-0", *administrators = L"S-1-5-32-544";

TEST(Rights, NobodyGetsMoreThanTheLimitGivesThem) {
  // The folder lets the team change and others read; the workbook lets the team read alone.
  const Words folder{L"D:(A;;0x13019f;;;S-1-5-21-1-2-3-1101)(A;;FR;;;S-1-5-21-1-2-3-1102)(A;;FA;;;BA)"};
  const Words workbook{L"D:P(A;;FR;;;S-1-5-21-1-2-3-1101)(A;;FA;;;BA)"};
  auto within = rights_within(folder.list(), workbook.list());
  ASSERT_TRUE(within);
  EXPECT_EQ(mask_of(within->get(), ACCESS_ALLOWED_ACE_TYPE, team), read);
  EXPECT_EQ(mask_of(within->get(), ACCESS_ALLOWED_ACE_TYPE, others), 0U);
  EXPECT_EQ(mask_of(within->get(), ACCESS_ALLOWED_ACE_TYPE, administrators), static_cast<DWORD>(FILE_ALL_ACCESS));
}

TEST(Rights, WhatIsNoMoreOpenStaysAsItIs) {
  const Words list{L"D:(A;;FR;;;S-1-5-21-1-2-3-1101)(A;;FA;;;BA)"};
  EXPECT_FALSE(rights_within(list.list(), list.list()));
  const Words open{L"D:(A;;FA;;;WD)"};
  EXPECT_FALSE(rights_within(list.list(), open.list())) << "everybody is the team too";
  EXPECT_TRUE(rights_within(open.list(), list.list()));
  EXPECT_FALSE(rights_within(list.list(), nullptr)) << "no list lets everybody in";
  auto from_nothing = rights_within(nullptr, list.list());
  ASSERT_TRUE(from_nothing);
  EXPECT_EQ(mask_of(from_nothing->get(), ACCESS_ALLOWED_ACE_TYPE, everybody), 0U);
  EXPECT_EQ(mask_of(from_nothing->get(), ACCESS_ALLOWED_ACE_TYPE, team), read);
}

TEST(Rights, WhoIsShutOutStaysShutOut) {
  const Words folder{L"D:(A;;FA;;;S-1-5-21-1-2-3-1102)(A;;FA;;;BA)"};
  const Words workbook{L"D:P(D;;FR;;;S-1-5-21-1-2-3-1102)(A;;FA;;;WD)"};
  auto within = rights_within(folder.list(), workbook.list());
  ASSERT_TRUE(within);
  EXPECT_EQ(mask_of(within->get(), ACCESS_DENIED_ACE_TYPE, others), read);
  void* first = nullptr;
  ASSERT_TRUE(GetAce(within->get(), 0, &first));
  EXPECT_EQ(static_cast<const ACE_HEADER*>(first)->AceType, ACCESS_DENIED_ACE_TYPE) << "denials stand first, or they are no use";
}

/// As Windows writes an account.
std::wstring owner_of(const std::filesystem::path& file) {
  void* descriptor = nullptr;
  PSID owner = nullptr;
  EXPECT_EQ(GetNamedSecurityInfoW(file.c_str(), SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION, &owner, nullptr, nullptr, nullptr,
                                  &descriptor),
            static_cast<DWORD>(ERROR_SUCCESS));
  const Local<void> freed{descriptor};
  wchar_t* words = nullptr;
  EXPECT_TRUE(ConvertSidToStringSidW(owner, &words));
  const Local<wchar_t> freed_words{words};
  return words;
}

void give(const std::filesystem::path& file, const std::wstring& words) {
  void* made = nullptr;
  ASSERT_TRUE(ConvertStringSecurityDescriptorToSecurityDescriptorW(words.c_str(), SDDL_REVISION_1, &made, nullptr));
  const Local<void> descriptor{made};
  ASSERT_TRUE(SetFileSecurityW(file.c_str(), DACL_SECURITY_INFORMATION, made));
}

TEST(Rights, AVersionAndACopyAreNoMoreOpenThanTheirWorkbook) {
  const TemporaryFolder folder;
  const auto workbook = folder.write("CWD.xlsx", "before");
  // Wine keeps rights as those of the file's owner and of everybody else.
  give(workbook, L"D:P(A;;FA;;;" + owner_of(workbook) + L")");
  ASSERT_FALSE(open_to_others(workbook));
  ReplaceOptions options;
  options.versions.most = 3;
  const ReplaceResult result = replace_file(workbook, "after", options);
  EXPECT_EQ(content(result.version), "before");
  EXPECT_FALSE(open_to_others(result.version));
  EXPECT_FALSE(open_to_others(workbook));
  const auto copy = folder.write("copy.xlsx", "copy");
  give(copy, L"D:P(A;;FA;;;WD)");
  EXPECT_TRUE(open_to_others(copy));
  open_no_more_than(copy, workbook);
  EXPECT_FALSE(open_to_others(copy));
  EXPECT_EQ(content(copy), "copy");
}

}  // namespace
}  // namespace counterfoil
