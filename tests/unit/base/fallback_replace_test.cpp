// Drives that cannot put one file over another, flush, or take long names.

#include "base/fallback_replace.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/failure.hpp"
#include "base/file.hpp"
#include "child_process.hpp"
#include "faulty_operations.hpp"
#include "temporary_folder.hpp"

namespace counterfoil {
namespace {

using test::content;
using test::FaultyOperations;
using test::TemporaryFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string old_workbook(300'000, 'o'), new_workbook(500'000, 'n');

/// A drive whose rename fails as the first of two renames in every save does; keeps count of the steps so that one more can fail or
/// kill.
class DriveWithoutRename : public FaultyOperations {
 public:
  std::errc cause = std::errc::cross_device_link;
  void rename(const std::filesystem::path&, const std::filesystem::path&) override {
    throw std::system_error{std::make_error_code(cause)};
  }
};

TEST(ReplaceInSteps, GoesRoundARenameThatTheDriveDoesNotKnow) {
  for (const std::errc cause : {std::errc::cross_device_link, std::errc::file_exists, std::errc::operation_not_supported,
                                std::errc::function_not_supported}) {
    const TemporaryFolder folder;
    const auto path = folder.write("CWD.xlsx", old_workbook);
    DriveWithoutRename drive;
    drive.cause = cause;
    ReplaceOptions options;
    options.operations = &drive;
    const ReplaceResult result = replace_file(path, new_workbook, options);
    EXPECT_EQ(content(path), new_workbook);
    EXPECT_EQ(content(result.version), old_workbook);
    EXPECT_THAT(result.fallbacks, ElementsAre(HasSubstr("cannot put one file over another in one step")));
    EXPECT_THAT(folder.names(), ElementsAre(".counterfoil-versions", "CWD.xlsx"));
  }
}

TEST(ReplaceInSteps, AnotherFaultOfTheRenameIsNoReasonToGoRound) {
  const TemporaryFolder folder;
  const auto path = folder.write("CWD.xlsx", old_workbook);
  DriveWithoutRename drive;
  drive.cause = std::errc::permission_denied;
  ReplaceOptions options;
  options.operations = &drive;
  EXPECT_FAILURE(replace_file(path, new_workbook, options), FailureKind::unwritable, "you do not have permission");
  EXPECT_EQ(content(path), old_workbook);
}

TEST(ReplaceInSteps, AFaultInAnyStepLeavesTheOldOne) {
  for (std::size_t step = 0; step < 40; ++step) {
    SCOPED_TRACE(step);
    const TemporaryFolder folder;
    const auto path = folder.write("CWD.xlsx", old_workbook);
    DriveWithoutRename drive;
    drive.fail_at = step;
    ReplaceOptions options;
    options.operations = &drive;
    try {
      replace_file(path, new_workbook, options);
      EXPECT_EQ(content(path), new_workbook);
    } catch (const Failure&) {
      EXPECT_EQ(content(path), old_workbook);
    }
    EXPECT_FALSE(std::filesystem::exists(folder / "CWD.xlsx.counterfoil-before"));
    EXPECT_FALSE(std::filesystem::exists(temporary_of(path)));
    if (drive.steps.size() <= step) return;  // beyond the last step
  }
  FAIL() << "a save has fewer steps";
}

/// Dies at a step, removals included.
class DyingDrive : public DriveWithoutRename {
 public:
  std::size_t die_at = 0, at = 0;
  void keep(const std::filesystem::path& file, const std::filesystem::path& as) override {
    count();
    DriveWithoutRename::keep(file, as);
    count();
  }
  void remove(const std::filesystem::path& path) override {
    count();
    DriveWithoutRename::remove(path);
    count();
  }

 private:
  void count() {
    if (at++ == die_at) test::die(77);
  }
};

/// FILE STEP: saves and dies at the step.
const test::Role saver{"save in steps", [](const std::vector<std::string>& arguments) {
                         DyingDrive drive;
                         drive.die_at = std::stoul(arguments.at(1));
                         ReplaceOptions options;
                         options.operations = &drive;
                         replace_file(path_from_utf8(arguments.at(0)), new_workbook, options);
                         return 0;
                       }};

TEST(ReplaceInSteps, KilledAnywhereTheNextSaveFindsOneOfTheTwoWhole) {
  for (std::size_t step = 0;; ++step) {
    ASSERT_LT(step, 40u);
    SCOPED_TRACE(step);
    const TemporaryFolder folder;
    const auto path = folder.write("CWD.xlsx", old_workbook);
    const int end = test::ChildProcess{"save in steps", {utf8_from_path(path), std::to_string(step)}}.wait();
    finish_replacement(path, system_file_operations());
    const std::string left = content(path);
    EXPECT_TRUE(left == old_workbook || left == new_workbook);
    replace_file(path, "the next run", {});
    EXPECT_THAT(folder.names(), ElementsAre(".counterfoil-versions", "CWD.xlsx"));
    if (end == 0) return;
  }
}

TEST(FinishReplacement, HalfACopyGivesWayAndWhatSomebodySavedDoesNot) {
  const TemporaryFolder folder;
  const auto path = folder.write("CWD.xlsx", new_workbook.substr(0, 1000));
  folder.write("CWD.xlsx.counterfoil-saving", new_workbook);
  folder.write("CWD.xlsx.counterfoil-before", old_workbook);
  finish_replacement(path, system_file_operations());
  EXPECT_EQ(content(path), old_workbook);
  folder.write("CWD.xlsx", "somebody's work");
  folder.write("CWD.xlsx.counterfoil-before", old_workbook);
  finish_replacement(path, system_file_operations());
  EXPECT_EQ(content(path), "somebody's work");
  EXPECT_FALSE(std::filesystem::exists(folder / "CWD.xlsx.counterfoil-before"));
}

TEST(ReplaceFile, ADriveThatCannotFlushIsReadBackAndNamed) {
  const TemporaryFolder folder;
  FaultyOperations drive;
  drive.fail_at = 2;  // create, write, flush
  drive.fault = [] { throw std::system_error{std::make_error_code(std::errc::invalid_argument)}; };
  ReplaceOptions options;
  options.operations = &drive;
  const ReplaceResult result = replace_file(folder / "CWD.xlsx", new_workbook, options);
  ASSERT_EQ(drive.steps.at(2), "flush");
  EXPECT_THAT(result.fallbacks, ElementsAre(HasSubstr("does not say when it has written")));
  EXPECT_EQ(content(folder / "CWD.xlsx"), new_workbook);
}

TEST(ReplaceFile, SeesAChangeThatComesWithTheLedgersLastWord) {
  const TemporaryFolder folder;
  const auto path = folder.write("CWD.xlsx", old_workbook);
  ReplaceOptions options;
  options.base = fingerprint_of(old_workbook);
  options.before_rename = [&] { folder.write("CWD.xlsx", "a reviewer's decision"); };
  EXPECT_FAILURE(replace_file(path, new_workbook, options), FailureKind::changed, "was changed by someone else");
  EXPECT_EQ(content(path), "a reviewer's decision");
  EXPECT_THAT(folder.names(".counterfoil-versions"), ElementsAre());
}

TEST(Companion, LongNamesAreShortenedAndStayApart) {
  const std::filesystem::path folder{"folder"};
  EXPECT_EQ(companion_of(folder / "CWD.xlsx", ".mark"), folder / "CWD.xlsx.mark");
  std::string long_name;
  for (int n = 0; n < 120; ++n) long_name += "\u00e9";  // 240 bytes
  const auto one = companion_of(folder / path_from_utf8(long_name + "1.xlsx"), ".mark"),
             other = companion_of(folder / path_from_utf8(long_name + "2.xlsx"), ".mark");
  EXPECT_NE(one, other);
  EXPECT_EQ(one.parent_path(), folder);
  EXPECT_LE(file_name_of(one).size(), 240u);
  EXPECT_THAT(file_name_of(one), ::testing::EndsWith(".mark"));
  EXPECT_EQ(file_name_of(one).find("\ufffd"), std::string::npos) << "no character cut in half";
  EXPECT_EQ(shortened_name("short", 5), "short");
}

TEST(KeptVersions, InTheirOrderWithTheirStamps) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / ".counterfoil-versions");
  for (const char* const name :
       {"CWD.0010.RUN-10.xlsx", "CWD.0009.xlsx", "CWD.12345.RUN.xlsx", "CWD.0009x.xlsx", "CWD.9.RUN.xlsx", "CWD2.0001.RUN.xlsx"})
    folder.write(std::string{".counterfoil-versions/"} + name, "x");
  const auto versions = kept_versions(folder / "CWD.xlsx");
  ASSERT_EQ(versions.size(), 3u);
  EXPECT_EQ(versions[0].number, 9u);
  EXPECT_EQ(versions[0].stamp, "");
  EXPECT_EQ(versions[1].stamp, "RUN-10");
  EXPECT_EQ(versions[2].number, 12345u);
  EXPECT_EQ(version_file(folder / "CWD.xlsx", 7, "RUN-7"), folder / ".counterfoil-versions/CWD.0007.RUN-7.xlsx");
}

}  // namespace
}  // namespace counterfoil
