// The log of periods through one run: read from the workbook, brought up to date with the exports of the run, and shown on the
// sheets Periods and Reconciliation.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "report/memory.hpp"
#include "report/period_log.hpp"
#include "report/report.hpp"
#include "run/given/identity.hpp"
#include "run/steps/target_workbook.hpp"

namespace counterfoil::run {

/// Pence by the person and line that they are of.
using PenceByLine = std::map<std::pair<std::string, std::string>, std::int64_t>;

class PeriodHistory {
 public:
  /// `record`: the workbook's, or nullptr; `memory`: what it remembers. Where the workbook has no log yet, the log begins with what
  /// is remembered, and the Audit sheet says by which run. Failure (refused) where the log does not read.
  PeriodHistory(const report::WorkbookSpec& spec, const TargetWorkbook& target, const report::Record* record,
                const report::Memory& memory);

  /// An export of this run; the one in hand is compared, the other is only compared with. `before` and `after`: the lines of the
  /// export whose place it takes, and its own.
  void take(const report::HeldExport& of, bool in_hand, const RunIdentity& identity, const PenceByLine& before,
            const PenceByLine& after);
  /// What the task says of the period in hand (facts "period_queried", "period_overpaid", "period_recovered").
  void take_pounds(const report::Report& report, std::int64_t first, std::int64_t last);
  /// The memory let these go, so the lines that changed in them go too.
  void let_go(const std::vector<report::HeldExport>& dropped);

  const report::PeriodLog& log() const { return log_; }

 private:
  report::PeriodLog log_;
};

/// Adds the tables "periods" and "reconciliation", where the specification has them, and the facts for their sheets' subtitles.
void add_period_tables(const report::WorkbookSpec& spec, const report::PeriodLog& log, report::Report& report);

}  // namespace counterfoil::run
