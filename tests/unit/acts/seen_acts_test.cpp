// What is asked of everything that a person has seen in a record folder, without opening it again.
#include "acts/seen_acts.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "acts_for_tests.hpp"
#include "temporary_folder.hpp"

namespace counterfoil::acts {
namespace {

using counterfoil::test::TemporaryFolder;
using test::somebody;

class Seen : public testing::Test {
 protected:
  Act release_of(const std::string& batch, const std::vector<std::string>& lines, const std::string& time,
                 const std::string& task = "sample") {
    Act made;
    made.kind = released;
    made.task = task;
    made.batch = batch;
    made.time_utc = time;
    for (const std::string& line : lines) made.facts.emplace_back("line-key", line);
    return signed_act(std::move(made), checker_);
  }
  SeenActs look() const { return {record_, folder_ / "data", "c.loader", "key"}; }
  /// Whoever opened the file now would find no act in it.
  void spoil(const Act& act) const {
    std::filesystem::permissions(record_.file_of(act), std::filesystem::perms::owner_all);
    std::ofstream{record_.file_of(act), std::ios::trunc} << "spoiled";
  }

  TemporaryFolder folder_;
  RecordFolder record_{folder_ / "record"};
  Signer checker_ = somebody("b.checker");
};

std::vector<std::string> batches(const std::vector<FoundAct>& acts) {
  std::vector<std::string> found;
  for (const FoundAct& each : acts) found.push_back(each.act.batch);
  return found;
}
using Batches = std::vector<std::string>;

TEST_F(Seen, ReleasesOfALineWithoutOpeningAnyAgain) {
  const Act first = release_of("RUN-1", {"aa", "bb"}, "2025-12-08T10:00:00Z");
  const Act second = release_of("RUN-2", {"bb", "cc"}, "2025-12-09T10:00:00Z");
  for (const Act& each : {first, second, release_of("RUN-3", {"aa"}, "2025-12-07T10:00:00Z", "another")}) record_.add(each);
  EXPECT_EQ(batches(look().releases_with("sample", {"aa"})), (Batches{"RUN-1"}));
  spoil(first);
  spoil(second);
  const SeenActs seen = look();
  EXPECT_EQ(batches(seen.releases_with("sample", {"bb", "dd"})), (Batches{"RUN-1", "RUN-2"}));
  EXPECT_EQ(batches(seen.releases_with("sample", {"dd"})), Batches{});
  EXPECT_EQ(seen.last_release("sample")->act.batch, "RUN-2");
  EXPECT_EQ(seen.last_release("none"), std::nullopt);
}

TEST_F(Seen, WhatIsAddedLaterIsKnownAndWhatIsGoneStaysKnown) {
  const Act first = release_of("RUN-1", {"aa"}, "2025-12-08T10:00:00Z");
  record_.add(first);
  EXPECT_EQ(look().last_release("sample")->act.batch, "RUN-1");
  record_.add(release_of("RUN-2", {"aa"}, "2025-12-09T10:00:00Z"));
  test::take_away(record_.file_of(first));
  const SeenActs seen = look();
  EXPECT_EQ(batches(seen.releases_with("sample", {"aa"})), (Batches{"RUN-1", "RUN-2"}));
  EXPECT_FALSE(seen.holds_code(code_of(first)));  // the record does not hold it any more
}

TEST_F(Seen, CodesAndSigners) {
  const Act one = release_of("RUN-1", {}, "2025-12-08T10:00:00Z"), two = release_of("RUN-2", {}, "2025-12-08T11:00:00Z");
  for (const Act& each : {one, two, test::act(prepared, somebody("a.preparer"))}) record_.add(each);
  EXPECT_TRUE(look().holds_code(code_of(one)));
  EXPECT_FALSE(look().holds_code("00000-00000-00000-00000"));
  spoil(one);
  EXPECT_FALSE(look().holds_code(code_of(one)));
  std::vector<std::string> names;
  for (const FoundAct& each : look().signers()) names.push_back(each.act.account);
  EXPECT_EQ(names, (std::vector<std::string>{"a.preparer", "b.checker"}));
}

TEST_F(Seen, AnIndexThatIsDamagedOrThatOthersCouldReadIsDoneWithout) {
  record_.add(release_of("RUN-1", {"aa"}, "2025-12-08T10:00:00Z"));
  EXPECT_EQ(batches(look().releases_with("sample", {"aa"})), (Batches{"RUN-1"}));
  std::filesystem::path index;
  for (const auto& each : std::filesystem::recursive_directory_iterator(folder_ / "data"))
    if (each.path().extension() == ".sqlite") index = each.path();
  ASSERT_FALSE(index.empty());
  std::ofstream{index, std::ios::trunc} << "This was an index once, and now it is something else altogether.";
  EXPECT_EQ(batches(look().releases_with("sample", {"aa"})), (Batches{"RUN-1"}));
  EXPECT_EQ(batches(look().releases_with("sample", {"aa"})), (Batches{"RUN-1"}));  // made anew
#ifndef _WIN32
  std::filesystem::permissions(index, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
  EXPECT_EQ(batches(look().releases_with("sample", {"aa"})), (Batches{"RUN-1"}));
#endif
}

TEST_F(Seen, WithoutALoginNothingIsKeptAndAllIsReadAnew) {
  record_.add(release_of("RUN-1", {"aa"}, "2025-12-08T10:00:00Z"));
  const SeenActs seen{record_, folder_ / "data", "", ""};
  EXPECT_EQ(batches(seen.releases_with("sample", {"aa"})), (Batches{"RUN-1"}));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "data"));
}

TEST_F(Seen, AnotherBatchIsReadFromCopies) {
  const Act first = release_of("RUN-1", {"aa"}, "2025-12-08T10:00:00Z");
  record_.add(first);
  look();
  spoil(first);
  EXPECT_EQ(batches(look().kept_of_batch("sample", "RUN-1").acts), (Batches{"RUN-1"}));
  EXPECT_EQ(look().of_batch("sample", "RUN-1").torn.size(), 1u);  // the batch at hand is read from the folder
}

}  // namespace
}  // namespace counterfoil::acts
