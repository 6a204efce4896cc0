#include "run/steps/lasting_version.hpp"

#include "audit/sign_off_record.hpp"
#include "report/workbook_merge.hpp"

namespace counterfoil::run {

std::string why_it_lasts(const report::WorkbookSpec& spec, const report::OpenedWorkbook& before, std::string_view action,
                         const std::string& period) {
  const report::AuditRows& rows = before.audit(spec);
  if (rows.empty()) return {};
  auto newest = rows.rbegin();  // a removal under retention leaves a version what it was
  while (newest + 1 != rows.rend() && audit::kind_of_row(audit::from_row(*newest)) == audit::forget_action) ++newest;
  const audit::AuditRecord last = audit::from_row(*newest);
  if (const auto done = audit::sign_off_of(last))
    return done->action == audit::release_action ? "released" : done->action == audit::approve_action ? "approved" : "rejected";
  if (action == audit::approve_action) return "approved";  // it is what the approver had before them
  if (action == audit::reject_action) return "rejected";
  return action.empty() && !period.empty() && period != last.period ? "last-of-period" : std::string{};
}

}  // namespace counterfoil::run
