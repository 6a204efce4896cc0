#include "app/commands.hpp"

#include <iostream>

#include "app/check_commands.hpp"
#include "app/log.hpp"
#include "app/output.hpp"
#include "app/terminal.hpp"
#include "base/file.hpp"
#include "host/manifest.hpp"
#include "host/plugin_library.hpp"
#include "run/history.hpp"
#include "run/restore.hpp"
#include "run/words.hpp"

namespace counterfoil::app {

namespace {

constexpr int exit_usage = 3;
constexpr int exit_could_not = 2;

std::vector<InstalledTask> installed_tasks(const run::Installation& installation) {
  const host::Manifest manifest = host::read_manifest(installation.plugins);
  std::vector<InstalledTask> tasks;
  for (const host::ManifestEntry& entry : manifest.plugins) {
    InstalledTask task;
    task.id = entry.id;
    try {
      task.description = host::PluginLibrary::open(manifest, entry).description();
      task.form = run::form_of(installation, task.description);
    } catch (const Failure& failure) {
      task.trouble = failure.what();  // one broken plugin must not hide the others
    }
    tasks.push_back(std::move(task));
  }
  return tasks;
}

int run_task(const Parsed& parsed, Output& output) {
  run::RunEvents events;
  events.started = [&](const std::string& run_id, const std::string& task) { output.started(run_id, task); };
  RowsDone rows;
  events.rows = [&](std::uint64_t done, std::uint64_t total) { rows = {done, total}; };
  events.progress = [&](const std::string& stage, std::uint64_t done, std::uint64_t total) {
    output.progress(stage, done, total, rows);
    rows = {};
  };
  events.cancelled = [] { return interrupted(); };
  if (parsed.cancel_on_stdin) cancel_on_stdin();
  run::RunOutcome outcome = run::run(parsed.request, parsed.installation, events);
  if (interrupted() && outcome.status == run::RunStatus::finished)
    outcome.words.push_back("It was already saved when it was to be cancelled.");
  output.outcome(outcome, parsed.all);
  return run::exit_status(outcome);
}

int inspect(const Parsed& parsed, Output& output) {
  const run::InspectOutcome outcome = run::inspect(parsed.inspect, parsed.installation);
  output.inspected(outcome);
  return outcome.problems.empty() ? 0 : 1;
}

run::RestoreRequest with_ledger(const Parsed& parsed) {
  run::RestoreRequest request = parsed.restore;
  request.ledger = parsed.request.ledger;
  return request;
}

/// What a ledger says that was altered is shown, and is no answer.
int tell(const run::History& history, Output& output) {
  output.history(history);
  return history.problems.empty() ? 0 : 1;
}

int tell(const CheckAccount& account, Output& output) {
  output.checked(account);
  return account.exit;
}

}  // namespace

int carry_out(const Parsed& parsed) {
  const auto output = parsed.json ? json_output(std::cout) : people_output(std::cout, std::cerr, person_watches_stderr());
  open_log();
  try {
    switch (parsed.kind) {
      case CommandKind::help: std::cout << parsed.words; return 0;
      case CommandKind::version: std::cout << run::version_words() << '\n'; return 0;
      case CommandKind::wrong: output->trouble(parsed.words, exit_usage); return exit_usage;
      case CommandKind::tasks: output->tasks(installed_tasks(parsed.installation)); return 0;
      case CommandKind::history: return tell(run::recorded_runs(parsed.request.ledger), *output);
      case CommandKind::inspect: return inspect(parsed, *output);
      case CommandKind::verify: return tell(verify(parsed), *output);
      case CommandKind::replay: return tell(replay(parsed), *output);
      case CommandKind::disclose: return tell(disclose(parsed), *output);
      case CommandKind::merge: return tell(merge(parsed), *output);
      case CommandKind::approve: return tell(approve(parsed), *output);
      case CommandKind::waiting: output->waiting(run::waiting(parsed.waiting, parsed.installation)); return 0;
      case CommandKind::release: return tell(release(parsed), *output);
      case CommandKind::people: return tell(people(parsed), *output);
      case CommandKind::decisions: return tell(decisions(parsed), *output);
      case CommandKind::find: return tell(find(parsed), *output);
      case CommandKind::forget: return tell(forget(parsed), *output);
      case CommandKind::evidence: return tell(evidence(parsed), *output);
      case CommandKind::record: return tell(record(parsed), *output);
      case CommandKind::settings: return tell(settings(parsed), *output);
      case CommandKind::explain: return tell(explain(parsed), *output);
      case CommandKind::problem_report: return tell(problem_report(parsed), *output);
      case CommandKind::restore: output->restored(run::restore(with_ledger(parsed), parsed.installation)); return 0;
      case CommandKind::run: return run_task(parsed, *output);
    }
  } catch (const Failure& failure) {
    const int status = failure.kind() == FailureKind::usage ? exit_usage : exit_could_not;
    output->trouble(failure.what(), status);
    return status;
  } catch (const std::exception& fault) {
    log_fault(fault.what());
    output->trouble("Counterfoil met a fault of its own and stopped. Please report it with the log file.", exit_could_not);
  }
  return exit_could_not;
}

}  // namespace counterfoil::app
