// What leaves the workbook: the rates to load, the letters to providers, the approved rates.
#include <algorithm>
#include <map>

#include "release_keys.hpp"
#include "uplift_report.hpp"

namespace counterfoil::uplift {

namespace {

using plugin::Value;

void hand_out_load(plugin::Run& run, const Answer& answer) {
  const auto table = run.open_table(
      "load", {"release_key", "line_id",       "person_id",       "provider_id",   "provider", "service_type",    "service",
               "unit",        "old_rate",      "old_price_start", "old_price_end", "new_rate", "new_price_start", "new_price_end",
               "amount",      "weekly_effect", "cost_centre",     "subjective",    "rule",     "source"});
  const LineColumns& columns = answer.lines.columns;
  const Decision* before = nullptr;
  for (const Decision& decision : answer.decided.decisions) {
    if (decision.result != Result::uplifted) continue;
    const CareLine& line = answer.line(decision);
    const PriceRow& price = answer.price(decision);
    const bool second = before && before->line == decision.line;
    const Value old_start = second ? Value{before->date} : price.days.first <= open_start ? Value{} : Value{price.days.first};
    table.add({release_key(line, decision.date, answer.lines.ids_repeat),
               line.id,
               line.person,
               columns.provider_id.text(price.row),
               columns.provider.text(price.row),
               columns.service_type.text(price.row),
               columns.service.text(price.row),
               columns.unit.text(price.row),
               decision.old_rate,
               old_start,
               decision.date - one_day,
               decision.new_rate,
               decision.date,
               open_or(decision.days.last),
               decision.costs.annual_after - decision.costs.annual_before,
               decision.costs.weekly_after - decision.costs.weekly_before,
               columns.cost_centre.text(price.row),
               columns.subjective.text(price.row),
               decision.rule->id,
               decision.rule->source});
    before = &decision;
  }
}

struct LetterKey {
  std::string provider, provider_id, service_type, service, unit;
  Quantity old_rate, new_rate;
  Date from;

  friend auto operator<=>(const LetterKey&, const LetterKey&) = default;
};

void hand_out_letters(plugin::Run& run, const Answer& answer) {
  struct Letter {
    std::int64_t lines = 0;
    Pence before, after;
  };
  std::map<LetterKey, Letter> letters;
  const LineColumns& columns = answer.lines.columns;
  for (const Decision& decision : answer.decided.decisions) {
    if (decision.result != Result::uplifted) continue;
    const std::size_t row = answer.price(decision).row;
    const auto text = [row](const plugin::Column& column) { return std::string{column.text(row)}; };
    Letter& letter = letters[{text(columns.provider), text(columns.provider_id), text(columns.service_type), text(columns.service),
                              text(columns.unit), decision.old_rate, decision.new_rate, decision.date}];
    ++letter.lines;
    letter.before += decision.costs.weekly_before;
    letter.after += decision.costs.weekly_after;
  }
  const auto table = run.open_table("letters", {"provider", "provider_id", "service_type", "service", "unit", "old_rate",
                                                "new_rate", "from", "lines", "weekly_before", "weekly_after", "difference"});
  for (const auto& [key, letter] : letters)
    table.add({key.provider, key.provider_id, key.service_type, key.service, key.unit, key.old_rate, key.new_rate, key.from,
               Value::integer(letter.lines), letter.before, letter.after, letter.after - letter.before});
}

/// In the columns of the approved-rates layout, a row a line: what was released, with its batch, and what this batch will release.
/// A release fills in its rows, and only those count.
void hand_out_approved(plugin::Run& run, const Answer& answer) {
  const auto table =
      run.open_table("approved_rates", {"release_key", "person_id", "line_id", "service_type", "service", "provider", "unit",
                                        "old_rate", "new_rate", "new_price_start", "new_price_end", "rule", "source"});
  const LineColumns& columns = answer.lines.columns;
  for (const ReleasedRate& each : answer.released.all())
    table.add({each.key, each.person, each.line, each.service_type, each.service, each.provider, each.unit, each.old_rate,
               each.new_rate, each.from, each.to, each.rule, each.source});
  for (const Decision& decision : answer.decided.decisions) {
    if (decision.result != Result::uplifted) continue;
    const CareLine& line = answer.line(decision);
    const std::string key = release_key(line, decision.date, answer.lines.ids_repeat);
    if (answer.released.has(key)) continue;
    const std::size_t row = answer.price(decision).row;
    const auto text = [row](const plugin::Column& column) { return std::string{column.text(row)}; };
    table.add({key, line.person, line.id, text(columns.service_type), text(columns.service), text(columns.provider),
               text(columns.unit), decision.old_rate, decision.new_rate, decision.date, open_or(decision.days.last),
               decision.rule->id, decision.rule->source});
  }
}

}  // namespace

void hand_out_release(plugin::Run& run, const Answer& answer) {
  hand_out_load(run, answer);
  hand_out_letters(run, answer);
  hand_out_approved(run, answer);
}

}  // namespace counterfoil::uplift
