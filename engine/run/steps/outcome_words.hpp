// The sentences of an outcome.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/atomic_file.hpp"
#include "findings/finding.hpp"
#include "report/report.hpp"
#include "report/workbook_merge.hpp"
#include "run/steps/target_workbook.hpp"

namespace counterfoil::run {

/// The plugin's facts "outcome" (a sentence or a few, in words and pounds) and "period_words".
std::vector<std::string> words_of_result(const report::Report& report);

/// How many questions wait for a decision, old and new, and how many periods for an explanation. Empty where the workbook has no
/// questions and nothing is to be explained.
std::string words_of_unsettled(const report::MergeOutcome& merged);
/// As the beginning of the first sentence's line.
void put_first(const std::string& sentence, std::vector<std::string>& words);

/// What was removed from the folder of earlier versions for its age.
std::string words_of_old_versions(const std::filesystem::path& workbook, std::size_t removed);

/// Where the result went, when it is a new file; what the drive cannot do, and which earlier versions went for their age.
std::vector<std::string> words_of_saving(const TargetWorkbook& target, const ReplaceResult& saved);

std::string words_of_another_go(const std::filesystem::path& workbook);

/// How many things stop the run, and what to do.
std::vector<std::string> words_of_a_stop(const Findings& findings);

}  // namespace counterfoil::run
