#include "run/evidence/pack_ledgers.hpp"

#include "run/evidence/pack_folder.hpp"
#include "run/history.hpp"

namespace counterfoil::run {

namespace {

std::string entries_of(const audit::LedgerEvidence& ledger) {
  std::string text = pack_line({"number", "time_utc", "kind", "run_id", "user", "machine", "task", "body", "previous", "hash"});
  for (const audit::Entry& entry : ledger.entries)
    text += pack_line({std::to_string(entry.number), entry.time_utc, entry.kind, entry.run_id, entry.user, entry.machine,
                       entry.task, entry.body, entry.previous, entry.hash});
  return text;
}

/// Did it leave a row on an Audit sheet?
bool saved_something(const HistoryEntry& run) {
  return !run.facts.rehearsal && (run.state == "finished" || run.state == "approved" || run.state == "rejected" ||
                                  run.state == "released" || run.state == "merged" || run.state == "restored");
}

}  // namespace

std::uint64_t add_ledgers(const std::vector<audit::LedgerEvidence>& ledgers, const EvidenceYear& year,
                          const std::set<std::string>& run_ids, PackSheets& sheets, std::map<std::string, std::string>& files,
                          EvidenceOutcome& outcome) {
  std::uint64_t without_row = 0;
  std::size_t number = 0;
  for (const audit::LedgerEvidence& ledger : ledgers) {
    if (!ledger.there) continue;
    const std::string name = "ledger-" + std::to_string(++number);
    for (const std::string& words : ledger.check.problems()) outcome.problems.push_back({name, words});
    files.emplace(name + ".txt", entries_of(ledger));
    const History history = runs_of(ledger);
    for (auto run = history.runs.rbegin(); run != history.runs.rend(); ++run) {
      if (!year.has(run->time)) continue;
      const bool here = run_ids.contains(run->run_id);
      const bool missing = !here && saved_something(*run);
      without_row += missing;
      sheets.ledger.rows.push_back({name, run->run_id, run->time, run->user, run->task, run->state, run->facts.period,
                                    run->facts.batch,
                                    std::string{here      ? "Here"
                                                : missing ? "NOT IN THESE FOLDERS"
                                                          : "None: it left no result"}});
    }
  }
  if (number == 0)
    sheets.ledger.sentences.emplace_back("No ledger was there. Without one, a cut-off end of an Audit sheet does not show.");
  return without_row;
}

}  // namespace counterfoil::run
