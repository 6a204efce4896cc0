#include "turning_18_report.hpp"

#include <algorithm>

#include "advice.hpp"
#include "calendar_days.hpp"
#include "counterfoil/text.hpp"

namespace counterfoil::turning {

namespace {

using plugin::Value;

Value whole(std::int64_t number) { return Value::integer(number); }

/// "No end date", "31/03/2026", "31/03/2026 to 30/06/2026", "2 of 3 lines without", "19/11/2025, passed".
std::string end_words(const PersonFacts& person) {
  std::size_t open = 0;
  std::optional<Date> last;
  for (const LineFacts& line : person.lines) {
    if (!line.runs_on) continue;
    if (!line.end)
      ++open;
    else
      last = last ? std::max(*last, *line.end) : *line.end;
  }
  if (person.running == 0) return person.last_end ? format_date(*person.last_end) + ", passed" : std::string{"No line runs on"};
  if (open == person.running) return "No end date";
  if (open > 0) return std::to_string(open) + " of " + std::to_string(person.running) + " lines without";
  return *person.first_end == *last ? format_date(*last) : format_date(*person.first_end) + " to " + format_date(*last);
}

/// What the Carried forward column says before the engine adds the movement of the figure.
std::string carried_words(const Decisions& decisions, std::string_view person, Date adult) {
  const Decision* now = decisions.on_watch(person);
  if (now) {
    if (now->what == Decided::nothing || !now->turns_18 || *now->turns_18 == adult) return {};
    return "The 18th birthday was " + format_date(*now->turns_18) + " when this was decided";
  }
  const Decision* then = decisions.in_history(person);
  if (!then || then->what == Decided::nothing) return {};
  return "Decided before, see Past decisions: " + then->words() + ". Enter it again if it still holds";
}

std::size_t first_row_of(const Result& result, const PersonFacts& person) {
  return result.payments.head_row(result.payments.lines[person.lines.front().line]);
}

/// Somebody whom the export does not have stays as the list had them; nothing a week is known.
void hand_out_gone(const plugin::Table& table, const GoneFromExport& gone, const Result& result) {
  const bool adult = gone.turns_18 && *gone.turns_18 <= result.as_of;
  const Situation situation{adult, gone.last_end, Pence{}};
  const Value none;
  table.add({gone.person,
             gone.name,
             gone.born,
             gone.turns_18,
             gone.turns_18 ? Value{weekday_word(*gone.turns_18)} : none,
             gone.turns_18 ? whole((*gone.turns_18 - result.as_of).count()) : none,
             gone.why,
             Pence{},
             gone.end_held,
             gone.pay_period,
             none,
             none,
             none,
             none,
             adult ? Value{gone.since_18} : none,
             advice(gone.decision, situation),
             at_stake(gone.decision, situation),
             whole(0),
             gone.last_full_period,
             none,
             gone.last_end,
             gone.why,
             gone.remark,
             std::string_view{}});
}

void hand_out_watch(plugin::Run& run, const Result& result, const Decisions& decisions, const std::vector<GoneFromExport>& gone) {
  const auto table = run.open_table(
      "watch",
      {"person_id",        "name",          "born",       "turns_18", "weekday", "in_days",  "class",  "weekly",   "end_held",
       "pay_period",       "days_before",   "days_after", "before",   "after",   "since_18", "advice", "at_stake", "lines",
       "last_full_period", "paid_after_18", "last_end",   "when",     "remark",  "carried"});
  for (const std::uint32_t number : result.watched) {
    const PersonFacts& person = result.all[number];
    const Birth& birth = result.births[number];
    const std::string_view id = result.people.ids[number];
    const Date adult = *birth.adult;
    const Decision* decided = decisions.on_watch(id);
    const Decision decision = decided ? *decided : Decision{};
    const Situation situation{adult <= result.as_of, person.last_end, person.weekly};
    table.add({id,
               payments::full_name(result.payments.payments, first_row_of(result, person)),
               *birth.born,
               adult,
               weekday_word(adult),
               whole((adult - result.as_of).count()),
               class_word(person.which),
               person.weekly,
               end_words(person),
               span_words(person.birthday->pay_period),
               whole(person.split.days_before),
               whole(person.split.days_after),
               person.split.before,
               person.split.after,
               adult <= result.payments.period.last ? Value{person.since_18} : Value{},
               advice(decision, situation),
               at_stake(decision, situation),
               whole(static_cast<std::int64_t>(person.lines.size())),
               span_words(person.birthday->last_full_period),
               adult <= result.payments.period.last ? Value{person.paid_after_18} : Value{},
               person.last_end,
               adult <= result.as_of ? std::string_view{"Already 18"} : when_words(adult, result.as_of),
               birth.remark,
               carried_words(decisions, id, adult)});
  }
  for (const GoneFromExport& one : gone) hand_out_gone(table, one, result);
}

void hand_out_lines(plugin::Run& run, const Result& result) {
  const auto table =
      run.open_table("lines", {"person_id", "line_id", "service", "provider", "payee", "start", "end", "class", "weekly",
                               "days_before", "days_after", "before", "after", "paid_after_18", "since_18"});
  const payments::Payments& payments = result.payments.payments;
  for (const std::uint32_t number : result.watched) {
    for (const LineFacts& line : result.all[number].lines) {
      const std::size_t row = result.payments.head_row(result.payments.lines[line.line]);
      table.add({result.people.ids[number], result.line_id(line.line), payments::service_words(payments, row),
                 payments.provider.text(row), payments.payee.text(row), line.start, line.end, class_word(line.which), line.weekly,
                 whole(line.split.days_before), whole(line.split.days_after), line.split.before, line.split.after,
                 line.paid_after_18, line.since_18});
    }
  }
}

void hand_out_timeline(plugin::Run& run, const Result& result, const std::vector<GoneFromExport>& gone, const Settings& settings) {
  const auto table = run.open_table(
      "timeline", {"day", "weekday", "when", "person_id", "milestone", "action", "in_days", "remark", "summary", "alarm", "uid"});
  for (const PersonMilestone& each : result.timeline) {
    const std::string_view person = result.people.ids[each.person];
    const Milestone& milestone = each.milestone;
    table.add({milestone.day, weekday_word(milestone.day), when_words(milestone.day, result.as_of), person, milestone.label,
               milestone.action, whole((milestone.day - result.as_of).count()), milestone.remark,
               std::string{person} + ": " + milestone.label, milestone.day > result.as_of ? whole(settings.alarm_days) : Value{},
               event_uid(person, milestone.code)});
  }
  for (const GoneFromExport& one : gone)
    for (const GoneFromExport::Kept& kept : one.milestones)
      table.add({kept.day, weekday_word(kept.day), when_words(kept.day, result.as_of), one.person, kept.milestone, kept.action,
                 whole((kept.day - result.as_of).count()), kept.remark, one.person + ": " + kept.milestone,
                 kept.day > result.as_of ? whole(settings.alarm_days) : Value{}, kept.uid});
}

void hand_out_bands(plugin::Run& run, const Result& result) {
  const auto table = run.open_table("age_bands", {"paid_from", "weekday", "person_id", "age", "birthday", "old_band", "old_weekly",
                                                  "new_band", "new_weekly", "difference", "weekly", "source"});
  const auto band = [](const Allowance* allowance) {
    return allowance ? std::string_view{allowance->band} : std::string_view{"Not in the table"};
  };
  const auto weekly = [](const Allowance* allowance) { return allowance ? std::optional{allowance->weekly} : std::nullopt; };
  for (const PersonBandChange& each : result.bands) {
    const BandChange& change = each.change;
    const auto difference =
        change.before && change.after ? std::optional{change.after->weekly - change.before->weekly} : std::nullopt;
    table.add({change.paid_from, weekday_word(change.paid_from), result.people.ids[each.person], whole(change.age), change.birthday,
               band(change.before), weekly(change.before), band(change.after), weekly(change.after), difference, each.weekly,
               change.after ? std::string_view{change.after->source} : std::string_view{}});
  }
}

void hand_out_overpayments(plugin::Run& run, const std::vector<Overpayment>& overpayments) {
  const auto table = run.open_table(
      "overpayments", {"person_id",   "line_id",    "service",        "provider",    "payee",      "payee_id", "overpaid_from",
                       "overpaid_to", "days",       "correct_weekly", "paid",        "correct",    "overpaid", "cause",
                       "discovered",  "still_paid", "next_payment",   "cost_centre", "subjective", "source"});
  for (const Overpayment& over : overpayments)
    table.add({over.person,
               over.line,
               over.service,
               over.provider,
               over.payee,
               over.payee_id,
               over.days_overpaid.first,
               over.days_overpaid.last,
               whole(over.days),
               over.correct_weekly,
               over.paid,
               over.correct,
               over.paid - over.correct,
               over.cause,
               over.discovered,
               over.still_paid,
               over.next_payment,
               over.cost_centre,
               over.subjective,
               over.source});
}

void hand_out_facts(plugin::Run& run, const Result& result, const PayPeriods& periods, const Settings& settings) {
  const DateSpan period = result.payments.period;
  run.fact("current_period", span_words(period));
  run.fact("current_period_from", period.first);
  run.fact("current_period_to", period.last);
  run.fact("as_of", result.as_of);
  run.fact("timeline_of",
           "Milestones");  // the same in every run: the Timeline goes on, and only what was worked on leaves it for Past milestones
  run.fact("period_words", "As of " + short_date(result.as_of) + ", from payments for " + span_words(period) + "; pay periods " +
                               periods.words() + "; " + leap_rule_words(settings) + "; looks " +
                               std::to_string(settings.horizon_months) + " months ahead");
}

}  // namespace

void hand_out(plugin::Run& run, const Result& result, const PayPeriods& periods, const Decisions& decisions,
              const std::vector<Overpayment>& overpayments, const std::vector<GoneFromExport>& gone, const Settings& settings) {
  hand_out_facts(run, result, periods, settings);
  for (std::size_t which = 0; which < line_class_count; ++which) {
    const ClassTotal& total = result.classes[which];
    if (total.rows > 0) run.account("payments", class_word(static_cast<LineClass>(which)), total.rows, total.control);
  }
  hand_out_summary(run, result, decisions, overpayments, gone);
  hand_out_watch(run, result, decisions, gone);
  hand_out_lines(run, result);
  hand_out_timeline(run, result, gone, settings);
  hand_out_bands(run, result);
  hand_out_overpayments(run, overpayments);
}

}  // namespace counterfoil::turning
