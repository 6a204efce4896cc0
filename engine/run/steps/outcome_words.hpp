// The sentences of an outcome.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/atomic_file.hpp"
#include "findings/finding.hpp"
#include "report/report.hpp"
#include "run/steps/target_workbook.hpp"

namespace counterfoil::run {

/// The plugin's facts "outcome" (a sentence or a few, in words and pounds) and "period_words".
std::vector<std::string> words_of_result(const report::Report& report);

/// Where the result went, when it is a new file; and what the drive cannot do.
std::vector<std::string> words_of_saving(const TargetWorkbook& target, const ReplaceResult& saved);

std::string words_of_another_go(const std::filesystem::path& workbook);

/// How many things stop the run, and what to do.
std::vector<std::string> words_of_a_stop(const Findings& findings);

}  // namespace counterfoil::run
