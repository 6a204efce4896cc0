// What somebody who can write to the ledger's file may do, and that it shows.

#include "audit/ledger_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/failure.hpp"
#include "ledger_fixture.hpp"

namespace counterfoil::audit {
namespace {

using test::an_entry;
using test::LedgerTest;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using LedgerCheckTest = LedgerTest;

TEST_F(LedgerCheckTest, SoundFromTheFirstToTheLast) {
  fill(4);
  const LedgerCheck found = check();
  EXPECT_TRUE(found.sound());
  EXPECT_EQ(found.entries, 5u);
  EXPECT_EQ(found.sound_to, 5u);
  EXPECT_EQ(found.inner, Anchor::agrees);
  EXPECT_EQ(found.head_file, Anchor::agrees);
  EXPECT_EQ(found.head_file_length, 5u);
  EXPECT_THAT(found.problems(), IsEmpty());
  EXPECT_EQ(found.summary(), "The ledger's 5 entries are unbroken from the first to the last.");
}

TEST_F(LedgerCheckTest, AChangedEntry) {
  for (const char* change : {"user = 'yexample'", "time_utc = '2025-12-09T09:30:00Z'", "kind = 'failed'", "run_id = 'x'",
                             "machine = ''", "task = 'x'", "body = '{}'", "previous = 'x'", "hash = 'x'"}) {
    SCOPED_TRACE(change);
    path = folder / (std::string{change} + ".sqlite");
    fill(4);
    unguard();
    tamper(std::string{"UPDATE entries SET "} + change + " WHERE number = 3");
    guard();
    const LedgerCheck found = check();
    EXPECT_FALSE(found.sound());
    EXPECT_EQ(found.sound_to, 2u);
    EXPECT_EQ(found.broken_at, 3u);
    EXPECT_THAT(
        found.problems(),
        ElementsAre("Entry 3 was changed after it was written. Entries 1 to 2 are unbroken; nothing after them is proven."));
  }
}

TEST_F(LedgerCheckTest, ARemovedEntry) {
  fill(4);
  unguard();
  tamper("DELETE FROM entries WHERE number = 3");
  guard();
  EXPECT_EQ(check().broken_at, 3u);
  EXPECT_THAT(check().problems(), Contains(HasSubstr("Entry 3 is missing")));
}

TEST_F(LedgerCheckTest, ARemovedEntryWithTheRestRenumbered) {
  fill(4);
  unguard();
  tamper("DELETE FROM entries WHERE number = 3; UPDATE entries SET number = number - 1 WHERE number > 3");
  guard();
  EXPECT_EQ(check().broken_at, 3u);
}

TEST_F(LedgerCheckTest, SwappedEntries) {
  fill(4);
  unguard();
  tamper(
      "UPDATE entries SET number = 99 WHERE number = 3; UPDATE entries SET number = 3 WHERE number = 4; UPDATE entries SET number "
      "= 4 WHERE number = 99");
  guard();
  EXPECT_EQ(check().broken_at, 3u);
}

TEST_F(LedgerCheckTest, TheTailCutOff) {
  fill(4);
  unguard();
  tamper("DELETE FROM entries WHERE number > 3");
  guard();
  const LedgerCheck found = check();
  EXPECT_EQ(found.sound_to, 3u);  // what is left is whole; only the anchors tell
  EXPECT_FALSE(found.broken_at);
  EXPECT_EQ(found.inner, Anchor::shorter);
  EXPECT_EQ(found.head_file, Anchor::shorter);
  EXPECT_THAT(found.problems(),
              ElementsAre(HasSubstr("it holds 3 entries and says itself that there were 5"),
                          HasSubstr("it holds 3 entries and its head file says 5. Entries were cut off the end.")));
}

TEST_F(LedgerCheckTest, TheTailCutOffAndTheInnerHeadSetBack) {
  fill(4);
  unguard();
  tamper("DELETE FROM entries WHERE number > 3; UPDATE head SET length = 3, hash = (SELECT hash FROM entries WHERE number = 3)");
  guard();
  const LedgerCheck found = check();
  EXPECT_EQ(found.inner, Anchor::agrees);
  EXPECT_EQ(found.head_file, Anchor::shorter);
  EXPECT_FALSE(found.sound());
}

TEST_F(LedgerCheckTest, NothingIsAddedToALedgerThatWasCut) {
  fill(4);
  unguard();
  tamper("DELETE FROM entries WHERE number > 3");
  guard();
  EXPECT_FAILURE(open().append(an_entry(EntryKind::started, "run-9")), FailureKind::refused,
                 "does not end with the entry that was added last");
  tamper("UPDATE head SET length = 3, hash = (SELECT hash FROM entries WHERE number = 3)");
  EXPECT_FAILURE(open().append(an_entry(EntryKind::started, "run-9")), FailureKind::refused,
                 "was cut short: it holds 3 entries and its head file says 5");
  EXPECT_EQ(check().entries, 3u);
  EXPECT_EQ(check().head_file, Anchor::shorter);  // the evidence is still there
}

TEST_F(LedgerCheckTest, EveryEntryDeleted) {
  fill(4);
  unguard();
  tamper("DELETE FROM entries");
  guard();
  const LedgerCheck found = check();
  EXPECT_FALSE(found.sound());
  EXPECT_THAT(found.problems(), Contains(HasSubstr("holds no entries at all")));
}

TEST_F(LedgerCheckTest, TheWholeFileDeleted) {
  fill(4);
  std::filesystem::remove(path);
  EXPECT_FAILURE(open(), FailureKind::refused, "is gone, but \"ledger.sqlite.head\" beside it says that it held 5 entries");
  EXPECT_FAILURE(Ledger::open_to_read(path), FailureKind::refused, "is gone");
  folder.write("ledger.sqlite", "");  // an empty file in its place is no better
  EXPECT_FAILURE(open(), FailureKind::refused, "is gone");
}

TEST_F(LedgerCheckTest, ANewLedgerPutInItsPlace) {
  fill(4);
  const std::string head = test::content(folder / "ledger.sqlite.head");
  std::filesystem::remove(path);
  std::filesystem::remove(folder / "ledger.sqlite.head");
  fill(6);
  folder.write("ledger.sqlite.head", head);
  EXPECT_EQ(check().head_file, Anchor::differs);
  EXPECT_FAILURE(open().append(an_entry(EntryKind::started, "run-9")), FailureKind::refused, "belong to different ledgers");
}

TEST_F(LedgerCheckTest, EditedAndHashedAnewShowsAgainstTheHeadFile) {
  fill(4);
  forge(3, "yexample");
  const LedgerCheck found = check();
  EXPECT_FALSE(found.broken_at);  // the chain alone says nothing
  EXPECT_EQ(found.inner, Anchor::agrees);
  EXPECT_EQ(found.head_file, Anchor::differs);
  EXPECT_THAT(found.problems(), ElementsAre(HasSubstr("the ledger was rewritten")));
  EXPECT_FAILURE(open().append(an_entry(EntryKind::started, "run-9")), FailureKind::refused,
                 "is not the one that its head file names");
}

TEST_F(LedgerCheckTest, AMissingHeadFileShowsAndIsNotedWhenItIsMadeAnew) {
  fill(4);
  std::filesystem::remove(folder / "ledger.sqlite.head");
  EXPECT_EQ(check().head_file, Anchor::missing);
  EXPECT_THAT(check().problems(), ElementsAre(HasSubstr("The head file beside the ledger is gone")));
  fill(1);
  const auto entries = Ledger::open_to_read(path).entries();
  ASSERT_EQ(entries.size(), 7u);
  EXPECT_EQ(entries[5].kind, "noted");
  EXPECT_THAT(entries[5].body, HasSubstr("head-file-missing"));
  EXPECT_TRUE(check().sound());
}

TEST_F(LedgerCheckTest, AnEntryAddedByAnotherProgram) {
  fill(2);
  tamper(
      "INSERT INTO entries SELECT 4, time_utc, kind, run_id, user, machine, task, body, hash, 'x' FROM entries WHERE number = 3");
  EXPECT_EQ(check().broken_at, 4u);
  EXPECT_EQ(check().inner, Anchor::behind);
  EXPECT_FAILURE(open().append(an_entry(EntryKind::started, "run-9")), FailureKind::refused, "does not end with the entry");
}

TEST_F(LedgerCheckTest, RulesTakenAwayOrWeakened) {
  fill(2);
  tamper("DROP TRIGGER entries_never_go");
  EXPECT_FALSE(check().guarded);
  EXPECT_THAT(check().problems(), ElementsAre(HasSubstr("The rules in the ledger")));
  tamper(
      "CREATE TRIGGER entries_never_go BEFORE DELETE ON entries WHEN 0 BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); "
      "END");
  EXPECT_FALSE(check().guarded);
}

TEST_F(LedgerCheckTest, ATriggerOrAViewOfSomebodyElses) {
  fill(2);
  EXPECT_THAT(check().problems(), IsEmpty());
  tamper("CREATE TRIGGER quiet AFTER INSERT ON entries BEGIN UPDATE head SET length = length; END");
  EXPECT_THAT(check().problems(), ElementsAre(AllOf(HasSubstr("did not put into it: trigger quiet"), HasSubstr("Ask IT"))));
  tamper("DROP TRIGGER quiet; CREATE VIEW runs AS SELECT run_id FROM entries");
  EXPECT_THAT(check().problems(), ElementsAre(HasSubstr("view runs")));
  EXPECT_FALSE(check().sound());
}

TEST_F(LedgerCheckTest, AnotherFirstEntry) {
  fill(2);
  unguard();
  tamper("DELETE FROM entries WHERE number = 1; UPDATE entries SET number = number - 1");
  guard();
  EXPECT_EQ(check().broken_at, 1u);
  EXPECT_THAT(check().problems(), Contains(HasSubstr("Nothing in the ledger is proven")));
}

TEST_F(LedgerCheckTest, DamageOnTheDiskIsReportedAndNotACrash) {
  fill(40);
  const std::string whole = test::content(path);
  std::size_t unsound = 0;
  for (std::size_t at = 0; at < whole.size(); at += 509) {
    std::string damaged = whole;
    for (std::size_t i = at; i < std::min(at + 64, damaged.size()); ++i) damaged[i] = static_cast<char>(damaged[i] ^ 0x5A);
    folder.write("ledger.sqlite", damaged);
    const LedgerEvidence evidence = read_evidence(path);
    EXPECT_TRUE(evidence.there);
    if (!evidence.check.sound()) {
      ++unsound;
      EXPECT_THAT(evidence.check.problems(), Not(IsEmpty()));
    }
  }
  EXPECT_GT(unsound, 10u);
}

TEST_F(LedgerCheckTest, EvidenceOfNoneOfARemovedOneAndOfRubbish) {
  EXPECT_FALSE(read_evidence(path).there);
  fill(2);
  EXPECT_TRUE(read_evidence(path).check.sound());
  EXPECT_EQ(read_evidence(path).entries.size(), 3u);
  std::filesystem::remove(path);
  EXPECT_TRUE(read_evidence(path).there);
  EXPECT_THAT(read_evidence(path).check.problems(), ElementsAre(HasSubstr("is gone")));
  folder.write("ledger.sqlite", std::string(5000, 'x'));
  EXPECT_THAT(read_evidence(path).check.problems(), ElementsAre(HasSubstr("is not a ledger")));
}

}  // namespace
}  // namespace counterfoil::audit
