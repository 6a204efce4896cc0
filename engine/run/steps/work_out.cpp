#include "run/steps/work_out.hpp"

#include "run/past_runs/decisions_made.hpp"
#include "run/past_runs/kept_lines.hpp"
#include "run/past_runs/last_period.hpp"
#include "run/steps/engine_tables.hpp"
#include "run/steps/outcome_words.hpp"
#include "run/two_people/sign_off.hpp"

namespace counterfoil::run {

WorkedOut work_out(const WorkOrder& order, Stages& stages, Findings& findings) {
  const Task& task = order.task;
  WorkedOut out;
  ReadInputs inputs = read_inputs(task, order.files, order.settings, findings,
                                  [&](const std::string& file) { stages.reading(file, order.files.size()); });
  add_decisions(task, order.target, inputs.tables, findings);
  Compared compared;
  if (!findings.blocking()) {
    stages.comparing();
    compared = compare(task, order.target, inputs, order.parameters, findings, stages.plugin_hooks());
  }
  out.inputs = std::move(inputs.facts);
  out.stopped = findings.blocking();
  if (out.stopped) return out;

  out.parameters = std::move(compared.parameters);
  out.result = std::move(compared.result);
  check_control_totals(input_totals(out.inputs), out.result.totals);
  const TargetWorkbook& team = order.team ? *order.team : order.target;
  if (team.kind != WorkbookKind::own) {
    out.adoption = adopt({task, order.settings, team.name, team.bytes.view(), order.team ? std::string_view{} : team.blank.view(),
                          out.result.report},
                         findings);
    out.stopped = findings.blocking();
    if (out.stopped) return out;
  }
  add_engine_tables(out.result.report, task.spec, findings, export_paths(order.files, order.target.path), out.inputs,
                    out.result.totals);

  if (task.spec.release) prepare_sign_off(task.spec, order.identity, order.target, out.result.report);

  stages.writing(order.target.name);
  const bool in_one = out.adoption && !order.team;
  out.merge.emplace(task.spec, in_one ? out.adoption->bytes.view() : order.target.bytes.view(), order.target.name,
                    in_one ? !order.target.blank.view().empty() : order.target.is_new);
  out.merge->keep(tables_to_keep(task.spec, order.settings, out.parameters, inputs.tables, out.inputs, out.result.asked));
  out.merged = out.merge->apply(out.result.report, findings);
  out.words = words_of_result(out.result.report);
  if (out.adoption) out.words.insert(out.words.end(), out.adoption->words.begin(), out.adoption->words.end());
  if (!compared.words.empty()) out.words.push_back(compared.words);
  return out;
}

}  // namespace counterfoil::run
