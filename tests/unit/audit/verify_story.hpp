// A workbook and a ledger that agree, made without a file: each test then does one wrong thing to them.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "audit/verify.hpp"

namespace counterfoil::audit::test {

struct Story {
  WorkbookEvidence workbook;
  std::vector<AuditRow> rows;
  std::vector<Entry> entries;
  LedgerCheck ledger;

  Story() {
    workbook.file_name = "CWD comparison.xlsx";
    add(EntryKind::genesis, "", {});
  }

  /// A run as the engine makes it: started, its row, prepared, finished.
  void run(const std::string& id, const std::string& user = "zexample") {
    const std::string head = add(EntryKind::started, id, {}, user);
    AuditRecord record;
    record.run_id = id;
    record.time_utc = "2025-12-08T09:30:00Z";
    record.user = user;
    record.report_digest = "figures of " + id;
    record.ledger_head = head;
    seal(record, rows);
    rows.push_back(to_row(record));
    const RunFacts facts = facts_of(record);
    add(EntryKind::prepared, id, facts, user);
    add(EntryKind::finished, id, facts, user);
    workbook.figures_digest = record.report_digest;
    workbook.sha256 = facts.workbook_sha256;
  }

  RunFacts facts_of(const AuditRecord& record) const {
    RunFacts facts;
    facts.workbook = workbook.file_name;
    facts.workbook_sha256 = "file of " + record.run_id;
    facts.record = record.record;
    facts.first_record = rows.empty() ? record.record : rows.front().at("record");
    facts.audit_rows = rows.size();
    return facts;
  }

  std::string add(EntryKind kind, const std::string& run_id, const RunFacts& facts, const std::string& user = "zexample") {
    Entry entry;
    entry.number = entries.size() + 1;
    entry.kind = kind_word(kind);
    entry.run_id = run_id;
    entry.user = user;
    entry.body = to_body(facts);
    entry.workbook = facts.workbook;
    entry.previous = entries.empty() ? "id" : entries.back().hash;
    entry.hash = entry_hash(entry);
    entries.push_back(entry);
    ledger.entries = ledger.sound_to = ledger.inner_length = ledger.head_file_length = entries.size();
    ledger.inner = ledger.head_file = Anchor::agrees;
    ledger.guarded = true;
    return entry.hash;
  }

  void forget(const std::string& run_id) {
    entries.erase(std::remove_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.run_id == run_id; }),
                  entries.end());
  }

  /// Writes every row anew as somebody would who knows how, with another user in each.
  void forge_rows(const std::string& user) {
    std::vector<AuditRow> forged;
    for (const AuditRow& row : rows) {
      AuditRecord record = from_row(row);
      record.user = user;
      seal(record, forged);
      forged.push_back(to_row(record));
    }
    rows = forged;
  }

  VerifyReport verified() const { return verify(workbook, rows, &ledger, entries); }
  VerifyReport verified_alone() const { return verify(workbook, rows, nullptr, {}); }
};

inline Story two_runs() {
  Story story;
  story.run("run-1");
  story.run("run-2");
  return story;
}

inline std::vector<std::string> ids(const VerifyReport& report, Verdict verdict) {
  std::vector<std::string> found;
  for (const VerifyStatement& each : report.statements)
    if (each.verdict == verdict) found.push_back(each.id);
  return found;
}

inline std::string words(const VerifyReport& report, const std::string& id) {
  std::string found;
  for (const VerifyStatement& each : report.statements)
    if (each.id == id) found += each.words + "\n";
  return found;
}

}  // namespace counterfoil::audit::test
