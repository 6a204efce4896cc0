// The sentences of an outcome.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "report/report.hpp"
#include "run/run.hpp"
#include "run/steps/journal.hpp"
#include "run/steps/target_workbook.hpp"

namespace counterfoil::run {

/// The plugin's facts "outcome" (a sentence or a few, in words and pounds) and "period_words".
std::vector<std::string> words_of_result(const report::Report& report);

/// Where the result went, when it is a new file; and what the drive cannot do.
void add_words_of_saving(const TargetWorkbook& target, const ReplaceResult& saved, RunOutcome& outcome);

std::string words_of_another_go(const std::filesystem::path& workbook);

/// Ends the run in good order: the outcome says so, the ledger too when the run had begun.
void stop_by_findings(const std::vector<InputFact>& inputs, std::optional<Journal>& journal, RunOutcome& outcome);

}  // namespace counterfoil::run
