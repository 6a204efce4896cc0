#include "acts/act.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "acts_for_tests.hpp"

namespace counterfoil::acts {
namespace {

using test::act;
using test::somebody;

TEST(Act, IsReadAsItWasSigned) {
  const Act signed_one =
      act(approved, somebody("b.checker"), {{"file", "1 ab Load.csv"}, {"file", "2 cd Other.csv"}, {"gross", "5"}});
  const auto read = read_act(text_of(signed_one));
  ASSERT_TRUE(read);
  EXPECT_TRUE(signature_is_good(*read));
  EXPECT_EQ(read->account, "b.checker");
  EXPECT_EQ(read->machine, "PC-17");
  EXPECT_THAT(read->all("file"), testing::ElementsAre("1 ab Load.csv", "2 cd Other.csv"));
  EXPECT_EQ(read->fact("gross"), "5");
  EXPECT_EQ(read->fact("other"), "");
  EXPECT_EQ(id_of(*read), id_of(signed_one));
}

TEST(Act, EveryChangedByteIsSeen) {
  const std::string text = text_of(act(approved, somebody("b.checker"), {{"file", "1 ab Load.csv"}}));
  for (std::size_t at = 0; at < text.size(); ++at)
    for (const char other : {'0', 'a', '\n', ' '}) {
      if (text[at] == other) continue;
      std::string changed = text;
      changed[at] = other;
      const auto read = read_act(changed);
      EXPECT_FALSE(read && signature_is_good(*read)) << at << ": " << changed;
    }
}

TEST(Act, OnlyItsOwnBytesAreAnAct) {
  const std::string text = text_of(act(approved, somebody("b.checker"), {{"file", "1 ab Load.csv"}}));
  for (std::size_t length = 0; length < text.size(); ++length) EXPECT_FALSE(read_act(text.substr(0, length))) << length;
  for (const std::string& other : {text + "\n", text + "more: x\n", "\n" + text, "\xEF\xBB\xBF" + text, text + '\0'})
    EXPECT_FALSE(read_act(other));
  std::string crlf;
  for (const char c : text) crlf += c == '\n' ? std::string{"\r\n"} : std::string{c};
  EXPECT_FALSE(read_act(crlf));
}

TEST(Act, ADateThatIsNoneAndAKindThatIsNoneAreRefused) {
  const Signer who = somebody("b.checker");
  for (const char* time : {"", "2025-12-08", "2025-02-30T09:30:00Z", "9999999999999999999", "2025-12-08T09:30:00+00:00"})
    EXPECT_FALSE(read_act(text_of(act(approved, who, {}, time)))) << time;
  EXPECT_FALSE(read_act(text_of(act("blessed", who))));
}

TEST(Act, LineBreaksInAValueBringInNoLines) {
  const Act made = act(approved, somebody("b.checker"), {{"file", "1 ab x\nfile: 2 cd y\r\nsignature: 00"}});
  const auto read = read_act(text_of(made));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->all("file").size(), 1u);
  EXPECT_TRUE(signature_is_good(*read));
}

}  // namespace
}  // namespace counterfoil::acts
