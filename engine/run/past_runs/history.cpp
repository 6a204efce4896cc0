#include "run/history.hpp"

#include <algorithm>
#include <map>

#include "audit/ledger.hpp"

namespace counterfoil::run {

namespace {

std::string state_of(const audit::Entry& entry, const audit::RunFacts& facts) {
  if (entry.is(audit::EntryKind::finished))
    return facts.action.empty()        ? "finished"
           : facts.action == "approve" ? "approved"
           : facts.action == "reject"  ? "rejected"
           : facts.action == "merge"   ? "merged"
           : facts.action == "restore" ? "restored"
           : facts.action == "forget"  ? "removed under retention"
                                       : "released";
  if (entry.is(audit::EntryKind::cancelled)) return "cancelled";
  if (!entry.is(audit::EntryKind::failed)) return {};
  if (facts.reason == "checks") return facts.action + " refused by checks";
  return facts.reason == "findings" ? "stopped by findings" : "failed: " + facts.reason;
}

}  // namespace

History recorded_runs(const std::filesystem::path& ledger) { return runs_of(audit::read_evidence(ledger)); }

History runs_of(const audit::LedgerEvidence& evidence) {
  History history;
  history.there = evidence.there;
  if (!evidence.there) return history;
  history.problems = evidence.check.problems();
  if (evidence.check.sound()) history.sound = evidence.check.summary();
  std::map<std::string, std::size_t> by_run;
  for (const audit::Entry& entry : evidence.entries) {
    const bool of_a_run = entry.is(audit::EntryKind::started) || entry.is(audit::EntryKind::prepared) ||
                          entry.is(audit::EntryKind::finished) || entry.is(audit::EntryKind::failed) ||
                          entry.is(audit::EntryKind::cancelled);
    if (!of_a_run) continue;
    const audit::RunFacts facts = audit::from_body(entry.body).value_or(audit::RunFacts{});
    const auto [place, is_new] = by_run.try_emplace(entry.run_id, history.runs.size());
    if (is_new)
      history.runs.push_back({entry.run_id,
                              entry.time_utc,
                              entry.task,
                              entry.user,
                              facts.action.empty() ? "not finished" : facts.action + " not finished",
                              entry.workbook,
                              {}});
    HistoryEntry& run = history.runs[place->second];
    run.facts = facts;
    if (const std::string state = state_of(entry, facts); !state.empty()) run.state = state;
  }
  std::reverse(history.runs.begin(), history.runs.end());
  return history;
}

}  // namespace counterfoil::run
