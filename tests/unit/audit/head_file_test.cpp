#include "audit/head_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger_fixture.hpp"

namespace counterfoil::audit {
namespace {

const std::string hash(64, 'a');

TEST(HeadFile, OneLineThereAndBack) {
  const LedgerHead head{"0123", 12, hash};
  EXPECT_EQ(head_line(head), "counterfoil-ledger 1 0123 12 " + hash + "\n");
  const auto parsed = parse_head_line(head_line(head));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->ledger_id, "0123");
  EXPECT_EQ(parsed->length, 12u);
  EXPECT_EQ(parsed->hash, hash);
  EXPECT_TRUE(parse_head_line("counterfoil-ledger 1 0123 12 " + hash + "\r\n"));  // saved by an editor on Windows
}

TEST(HeadFile, RubbishIsNoHead) {
  for (const std::string& bad :
       {std::string{}, std::string{"\n"}, "counterfoil-ledger 2 0123 12 " + hash, "counterfoil-ledger 1 0123 0 " + hash,
        "counterfoil-ledger 1 0123 -1 " + hash, "counterfoil-ledger 1 0123 12x " + hash,
        std::string{"counterfoil-ledger 1 0123 12 abc"}, "counterfoil-ledger 1 0123 99999999999999999999999 " + hash,
        "counterfoil-ledger 1  0123 12 " + hash, std::string(100, ' ')})
    EXPECT_FALSE(parse_head_line(bad)) << bad;
}

TEST(HeadFile, MissingDamagedAndWhole) {
  const test::TemporaryFolder folder;
  const auto ledger = folder / "l.sqlite";
  EXPECT_FALSE(read_head_file(ledger).there);
  folder.write("l.sqlite.head", "rubbish");
  EXPECT_TRUE(read_head_file(ledger).there);
  EXPECT_FALSE(read_head_file(ledger).head);
  folder.write("l.sqlite.head", std::string(1 << 20, 'x'));
  EXPECT_FALSE(read_head_file(ledger).head);
  write_head_file(ledger, {"0123", 12, hash});
  EXPECT_EQ(read_head_file(ledger).head->length, 12u);
  EXPECT_EQ(folder.names(), (std::set<std::string>{"l.sqlite.head"}));
}

}  // namespace
}  // namespace counterfoil::audit
