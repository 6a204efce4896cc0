#include "run/run.hpp"

#include <spdlog/spdlog.h>

#include <optional>
#include <set>

#include "base/command_words.hpp"
#include "report/workbook_merge.hpp"
#include "run/given/check_given.hpp"
#include "run/given/council_settings.hpp"
#include "run/given/settings.hpp"
#include "run/given/task.hpp"
#include "run/past_runs/changed_settings.hpp"
#include "run/past_runs/decision_log.hpp"
#include "run/past_runs/diverged_copies.hpp"
#include "run/past_runs/setting_origins.hpp"
#include "run/steps/audit_row.hpp"
#include "run/steps/calendar.hpp"
#include "run/steps/journal.hpp"
#include "run/steps/lasting_version.hpp"
#include "run/steps/outcome_words.hpp"
#include "run/steps/read_inputs.hpp"
#include "run/steps/save_report.hpp"
#include "run/steps/signed_workbook.hpp"
#include "run/steps/stages.hpp"
#include "run/steps/target_workbook.hpp"
#include "run/steps/telling_failure.hpp"
#include "run/steps/work_out.hpp"
#include "run/two_people/period_standing.hpp"
#include "run/two_people/record_news.hpp"
#include "run/two_people/signed_acts.hpp"
#include "run/words.hpp"

namespace counterfoil::run {

namespace {

std::vector<std::filesystem::path> values_of(const std::map<std::string, std::filesystem::path>& files) {
  std::vector<std::filesystem::path> values;
  for (const auto& [id, file] : files) values.push_back(file);
  return values;
}

/// Everything that stays the same when a run is done again because the workbook changed meanwhile.
struct Order {
  const RunRequest& request;
  const Installation& installation;
  RunIdentity identity;
  Settings settings;
  Task task;
  CouncilSettings council;
  host::ParameterValues parameters;
  std::map<std::string, std::filesystem::path> files;
};

template <class Item>
void append(std::vector<Item>& items, std::vector<Item> more) {
  std::move(more.begin(), more.end(), std::back_inserter(items));
}

Order order_for(const RunRequest& request, const Installation& installation, const RunIdentity& identity) {
  Settings settings = settings_for(request.settings, request.workbook);
  take_answers(settings, request.team);
  if (!settings.sheets_in.empty() && !request.save_as.empty())
    throw Failure{FailureKind::usage,
                  "A new file is for a result in one workbook, but here Counterfoil's sheets stand in a second one" +
                      at_command_line(", so --save-as does not go with it") + ". Copy both workbooks and name the copies instead."};
  Task task = load_task(installation, request.task, settings);
  CouncilSettings council = council_settings(task.description());
  const host::ParameterTexts given = joined(settings.parameters, request.parameters);
  std::vector<Problem> problems = problems_of_locks(council, task.description(), given);
  std::vector<host::ParameterTrouble> troubles;
  host::ParameterValues parameters = read_parameters(task.description(), joined(council.texts(), given), troubles);
  auto files = input_files(task, request.inputs, settings, settings.sheets_in.empty() ? request.workbook : settings.sheets_in,
                           problems, !request.continue_from.empty() && request.continue_from != "none");
  for (host::ParameterTrouble& trouble : troubles)
    problems.push_back({Problem::About::setting, std::move(trouble.id), std::move(trouble.words)});
  if (!problems.empty()) {
    // The run will not begin, so all the rest that is wrong is said with it.
    append(problems, unreadable_inputs(files));
    append(problems, problems_of_workbook(request));
    throw Problems{FailureKind::usage, std::move(problems)};
  }
  return {request,         installation, identity, std::move(settings), std::move(task), std::move(council), std::move(parameters),
          std::move(files)};
}

/// Settings unlike the usual go with a reason, or there is no run; and of all of them it is known where they came from.
void ask_for_reasons(Order& order, const TargetWorkbook& target) {
  const host::PluginDescription& plugin = order.task.description();
  std::vector<ChangedSetting> changed = changed_settings(plugin, order.council, order.parameters);
  std::set<std::string> by_command;
  for (const auto& [id, text] : order.request.parameters) by_command.insert(id);
  std::optional<KeptRun> last;
  if (target.has_past() && target.past().record()) last.emplace(*target.past().record());
  const KeptRun* before = last ? &*last : nullptr;
  auto problems =
      find_reasons(plugin, order.parameters, {order.request.reason, by_command, order.settings.reasons}, before, changed);
  if (!problems.empty()) throw Problems{FailureKind::usage, std::move(problems)};
  order.settings.changed = std::move(changed);
  order.settings.origins =
      setting_origins({plugin, order.council, order.settings, order.parameters, by_command, before, order.identity.user});
}

/// The workbook as it is, before anything is worked out. Refuses where a release of it was cut off; returns the news of the record.
std::vector<std::string> look_at_what_stands(Order& order, const TargetWorkbook& target, Findings& findings) {
  const report::WorkbookSpec& spec = order.task.spec;
  std::vector<std::string> news;
  if (!order.request.rehearse && target.base) news = refuse_where_cut_off(spec, order.request.workbook, target.book.audit(spec));
  ask_for_reasons(order, target);
  notice_diverged_copies(target, order.request.workbook, order.task, findings);
  if (spec.releases.empty() && target.base) notice_edits_since_approval(spec, order.request.workbook, target.book, findings);
  return news;
}

/// Another run that has the workbook is waited for; the screen says so once, and Ctrl+C is heard.
Patience patience_of(const Order& order, Stages& stages) {
  Patience patience;
  patience.most = std::chrono::seconds{order.settings.wait_seconds};
  patience.waiting = [&stages, name = file_name_of(order.request.workbook)](const LockHolder& holder) {
    stages.waiting(name, holder_in_words(holder));
  };
  return patience;
}

void stop_by_findings(const WorkedOut& worked, std::optional<Journal>& journal, RunOutcome& outcome) {
  outcome.status = RunStatus::stopped_by_findings;
  outcome.words = words_of_a_stop(outcome.findings);
  outcome.words.front() += " " + outcome.written.in_words();
  outcome.questions = worked.questions;
  if (journal) journal->stopped_by_findings(worked.inputs, outcome.findings.count(Severity::blocking));
}

void tell_exports(const Order& order, const std::vector<InputFact>& inputs, RunOutcome& outcome) {
  outcome.exports.clear();
  for (const InputFact& fact : inputs) {
    auto file = order.files.find(fact.id);
    if (const auto beside = order.task.spec.companions.find(fact.id);
        file == order.files.end() && beside != order.task.spec.companions.end())
      file = order.files.find(beside->second);
    if (file != order.files.end() && fact.kept_by.empty())
      outcome.exports.push_back({fact.id, fact.file, file->second, fact.sheet});
  }
}

/// The sheet has the gravest first, as engine_tables wrote them, and below them what the merge itself found.
void tell_finding_cells(const WorkedOut& worked, RunOutcome& outcome) {
  if (worked.merged.findings_sheet.empty()) return;
  outcome.findings_sheet = worked.merged.findings_sheet;
  const auto& all = outcome.findings.all();
  outcome.finding_cells.assign(all.size(), {});
  std::uint32_t row = worked.merged.findings_row;
  for (const Severity severity : {Severity::blocking, Severity::warning, Severity::note})
    for (std::size_t at = 0; at < worked.findings_told && at < all.size(); ++at)
      if (all[at].severity == severity) outcome.finding_cells[at] = "A" + std::to_string(row++);
  for (std::size_t at = worked.findings_told; at < all.size(); ++at) outcome.finding_cells[at] = "A" + std::to_string(row++);
}

/// The workbook is saved by then, and stays so.
void complete_ledger(Journal& journal, RunOutcome& outcome) {
  try {
    journal.finished();
  } catch (const Failure& failure) {
    outcome.words.push_back("The workbook is saved, but the ledger could not be completed: " + std::string{failure.what()});
  }
}

/// Of the team's own workbook, where Counterfoil's sheets stand in another one.
std::vector<std::string> words_of_the_team(const TargetWorkbook& team, const ReplaceResult& saved, const std::string& sheets_in) {
  std::vector<std::string> words;
  if (saved.too_old > 0) words.push_back(words_of_old_versions(team.path, saved.too_old));
  if (team.signature_breaks) words.push_back(words_of_broken_signature(team.name));
  words.push_back(team.name + " has the new column; Counterfoil's sheets are in " + sheets_in + ".");
  return words;
}

/// What stays beside the workbook when it is saved.
VersionsToKeep versions_of_run(const Order& order, const TargetWorkbook& target, const AuditRow& audit) {
  VersionsToKeep keep = versions_to_keep(order.settings, order.identity.moment);
  if (!target.is_new) keep.because = why_it_lasts(order.task.spec, target.book, {}, audit.prepared_facts().period);
  return keep;
}

/// From the workbook as it is now to the workbook saved.
void update_workbook(Order& order, Stages& stages, std::optional<Journal>& journal, RunOutcome& outcome) {
  const auto& [request, installation, identity, settings, task, council, parameters, files] = order;
  TargetWorkbook target =
      open_target({settings.sheets_in.empty() ? request.workbook : settings.sheets_in, request.save_as, values_of(files),
                   request.rehearse, patience_of(order, stages), request.break_signature, false, request.continue_from},
                  task, installation, identity);
  std::optional<TargetWorkbook> team_workbook;
  if (!settings.sheets_in.empty())
    team_workbook.emplace(open_team_workbook(
        {request.workbook, {}, values_of(files), request.rehearse, patience_of(order, stages), request.break_signature}, target,
        task, installation, identity));
  put_back_kept_cells(task.spec, target, outcome.findings);
  const std::vector<std::string> news = look_at_what_stands(order, target, outcome.findings);
  WorkedOut worked = work_out({task, settings, parameters, files, target, identity, team_workbook ? &*team_workbook : nullptr},
                              stages, outcome.findings);
  tell_exports(order, worked.inputs, outcome);
  if (worked.stopped) return stop_by_findings(worked, journal, outcome);
  outcome.merged = worked.merged;
  outcome.report_digest = worked.merge->report_digest();
  outcome.words = news;
  append(outcome.words, worked.words);
  outcome.figures = figures_of(task.spec, worked.result.report);
  outcome.release_follows = !task.spec.releases.empty();
  if (request.rehearse) {
    outcome.status = RunStatus::rehearsed;
    outcome.words.push_back("This was a rehearsal. " + outcome.written.in_words());
    return;
  }

  const AuditRow audit = make_audit_row({identity, task, settings, worked, outcome.findings, target, journal->head()});
  worked.merge->append_audit(audit.table());
  const Buffer bytes = worked.merge->save();

  stages.saving(file_name_of(target.path));
  const Fingerprint output = fingerprint_of(bytes.view());
  const VersionsToKeep keep = versions_of_run(order, target, audit);
  std::optional<ReplaceResult> saved_team;
  if (team_workbook)
    saved_team = save_target(*team_workbook, worked.adoption->bytes.view(), keep, identity, outcome.written, [] {});
  const ReplaceResult saved = save_target(target, bytes.view(), keep, identity, outcome.written,
                                          [&] { journal->prepared(worked.inputs, audit.prepared_facts(), output); });
  outcome.status = RunStatus::finished;
  outcome.workbook = target.path;
  if (const std::string trouble = sign_preparation(task, identity, target.path, worked.merge->record()); !trouble.empty())
    outcome.words.push_back(trouble);
  outcome.prior_version = saved.version;
  outcome.workbook_digest = output.sha256;
  tell_finding_cells(worked, outcome);
  append(outcome.words, words_of_saving(target, saved));
  if (const auto calendar = write_calendar(task.spec, worked.result.report, target.book, target.path, identity, settings.calendar,
                                           audit.prepared_facts().first_record)) {
    outcome.calendar = calendar->file;
    outcome.words.push_back(calendar->words);
  }
  if (target.signature_breaks) outcome.words.push_back(words_of_broken_signature(target.name));
  if (team_workbook) append(outcome.words, words_of_the_team(*team_workbook, *saved_team, target.name));
  if (const std::string kept = keep_answers(settings, request.team, request.workbook, identity.run_id); !kept.empty())
    outcome.words.push_back(kept);
  complete_ledger(*journal, outcome);
}

/// The steps of one run, in order. `journal` is filled once the run has begun.
void carry_out(const RunRequest& request, const Installation& installation, const RunEvents& events,
               std::optional<Journal>& journal, RunOutcome& outcome) {
  constexpr unsigned most_attempts = 3;
  const RunIdentity identity = new_identity();
  outcome.run_id = identity.run_id;
  Stages stages{events};
  Order order = order_for(request, installation, identity);
  if (!request.rehearse)
    journal.emplace(request.ledger, identity, order.task,
                    file_name_of(request.save_as.empty() ? request.workbook : request.save_as));
  events.started(identity.run_id, request.task);
  if (auto problems = unreadable_inputs(order.files); problems.size() > 1) {
    append(problems, problems_of_workbook(request));
    throw Problems{FailureKind::unreadable, std::move(problems)};
  }
  for (unsigned attempt = 1;; ++attempt) {
    try {
      update_workbook(order, stages, journal, outcome);
      if (attempt > 1) outcome.words.push_back(words_of_another_go(request.workbook));
      return;
    } catch (const Failure& failure) {
      if (!outcome.written.empty() || attempt == most_attempts || !may_run_again(failure, request.workbook, request.save_as)) throw;
    }
    outcome.findings = {};
    stages.again(file_name_of(request.workbook));
  }
}

}  // namespace

RunOutcome run(const RunRequest& request, const Installation& installation, const RunEvents& events) {
  RunOutcome outcome;
  outcome.task = request.task;
  std::optional<Journal> journal;
  const auto fail = [&](const Failure& failure) {
    if (outcome.status == RunStatus::finished) {
      outcome.words.push_back("The workbook is saved, but not all that follows was done: " + std::string{failure.what()});
      return;
    }
    outcome.status = RunStatus::failed;
    outcome.reason = failure.kind();
    outcome.words = {with_what_was_written(failure, outcome.written)};
    if (journal) journal->failed(failure.kind());
  };
  try {
    carry_out(request, installation, events, journal, outcome);
  } catch (const xlsx::SaveRefused& refused) {
    const std::string report = report_refused_save(refused, {request.workbook, request.task, outcome.run_id, outcome.written});
    fail(Failure{refused.kind(),
                 refused.what() + (" " + report) + " Until it is put right, have Counterfoil's sheets in a new workbook."});
  } catch (const WorkbookTaken& taken) {
    fail(taken);
    outcome.proposed = taken.proposed();
  } catch (const OlderWorkbookBeside& older) {
    fail(older);
    outcome.questions = {older.question()};
  } catch (const Problems& problems) {
    fail(problems);
    outcome.problems = problems.all();
    outcome.words.clear();
    for (const Problem& each : problems.all()) outcome.words.push_back(each.words);
    outcome.words.back() += " " + outcome.written.in_words();
  } catch (const std::exception&) {
    fail(failure_in_hand(outcome.run_id));
  }
  spdlog::info("run {}: task {}, {}, {} findings", outcome.run_id, request.task, status_word(outcome.status),
               outcome.findings.all().size());
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
