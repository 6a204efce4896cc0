#include "run/steps/engine_tables.hpp"

#include <gtest/gtest.h>

namespace counterfoil::run {
namespace {

report::WorkbookSpec spec_with(std::uint32_t control_rows) {
  report::WorkbookSpec spec;
  report::Table findings;
  findings.id = "findings";
  report::Table totals;
  totals.id = "control_totals";
  totals.rows = control_rows;
  spec.sheets.push_back({});
  spec.sheets.back().tables = {findings, totals};
  return spec;
}

InputFact fact(const std::string& id, std::uint64_t rows, std::int64_t pence) {
  InputFact fact;
  fact.id = id;
  fact.title = id;
  fact.rows = rows;
  fact.pence = pence;
  fact.has_control = true;
  fact.total_rows = 1;
  return fact;
}

TEST(EngineTables, FindingsStandMostPressingFirstAndNumbered) {
  Findings findings;
  const auto add = [&](Severity severity, const char* sentence) {
    Finding finding;
    finding.severity = severity;
    finding.sentence = sentence;
    findings.add(finding);
  };
  add(Severity::note, "a note");
  add(Severity::warning, "a check");
  report::Report report;
  add_engine_tables(report, spec_with(6), findings, {}, {}, {});
  const report::ReportTable& table = report.tables.at("findings");
  ASSERT_EQ(table.rows(), 2u);
  EXPECT_EQ(table.at(0, 3).text, "a check");
  EXPECT_EQ(table.at(0, 0).number, 1);
  EXPECT_EQ(table.at(1, 3).text, "a note");
}

TEST(EngineTables, ControlTotalsSayWhatTiesAndWhatDoesNot) {
  host::ControlTotals totals;
  totals.accounts = {{"previous", "Unchanged", 2, 500}, {"current", "Unchanged", 2, 500}, {"current", "Rate", 1, 250}};
  totals.bridge_opening = 500;
  totals.bridge_steps = {{"Rate", 250}};
  totals.bridge_closing = 750;
  report::Report report;
  add_engine_tables(report, spec_with(7), {}, {}, {fact("previous", 2, 500), fact("current", 3, 751)}, totals);
  const report::ReportTable& table = report.tables.at("control_totals");
  ASSERT_EQ(table.rows(), 7u);  // filled up to what the workbook shows
  EXPECT_EQ(table.at(1, 3).text, "Ties");
  EXPECT_EQ(table.at(3, 3).text, "DOES NOT TIE");
  EXPECT_EQ(table.at(3, 2).number, 750);
  EXPECT_EQ(table.at(4, 1).number, 2);  // totals rows of both exports
  EXPECT_EQ(table.at(5, 2).number, 750);
  EXPECT_EQ(table.at(5, 3).text, "Ties");
}

}  // namespace
}  // namespace counterfoil::run
