#include "acts/batch_standing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "acts_for_tests.hpp"

namespace counterfoil::acts {
namespace {

using test::act;
using test::somebody;

class StandingOfBatch : public testing::Test {
 protected:
  const Signer a = somebody("a.preparer"), b = somebody("b.checker"), c = somebody("c.loader");
  const Act preparation = act(prepared, a, {{"content", "same"}});
  Relier relier{"c.loader",
                c.key.public_key,
                std::nullopt,
                {{"a.preparer", key_code(a.key.public_key), "2025-12-08T09:30:00Z"},
                 {"b.checker", key_code(b.key.public_key), "2025-12-08T09:30:00Z"}}};

  Act approval(const Signer& who, const Act& of, const std::string& content = "same", const std::string& gross = "100") const {
    return act(approved, who, {{"prepared", id_of(of)}, {"content", content}, {"gross", gross}}, "2025-12-08T10:00:00Z");
  }

  std::vector<std::string> objections(const std::vector<Act>& acts, const std::string& content = "same") const {
    BatchRecord record;
    for (const Act& each : acts) record.acts.push_back({each, {}, {}});
    std::vector<std::string> ids;
    for (const Objection& each : standing_of_batch(record, relier, content).objections) ids.push_back(each.id);
    return ids;
  }
};

using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(StandingOfBatch, PreparedByOneAndApprovedByAnother) {
  EXPECT_THAT(objections({preparation, approval(b, preparation)}), IsEmpty());
  EXPECT_THAT(objections({preparation}), ElementsAre("not-approved"));
  EXPECT_THAT(objections({}), ElementsAre("not-approved", "not-prepared"));
}

TEST_F(StandingOfBatch, OfOtherContent) {
  EXPECT_THAT(objections({preparation, approval(b, preparation)}, "other"), ElementsAre("approved-otherwise"));
  EXPECT_THAT(objections({preparation, approval(b, act(prepared, a, {{"content", "x"}}))}),
              ElementsAre("approval-of-other", "not-prepared"));
}

TEST_F(StandingOfBatch, OnePersonTwice) {
  EXPECT_THAT(objections({preparation, approval(a, preparation)}), ElementsAre("same-person"));
  const Signer another_machine{"COUNCIL\\A.Preparer", "PC-18", new_key_pair()};
  EXPECT_THAT(objections({preparation, approval(another_machine, preparation)}), ElementsAre("same-person"));
  const Signer another_name{"b.checker", "PC-17", a.key};
  EXPECT_THAT(objections({preparation, approval(another_name, preparation)}), ElementsAre("same-person"))
      << "the same key under another name";
}

TEST_F(StandingOfBatch, ANameIsNoProof) {
  const Signer forged = somebody("b.checker");
  EXPECT_THAT(objections({preparation, approval(forged, preparation)}), ElementsAre("approver-not-proven"));
  const Signer invented = somebody("z.nobody");
  const Act other = act(prepared, invented, {{"content", "same"}});
  EXPECT_THAT(objections({other, approval(b, other)}), ElementsAre("preparer-not-proven"));
}

TEST_F(StandingOfBatch, AForgedApprovalBesideAGoodOneDoesNoHarm) {
  EXPECT_THAT(objections({preparation, approval(b, preparation), approval(somebody("b.checker"), preparation)}), IsEmpty());
  EXPECT_THAT(objections({preparation, approval(somebody("b.checker"), preparation), approval(b, preparation)}), IsEmpty());
}

TEST_F(StandingOfBatch, ARejectionIsFinal) {
  EXPECT_THAT(objections({preparation, approval(b, preparation), act(rejected, c, {}, "2025-12-08T09:45:00Z")}),
              ElementsAre("rejected"));
}

TEST_F(StandingOfBatch, ALimitIsOfTheGross) {
  relier.people = std::vector<Person>{{"a.preparer", false, true, std::nullopt, {key_code(a.key.public_key)}},
                                      {"b.checker", true, false, 99, {key_code(b.key.public_key)}}};
  EXPECT_THAT(objections({preparation, approval(b, preparation)}), ElementsAre("approver-limit"));
  (*relier.people)[1].up_to_pence = 100;
  EXPECT_THAT(objections({preparation, approval(b, preparation)}), IsEmpty());
  (*relier.people)[1].may_approve = false;
  EXPECT_THAT(objections({preparation, approval(b, preparation)}), ElementsAre("approver-may-not"));
}

TEST_F(StandingOfBatch, WhoPreparedItConfirmsNobody) {
  relier.account = "a.preparer";
  relier.public_key = a.key.public_key;
  EXPECT_THAT(objections({preparation, approval(b, preparation)}), ElementsAre("approver-not-proven"));
}

}  // namespace
}  // namespace counterfoil::acts
