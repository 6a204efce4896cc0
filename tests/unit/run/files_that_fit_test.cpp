#include "run/two_people/files_that_fit.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "build_paths.hpp"
#include "findings_seen.hpp"

namespace counterfoil::run {
namespace {

std::string read_own(const std::string& file) {
  std::ifstream stream{test::source_folder() / "workbooks" / file, std::ios::binary};
  EXPECT_TRUE(stream.is_open()) << file;
  return {std::istreambuf_iterator<char>{stream}, {}};
}

report::WorkbookSpec spec_named(const std::string& id) {
  return report::parse_workbook_spec(read_own("specs/" + id + ".json"), id + ".json");
}

/// A batch of so many lines, and one line more that is held back.
Findings told_of(std::uint32_t lines) {
  const report::WorkbookSpec spec = spec_named("sundry-debtors");
  const auto profile = report::parse_release_profile(read_own("profiles/invoice-requests.json"), "invoice-requests.json");
  report::Report report;
  report::ReportTable& table = report.tables[spec.releases.front().lines];
  table.id = spec.releases.front().lines;
  const report::RowFilter* filter = spec.releases.front().where ? &*spec.releases.front().where : nullptr;
  table.columns = {spec.releases.front().key, filter ? filter->column : "other"};
  const auto text = [&](const std::string& words) { table.cells.push_back({report::ValueKind::text, 0, report.keep(words)}); };
  for (std::uint32_t line = 0; line < lines; ++line) {
    text("K" + std::to_string(line));
    text(filter ? filter->equals.front() : "");
  }
  if (filter) {
    text("HELD");
    text("something else");
  }
  Findings findings;
  tell_files_too_long(spec.releases.front(), report, profile, spec_named, "Debtors.xlsx", findings);
  findings_seen::saw_all("engine", findings.all());
  return findings;
}

// A form has 26 lines, and below its four lines of headings a sheet has room for 1,048,572: 40,329 forms.
TEST(FilesThatFit, ABatchThatFillsTheSheetIsNotSpokenOf) { EXPECT_TRUE(told_of(40'329).all().empty()); }

TEST(FilesThatFit, OneLineMoreIsSaidWhenTheBatchIsPrepared) {
  const Findings findings = told_of(40'330);
  ASSERT_EQ(findings.all().size(), 1u);
  const Finding& finding = findings.all().front();
  EXPECT_EQ(finding.id, "release-does-not-fit");
  EXPECT_EQ(finding.severity, Severity::warning);
  EXPECT_EQ(finding.place.file, "Debtors.xlsx");
  EXPECT_EQ(finding.sentence,
            "The release profile invoice-requests would need 1,048,580 rows on one sheet for the 40,330 lines that are to be "
            "released, and an Excel sheet holds 1,048,576: at most 40,329 lines fit. This batch in Debtors.xlsx cannot be "
            "approved with that profile. Run the task for fewer lines at a time, or choose another release profile.");
}

}  // namespace
}  // namespace counterfoil::run
