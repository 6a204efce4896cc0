// The Sundry debtors workbook beside the exports: of a debt in its register only the register counts what came back, and deductions
// that exports show are to be ticked there.
#include "over_time.hpp"

namespace cwd_test {

namespace {

class DebtRegisters : public OverTime {
 protected:
  /// £214.00 too much in period 2, put right in period 3 and confirmed.
  void SetUp() override {
    team.emplace(cycle());
    for (int period = 0; period <= 1; ++period) team->run(period, {at(period), other(period)});
    team->run(2, {at(2, usual() + 21400), other(2)});
    team->run(3, {at(3), other(3)});
    ASSERT_EQ(team->overpaid().size(), 1u);
    team->recover("P1", "7001", "Yes");
  }
  Row matter(const Row& change = {}) const {
    Row row{{"reference", "CF1"},
            {"person_id", "P1"},
            {"line_id", "7001"},
            {"payee_id", "V1"},
            {"overpaid_from", period_of(cycle(), 2).first},
            {"overpaid_to", period_of(cycle(), 2).last},
            {"cause", "Paid more than was due"},
            {"raised", "214.00"},
            {"outstanding", "214.00"}};
    for (const auto& [field, text] : change) row[field] = text;
    return row;
  }
  static Row deduction(const std::string& number, const std::string& taken = {}) {
    return {{"reference", "CF1"}, {"number", number}, {"due", "15/10/2025"}, {"deduct", "107.00"}, {"taken", taken}};
  }
  void give(const Rows& matters, const Rows& deductions = {}) {
    team->more_inputs["debt-register"] = matters;
    team->more_inputs["debt-deductions"] = deductions;
  }
  std::string left() const { return team->last().tables.at("overpayments").front().at("left"); }
  std::string said() const { return team->last().tables.at("overpayments").front().at("carried"); }

  std::optional<Team> team;
};

}  // namespace

TEST_P(DebtRegisters, OnlyTheRegisterCounts) {
  give({matter()}, {deduction("1"), deduction("2")});
  team->run(4, {at(4), arrears(4, 2, 2, -10700), other(4)});
  // Seen in the export, and ticked by nobody yet.
  EXPECT_EQ(left(), "214.00");
  EXPECT_NE(said().find("exports took back \u00A3107.00 that is not ticked there"), std::string::npos) << said();
  ASSERT_EQ(team->last().count("deduction-to-tick"), 1u);
  for (const fake::Finding& finding : team->last().findings)
    if (finding.id == "deduction-to-tick") {
      EXPECT_EQ(finding.values.at("number"), "1");
      EXPECT_EQ(finding.values.at("reference"), "CF1");
    }
  EXPECT_EQ(team->last().count("overpayment-taken-back"), 0u);
  EXPECT_EQ(team->queries().size(), 0u) << team->told()[0];
  // Ticked: counted, once.
  give({matter({{"deducted", "107.00"}})}, {deduction("1", "Yes"), deduction("2")});
  team->run(5, {at(5), other(5)});
  EXPECT_EQ(left(), "107.00");
  EXPECT_EQ(team->last().count("deduction-to-tick"), 0u);
  // The second one: the debt is paid, and more is a question.
  team->run(6, {at(6), arrears(6, 2, 2, -10700), other(6)});
  EXPECT_EQ(left(), "107.00");
  EXPECT_EQ(team->last().count("deduction-to-tick"), 1u);
  EXPECT_EQ(team->queries().size(), 0u) << team->told()[0];
  team->run(7, {at(7), arrears(7, 2, 2, -10700), other(7)});
  EXPECT_TRUE(has_rule(team->row("P1", "7001"), "recovery-too-much")) << team->told()[0];
  EXPECT_EQ(risk_of(team->row("P1", "7001")), "Query");
}

// Paid on an invoice: what an export takes back as well is too much.
TEST_P(DebtRegisters, PaidElsewhere) {
  give({matter({{"paid", "214.00"}, {"outstanding", "0.00"}})});
  team->run(4, {at(4), other(4)});
  EXPECT_EQ(left(), "0.00");
  team->run(5, {at(5), arrears(5, 2, 2, -10700), other(5)});
  EXPECT_EQ(left(), "0.00");
  EXPECT_EQ(risk_of(team->row("P1", "7001")), "Query");
}

// A withdrawn matter, a credit note and another line's are not this debt's.
TEST_P(DebtRegisters, OnlyWhatStands) {
  give({matter({{"withdrawn", "SD 28/11/2025"}, {"paid", "100.00"}}), matter({{"reference", "CF2"}, {"raised", "-214.00"}}),
        matter({{"reference", "CF3"}, {"line_id", "7002"}, {"paid", "100.00"}})});
  team->run(4, {at(4), arrears(4, 2, 2, -10700), other(4)});
  EXPECT_EQ(left(), "107.00");  // counted by exports, as without a register
  EXPECT_EQ(said(), "");
}

// Raised from another list: money that is taken back for it is no question.
TEST_P(DebtRegisters, ADebtOfAnotherList) {
  give({matter({{"line_id", "8001"},
                {"person_id", "P2"},
                {"payee_id", "V8"},
                {"overpaid_from", "01/02/2025"},
                {"overpaid_to", "28/02/2025"}})});
  Row back = arrears(4, 0, 0, -10700, {{"person_id", "P2"}, {"line_id", "8001"}, {"payee_id", "V8"}, {"service", "Day centre"}});
  back["adjustment_from"] = "01/02/2025";
  back["adjustment_to"] = "28/02/2025";
  team->run(4, {at(4), other(4), back});
  EXPECT_TRUE(has_rule(team->row("P2", "8001"), "recovery-matched")) << team->told()[0];
  EXPECT_EQ(team->overpaid().size(), 1u);
}

INSTANTIATE_TEST_SUITE_P(EachCycle, DebtRegisters, testing::Values(Cycle::weekly, Cycle::four_weekly, Cycle::monthly), cycle_name);

}  // namespace cwd_test
