// The lines themselves: those with a rate worked out on Changes, the others on Unmatched, and the largest changes.
#include <algorithm>

#include "rule_words.hpp"
#include "uplift_report.hpp"

namespace counterfoil::uplift {

namespace {

using plugin::Value;

constexpr std::size_t largest_shown = 20;

bool on_changes(const Decision& decision) { return decision.result == Result::uplifted || decision.result == Result::unchanged; }

/// A percentage as staff write it: 6.6 for a fraction of 0.066.
std::optional<Quantity> in_points(const std::optional<Quantity>& fraction) {
  return fraction ? std::optional{Quantity{multiply_divide(fraction->millionths, 100, 1, Rounding::half_up)}} : std::nullopt;
}

/// new / old - 1, to a millionth, as the sheet's formula gives it.
Quantity change_of(const Decision& decision) {
  return {multiply_divide(decision.new_rate.millionths - decision.old_rate.millionths, Quantity::one, decision.old_rate.millionths,
                          Rounding::half_up)};
}

Value rule_of(const Decision& decision) { return decision.rule ? Value{decision.rule->id} : Value{}; }

}  // namespace

void hand_out_rules(plugin::Run& run, const Answer& answer) {
  const auto table = run.open_table("rules", {"rule", "in_words", "lines", "uplifted", "standing", "asked", "source", "season"});
  const auto count = [](std::size_t number) { return Value::integer(static_cast<std::int64_t>(number)); };
  for (const RuleUse& use : answer.uses)
    table.add({use.rule->id, rule_words(*use.rule), count(use.lines), count(use.uplifted),
               !use.asked.empty() ? "Asked"
               : use.lines == 0   ? "No line"
                                  : "Used",
               use.asked, use.rule->source, "to " + short_date(answer.settings.year_end)});
}

void hand_out_changes(plugin::Run& run, const Answer& answer) {
  const auto table = run.open_table(
      "changes", {"person_id",  "line_id",       "service_type", "service",  "provider", "unit",          "result",
                  "rule",       "old_rate",      "percent",      "new_rate", "change",   "weekly_before", "weekly_after",
                  "difference", "annual_effect", "part_year",    "from",     "steps",    "starts_from",   "plus",
                  "rounding",   "round_to",      "floor",        "cap",      "per_week", "source"});
  const LineColumns& columns = answer.lines.columns;
  for (const Decision& decision : answer.decided.decisions) {
    if (!on_changes(decision)) continue;
    const CareLine& line = answer.line(decision);
    const std::size_t row = answer.price(decision).row;
    const Calculation& steps = decision.steps;
    const Costs& costs = decision.costs;
    table.add({line.person,
               line.id,
               columns.service_type.text(row),
               columns.service.text(row),
               columns.provider.text(row),
               columns.unit.text(row),
               result_words(decision.result),
               rule_of(decision),
               decision.old_rate,
               in_points(steps.percent),
               decision.new_rate,
               change_of(decision),
               costs.weekly_before,
               costs.weekly_after,
               costs.weekly_after - costs.weekly_before,
               costs.annual_after - costs.annual_before,
               costs.part_year,
               decision.date,
               steps_in_words(*decision.rule, steps),
               steps.start,
               steps.plus,
               steps.round_to ? Value{rounding_words(steps.rounding)} : Value{},
               steps.round_to,
               steps.floor,
               steps.cap,
               decision.per_week,
               decision.rule->source});
  }
}

void hand_out_unmatched(plugin::Run& run, const Answer& answer) {
  const auto table = run.open_table("unmatched", {"person_id", "line_id", "service_type", "service", "provider", "unit", "result",
                                                  "why", "rate", "would_be", "weekly", "rule", "from", "steps"});
  const LineColumns& columns = answer.lines.columns;
  for (const Decision& decision : answer.decided.decisions) {
    if (on_changes(decision)) continue;
    const CareLine& line = answer.line(decision);
    const std::size_t row = answer.price(decision).row;
    const bool steps = decision.worked_out && decision.result == Result::held;  // what a rule would give, had nobody to look first
    table.add({line.person, line.id, columns.service_type.text(row), columns.service.text(row), columns.provider.text(row),
               columns.unit.text(row), result_words(decision.result), decision.why,
               decision.old_rate.millionths != 0 ? Value{decision.old_rate} : Value{}, steps ? Value{decision.new_rate} : Value{},
               decision.costs.weekly_before, rule_of(decision), decision.date,
               steps ? Value{steps_in_words(*decision.rule, decision.steps)} : Value{}});
  }
}

void hand_out_largest(plugin::Run& run, const Answer& answer) {
  std::vector<const Decision*> changes;
  for (const Decision& decision : answer.decided.decisions)
    if (decision.result == Result::uplifted) changes.push_back(&decision);
  const auto pounds = [](const Decision* decision) { return (decision->costs.weekly_after - decision->costs.weekly_before).count; };
  const auto percent = [](const Decision* decision) { return change_of(*decision).millionths; };
  const auto hand_out_by = [&](std::string_view name, const auto& figure, const auto& other) {
    const std::size_t shown = std::min(largest_shown, changes.size());
    std::partial_sort(changes.begin(), changes.begin() + static_cast<std::ptrdiff_t>(shown), changes.end(),
                      [&](const Decision* left, const Decision* right) {
                        if (figure(left) != figure(right)) return figure(left) > figure(right);
                        if (other(left) != other(right)) return other(left) > other(right);
                        return left->line != right->line ? left->line < right->line : left->date < right->date;
                      });
    const auto table = run.open_table(
        name, {"place", "person_id", "line_id", "service", "provider", "old_rate", "new_rate", "change", "difference", "rule"});
    for (std::size_t at = 0; at < shown; ++at) {
      const Decision& decision = *changes[at];
      const std::size_t row = answer.price(decision).row;
      table.add({Value::integer(static_cast<std::int64_t>(at + 1)), answer.line(decision).person, answer.line(decision).id,
                 answer.lines.columns.service.text(row), answer.lines.columns.provider.text(row), decision.old_rate,
                 decision.new_rate, change_of(decision), decision.costs.weekly_after - decision.costs.weekly_before,
                 decision.rule->id});
    }
  };
  hand_out_by("largest_pounds", pounds, percent);
  hand_out_by("largest_percent", percent, pounds);
}

}  // namespace counterfoil::uplift
