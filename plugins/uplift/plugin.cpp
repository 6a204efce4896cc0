// The border of the uplift: what the host gives is read into plain structs, the rules work on those, and what they come to is
// handed back. No rule lives here.
#include "paid_periods.hpp"
#include "rule_doubts.hpp"
#include "uplift_description.hpp"
#include "uplift_report.hpp"

namespace counterfoil::uplift {

namespace {

void run_uplift(plugin::Run& run) {
  Notes notes;
  Vocabulary words;
  const Settings settings = read_settings(run, notes);
  if (blocking(notes)) return report_notes(run, notes);
  const RuleBook book = read_rules(run, settings, words, notes);
  const Tables tables{read_allowances(run, words, notes), read_wage_floors(run, words, notes), read_released(run)};
  const CareLines lines = read_care_lines(run, settings, words, notes);
  for (const Scenario& scenario : book.scenarios) note_doubts(scenario, lines, settings, notes);
  note_far_day(lines, run.rows("#run") > 0 ? run.column("#run", "day").date(0) : std::nullopt, settings, notes);
  if (blocking(notes)) return report_notes(run, notes);

  // Every scenario is worked out whole; only the decision's lines are kept.
  const std::size_t steps = book.scenarios.size() + 1;
  std::size_t done = 0;
  const auto progress = [&] { run.progress(done, steps); };
  Evaluation decided;
  std::vector<ScenarioCost> costs;
  for (std::size_t at = 0; at < book.scenarios.size(); ++at, ++done) {
    Evaluation evaluation = evaluate(lines, book.scenarios[at], tables, words, settings, progress);
    costs.push_back(cost_of(book.scenarios[at].name, evaluation));
    if (at == book.decided) decided = std::move(evaluation);
  }
  const PaidPeriods paid = read_paid_periods(run, lines, notes);
  const ReleasedArrears released_arrears = read_released_arrears(run);
  const std::vector<Arrear> arrears = work_out_arrears(paid, lines, decided, settings, released_arrears);
  report_notes(run, notes);
  if (blocking(notes)) return;
  const std::vector<RuleUse> uses = rule_uses(book.scenarios[book.decided], decided, lines, words);
  const std::vector<ArrearDue> due = arrears_due(arrears, lines, decided, tables.released, released_arrears, ArrearDecisions{run});
  const Answer answer{settings, lines, words, book, decided, costs, paid, arrears, uses, tables.released, released_arrears, due};
  report_findings(run, answer);
  hand_out(run, answer);
}

}  // namespace

}  // namespace counterfoil::uplift

COUNTERFOIL_PLUGIN(counterfoil::uplift::description(), counterfoil::uplift::run_uplift)
