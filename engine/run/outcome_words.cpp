#include "run/outcome_words.hpp"

#include "base/text.hpp"

namespace counterfoil::run {

std::vector<std::string> words_of_result(const report::Report& report) {
  std::vector<std::string> words;
  for (const std::string_view fact : {"outcome", "period_words"}) {
    const auto found = report.facts.find(fact);
    if (found != report.facts.end() && !found->second.text.empty()) words.emplace_back(found->second.text);
  }
  return words;
}

void stop_by_findings(const std::vector<InputFact>& inputs, std::optional<Journal>& journal, RunOutcome& outcome) {
  const std::size_t blocking = outcome.findings.count(Severity::blocking);
  outcome.status = RunStatus::stopped_by_findings;
  outcome.words = {"Stopped: " + count_of(static_cast<std::int64_t>(blocking), "thing") + " in the exports must be put right first. Nothing was written.",
                   "Put them right in a copy of the export, or run it again from the finance system, and start once more."};
  if (journal) journal->stopped_by_findings(inputs, blocking);
}

}  // namespace counterfoil::run
