#include "run/run.hpp"

#include <spdlog/spdlog.h>

#include "run/audit_row.hpp"
#include "run/journal.hpp"
#include "run/outcome_words.hpp"
#include "run/read_inputs.hpp"
#include "run/settings.hpp"
#include "run/stages.hpp"
#include "run/target_workbook.hpp"
#include "run/task.hpp"
#include "run/words.hpp"
#include "run/work_out.hpp"

namespace counterfoil::run {

namespace {

std::vector<std::filesystem::path> values_of(const std::map<std::string, std::filesystem::path>& files) {
  std::vector<std::filesystem::path> values;
  for (const auto& [id, file] : files) values.push_back(file);
  return values;
}

/// The steps of one run, in order. `journal` is filled once the run has begun.
void carry_out(const RunRequest& request, const Installation& installation, const RunEvents& events, std::optional<Journal>& journal,
               RunOutcome& outcome) {
  const RunIdentity identity = new_identity();
  outcome.run_id = identity.run_id;
  Stages stages{events};

  const Settings settings = settings_for(request.settings, request.workbook);
  const Task task = load_task(installation, request.task, settings);
  const host::ParameterValues parameters = read_parameters(task.description(), joined(settings.parameters, request.parameters));
  const auto files = input_files(task, request.inputs, settings, request.workbook);

  if (!request.rehearse) journal.emplace(request.ledger, identity, task, file_name_of(request.workbook));
  events.started(identity.run_id, request.task);
  const TargetWorkbook target = open_target(request.workbook, values_of(files), task, installation, identity, request.rehearse);

  WorkedOut worked = work_out({task, settings, parameters, files, target}, stages, outcome.findings);
  if (worked.stopped) return stop_by_findings(worked.inputs, journal, outcome);
  outcome.merged = worked.merged;
  outcome.report_digest = worked.merge->report_digest();
  outcome.words = worked.words;
  if (request.rehearse) {
    outcome.status = RunStatus::rehearsed;
    outcome.words.push_back("This was a rehearsal: nothing was written.");
    return;
  }

  const AuditRow audit = make_audit_row({identity, task, settings, worked, outcome, target, journal->head()});
  worked.merge->append_audit(audit.table());
  const Buffer bytes = worked.merge->save();

  stages.saving(target.name);
  const Fingerprint output = fingerprint_of(bytes.view());
  const ReplaceResult saved = save_target(target, bytes.view(), settings.versions_kept, identity,
                                          [&] { journal->prepared(worked.inputs, audit.prepared_facts(), output); });
  outcome.status = RunStatus::finished;
  outcome.workbook = target.path;
  outcome.prior_version = saved.version;
  outcome.workbook_digest = output.sha256;
  journal->finished();
}

}  // namespace

RunOutcome run(const RunRequest& request, const Installation& installation, const RunEvents& events) {
  RunOutcome outcome;
  outcome.task = request.task;
  std::optional<Journal> journal;
  const auto fail = [&](FailureKind kind, const std::string& sentence) {
    if (outcome.status == RunStatus::finished) {  // the workbook is saved; only the ledger's last entry is missing
      outcome.words.push_back("The workbook is saved, but the ledger could not be completed: " + sentence);
      return;
    }
    outcome.status = RunStatus::failed;
    outcome.reason = kind;
    outcome.words = {sentence};
    if (journal) journal->failed(kind);
  };
  try {
    carry_out(request, installation, events, journal, outcome);
  } catch (const Failure& failure) {
    fail(failure.kind(), failure.what());
  } catch (const std::bad_alloc&) {
    fail(FailureKind::unreadable, "There is not enough memory for files of this size. Close other programs and run again. Nothing was written.");
  } catch (const std::exception& fault) {
    spdlog::error("run {}: fault of the program: {}", outcome.run_id, fault.what());
    fail(FailureKind::refused, "Counterfoil met a fault of its own in run " + outcome.run_id + " and stopped. Nothing was written. Please report it.");
  }
  spdlog::info("run {}: task {}, {}, {} findings", outcome.run_id, request.task, status_word(outcome.status), outcome.findings.all().size());
  return outcome;
}

int exit_status(const RunOutcome& outcome) {
  switch (outcome.status) {
    case RunStatus::finished:
    case RunStatus::rehearsed: return 0;
    case RunStatus::stopped_by_findings: return 1;
    case RunStatus::failed: break;
  }
  return outcome.reason == FailureKind::usage ? 3 : 2;
}

}  // namespace counterfoil::run
