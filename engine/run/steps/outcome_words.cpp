#include "run/steps/outcome_words.hpp"

#include <algorithm>

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

void add_words_of_saving(const TargetWorkbook& target, const ReplaceResult& saved, RunOutcome& outcome) {
  if (target.saved_as)
    outcome.words.push_back("The result is a new file, " + file_name_of(target.path) + ". " + target.name + " is as it was.");
  if (const std::string fallback = target.lock->fallback(); !fallback.empty()) outcome.words.push_back(fallback);
  for (const std::string& fallback : saved.fallbacks) outcome.words.push_back(fallback);
}

std::string words_of_another_go(const std::filesystem::path& workbook) {
  return file_name_of(workbook) + " was changed by someone else during the run, so the run was done again on it as it is now.";
}

void stop_by_findings(const std::vector<InputFact>& inputs, std::optional<Journal>& journal, RunOutcome& outcome) {
  const std::size_t blocking = outcome.findings.count(Severity::blocking);
  const auto& all = outcome.findings.all();
  const bool of_the_team = std::all_of(all.begin(), all.end(), [](const Finding& each) {
    return each.severity != Severity::blocking || each.id.starts_with("team-");
  });
  outcome.status = RunStatus::stopped_by_findings;
  outcome.words = {"Stopped: " + count_of(static_cast<std::int64_t>(blocking), "thing") +
                       " in the exports must be put right first. Nothing was written.",
                   "Put them right in a copy of the export, or run it again from the finance system, and start once more."};
  if (of_the_team)
    outcome.words = {"Stopped: the team's workbook is not clear, and a question must be answered first. Nothing was written."};
  if (journal) journal->stopped_by_findings(inputs, blocking);
}

}  // namespace counterfoil::run
