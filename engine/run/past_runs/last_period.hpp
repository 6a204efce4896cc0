// Last period's lines taken from the workbook, where their export was left out.
#pragma once

#include <optional>
#include <string>

#include "host/plugin_run.hpp"
#include "run/given/task.hpp"
#include "run/past_runs/kept_lines.hpp"
#include "run/steps/read_inputs.hpp"
#include "run/steps/target_workbook.hpp"

namespace counterfoil::run {

/// What the last run into a workbook kept, and which run that was.
struct LastRun {
  KeptRun kept;
  std::string run_id;
};

/// The workbook's record, proven against the last row of its Audit sheet: lines that somebody altered must not become last
/// period's. Failure (refused) when the row states another one; (usage) when the workbook holds none. `remedy`: what to
/// do then, as a sentence.
LastRun read_last_run(const TargetWorkbook& target, const Task& task, const std::string& remedy);

/// The input that the workbook's lines must stand in for; empty when all are given.
std::string input_from_workbook(const Task& task, const host::Inputs& given);

/// The step "take last period's lines": puts lines that the last run kept into `inputs`, in place of an export that was left out;
/// nothing where all were given. First the lines of the period before. Only the plugin's result shows whether the last run was of
/// this period already; then the lines that it was itself compared with are the right ones, and the plugin runs again with them.
/// Borrows what it is made with.
class LastPeriod {
 public:
  LastPeriod(const Task& task, const TargetWorkbook& target, const host::ParameterValues& parameters, ReadInputs& inputs);

  /// What the plugin is to be run with: as given, and what the last run was set to where the lines need it.
  const host::ParameterValues& parameters() const { return in_use_.parameters; }
  /// After the plugin ran with these lines: puts the others in their place, where they may fit better. False: the result stands.
  bool take_others(const report::Report& report, const Findings& findings);
  /// After the plugin ran with the others: whether that is the better result. If not, the first lines are in use again.
  bool others_fit(const report::Report& report, const Findings& findings);
  /// Adds to the facts of `inputs` what the record says of the lines in use. The sentence that tells which; empty: none were taken.
  std::string state_lines();

 private:
  struct Lines {
    InputFact fact;
    std::optional<table::InputTable> table;  // while it is not among the inputs
    host::ParameterValues parameters;
  };

  /// As the last run kept them under this id; nothing where it did not, or in a way that this version does not read.
  std::optional<Lines> kept_as(const std::string& id) const;
  std::string first_choice() const;
  void put_in_use(Lines lines);
  void set_aside();
  bool of_recorded_period(const report::Report& report) const;

  const Task& task_;
  const host::ParameterValues& given_;
  ReadInputs& inputs_;
  std::optional<LastRun> last_run_;  // none: nothing was left out
  Lines in_use_;
  std::optional<Lines> aside_;
  std::size_t blocking_before_ = 0;  // findings with the lines that were set aside
};

}  // namespace counterfoil::run
