// A plugin that breaks the contract is found out, each breach by its own words.
#include "contract_checks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace counterfoil;
using plugin::literal;
using testing::Contains;
using testing::HasSubstr;

constexpr cf_input careless_inputs[] = {{literal("payments"), literal("Payments"), literal("payments"), 1, 0, literal("")}};
constexpr cf_finding careless_findings[] = {{literal("Bad_id"), 1, 0, literal("Bad"), literal("The row is invalid")}};

cf_plugin careless(cf_status (*run)(const cf_host*)) {
  cf_plugin made{};
  made.id = literal("careless");
  made.version = literal("1");
  made.title = literal("Careless");
  made.summary = literal("Careless.");
  made.workbook = literal("template");
  made.inputs = careless_inputs;
  made.input_count = 1;
  made.findings = careless_findings;
  made.finding_count = 1;
  made.run = run;
  return made;
}

/// Hands the rows out as they come, drops the first, writes a reviewer's column, never asks whether it was cancelled, sets no
/// outcome.
void body(plugin::Run& run) {
  const auto amount = run.column("payments", "#control");
  const auto person = run.column("payments", "person_id");
  const auto table = run.open_table("large", {"person_id", "decision"});
  Pence sum;
  for (std::size_t row = 0; row < run.rows("payments"); ++row) {
    table.add({person.text(row), "OK"});
    if (row > 0) sum += amount.pence(row).value_or(Pence{});
  }
  run.account("payments", "All", run.rows("payments"), sum);
}

}  // namespace

TEST(ContractChecks, FindOutACarelessPlugin) {
  const cf_plugin plugin = careless([](const cf_host* host) { return plugin::guarded_run(host, body); });
  const auto troubles = fake::contract_troubles(
      &plugin, {{"payments", {{{"person_id", "1"}, {"net", "5.00"}}, {{"person_id", "2"}, {"net", "7.00"}}}}});
  EXPECT_THAT(troubles, Contains(HasSubstr("not in kebab-case: Bad_id")));
  EXPECT_THAT(troubles, Contains(HasSubstr("does not end")));
  EXPECT_THAT(troubles, Contains(HasSubstr("not what to do")));
  EXPECT_THAT(troubles, Contains(HasSubstr("2 rows and 1200 pence, accounted for are 2 rows and 700 pence")));
  EXPECT_THAT(troubles, Contains(HasSubstr("which is not the engine's to write")));
  EXPECT_THAT(troubles, Contains(HasSubstr("reverse order give another report")));
  EXPECT_THAT(troubles, Contains(HasSubstr("\"outcome\" is not set")));
  EXPECT_THAT(troubles, Contains(HasSubstr("cancelled at once")));
}
