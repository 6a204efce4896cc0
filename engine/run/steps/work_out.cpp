#include "run/steps/work_out.hpp"

#include <utility>

#include "base/file.hpp"
#include "report/decided_rows.hpp"
#include "report/new_sheets.hpp"
#include "run/past_runs/changed_settings.hpp"
#include "run/past_runs/decision_log.hpp"
#include "run/past_runs/decisions_about.hpp"
#include "run/past_runs/decisions_made.hpp"
#include "run/past_runs/kept_lines.hpp"
#include "run/past_runs/last_period.hpp"
#include "run/past_runs/proven_rows.hpp"
#include "run/past_runs/remembered.hpp"
#include "run/past_runs/setting_origins.hpp"
#include "run/steps/day_of_run.hpp"
#include "run/steps/engine_tables.hpp"
#include "run/steps/outcome_words.hpp"
#include "run/steps/settings_table.hpp"
#include "run/two_people/files_that_fit.hpp"
#include "run/two_people/sign_off.hpp"
#include "xlsx/limits.hpp"

namespace counterfoil::run {

namespace {

struct PluginRun {
  host::PluginResult result;
  host::ParameterValues parameters;  // as used
};

/// The step "run the plugin": once; a second time where the first result shows that other lines are last period's. `findings` gets
/// those of the result that stands.
PluginRun run_plugin(const Task& task, const ReadInputs& inputs, LastPeriod& last_period, const Stages& stages,
                     Findings& findings) {
  const auto run_once = [&] {
    const host::ParameterValues& parameters = last_period.parameters();
    return PluginRun{host::run_plugin(task.library, task.spec, inputs.tables, parameters, findings, stages.plugin_hooks()),
                     parameters};
  };
  const Findings before = findings;
  PluginRun first = run_once();
  if (!last_period.take_others(first.result.report, findings)) return first;
  Findings of_first = std::exchange(findings, before);
  PluginRun second = run_once();
  if (last_period.others_fit(second.result.report, findings)) return second;
  findings = std::move(of_first);
  return first;
}

/// Once more where lines of the result went out before, of which the workbook does not know: without them.
PluginRun run_without_lines_out_before(const Task& task, ReadInputs& inputs, LastPeriod& last_period, ProvenRows& proven,
                                       const Stages& stages, Findings& findings) {
  const Findings before = findings;
  PluginRun ran = run_plugin(task, inputs, last_period, stages, findings);
  if (proven.hold_lines_out_before(ran.result.report)) {
    findings = before;
    proven.add_to(inputs.tables);
    ran = run_plugin(task, inputs, last_period, stages, findings);
  }
  proven.tell_lines_out_before(ran.result.report, findings);
  return ran;
}

/// Figures that acceptances were taken about are believed only as a run left them.
void require_unchanged_decisions(const TargetWorkbook& target, const report::WorkbookSpec& spec,
                                 const report::WorkbookMerge& merge) {
  if (!target.has_past()) return;
  std::string now = merge.about_digest_before();
  if (target.continues) {
    const report::Record* record = target.past().record();
    now = record ? record->about_digest() : std::string{};
  }
  const std::string words = changed_since(target.past().audit(spec), now);
  if (!words.empty()) throw Failure{FailureKind::refused, words};
}

}  // namespace

// Long because it is the path of a run up to the workbook, a step a line.
WorkedOut work_out(const WorkOrder& order, Stages& stages, Findings& findings) {
  const Task& task = order.task;
  WorkedOut out;
  ReadInputs inputs = read_inputs(task, order.files, order.settings, findings,
                                  [&](const std::string& file) { stages.reading(file, order.files.size()); });
  ProvenRows proven{task.spec, order.target, order.replays};
  add_decisions(task, order.target, proven, inputs.tables, findings);
  proven.tell(findings);
  proven.add_to(inputs.tables);
  add_day_of_run(inputs.tables, order.identity.moment);
  out.stopped = findings.blocking();
  if (out.stopped) {
    out.inputs = std::move(inputs.facts);
    return out;
  }

  stages.checking();
  Remembered remembered{task, order.target, inputs};
  LastPeriod last_period{task, order.target, order.parameters, inputs};
  PluginRun ran = run_without_lines_out_before(task, inputs, last_period, proven, stages, findings);
  const std::string lines_taken = last_period.state_lines();
  out.inputs = std::move(inputs.facts);
  out.stopped = findings.blocking();
  if (out.stopped) return out;

  out.parameters = std::move(ran.parameters);
  out.result = std::move(ran.result);
  check_control_totals(input_totals(out.inputs), out.result.totals);
  const TargetWorkbook& team = order.team ? *order.team : order.target;
  if (team.kind != WorkbookKind::own) {
    out.adoption = adopt({task, order.settings, team.name, team.book, order.team ? std::string_view{} : team.blank.view(),
                          out.result.report, remembered.memory(), out.questions},
                         findings);
    out.stopped = findings.blocking();
    if (out.stopped) return out;
  }
  remembered.take(out.result.report, out.inputs, order.identity, order.settings.months_kept, findings);
  tell_changed_settings(task.description(), out.parameters, order.settings.changed,
                        task.spec.table("settings") ? "Settings" : "Findings", out.result.report, findings);
  if (!task.spec.releases.empty()) tell_files_too_long(task, out.parameters, out.result.report, order.target.name, findings);
  Settings settings = order.settings;
  tell_taken_over(settings.origins, order.parameters, out.parameters);
  add_settings_table(task.spec, task.description(), settings, out.parameters, out.result.report);
  out.findings_told = findings.all().size();
  add_engine_tables(out.result.report, task.spec, findings, export_paths(order.files, order.target.path), out.inputs,
                    out.result.totals);

  if (!task.spec.releases.empty())
    prepare_sign_off(task.spec, order.identity, order.target, proven.never_released(), out.result.report);

  stages.writing(order.target.name);
  const bool in_one = out.adoption && !order.team;
  report::OpenedWorkbook base = in_one ? report::OpenedWorkbook{out.adoption->bytes.view()} : order.target.book;
  if (!order.target.is_new && order.target.blank.view().empty())
    if (auto grown = report::with_new_sheets(task.spec, base,
                                             [&] { return read_file(order.target.template_file, xlsx::Limits{}.file_bytes); }))
      base = report::OpenedWorkbook{std::move(*grown)};
  out.merge.emplace(task.spec, base, order.target.name, in_one ? !order.target.blank.view().empty() : order.target.is_new);
  require_unchanged_decisions(order.target, task.spec, *out.merge);
  std::vector<report::RecordTable> kept =
      tables_to_keep(task.spec, settings, out.parameters, inputs.tables, out.inputs, out.result.asked);
  if (remembered.went_back() && task.spec.last_period)
    keep_newest(*order.target.past().record(), task.spec.last_period->lines_of, kept);
  out.merge->keep(std::move(kept));
  out.merge->keep(remembered.tables());
  out.merge->keep(proven.tables());
  out.merge->see_decisions(seeing_of(task.spec, order.target, order.settings, order.identity));
  if (order.target.continues) {
    out.merge->go_on_from(order.target.past().decided(task.spec));
    out.merge->log_goes_on_from(order.target.past());
  }
  if (order.settings.months_kept > 0) out.merge->let_go(remembered.periods_let_go());
  if (remembered.went_back()) out.merge->of_older_period();
  out.merged = out.merge->apply(out.result.report, findings);
  out.words = words_of_result(out.result.report);
  if (const std::string words = words_of_unsettled(out.merged); !words.empty()) put_first(words, out.words);
  if (out.adoption) out.words.insert(out.words.end(), out.adoption->words.begin(), out.adoption->words.end());
  if (!lines_taken.empty()) out.words.push_back(lines_taken);
  if (order.target.continues)
    out.words.push_back("What " + order.target.continues_name + " knew of payments and open questions went along.");
  out.words.insert(out.words.end(), remembered.words().begin(), remembered.words().end());
  return out;
}

}  // namespace counterfoil::run
