// The list of what a person has seen: lines as commands append them, one after the other, over years.
#include "acts/seen_list.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>

namespace counterfoil::acts {
namespace {

std::string id(char digit) { return std::string(64, digit); }

SeenList list_of(const std::string& text) {
  SeenList list;
  Buffer bytes{text.size()};
  std::copy(text.begin(), text.end(), bytes.data());
  list.read(std::move(bytes));
  return list;
}

std::string line(const std::string& file, char digit, std::int64_t at = 5, std::int64_t bytes = 7) {
  return SeenList::line_of({file, id(digit), at, bytes, false, false});
}

TEST(SeenList, GivesBackByFileWhatWasAppended) {
  const SeenList list = list_of(line("b.act", '2') + "\n" + line("a.act", '1', 0, 3));
  ASSERT_EQ(list.end() - list.begin(), 2);
  EXPECT_EQ(list.begin()->file, "a.act");
  const SeenList::Entry* found = list.find("b.act");
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->id, id('2'));
  EXPECT_EQ(found->at, 5);
  EXPECT_EQ(found->bytes, 7);
  EXPECT_FALSE(found->named || found->told);
  EXPECT_EQ(list.find("c.act"), nullptr);
}

TEST(SeenList, OfOneFileTheLastLineCounts) {
  const SeenList list = list_of(line("a.act", '1') + line("b.act", '2') + line("a.act", '3'));
  ASSERT_EQ(list.end() - list.begin(), 2);
  EXPECT_EQ(list.find("a.act")->id, id('3'));
}

TEST(SeenList, WhatALaterActNamesAndWhatItsOwnerWasTold) {
  const std::string text =
      line("a.act", '1') + line("b.act", '2') + SeenList::line_of_named(id('1')) + SeenList::line_of_told("b.act");
  const SeenList list = list_of(text);
  EXPECT_TRUE(list.find("a.act")->named);
  EXPECT_FALSE(list.find("b.act")->named);
  EXPECT_FALSE(list.find("a.act")->told);
  EXPECT_TRUE(list.find("b.act")->told);
  // Seen again after it was gone: if it goes once more, its owner is told once more.
  EXPECT_FALSE(list_of(text + line("b.act", '2')).find("b.act")->told);
}

TEST(SeenList, LinesThatWereCutOffArePassedOver) {
  const std::string whole = line("a.act", '1');
  const SeenList list = list_of(whole.substr(0, whole.size() - 2) + "\n" + line("b.act", '2') + "c.act\t12\t0\t1\t.\n");
  ASSERT_EQ(list.end() - list.begin(), 1);
  EXPECT_EQ(list.begin()->file, "b.act");
}

TEST(SeenList, TakesNewOnesInBetween) {
  SeenList list = list_of(line("a.act", '1') + line("c.act", '3'));
  EXPECT_TRUE(list.put_named("b.act", id('2'))) << "named by another act, and never seen";
  EXPECT_FALSE(list.put_named("c.act", id('3')));
  EXPECT_TRUE(list.find("b.act")->named && list.find("c.act")->named);
  EXPECT_EQ(list.find("b.act")->at, -1);
  list.put({"b.act", id('4'), 9, 9, false, false});
  EXPECT_EQ(list.find("b.act")->id, id('4'));
  EXPECT_EQ((list.begin() + 1)->file, "b.act");
}

}  // namespace
}  // namespace counterfoil::acts
