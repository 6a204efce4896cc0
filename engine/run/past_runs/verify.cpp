#include "run/verify.hpp"

#include <algorithm>
#include <set>

#include "acts/batch_standing.hpp"
#include "audit/ledger.hpp"
#include "audit/sign_off_record.hpp"
#include "audit/verify.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "host/manifest.hpp"
#include "host/plugin_library.hpp"
#include "report/released_rows.hpp"
#include "report/workbook_copies.hpp"
#include "report/workbook_merge.hpp"
#include "run/decisions/decision_statements.hpp"
#include "run/decisions/overlaps.hpp"
#include "run/forget/removals.hpp"
#include "run/given/identity.hpp"
#include "run/past_runs/decisions_about.hpp"
#include "run/past_runs/verify_seen.hpp"
#include "run/two_people/batch_content.hpp"
#include "run/two_people/batches.hpp"
#include "run/two_people/period_standing.hpp"
#include "run/two_people/record_news.hpp"
#include "run/two_people/sign_off.hpp"
#include "run/two_people/signed_acts.hpp"
#include "run/words.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::run {

namespace {

report::WorkbookSpec spec_of(const std::string& task, const Installation& installation) {
  const host::Manifest manifest = host::read_manifest(installation.plugins);
  return load_spec(installation, host::PluginLibrary::open(manifest, manifest.find(task)).description().workbook);
}

audit::WorkbookEvidence evidence_of(const std::string& name, const report::OpenedWorkbook& book, const report::CellCheck& check) {
  audit::WorkbookEvidence evidence;
  const Fingerprint fingerprint = fingerprint_of(book.bytes());
  evidence.file_name = name;
  evidence.bytes = fingerprint.size;
  evidence.sha256 = fingerprint.sha256;
  evidence.figures_digest = check.digest_now_of_record;
  for (const report::CellDifference& difference : check.differences) {
    using Kind = report::CellDifference::Kind;
    switch (difference.kind) {
      case Kind::changed:
      case Kind::formula_replaced:
        evidence.differences.push_back({difference.sheet, difference.cell, difference.heading, difference.held, difference.recorded,
                                        difference.kind == Kind::formula_replaced});
        break;
      case Kind::row_missing: evidence.missing.push_back({difference.sheet, "row " + difference.recorded}); break;
      case Kind::column_missing: evidence.missing.push_back({difference.sheet, "column " + difference.recorded}); break;
      case Kind::row_added_twice: evidence.repeated.push_back({difference.sheet, "row " + difference.held}); break;
    }
  }
  return evidence;
}

/// That it was checked, and with what result. A ledger that cannot take it does not spoil the answer.
void record_verification(const std::filesystem::path& path, const std::string& name, const report::OpenedWorkbook& book,
                         std::size_t problems) {
  try {
    const RunIdentity identity = new_identity();
    audit::NewEntry entry;
    entry.kind = audit::EntryKind::verified;
    entry.time_utc = identity.moment.utc;
    entry.run_id = identity.run_id;
    entry.user = identity.user;
    entry.task = book.task();
    entry.facts.engine_version = engine_version();
    const Fingerprint fingerprint = fingerprint_of(book.bytes());
    entry.facts.workbook = name;
    entry.facts.workbook_bytes = fingerprint.size;
    entry.facts.workbook_sha256 = fingerprint.sha256;
    entry.facts.findings = {{"problems", problems}};
    audit::Ledger::open(path, identity.moment.utc).append(entry);
  } catch (const Failure&) {
    return;
  }
}

void insert_behind_problems(audit::VerifyReport& report, audit::VerifyStatement statement) {
  const auto place = std::find_if(report.statements.begin(), report.statements.end(), [&](const audit::VerifyStatement& each) {
    return each.verdict != audit::Verdict::problem &&
           (statement.verdict != audit::Verdict::limit || each.verdict == audit::Verdict::limit);
  });
  report.statements.insert(statement.verdict == audit::Verdict::problem ? report.statements.begin() : place, std::move(statement));
}

/// How far the batch has come, by its signed acts; what the Audit sheet says beyond them is no proof and said to be none.
void say_sign_off(const report::WorkbookSpec& spec, const report::Record& record, const BatchState& state,
                  const acts::Relier& relier, const acts::SeenActs& seen, audit::VerifyReport& report) {
  const acts::RecordFolder& folder = seen.folder();
  const acts::BatchRecord acts = seen.of_batch(spec.id, state.batch);
  const acts::BatchStanding standing = acts::standing_of_batch(acts, relier, batch_content(spec, record, state.batch).digest);
  for (std::string& words : acts::gone_in_words(acts))
    insert_behind_problems(report, {audit::Verdict::problem, "act-gone", std::move(words), {}, {}, {}, {}, {}});
  audit::VerifyStatement statement{audit::Verdict::sound, "batch-prepared", {}, state.sheet, {}, {}, {}, {}};
  const std::string batch = batch_named_in_words(state) + " was prepared by " + state.prepared_by + " on " + state.prepared_on;
  const auto by = [](const std::optional<acts::FoundAct>& found) { return acts::who_and_when_in_words(found->act); };
  if (standing.released && acts::withdrawn_by_two(acts, &relier)) {
    statement.id = "batch-withdrawn";
    statement.words = batch + ". Its release, begun by " + by(standing.released) + ", was taken back by two people.";
  } else if (standing.released) {
    statement.id = "batch-released";
    statement.words = batch + (standing.approved ? ", approved by " + by(standing.approved) : std::string{}) + " and released by " +
                      by(standing.released) + ".";
  } else if (standing.rejected) {
    statement.id = "batch-rejected";
    statement.words = batch + " and rejected by " + by(standing.rejected) + ".";
  } else if (standing.objections.empty()) {
    statement.id = "batch-approved";
    statement.words = batch + " and approved by " + by(standing.approved) + " (" + standing.approved_standing.words +
                      "). It is not released yet.";
  } else {
    statement.words = batch + ". It cannot be released as it is: " + standing.objections.front().words;
  }
  insert_behind_problems(report, std::move(statement));
  // Somebody's name on the Audit sheet without their signed act: typed, forged, or the record was taken away.
  for (const auto& [action, there] :
       {std::pair{audit::approve_action, standing.approved.has_value()}, {audit::release_action, standing.released.has_value()}}) {
    const BatchAct* claimed = state.last(action);
    if (claimed && !there)
      insert_behind_problems(report, {audit::Verdict::problem,
                                      "sign-off-not-signed",
                                      "The Audit sheet says that " + act_in_words(*claimed) + " signed \"" + std::string{action} +
                                          "\", but the record folder " + utf8_from_path(folder.path()) +
                                          " holds no such signed act. What is written on a sheet is no signature.",
                                      state.sheet,
                                      {},
                                      {},
                                      {},
                                      {}});
  }
}

/// The rows that the workbook keeps of earlier releases, held to what their acts signed.
void say_released_rows(const report::WorkbookSpec& spec, const report::Record& record, const acts::SeenActs& seen,
                       const Removals& removals, audit::VerifyReport& report) {
  for (const report::Release& release : spec.releases) {
    const report::RecordTable* table = record.table(report::released_table(release));
    if (!table) continue;
    const report::RecordRows rows{*table};
    std::set<std::string> batches;
    for (std::size_t row = 0; row < rows.size(); ++row) batches.insert(rows.field(row, 0));
    for (const std::string& batch : batches)
      for (const acts::FoundAct& each : seen.kept_of_batch(spec.id, batch).acts)
        if (const std::string signed_rows = each.act.fact("rows");
            each.act.kind == acts::released && !signed_rows.empty() &&
            signed_rows != removals.released_before(report::digest_of_released(*table, batch)))
          insert_behind_problems(report, {audit::Verdict::problem,
                                          "released-rows-changed",
                                          "The rows that the workbook keeps of what was released in batch " + batch +
                                              " are not those that " + acts::who_and_when_in_words(each.act) +
                                              " signed: rows were added, taken away or changed. The next run counts none of them "
                                              "and raises none of them again.",
                                          {},
                                          {},
                                          {},
                                          {},
                                          {}});
  }
}

void say_sign_offs(const report::WorkbookSpec& spec, const std::filesystem::path& path, const report::OpenedWorkbook& book,
                   audit::VerifyReport& report) {
  const std::vector<audit::AuditRow>& rows = book.audit(spec);
  const std::vector<BatchState> states = batch_states(spec, book, rows);
  const report::Record* record = book.record();
  if (states.empty() || !record) return;
  const acts::Relier relier = relier_without_key(user_name());
  acts::SeenActs seen = seen_acts_for(path, relier);
  if (const auto cut_off = cut_off_release(seen, spec, rows))
    insert_behind_problems(report, {audit::Verdict::problem,
                                    "release-cut-off",
                                    cut_off_in_words(*cut_off, user_name()),
                                    states.front().sheet,
                                    {},
                                    {},
                                    {},
                                    {}});
  for (audit::VerifyStatement& each : record_statements(seen, relier)) insert_behind_problems(report, std::move(each));
  say_released_rows(spec, *record, seen, Removals{spec.id, path, rows}, report);
  for (const BatchState& state : states) say_sign_off(spec, *record, state, relier, seen, report);
}

/// What two copies said differently and nobody has decided since they were merged.
void say_disputes(const report::WorkbookSpec& spec, const report::OpenedWorkbook& book, audit::VerifyReport& report) {
  for (const report::DisputedRow& row : report::disputed_rows(spec, book))
    report.statements.insert(
        report.statements.begin(),
        {audit::Verdict::problem,
         "copies-differ",
         row.sheet + ", row of " + row.row + ": nobody has decided since two copies were merged. " + row.words + ".",
         row.sheet,
         {},
         {},
         {},
         {}});
}

/// What was typed since, what was signed and reads otherwise, and where one person's eyes counted twice.
void say_decisions(const report::WorkbookSpec& spec, const std::filesystem::path& path, const report::OpenedWorkbook& book,
                   audit::VerifyReport& report) {
  const report::AuditRows& rows = book.audit(spec);
  const report::Record* record = book.record();
  if (!record || rows.empty()) return;
  const acts::RecordFolder folder = record_folder_for(path);
  const report::DecisionLog log = report::DecisionLog::read(*record);
  std::vector<acts::Act> all;
  std::string approved_by;
  std::vector<audit::VerifyStatement> seen_twice;
  for (const BatchState& state :
       spec.releases.empty() ? std::vector<BatchState>{period_state(spec, rows)} : batch_states(spec, book, rows)) {
    const BatchAct* last = state.last(audit::approve_action, audit::reject_action);
    const BatchAct* approved = last && last->action == audit::approve_action ? last : nullptr;
    std::optional<acts::Act> approval;
    for (const acts::FoundAct& each : folder.of_batch(spec.id, state.batch).acts) {
      all.push_back(each.act);
      if (each.act.kind == acts::approved) approval = each.act;
    }
    if (approved && approved_by.empty()) approved_by = act_in_words(*approved);
    const Eyes eyes{state.prepared_by, approval && approved ? approval->account : std::string{},
                    approval && approved ? approval->time_utc : std::string{}, approved ? approved->run_id : std::string{}};
    for (const Overlap& each : overlaps(spec, log, eyes))
      seen_twice.push_back({audit::Verdict::limit, each.id, each.words, state.sheet, {}, {}, {}, {}});
  }
  const auto say = [&](std::vector<audit::VerifyStatement> statements) {
    for (audit::VerifyStatement& each : statements) insert_behind_problems(report, std::move(each));
  };
  say(typed_statements(spec, book, approved_by));
  say(log_of_acts(book, rows, all));
  say(std::move(seen_twice));
}

}  // namespace

audit::VerifyReport verify_workbook(const std::filesystem::path& workbook, const std::filesystem::path& ledger,
                                    const Installation& installation) {
  const std::string name = file_name_of(workbook);
  const report::OpenedWorkbook book{read_file(workbook, xlsx::Limits{}.file_bytes)};
  if (xlsx::recognise(book.bytes()) != xlsx::FileKind::zip_workbook)
    throw Failure{FailureKind::unreadable, name + " is not an Excel workbook (.xlsx), so there is nothing to verify."};
  if (!book.record())
    throw Failure{FailureKind::unreadable,
                  name + " holds no record of Counterfoil's: either Counterfoil did not make it, or the record was removed."};
  const report::WorkbookSpec spec = spec_of(book.task(), installation);
  const audit::LedgerEvidence recorded = audit::read_evidence(ledger);
  audit::VerifyReport report = verify_read(workbook, book, spec, recorded);
  if (recorded.there) record_verification(ledger, name, book, report.problems());
  return report;
}

audit::VerifyReport verify_read(const std::filesystem::path& workbook, const report::OpenedWorkbook& book,
                                const report::WorkbookSpec& spec, const audit::LedgerEvidence& ledger) {
  audit::VerifyReport report =
      verify_opened(file_name_of(workbook), book, spec, ledger, workbook_that_goes_on(workbook, book, spec));
  report.anchored = report.anchored || bound_by_acts(spec, workbook, book);
  say_disputes(spec, book, report);
  if (!spec.releases.empty())
    say_sign_offs(spec, workbook, book, report);
  else
    for (audit::VerifyStatement& each : period_statements(spec, workbook, book)) insert_behind_problems(report, std::move(each));
  say_decisions(spec, workbook, book, report);
  for (audit::VerifyStatement& each : Removals{spec.id, workbook, book.audit(spec)}.statements())
    insert_behind_problems(report, std::move(each));
  if (auto signed_then = what_was_signed(spec, workbook, book, ledger.entries))
    insert_behind_problems(report, std::move(*signed_then));
  return report;
}

audit::VerifyReport verify_ledger(const std::filesystem::path& ledger) {
  const audit::LedgerEvidence recorded = audit::read_evidence(ledger);
  if (!recorded.there)
    throw Failure{FailureKind::usage, "There is no ledger at " + utf8_from_path(ledger) + ". Name another with --ledger."};
  return audit::verify_ledger(recorded.check, recorded.entries);
}

audit::VerifyReport verify_opened(const std::string& name, const report::OpenedWorkbook& book, const report::WorkbookSpec& spec,
                                  const audit::LedgerEvidence& ledger, const GoesOn& goes_on) {
  const report::CellCheck check = report::check_cells(spec, book);
  audit::WorkbookEvidence evidence = evidence_of(name, book, check);
  evidence.goes_on_in = goes_on.name;
  evidence.goes_on_to = goes_on.run;
  evidence.rows_since = goes_on.rows;
  audit::VerifyReport report = audit::verify(evidence, book.audit(spec), ledger.there ? &ledger.check : nullptr, ledger.entries);
  if (const report::Record* record = book.record())
    if (std::string words = changed_since(book.audit(spec), record->about_digest()); !words.empty())
      insert_behind_problems(report, {audit::Verdict::problem, "decisions-moved", std::move(words), {}, {}, {}, {}, {}});
  // Somebody signs what they see: where something is released, that must be all that is there.
  for (const report::SeenDifference& each : check.seen)
    insert_behind_problems(report, {each.note || spec.releases.empty() ? audit::Verdict::limit : audit::Verdict::problem,
                                    each.id,
                                    each.words,
                                    each.sheet,
                                    each.cell,
                                    {},
                                    {},
                                    {}});
  for (audit::VerifyStatement& each : kept_statements(spec, book, book.audit(spec)))
    insert_behind_problems(report, std::move(each));
  say_what_is_followed(book, report);
  if (check.earlier_layout)
    insert_behind_problems(
        report, {audit::Verdict::limit,
                 "earlier-layout",
                 "An earlier version of Counterfoil made this workbook, with other columns. They are held to what that version "
                 "recorded; of its formulas only the results are.",
                 {},
                 {},
                 {},
                 {},
                 {}});
  return report;
}

}  // namespace counterfoil::run
