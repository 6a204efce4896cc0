#include <gtest/gtest.h>

#include "audit/run_facts.hpp"
#include "audit/sign_off_record.hpp"

namespace counterfoil::audit {
namespace {

TEST(SignOffRecordTest, TheWordsReadBack) {
  for (const std::string_view action : {approve_action, reject_action, release_action}) {
    AuditRecord record;
    record.settings = sign_off_in_words(action, "20251208-093000-7f3a") + "\r\nprofile = x: released";
    const auto read = sign_off_of(record);
    ASSERT_TRUE(read);
    EXPECT_EQ(action, read->action);
    EXPECT_EQ("20251208-093000-7f3a", read->batch);
  }
  AuditRecord run;
  run.settings = "limit = £5.00; batch = approved";
  EXPECT_FALSE(sign_off_of(run));
}

TEST(SignOffRecordTest, OneLoginHoweverItIsWritten) {
  for (const char* name :
       {"j.smith", "J.SMITH", "COUNCIL\\j.smith", " j.smith\t", "j.smith@council.example", "council/J.Smith", "J. Smith"})
    EXPECT_EQ("j.smith", login_for_comparing(name)) << name;
  for (const char* nobody : {"", "  ", "unknown", "COUNCIL\\", "@council.example"})
    EXPECT_EQ("", login_for_comparing(nobody)) << nobody;
  EXPECT_NE(login_for_comparing("j.smith"), login_for_comparing("j.smith2"));
}

TEST(SignOffRecordTest, TheLedgerKeepsWhatWasReleased) {
  RunFacts facts;
  facts.action = "release";
  facts.batch = "RUN-1";
  facts.files = {{12, "ab"}, {7, "cd"}};
  facts.keys = {released_key_digest("uplift", "K-1"), released_key_digest("uplift", "K-2")};
  EXPECT_EQ(facts, from_body(to_body(facts)));
  EXPECT_EQ(std::string::npos, to_body(facts).find("K-1"));
  EXPECT_NE(facts.keys[0], released_key_digest("debtors", "K-1"));
  EXPECT_EQ(64U, facts.keys[0].size());
}

}  // namespace
}  // namespace counterfoil::audit
