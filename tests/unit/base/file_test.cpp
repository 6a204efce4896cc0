#include "base/file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/digest.hpp"
#include "base/failure.hpp"
#include "temporary_folder.hpp"

namespace counterfoil {
namespace {

using test::TemporaryFolder;
constexpr std::uint64_t limit = 1000;

TEST(ReadFile, GivesEveryByte) {
  const TemporaryFolder folder;
  const std::string bytes{"a\0b\r\n\x1A\xFFz", 8};
  EXPECT_EQ(read_file(folder.write("x.bin", bytes), limit).view(), bytes);
}

TEST(ReadFile, OfExactlyTheLimitIsRead) {
  const TemporaryFolder folder;
  EXPECT_EQ(read_file(folder.write("x.bin", std::string(limit, 'x')), limit).size(), limit);
  EXPECT_FAILURE(read_file(folder.write("y.bin", std::string(limit + 1, 'x')), limit), FailureKind::unreadable, "larger than");
}

TEST(ReadFile, MissingNamesTheNearest) {
  const TemporaryFolder folder;
  folder.write("CWD payments Oct 2025.xlsx", "x");
  folder.write("Rota.xlsx", "x");
  EXPECT_FAILURE(read_file(folder / "CWD paymnets Oct 2025.xlsx", limit), FailureKind::unreadable,
                 "Did you mean \"CWD payments Oct 2025.xlsx\"?");
  EXPECT_FAILURE(read_file(folder / "Quite different.csv", limit), FailureKind::unreadable,
                 "There is no file \"Quite different.csv\"");
  EXPECT_FAILURE(read_file(folder / "nowhere/x.csv", limit), FailureKind::unreadable, "There is no folder");
}

TEST(ReadFile, AFolderAndAnEmptyFile) {
  const TemporaryFolder folder;
  EXPECT_FAILURE(read_file(folder.path(), limit), FailureKind::unreadable, "is a folder");
  EXPECT_FAILURE(read_file(folder.write("empty.xlsx", ""), limit), FailureKind::unreadable, "empty.xlsx is empty");
  EXPECT_FAILURE(read_file("", limit), FailureKind::unreadable, "No file was named");
}

TEST(Fingerprint, OfAFileAndOfItsBytesAgree) {
  const TemporaryFolder folder;
  const std::string bytes(700'000, 'q');  // more than one piece
  const Fingerprint fingerprint = fingerprint_of_file(folder.write("big.bin", bytes));
  EXPECT_EQ(fingerprint.size, 700'000u);
  EXPECT_EQ(fingerprint.sha256, sha256_hex(bytes));
  EXPECT_EQ(fingerprint, fingerprint_of(bytes));
  EXPECT_EQ(fingerprint_of_file(folder.write("empty", "")).size, 0u);
}

TEST(Paths, AreUtf8) {
  const std::filesystem::path path = path_from_utf8("Caf\u00e9 \u20ac/M\u00e4rz.xlsx");
  EXPECT_EQ(utf8_from_path(path), "Caf\u00e9 \u20ac/M\u00e4rz.xlsx");
  EXPECT_EQ(file_name_of(path), "M\u00e4rz.xlsx");
  EXPECT_EQ(file_name_of("folder/"), "folder/");
}

TEST(Cause, InWords) {
  EXPECT_EQ(cause_in_words(std::make_error_code(std::errc::no_space_on_device)), "there is no space left on the drive");
  EXPECT_EQ(cause_in_words(std::make_error_code(std::errc::permission_denied)), "you do not have permission");
  EXPECT_EQ(cause_in_words(std::make_error_code(std::errc::read_only_file_system)), "the drive can only be read");
}

}  // namespace
}  // namespace counterfoil
