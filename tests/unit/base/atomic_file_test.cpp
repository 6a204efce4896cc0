#include "base/atomic_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/failure.hpp"
#include "faulty_operations.hpp"
#include "temporary_folder.hpp"

namespace counterfoil {
namespace {

using test::content;
using test::FaultyOperations;
using test::TemporaryFolder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view before = "the workbook as it was";
constexpr std::string_view after = "the workbook as the run leaves it";
const std::string versions = ".counterfoil-versions";

ReplaceOptions with_stamp(const std::string& stamp) {
  ReplaceOptions options;
  options.stamp = stamp;
  return options;
}

TEST(ReplaceFile, MakesANewFile) {
  const TemporaryFolder folder;
  const ReplaceResult result = replace_file(folder / "CWD.xlsx", after, {});
  EXPECT_EQ(content(folder / "CWD.xlsx"), after);
  EXPECT_EQ(result.written, fingerprint_of(after));
  EXPECT_TRUE(result.version.empty());
  EXPECT_THAT(folder.names(), ElementsAre("CWD.xlsx"));
}

TEST(ReplaceFile, KeepsTheEarlierVersion) {
  const TemporaryFolder folder;
  folder.write("CWD comparison.xlsx", before);
  const ReplaceResult result = replace_file(folder / "CWD comparison.xlsx", after, with_stamp("20251208-093000-7f3a"));
  EXPECT_EQ(content(folder / "CWD comparison.xlsx"), after);
  EXPECT_EQ(result.version, folder / (versions + "/CWD comparison.0001.20251208-093000-7f3a.xlsx"));
  EXPECT_EQ(content(result.version), before);
}

TEST(ReplaceFile, OldestVersionsGoFirstAndOnlyOurs) {
  const TemporaryFolder folder;
  folder.write("CWD.xlsx", "0");
  std::filesystem::create_directory(folder / versions);
  for (const char* other : {"/CWD.xlsx", "/CWD.notes.xlsx", "/CWD.0001.x y.xlsx", "/CWD.01.a.xlsx", "/Other.0001.a.xlsx"})
    folder.write(versions + other, "staff's");
  ReplaceOptions options = with_stamp("run");
  options.versions.most = 3;
  for (int run = 1; run <= 12; ++run) replace_file(folder / "CWD.xlsx", std::to_string(run), options);
  EXPECT_THAT(folder.names(versions),
              ElementsAre("CWD.0001.x y.xlsx", "CWD.0010.run.xlsx", "CWD.0011.run.xlsx", "CWD.0012.run.xlsx", "CWD.01.a.xlsx",
                          "CWD.notes.xlsx", "CWD.xlsx", "Other.0001.a.xlsx"));
  EXPECT_EQ(content(folder / (versions + "/CWD.0010.run.xlsx")), "9");
}

TEST(ReplaceFile, VersionsGoForTheirAgeAsWell) {
  const TemporaryFolder folder;
  folder.write("CWD.xlsx", "0");
  ReplaceOptions options = with_stamp("20240607-093000-7f3a");
  replace_file(folder / "CWD.xlsx", "1", options);
  options.stamp = "20240608-093000-7f3a";
  replace_file(folder / "CWD.xlsx", "2", options);
  options.stamp = "RUN-3";  // of no known day
  replace_file(folder / "CWD.xlsx", "3", options);
  options.stamp = "20250608-093000-7f3a";
  options.versions.since = "20240608";
  EXPECT_EQ(replace_file(folder / "CWD.xlsx", "4", options).too_old, 1u);
  EXPECT_THAT(folder.names(versions),
              ElementsAre("CWD.0002.20240608-093000-7f3a.xlsx", "CWD.0003.RUN-3.xlsx", "CWD.0004.20250608-093000-7f3a.xlsx"));
}

TEST(ReplaceFile, WhatStaysForAReasonStaysWhateverTheNumber) {
  const TemporaryFolder folder;
  folder.write("CWD.xlsx", "0");
  ReplaceOptions options = with_stamp("20240607-093000-7f3a");
  options.versions.most = 0;
  options.versions.because = "approved";
  replace_file(folder / "CWD.xlsx", "1", options);
  options.stamp = "20240608-093000-7f3a";
  options.versions.because.clear();
  replace_file(folder / "CWD.xlsx", "2", options);
  EXPECT_THAT(folder.names(versions), ElementsAre("CWD.0001.20240607-093000-7f3a.approved.xlsx"));
  options.versions.most = 1;
  options.versions.since = "20240701";  // of those that have no reason
  replace_file(folder / "CWD.xlsx", "3", options);
  EXPECT_EQ(content(folder / (versions + "/CWD.0001.20240607-093000-7f3a.approved.xlsx")), "0");
  ASSERT_EQ(kept_versions(folder / "CWD.xlsx").size(), 1U);
  EXPECT_EQ(kept_versions(folder / "CWD.xlsx").front().because, "approved");
  EXPECT_EQ(kept_versions(folder / "CWD.xlsx").front().stamp, "20240607-093000-7f3a");
  options.versions.lasting_since = "20240608";
  EXPECT_GE(replace_file(folder / "CWD.xlsx", "4", options).too_old, 1U);
  EXPECT_TRUE(kept_versions(folder / "CWD.xlsx").empty() || kept_versions(folder / "CWD.xlsx").front().because.empty());
}

TEST(ReplaceFile, AFolderOfVersionsThatIsALinkIsLeftAlone) {
  const TemporaryFolder folder;
  folder.write("CWD.xlsx", before);
  std::filesystem::create_directory(folder / "private");
  folder.write("private/CWD.0001.a.xlsx", "a colleague's");
  std::error_code error;
  std::filesystem::create_directory_symlink(folder / "private", folder / versions, error);
  if (error) GTEST_SKIP() << "no links here: " << error.message();
  ReplaceOptions options = with_stamp("run");
  EXPECT_FAILURE(replace_file(folder / "CWD.xlsx", after, options), FailureKind::refused, "is a link to another place");
  EXPECT_EQ(content(folder / "CWD.xlsx"), before);
  options.versions.most = 0;
  replace_file(folder / "CWD.xlsx", after, options);
  EXPECT_THAT(folder.names("private"), ElementsAre("CWD.0001.a.xlsx"));
}

TEST(ReplaceFile, NoVersionsWhenNoneAreWanted) {
  const TemporaryFolder folder;
  folder.write("ledger.head", before);
  ReplaceOptions options;
  options.versions.most = 0;
  replace_file(folder / "ledger.head", after, options);
  EXPECT_THAT(folder.names(), ElementsAre("ledger.head"));
}

TEST(ReplaceFile, RefusesWhenTheFileIsNotTheOneThatWasRead) {
  const TemporaryFolder folder;
  folder.write("CWD.xlsx", "changed by A. Example");
  ReplaceOptions options;
  options.base = fingerprint_of(before);
  EXPECT_FAILURE(replace_file(folder / "CWD.xlsx", after, options), FailureKind::changed, "was changed by someone else");
  EXPECT_EQ(content(folder / "CWD.xlsx"), "changed by A. Example");
  EXPECT_FAILURE(replace_file(folder / "Moved.xlsx", after, options), FailureKind::changed, "was moved or deleted");
  options = {};
  options.must_be_new = true;
  EXPECT_FAILURE(replace_file(folder / "CWD.xlsx", after, options), FailureKind::changed, "was made by someone else");
  EXPECT_THAT(folder.names(), ElementsAre("CWD.xlsx"));
}

/// Changes the workbook at the moment when the new one is being flushed.
TEST(ReplaceFile, SeesAChangeThatComesWhileItWrites) {
  const TemporaryFolder folder;
  folder.write("CWD.xlsx", before);
  FaultyOperations operations;
  operations.fail_at = 3;  // flush, after the first look, the creation and the write
  operations.fault = [&] { folder.write("CWD.xlsx", "a reviewer's decision"); };
  ReplaceOptions options;
  options.base = fingerprint_of(before);
  options.operations = &operations;
  EXPECT_FAILURE(replace_file(folder / "CWD.xlsx", after, options), FailureKind::changed, "was changed by someone else");
  ASSERT_EQ(operations.steps.at(3), "flush");
  EXPECT_EQ(content(folder / "CWD.xlsx"), "a reviewer's decision");
  EXPECT_THAT(folder.names(), ElementsAre("CWD.xlsx"));
}

TEST(ReplaceFile, BytesThatComeBackOtherwiseAreNotPutInPlace) {
  const TemporaryFolder folder;
  folder.write("CWD.xlsx", before);
  FaultyOperations operations;
  operations.lie_about_bytes = true;
  ReplaceOptions options;
  options.operations = &operations;
  EXPECT_FAILURE(replace_file(folder / "CWD.xlsx", after, options), FailureKind::unwritable, "differs from what was written");
  EXPECT_EQ(content(folder / "CWD.xlsx"), before);
  EXPECT_THAT(folder.names(), ElementsAre("CWD.xlsx"));
}

TEST(ReplaceFile, WhatBeforeRenameThrowsEndsTheSave) {
  const TemporaryFolder folder;
  folder.write("CWD.xlsx", before);
  ReplaceOptions options;
  options.before_rename = [&] {
    EXPECT_EQ(content(temporary_of(folder / "CWD.xlsx")), after);  // whole, and not yet in place
    EXPECT_EQ(content(folder / "CWD.xlsx"), before);
    throw Failure{FailureKind::unwritable, "the ledger cannot be written"};
  };
  EXPECT_FAILURE(replace_file(folder / "CWD.xlsx", after, options), FailureKind::unwritable, "the ledger cannot be written");
  EXPECT_EQ(content(folder / "CWD.xlsx"), before);
  EXPECT_THAT(folder.names(), ElementsAre(versions, "CWD.xlsx"));
  EXPECT_THAT(folder.names(versions), IsEmpty());
}

TEST(ReplaceFile, AFaultAtAnyStepLeavesTheOldFileAndNothingElse) {
  FaultyOperations dry;
  {
    const TemporaryFolder folder;
    folder.write("CWD.xlsx", before);
    ReplaceOptions options;
    options.base = fingerprint_of(before);
    options.operations = &dry;
    replace_file(folder / "CWD.xlsx", after, options);
  }
  EXPECT_THAT(dry.steps, ElementsAre("fingerprint", "create", "write", "flush", "close", "fingerprint", "fingerprint",
                                     "make_folder", "keep", "flush_folder", "rename", "flush_folder"));
  const auto renamed = static_cast<std::size_t>(std::find(dry.steps.begin(), dry.steps.end(), "rename") - dry.steps.begin());
  for (std::size_t step = 0; step < dry.steps.size(); ++step) {
    SCOPED_TRACE(std::to_string(step) + " " + dry.steps[step]);
    const TemporaryFolder folder;
    folder.write("CWD.xlsx", before);
    FaultyOperations operations;
    operations.fail_at = step;
    ReplaceOptions options;
    options.base = fingerprint_of(before);
    options.operations = &operations;
    if (step <= renamed) {
      EXPECT_FAILURE(replace_file(folder / "CWD.xlsx", after, options), FailureKind::unwritable,
                     "there is no space left on the drive. Make room, then run again.");
      EXPECT_EQ(content(folder / "CWD.xlsx"), before);
      EXPECT_THAT(folder.names(versions), IsEmpty());
    } else {  // in place: the run is done
      replace_file(folder / "CWD.xlsx", after, options);
      EXPECT_EQ(content(folder / "CWD.xlsx"), after);
    }
    EXPECT_FALSE(std::filesystem::exists(temporary_of(folder / "CWD.xlsx")));
    replace_file(folder / "CWD.xlsx", "the next run", {});
    EXPECT_EQ(content(folder / "CWD.xlsx"), "the next run");
  }
}

TEST(ReplaceFile, TroubleIsToldInWords) {
  const TemporaryFolder folder;
  const auto trouble = [&](std::errc cause) {
    auto operations = std::make_unique<FaultyOperations>();
    operations->fail_at = 0;
    operations->fault = [cause] { throw std::system_error{std::make_error_code(cause)}; };
    return operations;
  };
  ReplaceOptions options;
  const auto denied = trouble(std::errc::permission_denied);
  options.operations = denied.get();
  EXPECT_FAILURE(replace_file(folder / "CWD.xlsx", after, options), FailureKind::unwritable, "you do not have permission.");
  const auto busy = trouble(std::errc::device_or_resource_busy);
  options.operations = busy.get();
  EXPECT_FAILURE(replace_file(folder / "CWD.xlsx", after, options), FailureKind::locked, "another program has it open");
  EXPECT_FAILURE(replace_file(folder / "gone/CWD.xlsx", after, {}), FailureKind::unwritable, "no longer there");
}

struct CannotRename : FaultyOperations {
  void rename(const std::filesystem::path&, const std::filesystem::path&) override {
    throw std::system_error{std::make_error_code(std::errc::io_error)};
  }
};

TEST(ReplaceFile, TellsOfAFileOnceItIsInPlace) {
  const TemporaryFolder folder;
  folder.write("CWD.xlsx", before);
  WrittenFiles written;
  ReplaceOptions options;
  options.written = &written;
  FaultyOperations operations;
  options.operations = &operations;
  options.before_rename = [&] { EXPECT_TRUE(written.empty()); };
  replace_file(folder / "CWD.xlsx", after, options);
  ASSERT_EQ(written.all().size(), 1u);
  EXPECT_EQ(written.all()[0].path, folder / "CWD.xlsx");
  EXPECT_EQ(content(written.all()[0].version), before);

  folder.write("CWD.xlsx", before);
  written = {};
  CannotRename failing;
  options.operations = &failing;
  EXPECT_THROW(replace_file(folder / "CWD.xlsx", after, options), Failure);
  EXPECT_TRUE(written.empty());
}

/// A shared drive that renames the file and then says that it could not.
struct RenamesAllTheSame : FaultyOperations {
  void rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
    FaultyOperations::rename(from, to);
    throw std::system_error{std::make_error_code(std::errc::timed_out)};
  }
};

TEST(ReplaceFile, ARenameThatWasCarriedOutAllTheSameCounts) {
  const TemporaryFolder folder;
  folder.write("CWD.xlsx", before);
  RenamesAllTheSame operations;
  WrittenFiles written;
  ReplaceOptions options;
  options.operations = &operations;
  options.written = &written;
  EXPECT_NO_THROW(replace_file(folder / "CWD.xlsx", after, options));
  EXPECT_EQ(written.all().size(), 1u);
  EXPECT_EQ(content(folder / "CWD.xlsx"), after);
}

TEST(WrittenFiles, AreToldInWords) {
  WrittenFiles written;
  EXPECT_EQ(written.in_words(), "Nothing was written.");
  written.add("share/Team.xlsx", "share/.counterfoil-versions/Team.0001.RUN-1.xlsx");
  EXPECT_EQ(written.in_words(),
            "Before that, Team.xlsx was written; what it held is kept as share/.counterfoil-versions/Team.0001.RUN-1.xlsx. Nothing "
            "else was.");
  written.add("share/New.xlsx");
  EXPECT_THAT(written.in_words(), testing::StartsWith("Before that, Team.xlsx and New.xlsx were written; "));
}

}  // namespace
}  // namespace counterfoil
