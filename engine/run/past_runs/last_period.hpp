// Last period's lines taken from the workbook, where their export was left out.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "findings/finding.hpp"
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
/// period's. Failure (refused) when it is not the one that the row states; (usage) when the workbook holds none. `remedy`: what to
/// do then, as a sentence.
LastRun read_last_run(const TargetWorkbook& target, const Task& task, const std::string& remedy);

/// The input that the workbook's lines must stand in for; empty when all are given.
std::string input_from_workbook(const Task& task, const host::Inputs& given);

struct Compared {
  host::PluginResult result;
  host::ParameterValues parameters;  // as used
  std::string words;                 // which lines were taken; empty when none were
};

/// Runs the plugin. With an export left out, its lines are the last run's: of the period before, or, when the last run was of this
/// period already, those that it was itself compared with. They are added to `inputs`, and what the plugin reports to `findings`.
Compared compare(const Task& task, const TargetWorkbook& target, ReadInputs& inputs, const host::ParameterValues& parameters,
                 Findings& findings, const host::PluginHooks& hooks);

}  // namespace counterfoil::run
