// Whether the period that a workbook holds was approved, by its signed acts alone, and what was changed since.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "acts/people.hpp"
#include "acts/record_folder.hpp"
#include "audit/verify.hpp"
#include "findings/finding.hpp"
#include "report/opened_workbook.hpp"
#include "run/two_people/period_content.hpp"
#include "run/two_people/sign_off.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

/// The last run of a workbook that holds no batch, in a batch's words: its id, who prepared it and when, and who signed it by the
/// Audit sheet.
BatchState period_state(const report::WorkbookSpec& spec, const std::vector<audit::AuditRow>& rows);

struct PeriodStanding {
  acts::BatchRecord record;
  std::optional<acts::FoundAct> prepared;  // of these figures
  std::optional<acts::FoundAct> approved;  // the newest that counts; without one that counts, the newest
  acts::Standing approved_standing;
  std::optional<acts::FoundAct> rejected;  // the newest, where no approval came after it
  bool by_preparer = false;                // the approval is by whoever prepared the period
  bool otherwise = false;                  // figures, decisions or explanations are not as they were approved
  bool figures_changed = false;            // since the approval
  bool secret_missing = false;             // by which the approval names its rows: which were changed cannot be told
  std::vector<const PeriodRow*> changed;   // since the approval; of the content
};

/// `relier`: who asks. The content must outlive what is returned.
PeriodStanding period_standing(acts::BatchRecord record, const acts::Relier& relier, const BatchState& state,
                               const PeriodContent& content, const acts::KeyedDigests& digests);

/// What `verify` says of it; nothing where nobody signs anything: no record folder and no claim on the Audit sheet.
std::vector<audit::VerifyStatement> period_statements(const report::WorkbookSpec& spec, const std::filesystem::path& workbook,
                                                      const report::OpenedWorkbook& book);

/// At the next run: decisions that were changed after somebody approved them. Never throws for a record that is out of reach.
void notice_edits_since_approval(const report::WorkbookSpec& spec, const std::filesystem::path& workbook,
                                 const report::OpenedWorkbook& book, Findings& findings);

}  // namespace counterfoil::run
