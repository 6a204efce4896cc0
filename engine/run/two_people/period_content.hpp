// What a period's approval is of, where a task releases nothing: the figures as recorded, and every decision as it stands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "acts/keyed_digests.hpp"
#include "report/opened_workbook.hpp"
#include "report/record.hpp"
#include "run/forget/removals.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

/// A row that somebody decides on, or decided on in an earlier period.
struct PeriodRow {
  std::string sheet;
  std::string name;   // its key in words
  std::string id;     // digest of the key
  std::string state;  // digest of what reviewers filled in
  bool undecided = false;
  bool removed = false;      // of a person who was removed under retention: what was signed of it is no more
  bool explanation = false;  // of a period that is missing, repeated or restated
};

struct PeriodContent {
  std::string figures;               // the record's digest, as it was before people were removed
  std::string digest;                // over the figures and all rows
  std::string without_explanations;  // the same as earlier versions signed it
  std::vector<std::string> totals;   // "Headline: Lines paid, Lines 12, Amount £1,234.56"
  std::vector<std::string> tallies;  // "Changes: 3 Accept, 1 Query, 2 undecided"
  std::vector<PeriodRow> rows;
};

/// As this act names a row and what it holds; empty where the act's secret is not there.
std::string row_in(const acts::Act& act, const PeriodRow& row, const acts::KeyedDigests& digests);
std::string state_in(const acts::Act& act, const PeriodRow& row, const acts::KeyedDigests& digests);

/// The digest that this approval signed, were nothing changed since: those of earlier versions are without explanations of periods.
const std::string& digest_for(const acts::Act& approval, const PeriodContent& content);
/// The fact of an approval that says what else than figures and decisions it is of.
inline constexpr const char* signed_too = "signed-too";
inline constexpr const char* explanations_of_periods = "explanations of periods";

/// `run`: which one is the last, whose period it is. `removals`: of the workbook.
PeriodContent period_content(const report::WorkbookSpec& spec, const report::OpenedWorkbook& book, const std::string& run,
                             const Removals& removals);

/// "Changes, row CF-1, L-2; ...", at most `most` of them.
std::string rows_in_words(const std::vector<const PeriodRow*>& rows, std::size_t most);

}  // namespace counterfoil::run
