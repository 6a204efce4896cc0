// How acts name lines and payees, so that an act alone tells nobody which they were.
#include "acts/keyed_digests.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "acts_for_tests.hpp"
#include "audit/run_facts.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "temporary_folder.hpp"

namespace counterfoil::acts {
namespace {

using counterfoil::test::TemporaryFolder;
using test::somebody;

class Keyed : public testing::Test {
 protected:
  Act release_under(const std::string& secret) {
    Act made;
    made.kind = released;
    made.task = "sample";
    made.batch = "RUN-1";
    made.time_utc = "2025-12-08T10:00:00Z";
    if (!secret.empty()) made.facts.emplace_back(digests_under, secret);
    return signed_act(std::move(made), checker_);
  }
  std::vector<std::filesystem::path> secrets() const {
    std::vector<std::filesystem::path> found;
    for (const auto& each : std::filesystem::directory_iterator{record_.path()})
      if (each.path().extension() == ".secret") found.push_back(each.path());
    return found;
  }

  TemporaryFolder folder_;
  RecordFolder record_{folder_ / "record"};
  Signer checker_ = somebody("b.checker");
};

TEST_F(Keyed, ASecretIsMadeOnceAndReadByAll) {
  KeyedDigests first{record_};
  const std::string secret = first.for_new_act();
  EXPECT_EQ(KeyedDigests{record_}.for_new_act(), secret);
  ASSERT_EQ(secrets().size(), 1u);
  EXPECT_EQ(KeyedDigests{record_}.line(secret, "sample", "K-1"), first.line(secret, "sample", "K-1"));
  EXPECT_NE(first.line(secret, "sample", "K-1"), first.line(secret, "sample", "K-2"));
  EXPECT_NE(first.line(secret, "sample", "K-1"), first.line(secret, "debtors", "K-1"));
  EXPECT_NE(first.digest(secret, "payee", "K-1"), first.digest(secret, "account", "K-1"));
}

TEST_F(Keyed, AnotherFolderNamesTheSameLineAnotherWay) {
  KeyedDigests here{record_}, there{RecordFolder{folder_ / "another"}};
  const std::string secret = here.for_new_act(), other = there.for_new_act();
  EXPECT_NE(secret, other);
  EXPECT_NE(here.line(secret, "sample", "K-1"), there.line(other, "sample", "K-1"));
  EXPECT_EQ(here.line(other, "sample", "K-1"), "");
}

TEST_F(Keyed, ActsOfEarlierVersionsStillTell) {
  KeyedDigests digests{record_};
  const std::string secret = digests.for_new_act();
  const std::string plain = audit::released_key_digest("sample", "K-1");
  EXPECT_EQ(digests.line_in(release_under({}), "K-1"), plain);
  EXPECT_EQ(digests.line_in(release_under(secret), "K-1"), digests.line(secret, "sample", "K-1"));
  EXPECT_EQ(digests.lines_of("sample", "K-1"), (std::vector<std::string>{plain, digests.line(secret, "sample", "K-1")}));
}

TEST_F(Keyed, TwoSecretsAreBothRead) {
  const std::string first = KeyedDigests{record_}.for_new_act();
  const std::filesystem::path file = secrets().front(), away = folder_ / "away";
  std::filesystem::rename(file, away);
  const std::string second = KeyedDigests{record_}.for_new_act();  // somebody who did not see the first
  std::filesystem::rename(away, file);
  const KeyedDigests both{record_};
  EXPECT_TRUE(both.tells(release_under(first)));
  EXPECT_TRUE(both.tells(release_under(second)));
  EXPECT_EQ(both.lines_of("sample", "K-1").size(), 3u);
}

TEST_F(Keyed, WhatIsNoWholeSecretIsNone) {
  const std::string secret = KeyedDigests{record_}.for_new_act();
  const std::filesystem::path file = secrets().front();
  std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  std::ofstream{file, std::ios::trunc} << std::string(64, 'a');  // another one under its name
  EXPECT_FALSE(KeyedDigests{record_}.tells(release_under(secret)));
  std::ofstream{file, std::ios::trunc} << "abc";
  EXPECT_FALSE(KeyedDigests{record_}.tells(release_under(secret)));
  EXPECT_NE(KeyedDigests{record_}.for_new_act(), secret);
}

TEST_F(Keyed, AMissingSecretIsSaidWithTheRelease) {
  const std::string secret = KeyedDigests{record_}.for_new_act();
  record_.add(release_under(secret));
  const auto look = [&] { return missing_secret_in_words({record_, folder_ / "data", "c.loader", "key"}); };
  EXPECT_EQ(look(), "");
  for (const auto& each : secrets()) test::take_away(each);
  for (const bool again : {false, true}) {  // read, and then from the index
    const std::string words = look();
    EXPECT_NE(words.find(secret.substr(0, 24) + ".secret"), std::string::npos) << again << words;
    EXPECT_NE(words.find("batch RUN-1, released by b.checker"), std::string::npos) << words;
  }
  KeyedDigests{record_}.for_new_act();
  EXPECT_NE(look(), "") << "another secret is not this one";
}

}  // namespace
}  // namespace counterfoil::acts
