// The lines of the protocol that more than one command writes, without their line breaks.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "findings/finding.hpp"
#include "run/inspect.hpp"
#include "run/problem.hpp"
#include "run/run.hpp"
#include "run/waiting.hpp"

namespace counterfoil::app {

/// What a finding is about, beyond its place.
struct FindingWhere {
  std::string input;         // id; empty: of no one input
  std::string path;          // of the file, absolute; empty: not known
  std::string result_sheet;  // where the result says it; empty: nothing was written
  std::string result_cell;
};

std::string finding_line(const Finding& finding, const FindingWhere& where);
std::string problem_line(const run::Problem& problem);
/// Figures, questions and the next steps of a run.
std::vector<std::string> result_lines(const run::RunOutcome& outcome);
/// Absolute, so that a program that stands in another folder finds it; empty for an empty path.
std::string path_text(const std::filesystem::path& path);
/// Each with its own outcome as the last.
std::vector<std::string> inspected_lines(const run::InspectOutcome& outcome);
std::vector<std::string> waiting_lines(const run::WaitingOutcome& outcome);

}  // namespace counterfoil::app
