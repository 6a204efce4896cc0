// What `verify` says of decisions: the log held to the Audit sheet and to signed acts, and each cell of reviewers' that was changed
// since the log saw it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "acts/act.hpp"
#include "audit/verify.hpp"
#include "report/opened_workbook.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

/// Nobody may change these: problems. The log itself, past decisions, a signed sign-off.
std::vector<audit::VerifyStatement> kept_statements(const report::WorkbookSpec& spec, const report::OpenedWorkbook& book,
                                                    const std::vector<audit::AuditRow>& rows);

/// What reviewers typed since is theirs to type, and is listed. Where the workbook is signed (`signed_by`, in words; empty: it is
/// not), what was decided before and reads otherwise now is a problem.
std::vector<audit::VerifyStatement> typed_statements(const report::WorkbookSpec& spec, const report::OpenedWorkbook& book,
                                                     const std::string& signed_by);

/// Does the log begin with what each of these acts bound?
std::vector<audit::VerifyStatement> log_of_acts(const report::OpenedWorkbook& book, const std::vector<audit::AuditRow>& rows,
                                                const std::vector<acts::Act>& acts);

/// The statement on reviewers' cells, for a workbook that has a log.
void say_what_is_followed(const report::OpenedWorkbook& book, audit::VerifyReport& report);

}  // namespace counterfoil::run
