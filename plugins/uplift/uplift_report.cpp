#include "uplift_report.hpp"

#include <algorithm>
#include <map>

namespace counterfoil::uplift {

namespace {

/// What became of each row of the export, for the account of rows and pence.
std::vector<std::string_view> row_classes(const Answer& answer) {
  const CareLines& lines = answer.lines;
  std::vector<std::string_view> classes(lines.prices.size());
  for (const Decision& decision : answer.decided.decisions) {
    std::string_view& of = classes[decision.price];
    if (of.empty() || decision.result == Result::uplifted) of = result_words(decision.result);
  }
  const Date first = answer.scenario().dates.front();
  for (const CareLine& line : lines.lines) {
    bool later = false;  // a price of the line that is told about stands below
    for (std::uint32_t at = line.first + line.count; at-- > line.first;) {
      const bool ended = lines.prices[at].days.last < first;
      if (classes[at].empty())
        classes[at] = !ended ? "Other price of the line" : later ? "Earlier price of the line" : "Ended before";
      later = true;
    }
  }
  return classes;
}

void account(plugin::Run& run, const Answer& answer) {
  struct Sum {
    std::uint64_t rows = 0;
    Pence pence;
  };
  std::map<std::string_view, Sum> by_class;
  const auto classes = row_classes(answer);
  for (std::size_t at = 0; at < classes.size(); ++at) {
    Sum& sum = by_class[classes[at]];
    ++sum.rows;
    sum.pence += answer.lines.prices[at].control;
  }
  for (const auto& [name, sum] : by_class) run.account("lines", name, sum.rows, sum.pence);
  if (!answer.paid.given) return;
  std::map<std::string_view, Sum> paid;
  for (const Arrear& arrear : answer.arrears) {
    Sum& sum = paid[standing_words(arrear.standing)];
    sum.rows += arrear.paid->rows;
    sum.pence += arrear.paid->paid;
  }
  for (const auto& [name, sum] : paid) run.account("paid", name, sum.rows, sum.pence);
  if (answer.paid.unknown_rows > 0) run.account("paid", "Line or period not known", answer.paid.unknown_rows, answer.paid.unknown);
}

}  // namespace

ScenarioCost cost_of(const std::string& name, const Evaluation& evaluation) {
  ScenarioCost cost;
  cost.name = name;
  for (const Decision& decision : evaluation.decisions) {
    ++cost.lines[static_cast<std::size_t>(decision.result)];
    if (decision.result == Result::starting) continue;
    Costs costs = decision.costs;
    if (!decision.first_of_line) {  // builds on the one before: only its difference counts
      costs.weekly_after -= costs.weekly_before;
      costs.annual_after -= costs.annual_before;
      costs.weekly_before = costs.annual_before = {};
    }
    cost.costs += costs;
  }
  return cost;
}

void report_findings(plugin::Run& run, const Answer& answer) {
  for (const Decision& decision : answer.decided.decisions) {
    if (decision.finding.empty()) continue;
    run.finding(decision.finding, {"lines", answer.price(decision).row, decision.field}, {{"why", decision.why}});
  }
  const Answered answered{run};
  for (const RuleUse& use : answer.uses) {
    const Rule& rule = *use.rule;
    if (!use.asked.empty() && !answered.holds(use))
      run.finding("rule-asked", {"rules", rule.row, rule.provider != 0 ? "provider" : "service"},
                  {{"rule", rule.id}, {"question", use.asked}});
    else if (use.lines == 0)
      run.finding("rule-not-used", {"rules", rule.row, "rule"}, {{"rule", rule.id}});
  }
  for (const Arrear& arrear : answer.arrears) {
    if (arrear.standing != Standing::check) continue;
    const std::string period = span_words(arrear.paid->period);
    if (arrear.days_in_common)
      run.finding(
          "arrears-for-other-days", {"paid", arrear.paid->row, "period_from"},
          {{"period", period}, {"released", span_words(arrear.days_in_common->period)}, {"batch", arrear.days_in_common->batch}});
    else if (arrear.paid->overlaps)
      run.finding("paid-periods-overlap", {"paid", arrear.paid->row, "period_from"}, {{"period", period}});
    else
      run.finding("paid-differs", {"paid", arrear.paid->row, "amount"},
                  {{"paid", format_pounds(arrear.paid->paid)},
                   {"period", period},
                   {"old", format_pounds(arrear.at_old_rates)},
                   {"new", format_pounds(arrear.recalculated)}});
  }
}

void hand_out(plugin::Run& run, const Answer& answer) {
  account(run, answer);
  hand_out_summary(run, answer);
  hand_out_rules(run, answer);
  hand_out_changes(run, answer);
  hand_out_unmatched(run, answer);
  hand_out_groups(run, answer);
  hand_out_largest(run, answer);
  hand_out_arrears(run, answer);
  hand_out_release(run, answer);
}

}  // namespace counterfoil::uplift
