// THE main path: one run of one task, from files to the saved workbook.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/failure.hpp"
#include "findings/finding.hpp"
#include "host/parameters.hpp"
#include "report/workbook_merge.hpp"
#include "run/given/installation.hpp"
#include "run/given/team_answers.hpp"

namespace counterfoil::run {

struct RunRequest {
  std::string task;
  std::map<std::string, std::filesystem::path> inputs;  // by input id
  std::filesystem::path workbook;
  std::filesystem::path save_as;  // a new file for the result, the workbook then stays as it is; empty: back into the workbook
  bool rehearse = false;
  bool break_signature = false;     // a signed workbook may be changed, though its signature will not hold
  std::filesystem::path settings;   // empty: counterfoil-settings.json beside the workbook, if there is one
  host::ParameterTexts parameters;  // --set NAME=VALUE, in order
  TeamRequest team;                 // what is said about a workbook that is the team's own
  std::filesystem::path ledger;
};

/// What a run tells while it goes on. Called on the thread that called run().
struct RunEvents {
  std::function<void(const std::string& run_id, const std::string& task)> started = [](auto&&...) {};
  /// `done` of `total` within the whole run; `stage` in words ("Reading November.xlsx").
  std::function<void(const std::string& stage, std::uint64_t done, std::uint64_t total)> progress = [](auto&&...) {};
  std::function<bool()> cancelled = [] { return false; };
};

enum class RunStatus { finished, rehearsed, stopped_by_findings, failed };

struct RunOutcome {
  RunStatus status = RunStatus::failed;
  std::string run_id;
  std::string task;
  std::optional<FailureKind> reason;  // of a failure
  std::vector<std::string> words;     // sentences for a person, the outcome first
  Findings findings;
  report::MergeOutcome merged;     // what changed, or would change, sheet by sheet
  std::filesystem::path workbook;  // where the result is; empty when nothing was written
  std::filesystem::path prior_version;
  std::filesystem::path calendar;  // the file of its milestones, where the task has them
  std::filesystem::path proposed;  // a name for save_as, where somebody has the workbook
  std::string report_digest;
  std::string workbook_digest;
};

/// Never throws for what can go wrong with files, data or plugins: the outcome says it. Nothing is written before everything is
/// worked out.
RunOutcome run(const RunRequest& request, const Installation& installation, const RunEvents& events = {});

/// 0 finished or rehearsed, 1 stopped by findings, 2 could not run, 3 usage.
int exit_status(const RunOutcome& outcome);

}  // namespace counterfoil::run
