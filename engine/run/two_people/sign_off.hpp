// A batch and its sign-off: what a run prepares for a second person, and what a workbook says of it afterwards.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit_record.hpp"
#include "report/opened_workbook.hpp"
#include "report/report.hpp"
#include "run/given/identity.hpp"
#include "run/steps/target_workbook.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

/// Fills the sign-off of the new batches into a run's report, and brings the marks of earlier releases back into rows that the
/// plugin gave without. `never_released`: keys whose marks are none.
void prepare_sign_off(const report::WorkbookSpec& spec, const RunIdentity& identity, const TargetWorkbook& target,
                      const std::set<std::string>& never_released, report::Report& report);

/// "2025-12-08T09:30:00+00:00" as a column of this kind holds it, in canonical form.
std::string moment_for_column(const Moment& moment, report::ColumnKind kind);

/// Who did what to the batch, by the Audit sheet.
struct BatchAct {
  std::string action;
  std::string user;
  std::string time;  // local
  std::string run_id;
  std::string files;  // of a release, a line each
};

struct BatchState {
  const report::Release* release = nullptr;  // of the specification
  std::string title;                         // what staff call its kind; empty where the task has one kind
  std::string batch;                         // empty: the workbook holds none
  std::string prepared_by;
  std::string prepared_on;  // in words
  std::int64_t rows = 0;
  std::int64_t pence = 0;  // gross
  std::string sheet;       // where the block stands
  // As people see them in the block:
  std::string checked_by;
  std::string decision;
  std::vector<BatchAct> acts;  // of this batch, the oldest first

  /// The last one of these actions; nullptr where there is none.
  const BatchAct* last(std::string_view action, std::string_view other = {}) const;
};

/// The batches that the workbook holds, in the order of the specification. None: its sign-off is empty.
std::vector<BatchState> batch_states(const report::WorkbookSpec& spec, const report::OpenedWorkbook& book,
                                     const std::vector<audit::AuditRow>& rows);

/// "b.checker on 8 Dec 2025 09:30"
std::string act_in_words(const BatchAct& act);

/// "2 lines, £1,234.56 gross": of all kinds, nothing netted.
std::string batch_in_words(const BatchState& state);

}  // namespace counterfoil::run
