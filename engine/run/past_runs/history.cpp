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
                                       : "released";
  if (entry.is(audit::EntryKind::cancelled)) return "cancelled";
  if (!entry.is(audit::EntryKind::failed)) return {};
  if (facts.reason == "checks") return facts.action + " refused by checks";
  return facts.reason == "findings" ? "stopped by findings" : "failed: " + facts.reason;
}

}  // namespace

std::vector<HistoryEntry> recorded_runs(const std::filesystem::path& ledger) {
  std::error_code error;
  if (!std::filesystem::exists(ledger, error)) return {};
  std::vector<HistoryEntry> runs;
  std::map<std::string, std::size_t> by_run;
  for (const audit::Entry& entry : audit::Ledger::open_to_read(ledger).entries()) {
    const bool of_a_run = entry.is(audit::EntryKind::started) || entry.is(audit::EntryKind::prepared) ||
                          entry.is(audit::EntryKind::finished) || entry.is(audit::EntryKind::failed) ||
                          entry.is(audit::EntryKind::cancelled);
    if (!of_a_run) continue;
    const audit::RunFacts facts = audit::from_body(entry.body).value_or(audit::RunFacts{});
    const auto [place, is_new] = by_run.try_emplace(entry.run_id, runs.size());
    if (is_new)
      runs.push_back({entry.run_id, entry.time_utc, entry.task, entry.user,
                      facts.action.empty() ? "not finished" : facts.action + " not finished", facts.workbook});
    if (const std::string state = state_of(entry, facts); !state.empty()) runs[place->second].state = state;
  }
  std::reverse(runs.begin(), runs.end());
  return runs;
}

}  // namespace counterfoil::run
