#include "app/history_words.hpp"

#include <string>
#include <vector>

#include "base/text.hpp"
#include "counterfoil/money.hpp"

namespace counterfoil::app {

namespace {

std::string rows_and_pounds(std::uint64_t rows, const std::optional<std::int64_t>& pence) {
  return count_of(static_cast<std::int64_t>(rows), "row") + (pence ? ", " + format_pounds(Pence{*pence}) : std::string{});
}

std::vector<std::string> facts_in_words(const audit::RunFacts& facts) {
  std::vector<std::string> words;
  if (!facts.period.empty()) words.push_back(facts.period);
  for (const audit::InputFacts& input : facts.inputs) words.push_back(input.role + ": " + rows_and_pounds(input.rows, input.pence));
  if (!facts.batch.empty() && facts.batch_rows > 0)
    words.push_back("batch " + facts.batch + ": " + rows_and_pounds(facts.batch_rows, facts.batch_pence));
  else if (!facts.batch.empty())
    words.push_back("batch " + facts.batch);
  else if (facts.batch_rows > 0)
    words.push_back("for approval: " + rows_and_pounds(facts.batch_rows, facts.batch_pence));
  if (!facts.unusual.empty()) words.push_back("unlike the usual: " + list_in_words(facts.unusual));
  const auto warnings = facts.findings.find("warning");
  if (warnings != facts.findings.end() && warnings->second > 0)
    words.push_back(count_of(static_cast<std::int64_t>(warnings->second), "check") + " on Findings");
  return words;
}

}  // namespace

void tell_history(std::ostream& out, const run::History& history) {
  for (const std::string& problem : history.problems) out << "PROBLEM  " << problem << '\n';
  if (!history.problems.empty())
    out << "The ledger was altered, so what it says of the runs below cannot be relied on. Keep it as it is and have it looked "
           "at.\n\n";
  if (!history.sound.empty()) out << history.sound << "\n\n";
  if (history.runs.empty()) out << "No runs are recorded yet.\n";
  for (const run::HistoryEntry& entry : history.runs) {
    out << entry.time << "  " << entry.run_id << "  " << entry.task << "  " << entry.user << "  " << entry.state << "  "
        << (entry.workbook.empty() ? "(a file whose name is not kept here)" : entry.workbook) << '\n';
    std::string line;
    for (const std::string& words : facts_in_words(entry.facts)) line += (line.empty() ? "" : "; ") + words;
    if (!line.empty()) out << "    " << line << '\n';
  }
}

}  // namespace counterfoil::app
