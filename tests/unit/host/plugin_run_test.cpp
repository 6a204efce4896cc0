#include "host/plugin_run.hpp"
#include "build_paths.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/failure.hpp"

namespace counterfoil::host {
namespace {

using testing::HasSubstr;

PluginLibrary plugin(int behaviour) {
  return PluginLibrary::open_unlisted(test::build_folder() / "tests/unit/host/plugins" /
                                      ("misbehaving_" + std::to_string(behaviour) + MODULE_SUFFIX));
}

report::WorkbookSpec spec() {
  report::WorkbookSpec spec;
  report::Table table;
  table.id = "rows";
  for (const auto& [id, owner] :
       {std::pair{"label", report::Owner::engine}, {"amount", report::Owner::engine}, {"comment", report::Owner::reviewer}}) {
    report::Column column;
    column.id = id;
    column.owner = owner;
    table.columns.push_back(column);
  }
  spec.sheets.push_back({});
  spec.sheets.back().tables.push_back(table);
  return spec;
}

/// Two payments, £1.00 and £2.00, on rows 5 and 7 of a sheet.
Inputs two_payments() {
  static const std::string text = "Person ID,Amount\nX1,1.00\nX2,2.00\n";
  table::Layout layout;
  layout.id = "payments";
  layout.title = "Payments";
  layout.fields = {{"person_id", "Person ID", table::FieldKind::identifier, {"Person ID"}, true, false},
                   {"amount", "Amount", table::FieldKind::pence, {"Amount"}, false, false}};
  layout.required = {{"person_id"}};
  layout.control = {"amount"};
  Findings findings;
  Inputs inputs;
  inputs.emplace("payments", table::read_input(text, "Nov.csv", layout, {}, findings));
  EXPECT_FALSE(findings.blocking());
  return inputs;
}

PluginResult run(int behaviour, Findings& findings, const PluginHooks& hooks = {}) {
  const PluginLibrary library = plugin(behaviour);
  return run_plugin(library, spec(), two_payments(), read_parameters(library.description(), {}), findings, hooks);
}

PluginResult run_draft(Findings& findings) {
  const PluginLibrary library = PluginLibrary::open_unlisted(
      test::build_folder() / "tests/unit/host/plugins" / (std::string{"misbehaving_10"} + MODULE_SUFFIX), Drafts::accepted);
  return run_plugin(library, spec(), two_payments(), read_parameters(library.description(), {}), findings, {});
}

std::string refusal(int behaviour) {
  Findings findings;
  try {
    run(behaviour, findings);
  } catch (const Failure& failure) {
    return failure.what();
  }
  return "ran";
}

TEST(PluginRun, RowsFindingsFactsAndTotalsComeBack) {
  Findings findings;
  const PluginResult result = run(0, findings);
  const report::ReportTable& rows = result.report.tables.at("rows");
  ASSERT_EQ(rows.rows(), 2u);
  EXPECT_EQ(rows.at(1, 0).text, "X2");
  EXPECT_EQ(rows.at(1, 1).number, 200);
  EXPECT_EQ(result.report.facts.at("limit").number, 1'000);
  EXPECT_EQ(result.report.facts.at("missing").text, "not there");
  ASSERT_EQ(result.totals.accounts.size(), 1u);
  EXPECT_EQ(result.totals.accounts[0].pence, 300);
  ASSERT_EQ(findings.all().size(), 1u);
  EXPECT_EQ(findings.all()[0].sentence, "Row 3 of Nov.csv holds \u00A32.00. Look at B3.");
}

TEST(PluginRun, ADraftsCallsAnswer) {
  Findings findings;
  const PluginResult result = run_draft(findings);
  EXPECT_EQ(result.report.facts.at("heading").text, "Amount");
  EXPECT_EQ(result.report.facts.at("of no column").text, "none");
  EXPECT_EQ(result.report.facts.at("of no input").text, "none");
}

TEST(PluginRun, AThrowingPluginStopsTheRunWithItsReason) { EXPECT_THAT(refusal(1), HasSubstr("the sum of the hours is negative")); }

TEST(PluginRun, MisuseOfTheContractIsNamed) {
  EXPECT_THAT(refusal(2), HasSubstr("nowhere"));
  EXPECT_THAT(refusal(3), HasSubstr("comment"));
  EXPECT_THAT(refusal(4), HasSubstr("unheard-of"));
  EXPECT_THAT(refusal(5), HasSubstr("misbehaving"));
  EXPECT_THAT(refusal(6), HasSubstr("misbehaving"));
}

TEST(PluginRun, CancelEndsIt) {
  Findings findings;
  PluginHooks hooks;
  hooks.progress = [](std::uint64_t done, std::uint64_t) { return done < 1; };
  try {
    run(0, findings, hooks);
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::cancelled);
  }
}

}  // namespace
}  // namespace counterfoil::host
