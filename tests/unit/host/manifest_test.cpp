#include "host/manifest.hpp"
#include "build_paths.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/digest.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "counterfoil/plugin_abi_draft.h"
#include "host/plugin_library.hpp"

namespace counterfoil::host {
namespace {

using testing::AllOf;
using testing::HasSubstr;

const std::filesystem::path plugins = test::build_folder() / "tests/unit/host/plugins";

std::string file_of(int behaviour) { return "misbehaving_" + std::to_string(behaviour) + MODULE_SUFFIX; }

ManifestEntry listed(int behaviour) {
  ManifestEntry entry{"misbehaving", file_of(behaviour), "Misbehaving", "1.0", CF_CONTRACT_MAJOR, CF_CONTRACT_MINOR, ""};
  entry.sha256 = sha256_hex(read_file(plugins / entry.file, 64 << 20).view());
  return entry;
}

std::string refusal(const ManifestEntry& entry) {
  try {
    PluginLibrary::open(Manifest{plugins, {entry}}, entry);
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::refused);
    return failure.what();
  }
  return "loaded";
}

TEST(Manifest, ComesBackAsWritten) {
  const std::filesystem::path folder = std::filesystem::path{testing::TempDir()} / "manifest";
  std::filesystem::create_directories(folder);
  std::ofstream{folder / manifest_file, std::ios::binary}
      << write_manifest({{"cwd-comparison", "cwd.so", "Comparison", "1.2", 1, 0, "abc"}});
  const Manifest manifest = read_manifest(folder);
  const ManifestEntry& entry = manifest.find("cwd-comparison");
  EXPECT_EQ(entry.file, "cwd.so");
  EXPECT_EQ(entry.contract_major, 1);
  EXPECT_EQ(entry.sha256, "abc");
  try {
    manifest.find("cwd-comparisson");
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_THAT(failure.what(), HasSubstr("Did you mean cwd-comparison?"));
  }
}

TEST(Manifest, UnsoundOnesAreRefused) {
  const std::filesystem::path folder = std::filesystem::path{testing::TempDir()} / "unsound_manifest";
  std::filesystem::create_directories(folder);
  const auto trouble = [&](const std::string& text) -> std::string {
    std::ofstream{folder / manifest_file, std::ios::binary | std::ios::trunc} << text;
    try {
      read_manifest(folder);
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.kind(), FailureKind::refused);
      EXPECT_THAT(failure.what(), AllOf(HasSubstr("plugins.json cannot be used"), HasSubstr("Copy the Counterfoil folder again")));
      return failure.what();
    }
    return "read";
  };
  const std::string sound = write_manifest({{"a", "a.so", "A", "1.0", 1, 0, "abc"}});
  EXPECT_EQ(trouble(sound), "read");
  EXPECT_THAT(trouble("{"), HasSubstr("not well-formed"));
  EXPECT_THAT(trouble("{\"plugins\": 3}"), HasSubstr("plugins: must be a list"));
  EXPECT_THAT(trouble("{}"), HasSubstr("plugins: is missing"));
  EXPECT_THAT(trouble("{\"plugins\": [{\"id\": \"a\"}]}"), HasSubstr("plugins[0].file: is missing"));
  const auto with = [&](const std::string& was, const std::string& now) {
    return std::string{sound}.replace(sound.find(was), was.size(), now);
  };
  EXPECT_THAT(trouble(with("a.so", "../elsewhere.so")), HasSubstr("plugins[0].file"));
  EXPECT_THAT(trouble(with("a.so", "sub/elsewhere.so")), HasSubstr("plugins[0].file"));
  EXPECT_THAT(trouble(with("\"sha256\"", "\"sha265\"")), HasSubstr("plugins[0].sha256: is missing"));
  EXPECT_THAT(trouble(with("\"title\"", "\"titel\": \"B\", \"title\"")),
              HasSubstr("plugins[0].titel: is not known here. Did you mean \"title\"?"));
  EXPECT_THAT(trouble(with("\"title\"", "\"id\": \"b\", \"title\"")), HasSubstr("id: stands twice"));
}

TEST(PluginLibrary, TheListedFileIsLoaded) { EXPECT_EQ(refusal(listed(0)), "loaded"); }

TEST(PluginLibrary, WhatRunsIsWhatWasComparedWhateverBecomesOfTheFile) {
  const std::filesystem::path folder = std::filesystem::path{testing::TempDir()} / "held_plugin";
  std::filesystem::create_directories(folder);
  const std::filesystem::path file = folder / file_of(0);
  std::filesystem::copy_file(plugins / file_of(0), file, std::filesystem::copy_options::overwrite_existing);
  const PluginLibrary library = PluginLibrary::open_unlisted(file);
#ifdef _WIN32
  EXPECT_FALSE(std::ofstream(file, std::ios::binary | std::ios::trunc).is_open()) << "nobody can write it meanwhile";
#else
  std::ofstream(file, std::ios::binary | std::ios::trunc) << "something else";  // a library mapped from the file would die here
#endif
  EXPECT_EQ(library.plugin().size, sizeof(cf_plugin));
  EXPECT_EQ(describe(library.plugin()).id, library.description().id);
}

TEST(PluginLibrary, AnotherFileThanTheListedOneIsRefusedBeforeLoading) {
  ManifestEntry entry = listed(0);
  entry.sha256.assign(64, '0');
  EXPECT_THAT(refusal(entry), AllOf(HasSubstr("not the one that was installed"), HasSubstr("000000000000")));
}

TEST(PluginLibrary, AnotherContractIsRefusedNamingBothSides) {
  ManifestEntry entry = listed(0);
  entry.contract_major = CF_CONTRACT_MAJOR + 1;
  EXPECT_THAT(refusal(entry), AllOf(HasSubstr("contract 2.0"), HasSubstr("contract 1.0")));
  // The library's own number counts too, and none of its code runs: its function would trap.
  EXPECT_THAT(refusal(listed(8)), AllOf(HasSubstr("contract 1.1"), HasSubstr("contract 1.0")));
}

TEST(PluginLibrary, ADraftIsRefusedUnlessItIsListedAsOne) {
  EXPECT_THAT(refusal(listed(10)),
              AllOf(HasSubstr("misbehaving_10"), HasSubstr("a draft"), HasSubstr("list of tasks does not say")));
  EXPECT_THROW(PluginLibrary::open_unlisted(plugins / file_of(10)), Failure);
  ManifestEntry entry = listed(10);
  entry.contract_minor = CF_CONTRACT_DRAFT | CF_DRAFT_REVISION;
  EXPECT_EQ(refusal(entry), "loaded");
  // Only this Counterfoil's own revision, and none of the code of another runs: its function would trap.
  ManifestEntry next = listed(11);
  next.contract_minor = CF_CONTRACT_DRAFT | (CF_DRAFT_REVISION + 1);
  EXPECT_THAT(refusal(next), AllOf(HasSubstr("contract 1, draft 2"), HasSubstr("uses contract 1, draft 1")));
  next.contract_minor = CF_CONTRACT_DRAFT | CF_DRAFT_REVISION;
  EXPECT_THAT(refusal(next), HasSubstr("contract 1, draft 2"));
  // Nor one that calls itself promised and describes itself as a draft.
  EXPECT_THAT(refusal(listed(12)), HasSubstr("a draft"));
}

TEST(PluginLibrary, WhatIsNoPluginIsRefused) {
  EXPECT_THAT(refusal(listed(7)), HasSubstr("not a Counterfoil task"));
  EXPECT_THAT(refusal(listed(9)), HasSubstr("no task that can be run"));
  ManifestEntry renamed = listed(0);
  renamed.id = "uplift";
  EXPECT_THAT(refusal(renamed), AllOf(HasSubstr("holds the task misbehaving"), HasSubstr("uplift")));
}

}  // namespace
}  // namespace counterfoil::host
