#include "run/past_runs/last_period.hpp"

#include <algorithm>

#include "audit/audit_record.hpp"
#include "audit/sign_off_record.hpp"
#include "base/command_words.hpp"
#include "base/failure.hpp"
#include "base/text.hpp"
#include "report/canonical.hpp"
#include "report/workbook_merge.hpp"

namespace counterfoil::run {

namespace {

std::string name_the_export(const Task& task) {
  return "Give the file with last period's export too" + at_command_line(": add --" + task.spec.last_period->input + " FILE") + ".";
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

}  // namespace

LastRun read_last_run(const TargetWorkbook& target, const Task& task, const std::string& remedy) {
  const report::Record* record = target.past().record();
  const report::AuditRows& rows = target.past().audit(task.spec);
  if (!record || rows.empty())
    throw Failure{FailureKind::usage, target.past_name() + " holds no lines of an earlier run. " + remedy};
  const audit::AuditRecord last = audit::from_row(rows.back());
  if (audit::check_chain(rows).edited(rows.size()) || last.report_digest != target.past().record_digest())
    throw Failure{FailureKind::refused, "What " + target.past_name() + " keeps of its last run is not what run " + last.run_id +
                                            " recorded: it, or the last row of the Audit sheet, was altered." +
                                            at_command_line(" \"counterfoil verify\" says more.") + " " + remedy};
  // A sign-off, a release or a restore since is no run.
  const auto run =
      std::find_if(rows.rbegin(), rows.rend(), [](const audit::AuditRow& row) { return audit::is_of_a_run(audit::from_row(row)); });
  return {KeptRun{*record}, run == rows.rend() ? last.run_id : audit::from_row(*run).run_id};
}

std::string input_from_workbook(const Task& task, const host::Inputs& given) {
  if (!task.spec.last_period || given.contains(task.spec.last_period->input)) return {};
  const host::InputDescription* input = task.description().input(task.spec.last_period->input);
  return input && input->required ? input->id : std::string{};
}

LastPeriod::LastPeriod(const Task& task, const TargetWorkbook& target, const host::ParameterValues& parameters, ReadInputs& inputs)
    : task_(task), given_(parameters), inputs_(inputs) {
  in_use_.parameters = parameters;
  if (input_from_workbook(task, inputs.tables).empty()) return;
  last_run_ = read_last_run(target, task, name_the_export(task));
  auto lines = kept_as(first_choice());
  if (!lines)
    throw Failure{FailureKind::usage,
                  target.name + " does not hold last period's lines in a way that this version reads. " + name_the_export(task)};
  put_in_use(std::move(*lines));
}

/// The newest period's, unless that is the very export in hand: then those of the run before.
std::string LastPeriod::first_choice() const {
  const std::string& lines_of = task_.spec.last_period->lines_of;
  const auto newest = last_run_->kept.input(newest_input, task_.layouts.at(task_.spec.last_period->input));
  if (!newest) return lines_of;
  const bool in_hand = std::any_of(inputs_.facts.begin(), inputs_.facts.end(), [&](const InputFact& fact) {
    return fact.id == lines_of && fact.fingerprint.sha256 == newest->fact.fingerprint.sha256;
  });
  return in_hand ? lines_of : newest_input;
}

std::optional<LastPeriod::Lines> LastPeriod::kept_as(const std::string& id) const {
  const report::LastPeriod& last = *task_.spec.last_period;
  auto kept = last_run_->kept.input(id, task_.layouts.at(last.input));
  if (!kept) return std::nullopt;
  Lines lines{std::move(kept->fact), std::move(kept->table), given_};
  lines.fact.id = last.input;
  lines.fact.title = task_.description().input(last.input)->title;
  lines.fact.kept_by = last_run_->run_id;

  const bool is_newest = id == newest_input;
  const host::ParameterTexts recorded = is_newest ? last_run_->kept.newest_parameters() : last_run_->kept.parameters();
  for (const auto& [now, then] : last.parameters) {
    if (lines.parameters.contains(now)) continue;
    const std::string& source = is_newest || id == last.lines_of ? then : now;
    const auto found = std::find_if(recorded.begin(), recorded.end(), [&](const auto& each) { return each.first == source; });
    if (found == recorded.end()) continue;
    if (const auto value = host::read_parameter(task_.description().parameter(now)->kind, found->second))
      lines.parameters[now] = *value;
  }
  return lines;
}

void LastPeriod::put_in_use(Lines lines) {
  inputs_.tables.insert_or_assign(lines.fact.id, std::move(*lines.table));
  lines.table.reset();
  in_use_ = std::move(lines);
}

void LastPeriod::set_aside() {
  in_use_.table = std::move(inputs_.tables.extract(in_use_.fact.id).mapped());
  aside_ = std::move(in_use_);
}

bool LastPeriod::of_recorded_period(const report::Report& report) const {
  const PeriodOfRows period = period_of_rows(task_.spec, last_run_->kept.record());
  const auto fact = report.facts.find(period.fact);
  return fact != report.facts.end() && report::in_words(fact->second) == period.recorded;
}

bool LastPeriod::take_others(const report::Report& report, const Findings& findings) {
  if (!last_run_) return false;
  // Blocked, or of the period that the workbook holds already: perhaps the last run is being done again.
  if (!findings.blocking() && !of_recorded_period(report)) return false;
  auto others = kept_as(task_.spec.last_period->input);
  if (!others) return false;
  blocking_before_ = findings.count(Severity::blocking);
  set_aside();
  put_in_use(std::move(*others));
  return true;
}

bool LastPeriod::others_fit(const report::Report& report, const Findings& findings) {
  const bool fit = !findings.blocking() && of_recorded_period(report);
  const bool fewer = findings.count(Severity::blocking) < blocking_before_;
  if (fit || fewer) {
    aside_.reset();
    return true;
  }
  put_in_use(std::move(*aside_));
  aside_.reset();
  return false;
}

std::string LastPeriod::state_lines() {
  if (!last_run_) return {};
  const InputFact& fact = in_use_.fact;
  auto place = inputs_.facts.begin();  // in the task's order
  for (const host::InputDescription& input : task_.description().inputs) {
    if (input.id == fact.id) break;
    if (place != inputs_.facts.end() && place->id == input.id) ++place;
  }
  inputs_.facts.insert(place, fact);
  return fact.title + ": taken from the workbook, the " + count_of(static_cast<std::int64_t>(fact.rows), "line") + " of " +
         fact.file + " as run " + fact.kept_by + " kept them.";
}

}  // namespace counterfoil::run
