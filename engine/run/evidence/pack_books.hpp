// What is told of workbooks and their earlier versions: each on the index, its runs, decisions, periods and settings, and the texts
// that their digests are made over.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "audit/audit_record.hpp"
#include "audit/ledger.hpp"
#include "report/opened_workbook.hpp"
#include "run/evidence.hpp"
#include "run/evidence/pack_sheets.hpp"
#include "run/find/folder_files.hpp"
#include "run/given/task_specs.hpp"

namespace counterfoil::run {

/// A log of decisions as its digests are made over it.
struct PackLog {
  std::string lines;               // a line each
  std::string seen;                // the reviewers' cells as last seen, a line a row
  std::vector<std::size_t> books;  // rows of the index
  std::string name;                // "decision-logs/1"; empty: it is the beginning of another one
};

class PackBooks {
 public:
  /// All are borrowed.
  PackBooks(const Installation& installation, const EvidenceYear& year, const std::vector<audit::LedgerEvidence>& ledgers,
            PackSheets& sheets, EvidenceOutcome& outcome);

  /// Workbooks first, then earlier versions from the newest: what a version says as its workbook does is told of the workbook.
  static void put_in_order(std::vector<FolderFile>& files);
  /// Passes over what is none of ours. Failure where it cannot be read.
  void take(const FolderFile& file);
  /// After the last file: settings, the names of the logs, and workbooks of tasks that are not installed, but for released files.
  /// `released`: digests of these, which say all that there is to say of them.
  void finish(const std::set<std::string>& released);

  /// audit-rows.txt and the logs, by name.
  void add_files(std::map<std::string, std::string>& files) const;
  const std::vector<PackLog>& logs() const { return logs_; }
  const std::set<std::filesystem::path>& record_folders() const { return record_folders_; }
  /// Of every row of an Audit sheet.
  const std::set<std::string>& run_ids() const { return run_ids_; }
  std::uint64_t workbooks() const { return workbooks_; }
  std::uint64_t versions() const { return versions_; }

 private:
  struct Book {
    const FolderFile& file;
    const report::OpenedWorkbook& opened;
    const report::Record& record;
    const report::WorkbookSpec& spec;
    const report::AuditRows& rows;
    bool version = false;
    bool stands = false;   // no newer copy of it was met
    std::string identity;  // the first record of its Audit sheet
  };

  void tell(const Book& book);
  void tell_checks(const Book& book, const audit::LedgerEvidence& ledger);
  void tell_audit_row(const audit::AuditRow& row, const Book& book);
  void tell_settings(const Book& book);
  void tell_decisions(const Book& book);
  void tell_periods(const Book& book);
  void tell_reconciliation(const Book& book);
  const audit::LedgerEvidence& ledger_of(const std::string& run_id) const;

  const EvidenceYear& year_;
  const std::vector<audit::LedgerEvidence>& ledgers_;
  PackSheets& sheets_;
  EvidenceOutcome& outcome_;
  TaskSpecs specs_;
  std::vector<std::set<std::string>> runs_of_ledgers_;
  std::set<std::string> identities_;                     // first records of the Audit sheets met
  std::set<std::string> rows_met_;                       // of Audit sheets, as lines
  std::map<std::string, std::set<std::string>> logged_;  // lines met, by identity
  std::set<std::string> settings_met_;                   // runs
  std::vector<audit::AuditRecord> runs_of_year_;
  std::vector<PackLog> logs_;
  std::vector<std::pair<NotSearched, std::string>> strange_;  // of tasks that are not installed, with the file's digest
  std::set<std::filesystem::path> record_folders_;
  std::set<std::string> run_ids_;
  std::string audit_lines_;
  std::uint64_t workbooks_ = 0, versions_ = 0;
};

}  // namespace counterfoil::run
