// What the workbook remembers of earlier exports: read for the plugin before it runs, and brought up to date with the rows that it
// returns.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "findings/finding.hpp"
#include "host/plugin_run.hpp"
#include "report/memory.hpp"
#include "run/given/identity.hpp"
#include "run/given/settings.hpp"
#include "run/given/task.hpp"
#include "run/past_runs/period_history.hpp"
#include "run/steps/read_inputs.hpp"
#include "run/steps/target_workbook.hpp"

namespace counterfoil::run {

/// The step "remember". Borrows what it is made with.
class Remembered {
 public:
  /// Adds the inputs "#exports" and one for each kept table, as plugin_abi.h says, without the export in hand. Nothing for a task
  /// that has no memory. Failure (refused) when what the workbook holds is not what its last run recorded.
  Remembered(const Task& task, const TargetWorkbook& target, ReadInputs& inputs);

  /// Takes in what the plugin returned, adds the tables of the periods to the report, and lets go what is older than `months` (0:
  /// as the specification says). Adds the fact "memory_from", and to `findings` what was replaced and what was dropped. Failure
  /// (out of tie) when the rows of an export do not come to its control total, (refused) when the plugin did not say of which
  /// period they are. `inputs`: what was read.
  void take(report::Report& report, const std::vector<InputFact>& inputs, const RunIdentity& identity, std::uint32_t months,
            Findings& findings);

  /// As it stands now: before take(), what earlier runs left. Null for a task that has none.
  const report::Memory* memory() const { return memory_ ? &*memory_ : nullptr; }
  /// For the record.
  std::vector<report::RecordTable> tables();
  /// From when the memory reaches back, where this run began it; and whether the run was of an older period than the newest held.
  const std::vector<std::string>& words() const { return words_; }
  bool went_back() const { return went_back_; }
  /// In words: the periods of which rows were let go.
  const std::vector<std::string>& periods_let_go() const { return let_go_; }

 private:
  void take_export(const report::RememberedInput& of, const InputFact& fact, const report::Report& report,
                   const RunIdentity& identity, Findings& findings);
  /// What an export that is remembered, or its rows as returned, paid on each line.
  PenceByLine remembered_pence(std::int64_t first, std::int64_t last, const std::string& but) const;
  static PenceByLine returned_pence(const report::KeptTable& kept, const report::ReportTable& table,
                                    const std::vector<std::size_t>& rows);

  const Task& task_;
  const TargetWorkbook& target_;
  const ReadInputs& inputs_;
  std::optional<PeriodHistory> periods_;  // as long as there is a memory
  std::optional<report::Memory> memory_;  // none: the task has no memory
  std::vector<std::string> words_;
  std::vector<std::string> let_go_;
  bool went_back_ = false;
};

}  // namespace counterfoil::run
