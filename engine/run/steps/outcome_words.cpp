#include "run/steps/outcome_words.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "counterfoil/money.hpp"

namespace counterfoil::run {

std::vector<std::string> words_of_result(const report::Report& report) {
  std::vector<std::string> words;
  for (const std::string_view fact : {"outcome", "period_words"}) {
    const auto found = report.facts.find(fact);
    if (found != report.facts.end() && !found->second.text.empty()) words.emplace_back(found->second.text);
  }
  return words;
}

std::string words_of_unsettled(const report::MergeOutcome& merged) {
  const report::MergeOutcome::Unsettled& unsettled = merged.unsettled;
  const auto counted = [](std::uint64_t count, std::int64_t pence, const char* which) {
    return count_of(static_cast<std::int64_t>(count), "question") + which +
           (pence ? " (" + format_pounds(Pence{pence}) + ")" : std::string{});
  };
  std::string words;
  if (unsettled.asked + unsettled.carried == 0) {
    if (merged.has_questions) words = "No question waits for a decision.";
  } else {
    words = "To decide: ";
    if (unsettled.asked > 0) words += counted(unsettled.asked, unsettled.asked_pence, " of this period");
    if (unsettled.carried > 0)
      words += (unsettled.asked > 0 ? " and " : "") + counted(unsettled.carried, unsettled.carried_pence, " asked before");
    words += ".";
  }
  if (unsettled.to_explain > 0)
    words += (words.empty() ? "" : " ") + ("To explain: " + count_of(static_cast<std::int64_t>(unsettled.to_explain), "period")) +
             ", on the sheet Periods.";
  return words;
}

void put_first(const std::string& sentence, std::vector<std::string>& words) {
  if (words.empty())
    words.push_back(sentence);
  else
    words.front() = sentence + " " + words.front();
}

std::string words_of_old_versions(const std::filesystem::path& workbook, std::size_t removed) {
  return count_of(static_cast<std::int64_t>(removed), "earlier version") + " of " + file_name_of(workbook) +
         " in the folder .counterfoil-versions " + (removed == 1 ? "was" : "were") +
         " removed, older than the settings keep (retention).";
}

std::vector<std::string> words_of_saving(const TargetWorkbook& target, const ReplaceResult& saved) {
  std::vector<std::string> words;
  if (target.saved_as)
    words.push_back("The result is a new file, " + file_name_of(target.path) + ". " + target.name + " is as it was.");
  if (const std::string fallback = target.lock->fallback(); !fallback.empty()) words.push_back(fallback);
  if (saved.too_old > 0) words.push_back(words_of_old_versions(target.path, saved.too_old));
  words.insert(words.end(), saved.fallbacks.begin(), saved.fallbacks.end());
  return words;
}

std::string words_of_another_go(const std::filesystem::path& workbook) {
  return file_name_of(workbook) + " was changed by someone else during the run, so the run was done again on it as it is now.";
}

std::vector<std::string> words_of_a_stop(const Findings& findings) {
  const std::size_t blocking = findings.count(Severity::blocking);
  const auto& all = findings.all();
  const bool of_the_team = std::all_of(all.begin(), all.end(), [](const Finding& each) {
    return each.severity != Severity::blocking || each.id.starts_with("team-");
  });
  if (of_the_team) return {"Stopped: the team's workbook is not clear, and a question must be answered first."};
  return {"Stopped: " + count_of(static_cast<std::int64_t>(blocking), "thing") + " in the exports must be put right first.",
          std::string{blocking == 1 ? "Put it" : "Put them"} +
              " right in a copy of the export, or export again from the finance system, and run the task again."};
}

}  // namespace counterfoil::run
