#include "comparison_report.hpp"

#include <algorithm>
#include <utility>

#include "remembered.hpp"

#include "counterfoil/text.hpp"

namespace counterfoil::cwd {

namespace {

using plugin::Value;

/// What a row of Changes or Payments says about a line, this period's words first.
struct Described {
  std::string name;
  std::string_view service, provider, payee;
  std::optional<Pence> previous, current;
};

Described describe(const Result& result, const Pair& pair) {
  const bool is_now = pair.current != no_line;
  const Export& from = is_now ? result.current : result.previous;
  const std::size_t row = from.head_row(from.lines[is_now ? pair.current : pair.previous]);
  Described line{full_name(from.payments, row),
                 service_words(from.payments, row),
                 from.payments.provider.text(row),
                 from.payments.payee.text(row),
                 {},
                 {}};
  if (pair.previous != no_line) line.previous = paid_of(result.previous.rows_of(result.previous.lines[pair.previous])).paid;
  if (is_now) line.current = paid_of(from.rows_of(from.lines[pair.current])).paid;
  return line;
}

Pence difference_of(const Described& line) { return line.current.value_or(Pence{}) - line.previous.value_or(Pence{}); }

std::string rows_words(const Result& result, const Pair& pair) {
  const auto count = [](const Export& from, std::uint32_t line) { return line == no_line ? 0 : from.lines[line].count; };
  return counted(count(result.previous, pair.previous), "row", "rows") + " before, " +
         counted(count(result.current, pair.current), "row", "rows") + " now";
}

/// This is what the sheet's formula gives, to a millionth.
std::optional<Quantity> change_of(const Described& line) {
  const Pence before = line.previous.value_or(Pence{});
  if (before.count == 0) return std::nullopt;
  try {
    return Quantity{multiply_divide(difference_of(line).count, Quantity::one, absolute(before).count, Rounding::half_up)};
  } catch (const std::overflow_error&) {
    return std::nullopt;
  }
}

std::optional<Pence> weekly_of(const Export& from, std::uint32_t line, const Settings& settings) {
  if (line == no_line) return std::nullopt;
  const auto weekly = terms_of(from, from.lines[line], settings.conventions).latest;
  return weekly ? std::optional{in_pence(*weekly)} : std::nullopt;
}

/// Reasons in words, the questions of the highest risk, and the names of the rules in alphabetical order.
struct Told {
  std::string reasons, question, rules;
};

Told tell(const Judgement& judgement, const Pair& pair) {
  Told told;
  std::vector<std::string_view> rules;
  append_sentence(told.reasons, judgement.acceptance);
  for (const Hit& hit : judgement.hits) {
    append_sentence(told.reasons, hit.reason);
    // The same question is put once.
    if (hit.risk == judgement.risk && told.question.find(hit.question) == std::string::npos)
      append_sentence(told.question, hit.question);
    rules.push_back(hit.rule);
  }
  if (pair.match == Match::repeated || pair.number > 1)
    append_sentence(told.reasons,
                    "One of several lines under this line ID, paired by service, provider, payee and amount, then by date.");
  std::sort(rules.begin(), rules.end());
  rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
  for (const std::string_view rule : rules) {
    if (!told.rules.empty()) told.rules += ", ";
    told.rules += rule;
  }
  return told;
}

/// What the workbook's column for carried decisions says: the decision counts on, whatever else is said about the line.
std::string accepted_words(const Judgement& judgement) {
  return judgement.accepted_until ? "Accepted until " + short_date(*judgement.accepted_until) : std::string{};
}

/// What is at stake where a person is asked; nothing where nobody is.
std::optional<Pence> stake_of(const Judgement& judgement) {
  return judgement.risk == Risk::explained ? std::nullopt : std::optional{judgement.stake};
}

/// A question about earlier days has none of this period's figures, so that nothing is added up twice.
void hand_out_old(const plugin::Table& table, const OldQuestion& row) {
  const Value none;
  table.add({row.person_id, row.name, row.line_id, row.about, row.service, row.provider, none,         none,
             none,          none,     row.which,   row.risk,  row.reasons, row.question, row.at_stake, none,
             none,          none,     none,        row.payee, none,        row.figure,   row.rules});
}

void hand_out_changes(plugin::Run& run, const Result& result, const Questions& questions, const Settings& settings) {
  const auto table = run.open_table(
      "changes", {"person_id",       "name",           "line_id", "about", "service", "provider", "previous", "current",
                  "difference",      "change",         "class",   "risk",  "reasons", "question", "at_stake", "carried",
                  "previous_weekly", "current_weekly", "parts",   "payee", "rows",    "figure",   "rules"});
  const std::string about = about_period(result.current.period);
  bool old_told = false;
  const auto tell_old = [&] {
    if (!std::exchange(old_told, true))
      for (const OldQuestion& row : questions.rows()) hand_out_old(table, row);
  };
  for (const Change& change : result.changes) {
    if (change.judgement.risk != Risk::query) tell_old();
    const Pair& pair = result.lines[change.line].pair;
    const Described line = describe(result, pair);
    const Told told = tell(change.judgement, pair);
    table.add({result.person_id(pair),
               line.name,
               result.line_id(pair),
               about,
               line.service,
               line.provider,
               line.previous,
               line.current,
               difference_of(line),
               change_of(line),
               class_word(change.judgement.which),
               risk_word(change.judgement.risk),
               told.reasons,
               told.question,
               stake_of(change.judgement),
               accepted_words(change.judgement),
               weekly_of(result.previous, pair.previous, settings),
               weekly_of(result.current, pair.current, settings),
               change.judgement.parts.words(),
               line.payee,
               rows_words(result, pair),
               line.current,
               told.rules});
  }
  tell_old();
}

void hand_out_payments(plugin::Run& run, const Result& result) {
  const auto table = run.open_table("payments", {"person_id", "name", "line_id", "service", "provider", "payee", "class",
                                                 "latest_difference", "previous", "current"});
  const auto add = [&](const Pair& pair, Class which) {
    const Described line = describe(result, pair);
    table.add({result.person_id(pair), line.name, result.line_id(pair), line.service, line.provider, line.payee, class_word(which),
               difference_of(line), line.previous, line.current});
  };
  for (const ReportLine& line : result.lines) {
    if (line.pair.match != Match::renumbered) {
      add(line.pair, line.which);
      continue;
    }
    // Two ids are two rows here, so that each period's column adds up to what was paid in it, run after run.
    add({line.pair.previous, no_line, Match::alone, 1}, line.which);
    add({no_line, line.pair.current, Match::alone, 1}, line.which);
  }
}

void hand_out_bridge(plugin::Run& run, const Result& result) {
  const Bridge& bridge = result.bridge;
  const auto table = run.open_table("bridge", {"step", "lines", "amount"});
  table.add({"Last period", Value::integer(static_cast<std::int64_t>(result.previous.lines.size())), bridge.opening});
  run.bridge_opening(bridge.opening);
  for (const Class which : all_classes) {
    const auto place = static_cast<std::size_t>(which);
    table.add({class_word(which), Value::integer(static_cast<std::int64_t>(bridge.lines[place])), bridge.steps[place]});
    run.bridge_step(class_word(which), bridge.steps[place]);
    const auto account = [&](std::string_view input, const Account& of) {
      if (of.rows > 0 || of.control.count != 0) run.account(input, class_word(which), of.rows, of.control);
    };
    account("previous", bridge.previous[place]);
    account("current", bridge.current[place]);
  }
  table.add({"This period", Value::integer(static_cast<std::int64_t>(result.current.lines.size())), bridge.closing});
  run.bridge_closing(bridge.closing);
}

struct RiskTotal {
  std::uint64_t lines = 0;
  Pence difference;
};

void hand_out_summary(plugin::Run& run, const Result& result, const std::array<RiskTotal, risk_count>& risks, std::uint64_t moved,
                      Pence moved_amount, std::uint64_t old_rows) {
  const Bridge& bridge = result.bridge;
  const auto integer = [](std::uint64_t count) { return Value::integer(static_cast<std::int64_t>(count)); };
  const auto old_lines = static_cast<std::int64_t>(result.previous.lines.size());
  const auto new_lines = static_cast<std::int64_t>(result.current.lines.size());
  const auto headline = run.open_table("headline", {"label", "lines", "amount"});
  headline.add({"Last period", Value::integer(old_lines), bridge.opening});
  headline.add({"This period", Value::integer(new_lines), bridge.closing});
  headline.add({"Difference", Value::integer(new_lines - old_lines), bridge.closing - bridge.opening});
  headline.add({"Lines whose payment changed, ups and downs added", integer(moved), moved_amount});
  headline.add({"Lines to look at, on Changes", integer(result.changes.size() + old_rows), Value()});
  headline.add({"Lines of which it is not known what was due", integer(result.not_known), Value()});
  headline.add({"Lines unchanged", integer(bridge.lines[static_cast<std::size_t>(Class::unchanged)]), Value()});
  const auto table = run.open_table("risks", {"risk", "lines", "difference", "decided"});
  for (const Risk risk : {Risk::query, Risk::check, Risk::explained}) {
    const RiskTotal& total = risks[static_cast<std::size_t>(risk)];
    table.add({risk_word(risk), integer(total.lines), total.difference, Value::integer(0)});
  }
}

void hand_out_next_steps(plugin::Run& run, const std::array<RiskTotal, risk_count>& risks, const OverpaidTable& overpaid) {
  const std::uint64_t queries = risks[0].lines;
  const std::uint64_t checks = risks[1].lines;
  const auto table = run.open_table("next_steps", {"step"});
  table.add({queries == 0 ? std::string{"1. There are no queries this period."}
                          : "1. Ask the questions of the " + counted(queries, "Query row", "Query rows") +
                                " on Changes; they stand at the top."});
  table.add({checks == 0 ? std::string{"2. There is nothing else to check."}
                         : "2. Look at the " + counted(checks, "Check row", "Check rows") + " below them."});
  table.add({"3. Choose OK, Error or Still asking as the decision on each row, with your initials and the date."});
  const std::string put_right = "Put errors right in the finance system, not in this workbook.";
  table.add({overpaid.named() == 0
                 ? "4. " + put_right
                 : "4. On Overpayments, choose under Recover whether the " + counted(overpaid.named(), "new row", "new rows") +
                       " (" + format_pounds(overpaid.named_amount()) + ") should come back. " + put_right});
  table.add({"5. Next period, run the comparison with this same workbook: decisions are kept."});
}

/// "2 payments changed, and the total rose by £340.56."; where some rose and others fell, both figures.
std::string changed_words(std::uint64_t moved, Pence ups_and_downs, Pence total) {
  if (moved == 0) return "No payment changed.";
  const std::string what = counted(moved, "payment", "payments") + " changed";
  const std::string rose = std::string{total.count < 0 ? "fell" : "rose"} + " by " + format_pounds(absolute(total));
  if (absolute(total) == ups_and_downs) return what + ", and the total " + rose + ".";
  return what + ". Ups and downs together come to " + format_pounds(ups_and_downs) +
         (total.count == 0 ? "; the total is the same." : "; the total " + rose + ".");
}

}  // namespace

void hand_out(plugin::Run& run, const Result& result, const Questions& questions, const OverpaidTable& overpaid,
              const Settings& settings, DateSpan before, DateSpan now) {
  run.fact("previous_period", span_words(before));
  run.fact("current_period", span_words(now));
  run.fact("previous_period_from", before.first);
  run.fact("previous_period_to", before.last);
  run.fact("current_period_from", now.first);
  run.fact("current_period_to", now.last);
  run.fact("period_overpaid", overpaid.overpaid_now());
  run.fact("period_recovered", overpaid.recovered_now());
  run.fact("period_words", span_words(now) + ", compared with " + span_words(before));
  std::array<RiskTotal, risk_count> risks{};
  std::uint64_t moved = 0;
  Pence moved_amount, total_moved, queried;
  for (const Change& change : result.changes) {
    if (change.judgement.risk == Risk::query) queried += absolute(change.judgement.stake);
    RiskTotal& risk = risks[static_cast<std::size_t>(change.judgement.risk)];
    ++risk.lines;
    const Pence difference = change.judgement.parts.sum();
    risk.difference += difference;
    if (difference.count == 0) continue;
    ++moved;
    moved_amount += absolute(difference);
    total_moved += difference;
  }
  run.fact("period_queried", queried);
  // Rows of earlier questions are to be decided as well.
  risks[0].lines += questions.queries();
  risks[1].lines += questions.rows().size() - questions.queries();
  run.fact("outcome", changed_words(moved, moved_amount, total_moved) + " " +
                          (risks[0].lines == 0 ? std::string{"None needs a decision"}
                                               : counted(risks[0].lines, "needs a decision", "need a decision")) +
                          ", " + counted(risks[1].lines, "is to be checked", "are to be checked") + ".");
  hand_out_summary(run, result, risks, moved, moved_amount, questions.rows().size());
  hand_out_bridge(run, result);
  hand_out_next_steps(run, risks, overpaid);
  hand_out_changes(run, result, questions, settings);
  questions.hand_out_states(run);
  hand_out_memory(run, result, settings);
  overpaid.hand_out(run);
  hand_out_payments(run, result);
}

}  // namespace counterfoil::cwd
