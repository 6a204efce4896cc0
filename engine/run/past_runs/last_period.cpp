#include "run/past_runs/last_period.hpp"

#include <algorithm>

#include "audit/audit_record.hpp"
#include "audit/sign_off_record.hpp"
#include "base/failure.hpp"
#include "base/text.hpp"
#include "report/canonical.hpp"
#include "report/workbook_merge.hpp"

namespace counterfoil::run {

namespace {

std::string name_the_export(const Task& task) {
  return "Add --" + task.spec.last_period->input + " FILE with last period's export.";
}

/// The period of the last run's rows, and which fact of a result says it of this run's.
struct PeriodOfRows {
  std::string fact;
  std::string recorded;
};

PeriodOfRows period_of_rows(const report::WorkbookSpec& spec, const report::Record& record) {
  for (const report::Sheet& sheet : spec.sheets)
    for (const report::Table& table : sheet.tables)
      if (const report::RecordTable* recorded = record.table(table.id); recorded && !table.period_fact.empty())
        return {table.period_fact, recorded->period};
  return {};
}

/// One way of standing in for the export that was left out.
struct Attempt {
  host::PluginResult result;
  host::ParameterValues parameters;
  Findings findings;
  bool of_recorded_period = false;
};

class Substitution {
 public:
  Substitution(const Task& task, const TargetWorkbook& target, ReadInputs& inputs, const host::ParameterValues& parameters,
               const host::PluginHooks& hooks)
      : task_(task),
        last_(*task.spec.last_period),
        inputs_(inputs),
        parameters_(parameters),
        hooks_(hooks),
        name_(target.name),
        run_(read_last_run(target, task, name_the_export(task))),
        period_(period_of_rows(task.spec, run_.kept.record())) {}

  Compared run(Findings& findings) {
    Attempt chosen = attempt(last_.lines_of);
    // Blocked, or of the period that the workbook holds already: perhaps the last run is being done again.
    if (chosen.findings.blocking() || chosen.of_recorded_period) {
      KeptInput first = std::move(kept_);
      if (run_.kept.input(last_.input, layout())) {
        Attempt again = attempt(last_.input);
        const bool fits = !again.findings.blocking() && again.of_recorded_period;
        const bool fewer = again.findings.count(Severity::blocking) < chosen.findings.count(Severity::blocking);
        if (fits || (chosen.findings.blocking() && fewer))
          chosen = std::move(again);
        else
          kept_ = std::move(first);
      } else {
        kept_ = std::move(first);
      }
    }
    for (const Finding& finding : chosen.findings.all()) findings.add(finding);
    InputFact& fact = kept_.fact;
    fact.kept_by = run_.run_id;
    std::string words = fact.title + ": taken from the workbook, the " + count_of(static_cast<std::int64_t>(fact.rows), "line") +
                        " of " + fact.file + " as run " + run_.run_id + " kept them.";
    put_fact(fact);
    inputs_.tables.insert_or_assign(last_.input, std::move(kept_.table));
    return {std::move(chosen.result), std::move(chosen.parameters), std::move(words)};
  }

 private:
  const table::Layout& layout() const { return task_.layouts.at(last_.input); }

  /// With the lines of `id` in place of those left out.
  Attempt attempt(const std::string& id) {
    auto kept = run_.kept.input(id, layout());
    if (!kept)
      throw Failure{FailureKind::usage,
                    name_ + " does not hold last period's lines in a way that this version reads. " + name_the_export(task_)};
    kept_ = std::move(*kept);
    kept_.fact.id = last_.input;
    kept_.fact.title = task_.description().input(last_.input)->title;

    Attempt attempt;
    attempt.parameters = parameters_;
    const host::ParameterTexts recorded = run_.kept.parameters();
    for (const auto& [now, then] : last_.parameters) {
      if (attempt.parameters.contains(now)) continue;
      const std::string& source = id == last_.lines_of ? then : now;
      const auto found = std::find_if(recorded.begin(), recorded.end(), [&](const auto& each) { return each.first == source; });
      if (found == recorded.end()) continue;
      if (const auto value = host::read_parameter(task_.description().parameter(now)->kind, found->second))
        attempt.parameters[now] = *value;
    }
    inputs_.tables.insert_or_assign(last_.input, std::move(kept_.table));
    attempt.result = host::run_plugin(task_.library, task_.spec, inputs_.tables, attempt.parameters, attempt.findings, hooks_);
    kept_.table = std::move(inputs_.tables.extract(last_.input).mapped());
    if (const auto fact = attempt.result.report.facts.find(period_.fact); fact != attempt.result.report.facts.end())
      attempt.of_recorded_period = report::in_words(fact->second) == period_.recorded;
    return attempt;
  }

  /// In the task's order.
  void put_fact(const InputFact& fact) {
    auto place = inputs_.facts.begin();
    for (const host::InputDescription& input : task_.description().inputs) {
      if (input.id == fact.id) break;
      if (place != inputs_.facts.end() && place->id == input.id) ++place;
    }
    inputs_.facts.insert(place, fact);
  }

  const Task& task_;
  const report::LastPeriod& last_;
  ReadInputs& inputs_;
  const host::ParameterValues& parameters_;
  const host::PluginHooks& hooks_;
  std::string name_;
  LastRun run_;
  PeriodOfRows period_;
  KeptInput kept_;
};

}  // namespace

LastRun read_last_run(const TargetWorkbook& target, const Task& task, const std::string& remedy) {
  auto record = report::record_of_workbook(target.bytes.view());
  const auto rows = report::read_audit(task.spec, target.bytes.view());
  if (!record || rows.empty()) throw Failure{FailureKind::usage, target.name + " holds no lines of an earlier run. " + remedy};
  const audit::AuditRecord last = audit::from_row(rows.back());
  if (audit::check_chain(rows).edited(rows.size()) || last.report_digest != record->digest())
    throw Failure{FailureKind::refused,
                  "What " + target.name + " keeps of its last run is not what run " + last.run_id +
                      " recorded: it, or the last row of the Audit sheet, was altered. \"counterfoil verify\" says more. " +
                      remedy};
  // A sign-off or a release since is no run.
  const auto run = std::find_if(rows.rbegin(), rows.rend(),
                                [](const audit::AuditRow& row) { return !audit::sign_off_of(audit::from_row(row)); });
  return {KeptRun{std::move(*record)}, run == rows.rend() ? last.run_id : audit::from_row(*run).run_id};
}

std::string input_from_workbook(const Task& task, const host::Inputs& given) {
  if (!task.spec.last_period || given.contains(task.spec.last_period->input)) return {};
  const host::InputDescription* input = task.description().input(task.spec.last_period->input);
  return input && input->required ? input->id : std::string{};
}

Compared compare(const Task& task, const TargetWorkbook& target, ReadInputs& inputs, const host::ParameterValues& parameters,
                 Findings& findings, const host::PluginHooks& hooks) {
  if (!input_from_workbook(task, inputs.tables).empty()) return Substitution{task, target, inputs, parameters, hooks}.run(findings);
  return {host::run_plugin(task.library, task.spec, inputs.tables, parameters, findings, hooks), parameters, {}};
}

}  // namespace counterfoil::run
