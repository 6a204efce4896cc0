// What a period's approval is of, where a task releases nothing: the figures as recorded, and every decision as it stands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "acts/keyed_digests.hpp"
#include "report/opened_workbook.hpp"
#include "report/record.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

/// A row that somebody decides on, or decided on in an earlier period.
struct PeriodRow {
  std::string sheet;
  std::string name;   // its key in words
  std::string id;     // digest of the key
  std::string state;  // digest of what reviewers filled in
  bool undecided = false;
};

struct PeriodContent {
  std::string figures;               // the record's digest
  std::string digest;                // over the figures and all rows
  std::vector<std::string> totals;   // "Headline: Lines paid, Lines 12, Amount £1,234.56"
  std::vector<std::string> tallies;  // "Changes: 3 Accept, 1 Query, 2 undecided"
  std::vector<PeriodRow> rows;
};

/// As this act names a row and what it holds; empty where the act's secret is not there.
std::string row_in(const acts::Act& act, const PeriodRow& row, const acts::KeyedDigests& digests);
std::string state_in(const acts::Act& act, const PeriodRow& row, const acts::KeyedDigests& digests);

/// `run`: which one is the last, whose period it is.
PeriodContent period_content(const report::WorkbookSpec& spec, const report::OpenedWorkbook& book, const std::string& run);

/// "Changes, row CF-1, L-2; ...", at most `most` of them.
std::string rows_in_words(const std::vector<const PeriodRow*>& rows, std::size_t most);

}  // namespace counterfoil::run
