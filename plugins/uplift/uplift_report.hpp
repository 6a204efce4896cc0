// What was worked out, handed to the host: report tables, facts, findings, control totals.
#pragma once

#include <array>

#include "arrears.hpp"
#include "arrears_due.hpp"
#include "evaluation.hpp"
#include "rule_uses.hpp"

namespace counterfoil::uplift {

struct ScenarioCost {
  std::string name;
  std::array<std::int64_t, result_count> lines{};
  Costs costs;
};

/// Everything that the workbook shows.
struct Answer {
  const Settings& settings;
  const CareLines& lines;
  const Vocabulary& words;
  const RuleBook& book;
  const Evaluation& decided;
  const std::vector<ScenarioCost>& scenarios;
  const PaidPeriods& paid;
  const std::vector<Arrear>& arrears;
  const std::vector<RuleUse>& uses;  // of the decision's rules
  const Released& released;
  const ReleasedArrears& released_arrears;
  const std::vector<ArrearDue>& due;

  const CareLine& line(const Decision& decision) const { return lines.lines[decision.line]; }
  const PriceRow& price(const Decision& decision) const { return lines.prices[decision.price]; }
  const Scenario& scenario() const { return book.scenarios[book.decided]; }
};

/// Lines by result and what they cost, all decisions of a line together.
ScenarioCost cost_of(const std::string& name, const Evaluation& evaluation);

void report_findings(plugin::Run& run, const Answer& answer);
void hand_out(plugin::Run& run, const Answer& answer);

// The parts of hand_out, one file each.
void hand_out_rules(plugin::Run& run, const Answer& answer);
void hand_out_changes(plugin::Run& run, const Answer& answer);
void hand_out_unmatched(plugin::Run& run, const Answer& answer);
void hand_out_groups(plugin::Run& run, const Answer& answer);
void hand_out_largest(plugin::Run& run, const Answer& answer);
void hand_out_release(plugin::Run& run, const Answer& answer);
void hand_out_arrears(plugin::Run& run, const Answer& answer);
void hand_out_summary(plugin::Run& run, const Answer& answer);

/// The last day of a price; blank where it is open.
inline plugin::Value open_or(Date last) { return last >= open_end ? plugin::Value{} : plugin::Value{last}; }

}  // namespace counterfoil::uplift
