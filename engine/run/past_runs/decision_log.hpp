// The log of decisions and whatever binds it: the Audit row, the ledger's entry and signed acts have its digest; what was written
// over in the engine's history is put back before a run reads it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "audit/audit_record.hpp"
#include "audit/verify.hpp"
#include "findings/finding.hpp"
#include "report/decision_log.hpp"
#include "report/workbook_merge.hpp"
#include "run/given/identity.hpp"
#include "run/given/settings.hpp"
#include "run/steps/target_workbook.hpp"

namespace counterfoil::run {

inline report::Seer seer_of(const RunIdentity& identity) { return {identity.run_id, identity.user, identity.moment.utc}; }

/// "nothing", or the text in quotes.
std::string quoted_or_nothing(const std::string& text);

/// At the end of an Audit row's settings, or of a merge's totals: "decision log = SHA-256 ..."; empty for no digest.
std::string logged_in_words(std::string_view joint, const std::string& digest);

/// A sentence where the newest Audit row that names a digest names another one than the log has now; empty where all is well, or
/// nobody named one yet.
std::string log_changed_since(const std::vector<audit::AuditRow>& rows, const report::Record& record);

/// For a signed act: how many lines the log had, with what was typed since, and their digest. "12 3f..."
std::string log_fact(const report::DecisionLog& log);
/// The log of a workbook as whoever signs it under `seer` has it before them: with what was typed since it was written.
report::DecisionLog log_as_seen(const report::WorkbookSpec& spec, const report::OpenedWorkbook& book, const report::Seer& seer);
/// Does the log still begin with what an act bound? Also true of an act that bound none. `gone`: lines left it since, or two
/// copies were merged, so that it cannot be told.
bool log_holds(const report::DecisionLog& log, const std::string& fact, bool& gone);

/// Puts back what was rewritten of past decisions and signatures, in memory, and says each in `findings`.
void put_back_kept_cells(const report::WorkbookSpec& spec, TargetWorkbook& target, Findings& findings);

/// What a run has to tell the log.
report::WorkbookMerge::Seeing seeing_of(const report::WorkbookSpec& spec, const TargetWorkbook& target, const Settings& settings,
                                        const RunIdentity& identity);

}  // namespace counterfoil::run
