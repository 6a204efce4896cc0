#include "run/replay.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "report/workbook_merge.hpp"
#include "run/given/council_settings.hpp"
#include "run/past_runs/changed_settings.hpp"
#include "run/past_runs/decision_log.hpp"
#include "run/past_runs/kept_lines.hpp"
#include "run/past_runs/replay_material.hpp"
#include "run/past_runs/setting_origins.hpp"
#include "run/steps/audit_row.hpp"
#include "run/steps/work_out.hpp"
#include "run/words.hpp"
#include "xlsx/limits.hpp"

namespace counterfoil::run {

namespace {

using Kind = ReplayStatement::Kind;

class Replay {
 public:
  Replay(const ReplayRequest& request, const Installation& installation)
      : request_(request), installation_(installation), run_(recorded_run(request.run_id, request.ledger)) {}

  ReplayOutcome run() {
    for (const std::string& problem : run_.trouble)
      say(Kind::different, "ledger-broken", problem + " What it says of the run cannot be relied on.");
    if (!run_.finished)
      say(Kind::limit, "not-finished",
          "The ledger does not say that the run finished: it was stopped while it saved. It is held against what it was about to "
          "save.");
    const FoundExports exports = match_exports(run_, request_.files);
    for (const std::string& file : exports.not_read) say(Kind::limit, "not-read", "That run did not read " + file + ".");

    const report::WorkbookSpec spec = load_task(installation_, run_.task, {}).spec;
    FoundWorkbooks books = find_workbooks(run_, request_, spec);
    Settings settings = settings_of(books);
    const Task task = load_task(installation_, run_.task, settings);
    say_versions(task);
    TargetWorkbook target = target_from(books, task);
    const host::ParameterValues parameters = read_parameters(task.description(), settings.parameters);
    if (!settings.file.empty()) take_reasons(task, parameters, settings);

    Findings told_before;
    put_back_kept_cells(task.spec, target, told_before);
    Findings findings;
    const RunEvents events;
    Stages stages{events};
    const RunIdentity identity = identity_of(books);
    // Whether a value was typed or stood in the settings file is part of the record too, and not known without the workbook.
    std::optional<WorkedOut> done;
    for (const bool typed : {false, true}) {
      findings = told_before;
      if (!settings_kept_) take_origins(task, parameters, target, typed, settings);
      done.emplace(work_out({task, settings, parameters, exports.by_input, target, identity, nullptr, true}, stages, findings));
      if (settings_kept_ || done->stopped || done->merge->report_digest() == run_.facts.report_digest) break;
    }
    WorkedOut& worked = *done;
    if (worked.stopped) {
      say(Kind::different, "stopped",
          "Done again, the run is stopped by findings in the exports; when it was recorded it was not.");
    } else {
      compare_figures(worked, task, books);
      compare_file(
          worked,
          {identity, task, settings, worked, findings, target, books.audit_row ? books.audit_row->ledger_head : std::string{}},
          books);
    }
    return finish();
  }

 private:
  void say(Kind kind, std::string id, std::string words) {
    outcome_.statements.push_back({kind, std::move(id), std::move(words), {}, {}, {}, {}, {}});
  }

  /// As the run kept them in its workbook, which its digest proves; else as given now.
  Settings settings_of(const FoundWorkbooks& books) {
    if (books.after) {
      const report::OpenedWorkbook after{books.after->view()};
      if (after.record() && (after.record_digest() == run_.facts.report_digest || books.removals > 0)) {
        settings_kept_ = true;
        return KeptRun{*after.record()}.settings();
      }
    }
    return settings_for(request_.settings, books.path);
  }

  /// Of a settings file, where the run's own are not at hand.
  static void take_reasons(const Task& task, const host::ParameterValues& parameters, Settings& settings) {
    settings.changed = changed_settings(task.description(), council_settings(task.description()), parameters);
    find_reasons(task.description(), parameters, {{}, {}, settings.reasons}, nullptr, settings.changed);
  }

  void take_origins(const Task& task, const host::ParameterValues& parameters, const TargetWorkbook& target, bool typed,
                    Settings& settings) const {
    std::set<std::string> by_command;
    if (typed)
      for (const auto& [id, text] : settings.parameters) by_command.insert(id);
    std::optional<KeptRun> last;
    if (target.has_past() && target.past().record()) last.emplace(*target.past().record());
    settings.origins = setting_origins({task.description(), council_settings(task.description()), settings, parameters, by_command,
                                        last ? &*last : nullptr, run_.user});
  }

  RunIdentity identity_of(const FoundWorkbooks& books) const {
    RunIdentity identity;
    identity.run_id = request_.run_id;
    identity.user = run_.user;
    identity.moment.utc = run_.time_utc;
    identity.moment.seconds = parse_utc(run_.time_utc).value_or(0);
    identity.moment.local = books.audit_row ? books.audit_row->time_local : run_.time_utc;
    return identity;
  }

  TargetWorkbook target_from(FoundWorkbooks& books, const Task& task) {
    TargetWorkbook target;
    target.path = books.path;
    target.name = file_name_of(books.path);
    target.is_new = run_.facts.base_sha256.empty();
    if (target.is_new && run_.facts.audit_rows > 1)
      throw Failure{FailureKind::refused,
                    "Run " + request_.run_id +
                        " was made by a version that did not record which workbook it continued, so it cannot be done again."};
    if (!target.is_new && !books.before)
      throw Failure{FailureKind::refused,
                    "Run " + request_.run_id + " continued a workbook (SHA-256 " + run_.facts.base_sha256 + ") that is neither \"" +
                        run_.facts.workbook +
                        "\" nor among the versions kept beside it. Name the workbook with --workbook, where its folder " +
                        "\".counterfoil-versions\" lies beside it."};
    if (target.is_new) {
      target.book = report::OpenedWorkbook{read_file(template_file(installation_, task.spec.id), xlsx::Limits{}.file_bytes)};
      take_older(target, books);
    } else {
      target.book = report::OpenedWorkbook{std::move(*books.before)};
      target.base = fingerprint_of(target.book.bytes());
      tell_kind(target, task, installation_);
    }
    return target;
  }

  /// The workbook that a new one went on from, as its Audit row names it: among the files named, or beside the workbook.
  void take_older(TargetWorkbook& target, const FoundWorkbooks& books) const {
    const std::string settings = books.audit_row ? books.audit_row->settings : std::string{};
    const std::size_t from = settings.rfind(std::string{goes_on_from});
    const std::size_t digest = settings.rfind(", SHA-256 ");
    if (from == std::string::npos || digest == std::string::npos || digest < from) return;
    target.continues_name = settings.substr(from + goes_on_from.size(), digest - from - goes_on_from.size());
    const std::string sha256 = settings.substr(digest + std::string_view{", SHA-256 "}.size(), 64);
    std::vector<std::filesystem::path> places = request_.files;
    places.push_back(std::filesystem::absolute(books.path).parent_path() / path_from_utf8(target.continues_name));
    std::error_code error;
    for (const std::filesystem::path& place : places) {
      if (!std::filesystem::is_regular_file(place, error)) continue;
      Buffer bytes = read_file(place, xlsx::Limits{}.file_bytes);
      if (fingerprint_of(bytes.view()).sha256 != sha256) continue;
      target.continues.emplace(std::move(bytes));
      return;
    }
    throw Failure{FailureKind::usage, "Run " + request_.run_id + " went on from the workbook " + target.continues_name +
                                          " (SHA-256 " + sha256 +
                                          "), which is not at hand as it was. Name it too, after --inputs."};
  }

  void say_versions(const Task& task) {
    const auto differ = [&](const std::string& what, const std::string& then, const std::string& now) {
      if (then != now)
        say(Kind::limit, "other-version", "The run was made with " + what + " " + then + "; it is done again with " + now + ".");
    };
    differ("Counterfoil", run_.facts.engine_version, engine_version());
    differ("the task's version", run_.facts.plugin_version, task.description().version);
    if (run_.facts.plugin_version == task.description().version && run_.facts.plugin_sha256 != task.entry.sha256)
      say(Kind::limit, "other-version",
          "The task has the same version number as then, but another build of it is done again with.");
  }

  void compare_figures(const WorkedOut& worked, const Task& task, const FoundWorkbooks& books) {
    const bool same_digest = worked.merge->report_digest() == run_.facts.report_digest;
    if (same_digest)
      say(Kind::same, "figures-same", "Every figure comes to what the ledger recorded: the digest of the figures is the same.");
    if (!books.after) {
      if (!same_digest)
        say(Kind::different, "figures-differ",
            "The digest of the figures is not the one that the ledger recorded. Which cells are not the same cannot be told "
            "without the "
            "workbook as the run left it. (Links on the Findings sheet are among the figures: they say where the exports lay.)");
      say(Kind::limit, "cells-not-compared",
          "The workbook as that run left it is not at hand, so its cells were not looked at one by one.");
      return;
    }
    const report::CellCheck check = report::check_cells(task.spec, books.after->view(), &worked.merge->record());
    std::size_t links = 0;
    std::size_t others = 0;
    std::map<std::string, std::size_t> removed;  // rows and texts, by sheet
    for (const report::CellDifference& cell : check.differences) {
      if (is_link(task.spec, cell))
        ++links;
      else if (books.removals > 0 && is_of_removal(cell))
        ++removed[cell.sheet];
      else
        ++others, tell(cell);
    }
    say_removed(removed);
    if (others == 0 && !same_digest && links == 0 && removed.empty() && books.removals == 0)
      say(Kind::different, "figures-differ",
          "The digest of the figures is not the one that the ledger recorded, though no cell differs: what the workbook keeps out "
          "of sight does.");
    if (others == 0 && (same_digest || links > 0 || books.removals > 0))
      say(Kind::same, "cells-same",
          "All of " + count_of(static_cast<std::int64_t>(check.cells_checked), "cell") + " of Counterfoil's in " +
              books.after_name + " hold what the run comes to.");
    if (links > 0)
      say(Kind::limit, "links-elsewhere",
          count_of(static_cast<std::int64_t>(links), "link or file name", "links and file names") +
              " on the Findings sheet differ, since the exports lie elsewhere now, or have other names.");
  }

  void say_removed(const std::map<std::string, std::size_t>& removed) {
    for (const auto& [sheet, count] : removed)
      say(Kind::limit, "removed-under-retention",
          count_of(static_cast<std::int64_t>(count), "row or text", "rows and texts") + " of " + sheet + " that the run comes to " +
              (count == 1 ? "is" : "are") +
              " not in the workbook any more: a person was removed under retention. \"counterfoil verify\" says when and by whom.");
  }

  /// What is gone with a person: their rows, and their names in other texts.
  static bool is_of_removal(const report::CellDifference& cell) {
    using Which = report::CellDifference::Kind;
    return cell.kind == Which::row_missing || (cell.kind == Which::changed && cell.held.find("Removed-") != std::string::npos);
  }

  /// Where the exports lay and how they were named, which is nothing that a run comes to.
  static bool is_link(const report::WorkbookSpec& spec, const report::CellDifference& cell) {
    const report::Table* findings = spec.table("findings");
    const report::Sheet* sheet = spec.sheet_of("findings");
    return findings && sheet->name == cell.sheet &&
           std::any_of(findings->columns.begin(), findings->columns.end(), [&](const report::Column& column) {
             return (column.id == "link" || column.id == "open" || column.id == "file") && column.heading == cell.heading;
           });
  }

  void tell(const report::CellDifference& cell) {
    using Which = report::CellDifference::Kind;
    const auto shown = [](const std::string& text) { return text.empty() ? std::string{"nothing"} : "\"" + text + "\""; };
    ReplayStatement statement{Kind::different, "cell-differs", {}, cell.sheet, cell.cell, cell.heading, cell.held, cell.recorded};
    switch (cell.kind) {
      case Which::changed:
      case Which::formula_replaced:
        statement.words = cell.sheet + ", cell " + cell.cell + (cell.heading.empty() ? "" : " (" + cell.heading + ")") +
                          ", holds " + shown(cell.held) + "; the run comes to " + shown(cell.recorded) + ".";
        break;
      case Which::row_missing:
        statement.words = "Not on " + cell.sheet + ", though the run comes to it: row " + cell.recorded + ".";
        break;
      case Which::row_added_twice: statement.words = "Twice on " + cell.sheet + ": row " + cell.held + "."; break;
      case Which::column_missing:
        statement.words = "Not on " + cell.sheet + ", though the run comes to it: column " + cell.recorded + ".";
        break;
    }
    outcome_.statements.push_back(std::move(statement));
  }

  void compare_file(WorkedOut& worked, const AuditFacts& facts, const FoundWorkbooks& books) {
    const AuditRow row = make_audit_row(facts);
    if (row.prepared_facts().settings_digest != run_.facts.settings_digest)
      say(Kind::limit, "other-settings",
          "The settings are not those that the run was made with, and those were not found: name the run's workbook with "
          "--workbook, or its settings file with --settings.");
    if (!books.audit_row) return;
    worked.merge->append_audit(row.table());
    if (fingerprint_of(worked.merge->save().view()).sha256 == run_.facts.workbook_sha256)
      say(Kind::same, "file-same", "The whole workbook comes out byte for byte as it was saved then.");
  }

  ReplayOutcome finish() {
    outcome_.same = std::none_of(outcome_.statements.begin(), outcome_.statements.end(),
                                 [](const ReplayStatement& each) { return each.kind == Kind::different; });
    const auto rank = [](Kind kind) { return kind == Kind::different ? 0 : kind == Kind::same ? 1 : 2; };
    std::stable_sort(outcome_.statements.begin(), outcome_.statements.end(),
                     [&](const ReplayStatement& a, const ReplayStatement& b) { return rank(a.kind) < rank(b.kind); });
    outcome_.summary = outcome_.same ? "Same: run " + request_.run_id + ", done again, comes to what was recorded."
                                     : "Not the same: run " + request_.run_id + ", done again, does not come to what was recorded.";
    return std::move(outcome_);
  }

  const ReplayRequest& request_;
  const Installation& installation_;
  RecordedRun run_;
  bool settings_kept_ = false;  // they are those of the run's own record
  ReplayOutcome outcome_;
};

}  // namespace

ReplayOutcome replay(const ReplayRequest& request, const Installation& installation) { return Replay{request, installation}.run(); }

}  // namespace counterfoil::run
