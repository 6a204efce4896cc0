#include "acts/people.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "acts_for_tests.hpp"
#include "base/failure.hpp"
#include "temporary_folder.hpp"

namespace counterfoil::acts {
namespace {

using counterfoil::test::TemporaryFolder;
using test::act;
using test::somebody;

std::string people_file(const std::string& account, const std::string& may, const std::string& code) {
  return R"({"people":[{"account":")" + account + R"(","may":[)" + may + R"(],"up-to":"50000.00","keys":[")" + code + R"("]}]})";
}

TEST(People, AreRead) {
  const std::string code = key_code(somebody("x").key.public_key);
  const auto people = read_people(people_file("b.checker", R"("approve")", code), "people.json");
  ASSERT_EQ(people.size(), 1u);
  EXPECT_TRUE(people[0].may_approve);
  EXPECT_FALSE(people[0].may_release);
  EXPECT_EQ(people[0].up_to_pence, 5'000'000);
  EXPECT_THAT(people[0].keys, testing::ElementsAre(code));
}

TEST(People, WhatIsWrongIsNamed) {
  const std::string code = key_code(somebody("x").key.public_key);
  EXPECT_FAILURE(read_people("{", "p.json"), FailureKind::refused, "p.json");
  EXPECT_FAILURE(read_people(people_file("b", R"("pay")", code), "p.json"), FailureKind::refused, "\"pay\"");
  EXPECT_FAILURE(read_people(people_file("b", "", "abc"), "p.json"), FailureKind::refused, "no code of a key");
  std::string twice = people_file("b.checker", "", code);
  twice.insert(twice.size() - 2, R"(,{"account":"DOMAIN\\B.Checker","may":[],"keys":[]})");
  EXPECT_FAILURE(read_people(twice, "p.json"), FailureKind::refused, "stands twice");
  for (const char* amount : {"-1.00", "1,000", "1.0", "x", "1e9", "99999999999999999999"}) {
    std::string json = people_file("b", "", code);
    json.replace(json.find("50000.00"), 8, amount);
    EXPECT_FAILURE(read_people(json, "p.json"), FailureKind::refused, "no amount");
  }
}

TEST(Standing, NoKeyCountsBecauseItIsThere) {
  const Signer b = somebody("b.checker"), c = somebody("c.loader");
  const Act approval = act(approved, b);
  Relier relier{"c.loader", c.key.public_key, std::nullopt, {}};
  EXPECT_EQ(standing_of(approval, relier, false).known, KeyKnown::no);
  EXPECT_FALSE(standing_of(approval, relier, false).may_approve);
  relier.confirmed.push_back({"b.checker", key_code(b.key.public_key), "2025-12-08T09:30:00Z"});
  EXPECT_EQ(standing_of(approval, relier, false).known, KeyKnown::confirmed);
  EXPECT_TRUE(standing_of(approval, relier, false).may_approve);
  EXPECT_EQ(standing_of(approval, relier, true).known, KeyKnown::no) << "nobody's confirmation counts for their own batch";
  relier.confirmed[0].account = "somebody.else";
  EXPECT_EQ(standing_of(approval, relier, false).known, KeyKnown::no) << "the key of another name";
}

TEST(Standing, WhereTheCouncilSaysWhoMayNobodyElseMay) {
  const Signer b = somebody("b.checker");
  const Act approval = act(approved, b);
  Relier relier{"c.loader", {}, std::vector<Person>{}, {{"b.checker", key_code(b.key.public_key), "2025-12-08T09:30:00Z"}}};
  EXPECT_EQ(standing_of(approval, relier, false).known, KeyKnown::confirmed);
  EXPECT_FALSE(standing_of(approval, relier, false).may_approve);
  relier.people->push_back({"B.Checker", true, false, 100, {key_code(b.key.public_key)}});
  const Standing standing = standing_of(approval, relier, true);
  EXPECT_EQ(standing.known, KeyKnown::people_file);
  EXPECT_TRUE(standing.may_approve);
  EXPECT_FALSE(standing.may_release);
  EXPECT_EQ(standing.up_to_pence, 100);
}

TEST(Confirmed, AreKeptForThePersonWhoConfirmed) {
  const TemporaryFolder folder;
  const std::string code = key_code(somebody("x").key.public_key);
  confirm_key(folder.path(), "c.loader", {"b.checker", code, "2025-12-08T09:30:00Z"});
  confirm_key(folder.path(), "c.loader", {"b.checker", code, "2025-12-09T09:30:00Z"});
  const auto kept = confirmed_keys(folder.path(), "C.Loader");
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].account, "b.checker");
  EXPECT_EQ(kept[0].code, code);
  EXPECT_EQ(kept[0].time_utc, "2025-12-08T09:30:00Z");
  EXPECT_TRUE(confirmed_keys(folder.path(), "d.other").empty());
}

}  // namespace
}  // namespace counterfoil::acts
