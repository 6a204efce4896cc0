#include <algorithm>
#include <map>
#include <set>

#include "audit/verify_parts.hpp"
#include "base/text.hpp"

namespace counterfoil::audit {

namespace {

/// What the ledger says of one run's result.
struct Result {
  std::string run_id;
  RunFacts facts;
  bool finished = false;
  bool given_up = false;  // failed or cancelled after it was prepared
};

class LedgerView {
 public:
  explicit LedgerView(const std::vector<Entry>& entries) {
    for (const Entry& entry : entries) {
      hashes_.insert(entry.hash);
      if (entry.is(EntryKind::genesis)) begun_ = entry.time_utc;
      if (entry.is(EntryKind::started)) users_.insert(entry.user);
      if (!entry.run_id.empty()) runs_.insert(entry.run_id);
      if (entry.is(EntryKind::failed) || entry.is(EntryKind::cancelled))
        if (const auto prepared = by_run_.find(entry.run_id); prepared != by_run_.end()) results_[prepared->second].given_up = true;
      if (!entry.is(EntryKind::prepared) && !entry.is(EntryKind::finished)) continue;
      auto facts = from_body(entry.body);
      if (!facts || facts->record.empty() || facts->rehearsal) continue;
      facts->workbook = entry.workbook;
      auto [place, fresh] = by_run_.try_emplace(entry.run_id, results_.size());
      if (fresh) results_.push_back({entry.run_id, *facts});
      Result& result = results_[place->second];
      // Prepared once more: the workbook had changed meanwhile, and the run was done again on it.
      if (!fresh && entry.is(EntryKind::prepared)) result = {entry.run_id, *facts};
      result.finished = result.finished || entry.is(EntryKind::finished);
    }
  }
  bool holds(const std::string& hash) const { return hashes_.count(hash) > 0; }
  bool knows(const std::string& run_id) const { return runs_.count(run_id) > 0; }
  /// Whether this run's maker keeps this ledger and the run is not older than it.
  bool should_know(const AuditRecord& record) const { return users_.count(record.user) > 0 && record.time_utc >= begun_; }
  const Result* result(const std::string& run_id) const {
    const auto found = by_run_.find(run_id);
    return found == by_run_.end() ? nullptr : &results_[found->second];
  }
  const std::vector<Result>& results() const { return results_; }  // in the order of the ledger

 private:
  std::set<std::string> hashes_;
  std::set<std::string> runs_;
  std::set<std::string> users_;
  std::string begun_;
  std::map<std::string, std::size_t> by_run_;
  std::vector<Result> results_;
};

/// "Rows 1 to 3 and 5"
std::string rows_in_words(const std::vector<std::size_t>& rows) {
  std::vector<std::string> ranges;
  for (std::size_t i = 0; i < rows.size();) {
    std::size_t last = i;
    while (last + 1 < rows.size() && rows[last + 1] == rows[last] + 1) ++last;
    ranges.push_back(std::to_string(rows[i]) + (last > i ? " to " + std::to_string(rows[last]) : ""));
    i = last + 1;
  }
  return (rows.size() == 1 ? "Row " : "Rows ") + list_in_words(ranges);
}

void compare_rows(const std::vector<AuditRecord>& records, const ChainCheck& chain, const LedgerView& view,
                  Statements& statements) {
  std::vector<std::size_t> matching, elsewhere, dated_from_outside;
  std::set<std::string> others;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const AuditRecord& record = records[i];
    const std::string where = row_in_words(i + 1, record.run_id);
    const Result* result = view.result(record.run_id);
    if (result && result->facts.record != record.record) {
      statements.problem(
          "record-differs-from-ledger",
          "The ledger recorded another hash for " + where + " of the Audit sheet: the row was written " + "anew after the run.",
          audit_sheet);
    } else if (result && !view.holds(record.ledger_head)) {
      statements.problem("ledger-rewritten",
                         "On the Audit sheet, " + where + " quotes an entry that the ledger no longer holds, though the ledger " +
                             "knows the run: the ledger was written anew.",
                         audit_sheet);
    } else if (result) {
      if (!chain.edited(i + 1)) matching.push_back(i + 1);
      if (result->facts.clock_fixed) dated_from_outside.push_back(i + 1);
    } else if (view.knows(record.run_id) || view.holds(record.ledger_head)) {
      statements.problem(
          "run-without-result",
          "On the Audit sheet, " + where + " was written with this ledger, but the ledger holds no result of " + "that run.",
          audit_sheet);
    } else if (view.should_know(record)) {
      statements.problem("run-not-in-ledger",
                         "On the Audit sheet, " + where + " says that " + record.user + " made the run, whose runs are in this " +
                             "ledger, but the ledger does not know it: it was made on another machine or with another ledger, " +
                             "or the row was made up. Verify with the other ledger, if there is one.",
                         audit_sheet);
    } else {
      elsewhere.push_back(i + 1);
      if (!record.user.empty()) others.insert(record.user);
    }
  }
  if (!matching.empty())
    statements.sound("rows-in-ledger", rows_in_words(matching) + " of the Audit sheet " + (matching.size() == 1 ? "is" : "are") +
                                           " as the ledger recorded " + (matching.size() == 1 ? "it." : "them."));
  if (!dated_from_outside.empty())
    statements.limit("clock-fixed", rows_in_words(dated_from_outside) + " of the Audit sheet " +
                                        (dated_from_outside.size() == 1 ? "states" : "state") +
                                        " a time that was set from outside, as tests do. It proves nothing.");
  if (!elsewhere.empty())
    statements.limit("rows-of-other-ledgers",
                     rows_in_words(elsewhere) + " of the Audit sheet " + (elsewhere.size() == 1 ? "is" : "are") +
                         " not in this ledger: " + (elsewhere.size() == 1 ? "that run was" : "those runs were") +
                         " made by somebody else, or before this ledger was begun." +
                         (others.empty() ? ""
                                         : " Verify there too, with the ledger of " +
                                               list_in_words({others.begin(), others.end()}, " and ") + "."));
}

std::set<std::string> elsewhere_in(const std::vector<AuditRecord>& records, const LedgerView& view) {
  std::set<std::string> on_sheet, parted_after, elsewhere;
  for (const AuditRecord& record : records) {
    on_sheet.insert(record.record);
    if (const Result* result = view.result(record.run_id); result && result->facts.saved_as)
      parted_after.insert(result->facts.continues);
  }
  parted_after.erase("");
  for (const Result& result : view.results()) {
    const RunFacts& facts = result.facts;
    if (on_sheet.count(facts.record)) continue;
    if (facts.saved_as || parted_after.count(facts.continues) || elsewhere.count(facts.continues)) elsewhere.insert(facts.record);
  }
  elsewhere.erase("");
  return elsewhere;
}

/// Files that were saved under new names, or merged, and go on from this workbook. Of several the last says it.
void say_continuations(const std::vector<AuditRecord>& records, const LedgerView& view, Statements& statements) {
  std::set<std::string> on_sheet;
  for (const AuditRecord& record : records) on_sheet.insert(record.record);
  const auto& results = view.results();
  for (auto result = results.rbegin(); result != results.rend(); ++result) {
    const RunFacts& facts = result->facts;
    if (!facts.saved_as || facts.action == "forget" || !result->finished || facts.first_record.empty() || records.empty()) continue;
    if (on_sheet.contains(facts.record) || facts.first_record != records.front().record) continue;
    const bool merged = facts.inputs.empty();
    statements.limit(merged ? "merged-copy-continues" : "copy-continues",
                     std::string{merged ? "A merged copy" : "A copy under another name"} + " continues this workbook: run " +
                         result->run_id + (facts.workbook.empty() ? "" : " saved it as \"" + facts.workbook + "\"") +
                         ". What was decided since stands there. This one is as it was.");
    return;
  }
}

/// The ledger's results that went into this workbook and are not on its Audit sheet.
void find_missing_runs(const WorkbookEvidence& workbook, const std::vector<AuditRecord>& records, const ChainCheck& chain,
                       const LedgerView& view, const std::set<std::string>& elsewhere, bool earlier_copy, Statements& statements) {
  std::set<std::string> on_sheet, this_workbook{chain.first_record};
  for (const AuditRecord& record : records) {
    on_sheet.insert(record.run_id);
    if (const Result* result = view.result(record.run_id)) this_workbook.insert(result->facts.first_record);
  }
  this_workbook.erase("");
  std::vector<std::string> by_name;
  for (const Result& result : view.results()) {
    if (on_sheet.count(result.run_id) || elsewhere.count(result.facts.record)) continue;
    if (this_workbook.count(result.facts.first_record)) {
      if (earlier_copy) continue;
      if (result.finished)
        statements.problem("run-missing",
                           "The ledger recorded run " + result.run_id +
                               " into this workbook, and the Audit sheet has no row for it: " +
                               "the row was removed, or this is an earlier copy of the workbook.",
                           audit_sheet);
      else if (!result.given_up)
        statements.limit("run-unfinished", "The ledger says that run " + result.run_id +
                                               " was about to save this workbook and does not say that it " +
                                               "did. It has no row here, as when a run is stopped at that moment.");
    } else if (result.finished && result.facts.workbook == workbook.file_name) {
      by_name.push_back(result.run_id);
    }
  }
  if (by_name.empty()) return;
  const std::string runs = count_of(static_cast<std::int64_t>(by_name.size()), "run") + " (the last is " + by_name.back() + ")";
  if (records.empty())
    statements.problem(
        "audit-emptied",
        "The ledger knows " + runs + " into a workbook of this name. If it is this one, its Audit sheet was emptied.", audit_sheet);
  else
    statements.limit("same-name", "The ledger also knows " + runs +
                                      " into a workbook of this name whose record begins otherwise. That is another " +
                                      "workbook, or this one before its record was begun anew.");
}

/// Whether the file is, byte for byte, what an earlier run saved, with later runs known.
bool compare_file(const WorkbookEvidence& workbook, const std::vector<AuditRecord>& records, const LedgerView& view,
                  const std::set<std::string>& elsewhere, Statements& statements) {
  const auto& results = view.results();
  const auto same = std::find_if(results.rbegin(), results.rend(), [&](const Result& result) {
    return !workbook.sha256.empty() && result.facts.workbook_sha256 == workbook.sha256;
  });
  if (same != results.rend()) {
    const auto later = std::find_if(results.rbegin(), same, [&](const Result& result) {
      return result.finished && result.facts.first_record == same->facts.first_record && !elsewhere.count(result.facts.record);
    });
    if (later == same) {
      statements.sound("file-as-saved", "The file is, byte for byte, what run " + same->run_id + " saved.");
      return false;
    }
    statements.limit("earlier-copy", "The file is, byte for byte, what run " + same->run_id +
                                         " saved, but it is an earlier copy: the ledger knows " +
                                         "later runs into this workbook, up to " + later->run_id + ".");
    return true;
  }
  const auto next = std::find_if(results.begin(), results.end(), [&](const Result& result) {
    return result.finished && !workbook.sha256.empty() && result.facts.base_sha256 == workbook.sha256 && !result.facts.saved_as;
  });
  if (next != results.end()) {
    statements.limit("earlier-copy", "The file is, byte for byte, what run " + next->run_id +
                                         " found and replaced: it is an earlier version, with what was typed into it until then. "
                                         "Later runs are no part of it.");
    return true;
  }
  if (!records.empty() && view.result(records.back().run_id))
    statements.limit("file-saved-since", "The file was saved again after run " + records.back().run_id +
                                             ", as it is whenever somebody types a " + "decision into it.");
  return false;
}

}  // namespace

std::set<std::string> records_elsewhere(const std::vector<AuditRecord>& records, const std::vector<Entry>& entries) {
  return elsewhere_in(records, LedgerView{entries});
}

bool compare_with_ledger(const WorkbookEvidence& workbook, const std::vector<AuditRecord>& records, const ChainCheck& chain,
                         const LedgerCheck& ledger, const std::vector<Entry>& entries, const std::set<std::string>& elsewhere,
                         Statements& statements) {
  for (const std::string& problem : ledger.problems()) statements.problem("ledger-broken", problem);
  if (ledger.sound()) statements.sound("ledger-unbroken", ledger.summary());
  const LedgerView view{entries};
  const bool earlier_copy = compare_file(workbook, records, view, elsewhere, statements) || workbook.rows_since > 0;
  compare_rows(records, chain, view, statements);
  find_missing_runs(workbook, records, chain, view, elsewhere, earlier_copy, statements);
  if (!earlier_copy) say_continuations(records, view, statements);
  return earlier_copy;
}

}  // namespace counterfoil::audit
