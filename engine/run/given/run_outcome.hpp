// What came of a run. Only run.cpp says which status it has.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/failure.hpp"
#include "base/written_files.hpp"
#include "findings/finding.hpp"
#include "report/workbook_merge.hpp"
#include "run/given/figure.hpp"
#include "run/given/question.hpp"
#include "run/problem.hpp"

namespace counterfoil::run {

enum class RunStatus { finished, rehearsed, stopped_by_findings, failed };

/// A file that was read.
struct ReadExport {
  std::string input;  // id
  std::string name;   // as findings call it
  std::filesystem::path path;
  std::string sheet;
};

struct RunOutcome {
  RunStatus status = RunStatus::failed;
  std::string run_id;
  std::string task;
  std::optional<FailureKind> reason;  // of a failure
  std::vector<std::string> words;     // sentences for a person, the outcome first
  Findings findings;
  std::vector<std::string> finding_cells;  // where each stands on the sheet `findings_sheet`; empty where nothing was written
  std::string findings_sheet;
  std::vector<Problem> problems;    // with what was given: nothing was begun
  std::vector<Question> questions;  // that must be answered before the run can go on
  std::vector<ReadExport> exports;  // in the task's order
  std::vector<Figure> figures;      // of the result
  bool release_follows = false;     // the result is a batch that a second person must approve
  report::MergeOutcome merged;      // what changed, or would change, sheet by sheet
  WrittenFiles written;             // workbooks that were put in place, whatever came after
  std::filesystem::path workbook;   // where the result is; empty unless the run finished
  std::filesystem::path prior_version;
  std::filesystem::path calendar;  // the file of its milestones, where the task has them
  std::filesystem::path proposed;  // a name for save_as, where somebody has the workbook
  std::string report_digest;
  std::string workbook_digest;
};

}  // namespace counterfoil::run
