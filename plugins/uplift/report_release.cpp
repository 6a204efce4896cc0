// What leaves the workbook: arrears, the rates to load, the letters to providers, the approved rates.
#include <algorithm>
#include <map>

#include "uplift_report.hpp"

namespace counterfoil::uplift {

namespace {

using plugin::Value;

constexpr std::size_t longest_clean_id = 21;  // 30 characters, less the date and a hyphen

std::string digits(std::int64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

/// FNV-1a, 64 bits, in hexadecimal: the same on every machine.
std::string digest(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char character : text) hash = (hash ^ static_cast<unsigned char>(character)) * 1099511628211U;
  std::string words;
  for (int shift = 60; shift >= 0; shift -= 4) words += "0123456789abcdef"[(hash >> shift) & 15];
  return words;
}

bool clean(std::string_view id) {
  return id.size() <= longest_clean_id && std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
         });
}

Value open_or(Date last) { return last >= open_end ? Value{} : Value{last}; }

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

std::string release_key(const CareLine& line, Date date, bool ids_repeat) {
  const std::chrono::year_month_day parts{date};
  const std::string day = digits(static_cast<int>(parts.year()), 4) + digits(static_cast<unsigned>(parts.month()), 2) +
                          digits(static_cast<unsigned>(parts.day()), 2);
  if (!ids_repeat && clean(line.id)) return day + "-" + std::string{line.id};
  return day + "-h" + digest(std::string{line.person} + "\n" + std::string{line.id});
}

void hand_out_arrears(plugin::Run& run, const Answer& answer) {
  const auto table = run.open_table("arrears", {"person_id", "line_id", "service", "provider", "period_from", "period_to", "days",
                                                "paid", "at_old_rates", "recalculated", "arrears", "standing", "line_ended"});
  for (const Arrear& arrear : answer.arrears) {
    if (arrear.days == 0) continue;
    const CareLine& line = answer.lines.lines[arrear.paid->line];
    const std::size_t row = answer.lines.prices[arrear.price].row;
    const Date last = answer.decided.segments[arrear.paid->line].back().days.last;
    table.add({line.person, line.id, answer.lines.columns.service.text(row), answer.lines.columns.provider.text(row),
               arrear.paid->period.first, arrear.paid->period.last, Value::integer(arrear.days), arrear.paid->paid,
               arrear.at_old_rates, arrear.recalculated, arrear.amount(), standing_words(arrear.standing), open_or(last)});
  }
}

void hand_out_release(plugin::Run& run, const Answer& answer) {
  hand_out_load(run, answer);
  hand_out_letters(run, answer);
  hand_out_approved(run, answer);
}

}  // namespace counterfoil::uplift
