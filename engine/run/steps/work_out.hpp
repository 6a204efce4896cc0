// What a run works out in memory, from the exports to the merged workbook: the same for a run, a rehearsal and a replay.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host/parameters.hpp"
#include "host/plugin_run.hpp"
#include "report/workbook_merge.hpp"
#include "run/given/settings.hpp"
#include "run/given/task.hpp"
#include "run/steps/read_inputs.hpp"
#include "run/steps/stages.hpp"
#include "run/steps/target_workbook.hpp"

namespace counterfoil::run {

/// Borrowed until the result is done with.
struct WorkOrder {
  const Task& task;
  const Settings& settings;
  const host::ParameterValues& parameters;
  const std::map<std::string, std::filesystem::path>& files;
  const TargetWorkbook& target;
  const RunIdentity& identity;
  const TargetWorkbook* team = nullptr;  // the team's own workbook, where our sheets stand in another, the target
  bool replays = false;                  // done again in memory: what the run believed of releases is believed
};

struct WorkedOut {
  bool stopped = false;             // by findings; then only `inputs` and `questions` are filled
  std::vector<Question> questions;  // of a team's own workbook
  std::vector<InputFact> inputs;
  host::ParameterValues parameters;  // as used
  host::PluginResult result;
  report::MergeOutcome merged;
  std::vector<std::string> words;  // for people, the result first
  std::optional<Adoption>
      adoption;  // of a team's own workbook; its bytes are what the merge goes on with, or the team's whole result
  std::size_t findings_told =
      0;  // of all, those that the plugin's and the engine's tables were made with; the merge found the rest
  std::optional<report::WorkbookMerge> merge;  // lacks the Audit sheet's new row
};

/// Writes nothing. What was noticed is added to `findings`.
WorkedOut work_out(const WorkOrder& order, Stages& stages, Findings& findings);

}  // namespace counterfoil::run
