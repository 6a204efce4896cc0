// The Audit sheet's new row: what the run read, how it was set, what it came to, chained to the row before.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "findings/finding.hpp"
#include "report/report.hpp"
#include "run/given/identity.hpp"
#include "run/given/settings.hpp"
#include "run/given/task.hpp"
#include "run/steps/journal.hpp"
#include "run/steps/target_workbook.hpp"
#include "run/steps/work_out.hpp"

namespace counterfoil::run {

/// Before the name of the workbook that a new one went on from; ", SHA-256 " and its digest follow.
inline constexpr std::string_view goes_on_from = "; goes on from ";

/// All that the row is made from; borrowed during make_audit_row.
struct AuditFacts {
  const RunIdentity& identity;
  const Task& task;
  const Settings& settings;
  const WorkedOut& worked;
  const Findings& findings;
  const TargetWorkbook& target;
  std::string ledger_head;
};

class AuditRow {
 public:
  const report::ReportTable& table() const { return report_.tables.begin()->second; }
  const PreparedFacts& prepared_facts() const { return prepared_; }

 private:
  friend AuditRow make_audit_row(const AuditFacts& facts);
  report::Report report_;  // owns the row's texts
  PreparedFacts prepared_;
};

AuditRow make_audit_row(const AuditFacts& facts);

}  // namespace counterfoil::run
