// What approving and releasing a batch have in common: the workbook opened under its lock, everything that must be true of it
// checked, and the result saved with a row of the Audit sheet.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "audit/audit_record.hpp"
#include "audit/ledger.hpp"
#include "report/marked_workbook.hpp"
#include "report/release_files.hpp"
#include "run/decisions/overlaps.hpp"
#include "run/given/settings.hpp"
#include "run/given/task.hpp"
#include "run/steps/journal.hpp"
#include "run/steps/target_workbook.hpp"
#include "run/two_people/sign_off.hpp"

namespace counterfoil::run {

struct BatchRequest {
  std::filesystem::path workbook;
  std::filesystem::path settings;  // empty: counterfoil-settings.json beside the workbook, if there is one
  std::filesystem::path ledger;
  bool break_signature = false;
  std::string which;  // of several batches: its id, or its kind's id or title; empty: the one that waits
  bool look = false;  // nothing is locked, signed, recorded or written
};

/// A check that failed, with what to do.
struct Refusal {
  std::string id;  // kebab-case, for programs
  std::string words;
  std::string sheet;
  std::string cell;
};

/// The result. With refusals nothing was done.
struct BatchOutcome {
  std::string run_id;
  std::string task;
  std::string batch;
  std::vector<Refusal> refusals;
  std::vector<std::string> words;
  std::filesystem::path workbook;
  std::filesystem::path prior_version;
  std::string report_digest;
  std::string workbook_digest;
};

class BatchSession {
 public:
  /// Records `started` with the action. Failure when the workbook cannot be read, is not ours, or is to be released and its task
  /// releases nothing: of such a task the period is approved, and stands here as the batch. A
  /// workbook that somebody has open is one refusal among others.
  /// `written` is told of the workbook once it is saved.
  BatchSession(const BatchRequest& request, const Installation& installation, const std::string& action, WrittenFiles& written);

  const std::string& name() const { return name_; }
  const std::string& action() const { return action_; }
  const Task& task() const { return *task_; }
  const Settings& settings() const { return settings_; }
  const RunIdentity& identity() const { return identity_; }
  const report::Record& record() const { return *record_; }
  /// Of the batch that is meant. Empty where nothing was prepared, or where it is asked which one is meant: then that is refused.
  const BatchState& state() const { return state_; }
  const report::Release& release() const { return *state_.release; }
  /// It was not said which of several batches is meant, and more than one waits.
  bool asks_which() const { return asks_which_; }
  const report::ReleaseLines& lines() const { return lines_; }
  const std::vector<audit::Entry>& ledger_entries() const { return ledger_.entries; }
  const std::vector<audit::AuditRow>& audit_rows() const { return audit_; }
  const report::OpenedWorkbook& book() const { return target_.book; }
  Journal& journal() { return *journal_; }
  bool only_looks() const { return !journal_; }
  std::vector<Refusal>& refusals() { return refusals_; }
  WrittenFiles& written() { return written_; }
  void refuse(const std::string& id, const std::string& words, const std::string& sheet = {}) {
    refusals_.push_back({id, words, sheet, {}});
  }

  /// Nothing of the engine's changed, the chain and the record are whole, the totals tie.
  void check_workbook();
  /// No cell of a reviewer's holds anything but what lets the batch go.
  void check_reviewers();
  /// Whoever acts is known, and is not who prepared it.
  void check_second_person();
  void refuse_same_person(const std::string& who);

  /// The task releases nothing: what is signed is the period of its last run.
  bool is_period() const { return task_->spec.releases.empty(); }

  BatchOutcome refused();

  /// The workbook with its marks, its Audit row and its new bytes, in memory.
  struct Marked {
    audit::AuditRecord row;
    PreparedFacts facts;
    Buffer bytes;
  };
  /// `row` has its settings and inputs; the rest is filled in here.
  Marked mark(report::MarkedWorkbook& workbook, audit::AuditRecord row);
  report::MarkedWorkbook open_to_mark() const { return report::MarkedWorkbook{task_->spec, target_.book, name_}; }

  /// For the act that is signed: the log of decisions as whoever signs has it before them.
  std::string log_fact() const;
  /// Where one person's eyes count twice, as whoever signs should know.
  std::vector<Overlap> overlaps() const;

  /// One atomic step, as a run saves.
  BatchOutcome save(const Marked& marked);

 private:
  void choose(const std::string& which);
  std::vector<report::LoggedChange> lines_to_log() const;

  std::filesystem::path path_;
  std::string name_;
  std::string action_;
  Settings settings_;
  RunIdentity identity_;
  std::optional<Task> task_;
  std::optional<Journal> journal_;
  TargetWorkbook target_;
  std::vector<audit::AuditRow> audit_;
  audit::LedgerEvidence ledger_;
  report::Record no_record_;                    // of a workbook that lost its own while it was opened
  const report::Record* record_ = &no_record_;  // of `target_`
  BatchState state_;
  report::ReleaseLines lines_;
  bool asks_which_ = false;
  std::vector<Refusal> refusals_;
  WrittenFiles& written_;
};

}  // namespace counterfoil::run
