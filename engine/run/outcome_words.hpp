// The sentences of an outcome.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/report.hpp"
#include "run/journal.hpp"
#include "run/run.hpp"

namespace counterfoil::run {

/// The plugin's facts "outcome" (a sentence or a few, in words and pounds) and "period_words".
std::vector<std::string> words_of_result(const report::Report& report);

/// Ends the run in good order: the outcome says so, the ledger too when the run had begun.
void stop_by_findings(const std::vector<InputFact>& inputs, std::optional<Journal>& journal, RunOutcome& outcome);

}  // namespace counterfoil::run
