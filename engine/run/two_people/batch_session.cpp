#include "run/two_people/batch_session.hpp"

#include "audit/sign_off_record.hpp"
#include "audit/verify.hpp"
#include "base/command_words.hpp"
#include "base/text.hpp"
#include "counterfoil/money.hpp"
#include "report/workbook_merge.hpp"
#include "run/given/program_files.hpp"
#include "run/past_runs/decision_log.hpp"
#include "run/steps/lasting_version.hpp"
#include "run/steps/outcome_words.hpp"
#include "run/steps/save_report.hpp"
#include "run/steps/signed_workbook.hpp"
#include "run/two_people/batch_content.hpp"
#include "run/two_people/batches.hpp"
#include "run/two_people/period_standing.hpp"
#include "run/two_people/reviewers_stops.hpp"
#include "run/two_people/signed_acts.hpp"
#include "run/verify.hpp"
#include "run/words.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::run {

namespace {

/// Problems that honest work makes: a run of the same person's on another machine, and a run in a copy of the workbook. Who signed
/// what, and whether this is the content that was signed, is asked of the signed acts, not of a ledger.
bool honest_work_makes(const audit::VerifyStatement& statement) {
  return statement.id == "run-not-in-ledger" || statement.id == "run-missing";
}

/// What stands in the sign-off is written anew by whoever signs now.
bool is_signed_anew(const audit::VerifyStatement& statement, const std::string& action) {
  return statement.id == "sign-off-changed" && action != audit::release_action;
}

std::string task_of(const std::string& name, const report::OpenedWorkbook& book) {
  if (xlsx::recognise(book.bytes()) != xlsx::FileKind::zip_workbook || !book.record())
    throw Failure{FailureKind::unreadable,
                  name + " holds no record of Counterfoil, so there is no batch in it. Name the workbook that a run made."};
  return book.task();
}

bool something_does_not_tie(const report::Record& record) {
  const report::RecordTable* totals = record.table("control_totals");
  const std::size_t tie = totals ? totals->column("tie") : report::RecordTable::npos;
  if (tie == report::RecordTable::npos) return false;
  const report::RecordRows rows{*totals};
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (rows.field(row, tie) == "DOES NOT TIE") return true;
  return false;
}

}  // namespace

BatchSession::BatchSession(const BatchRequest& request, const Installation& installation, const std::string& action,
                           WrittenFiles& written)
    : path_(request.workbook),
      name_(file_name_of(request.workbook)),
      action_(action),
      identity_(new_identity()),
      written_(written) {
  const report::OpenedWorkbook book{read_file(path_, xlsx::Limits{}.file_bytes)};
  const std::string id = task_of(name_, book);
  settings_ = settings_for(request.settings, path_);
  task_.emplace(load_task(installation, id, settings_));
  if (is_period() && action_ == audit::release_action)
    throw Failure{FailureKind::usage, name_ + " is a workbook of the task " + id +
                                          ", which releases nothing, so there is nothing to release in it. Its period can be "
                                          "approved."};
  if (!request.look) journal_.emplace(request.ledger, identity_, *task_, name_, action_);
  const std::filesystem::path no_copy;
  Patience patience;
  patience.most = std::chrono::seconds{settings_.wait_seconds};
  try {
    TargetRequest target{path_, no_copy, {}, request.look, patience, request.break_signature, true, {}, &book};
    target_ = open_target(target, *task_, installation, identity_);
  } catch (const Failure& failure) {
    if (failure.kind() != FailureKind::locked) {
      if (journal_) journal_->failed(failure.kind());
      throw;
    }
    refuse("workbook-taken", failure.what());
    target_.book = book;  // the other checks are told all the same
    target_.name = name_;
  }
  audit_ = target_.book.audit(task_->spec);
  ledger_ = audit::read_evidence(request.ledger);
  if (const report::Record* record = target_.book.record()) record_ = record;
  if (is_period()) {
    state_ = period_state(task_->spec, audit_);
    return;
  }
  try {
    choose(request.which);
  } catch (const Failure& failure) {
    journal_->failed(failure.kind());
    throw;
  }
}

void BatchSession::choose(const std::string& which) {
  state_.release = &task_->spec.releases.front();
  const std::vector<BatchState> states = batch_states(task_->spec, target_.book, audit_);
  const ChosenBatch chosen = choose_batch(states, which, action_, record_folder_for(path_), task_->spec.id);
  if (!chosen.trouble.empty()) {
    asks_which_ = true;
    return refuse("which-batch", chosen.trouble, states.empty() ? std::string{} : states.front().sheet);
  }
  if (chosen.at) state_ = states[*chosen.at];
  lines_ = report::release_lines(*state_.release, *record_);
}

void BatchSession::check_workbook() {
  for (const std::string& words : check_program_files(task_->installation).troubles) refuse("program-changed", words);
  if (state_.batch.empty())
    refuse("nothing-prepared", name_ + (is_period() ? " holds no run. Run the task first."
                                                    : " holds no batch: its sign-off is empty. Run the task first."));
  for (const audit::VerifyStatement& each : verify_opened(name_, target_.book, task_->spec, ledger_).statements)
    if (each.verdict == audit::Verdict::problem && !honest_work_makes(each) && !is_signed_anew(each, action_))
      refusals_.push_back({each.id, each.words, each.sheet, each.cell});
  if (!is_period() && !state_.batch.empty()) {
    const BatchContent content = batch_content(task_->spec, *record_, state_.batch);
    if (content.rows != state_.rows || content.gross != state_.pence)
      refuse("out-of-tie",
             "The totals do not tie: the sign-off says " + batch_in_words(state_) + ", and what would be signed comes to " +
                 count_of(content.rows, "line") + ", " + format_pounds(Pence{content.gross}) + " gross. Run the task again.",
             state_.sheet);
    for (const std::string& words : content.out_of_tie) refuse("out-of-tie", words + ". Run the task again.", state_.sheet);
  }
  if (something_does_not_tie(*record_))
    refuse("out-of-tie", "A control total of the workbook does not tie. Look at the control totals, and run the task again.");
}

void BatchSession::check_reviewers() {
  for (const ReviewersStop& stop : reviewers_stops(task_->spec, release(), target_.book, *record_))
    refusals_.push_back({"stopped-by-reviewer", stop.words, stop.sheet, stop.cell});
}

void BatchSession::check_second_person() {
  const std::string checker = audit::login_for_comparing(identity_.user);
  const std::string preparer = audit::login_for_comparing(state_.prepared_by);
  if (checker.empty())
    refuse("checker-unknown",
           "This machine does not say who you are, so your signature would be nobody's. Sign in under a login of your own.");
  else if (preparer.empty() && !state_.batch.empty())
    refuse("preparer-unknown", "The workbook does not say who prepared the " + std::string{is_period() ? "period" : "batch"} +
                                   ", so nobody can be shown to be a second person. Run the task again under a login of your own.");
  else if (checker == preparer)
    refuse_same_person(state_.prepared_by);
}

void BatchSession::refuse_same_person(const std::string& who) {
  refuse("same-person",
         "You prepared this " + std::string{is_period() ? "period" : "batch"} + " (" + who +
             "), so somebody else must check it. Ask a colleague to look at the workbook and to approve it under their own "
             "login" +
             at_command_line(" (counterfoil approve)") + ".");
}

BatchOutcome BatchSession::refused() {
  if (journal_) journal_->refused(refusals_.size());
  BatchOutcome outcome;
  outcome.run_id = identity_.run_id;
  outcome.task = task_->description().id;
  outcome.batch = state_.batch;
  outcome.refusals = refusals_;
  const std::string done = action_ == audit::release_action  ? "released"
                           : action_ == audit::reject_action ? "rejected"
                                                             : "approved";
  outcome.words = {"Nothing was " + done + ". " + written_.in_words()};
  return outcome;
}

BatchSession::Marked BatchSession::mark(report::MarkedWorkbook& workbook, audit::AuditRecord row) {
  row.run_id = identity_.run_id;
  row.time_utc = identity_.moment.utc;
  row.time_local = identity_.moment.local;
  row.user = identity_.user;
  row.task = task_->description().id;
  row.versions = version_words() + ", " + task_->description().id + " " + task_->description().version;
  row.period = audit::from_row(audit_.back()).period;
  if (row.totals.empty()) row.totals = batch_in_words(state_);
  workbook.log(seer_of(identity_), report::logged::with_signature, lines_to_log());
  row.settings += logged_in_words("\n", workbook.log_digest());
  row.report_digest = workbook.report_digest();
  row.ledger_head = journal_->head();
  audit::seal(row, audit_);
  workbook.append_audit({audit::to_row(row)});
  Marked marked{row, {}, save_or_report({target_.path, row.task, row.run_id, written_}, [&] { return workbook.save(); })};
  PreparedFacts& facts = marked.facts;
  facts = audit::facts_of_sealed(row, audit_);
  facts.findings = audit::counted(0, 0);
  facts.decisions_digest = workbook.log_digest();
  facts.base_sha256 = target_.base->sha256;
  facts.batch = state_.batch;
  return marked;
}

/// The act itself, where it writes nothing into a cell of reviewers'.
std::vector<report::LoggedChange> BatchSession::lines_to_log() const {
  if (!is_period() && action_ != audit::release_action) return {};
  report::LoggedChange line;
  line.run = identity_.run_id;
  line.login = identity_.user;
  line.time = identity_.moment.utc;
  line.what = report::logged::with_signature;
  line.note = std::string{is_period() ? "The period of run " : "Batch "} + state_.batch + " was " +
              (action_ == audit::release_action  ? "released."
               : action_ == audit::reject_action ? "rejected."
                                                 : "approved.");
  return {std::move(line)};
}

std::string BatchSession::log_fact() const { return run::log_fact(log_as_seen(task_->spec, target_.book, seer_of(identity_))); }

std::vector<Overlap> BatchSession::overlaps() const {
  return run::overlaps(task_->spec, log_as_seen(task_->spec, target_.book, seer_of(identity_)),
                       {state_.prepared_by, identity_.user, identity_.moment.utc, identity_.run_id});
}

BatchOutcome BatchSession::save(const Marked& marked) {
  VersionsToKeep keep = versions_to_keep(settings_, identity_.moment);
  keep.because = why_it_lasts(task_->spec, target_.book, action_, {});
  const ReplaceResult saved = save_target(target_, marked.bytes.view(), keep, identity_, written_, [] {});
  BatchOutcome outcome;
  outcome.run_id = identity_.run_id;
  outcome.task = task_->description().id;
  outcome.batch = state_.batch;
  outcome.workbook = target_.path;
  outcome.prior_version = saved.version;
  outcome.report_digest = marked.row.report_digest;
  outcome.workbook_digest = fingerprint_of(marked.bytes.view()).sha256;
  outcome.words = words_of_saving(target_, saved);
  if (target_.signature_breaks) outcome.words.push_back(words_of_broken_signature(name_));
  try {
    journal_->finished();
  } catch (const Failure& failure) {
    outcome.words.push_back("The workbook is saved, but the ledger could not be completed: " + std::string{failure.what()});
  }
  return outcome;
}

}  // namespace counterfoil::run
