#include "schedule.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "debtor_texts.hpp"

namespace counterfoil::debtors {

namespace {

std::string payee_of(const Matter& matter) {
  return matter.of->payee_id.empty() ? key_word(matter.of->payee) : key_id(matter.of->payee_id);
}

std::string payee_words(const Matter& matter) {
  return std::string{matter.of->payee_id.empty() ? matter.of->payee : matter.of->payee_id};
}

void note(Notes& notes, std::string_view id, const Matter& matter, std::vector<std::pair<std::string_view, std::string>> values) {
  values.emplace_back("payee", payee_words(matter));
  notes.push_back({id, matter.of->input, matter.of->row, "payee_id", std::move(values)});
}

/// The first payment that leaves time to tell the payee how much comes off and when.
Date first_deduction(const Matter& matter, const Settings& settings) {
  std::optional<Date> first = matter.debtor ? matter.debtor->next_payment_date : std::nullopt;
  if (!first) first = settings.next_payment_date;
  if (!first) first = payment_day(*settings.as_of, settings.payment_cycle, 1);
  Date day = *first;
  const Date earliest = *settings.as_of + std::chrono::days{settings.notice_days};
  for (std::int64_t number = 1; day < earliest; ++number) day = payment_day(*first, settings.payment_cycle, number);
  return day;
}

/// A plan that runs longer than the council allows without an application.
void check_length(const Matter& matter, Date last, Pence total, const Settings& settings, Notes& notes) {
  if (last > months_later(*settings.as_of, static_cast<int>(settings.longest_months)))
    note(notes, "plan-long", matter,
         {{"last", format_date(last)}, {"total", format_pounds(total)}, {"months", std::to_string(settings.longest_months)}});
}

void plan_payee(const std::vector<const Matter*>& matters, const Settings& settings, std::vector<Planned>& planned, Notes& notes) {
  Pence total;
  for (const Matter* each : matters) total += each->amount;
  std::optional<Pence> most;
  for (const Matter* each : matters)
    if (const auto limit = most_at_a_time(*each, settings)) most = most ? std::min(*most, *limit) : *limit;
  if (!most) {
    note(notes, "next-payment-unknown", *matters.front(), {{"total", format_pounds(total)}});
    most = total;
  }
  const Date first = first_deduction(*matters.front(), settings);
  std::int64_t payment = 0;
  Pence room = *most;
  Date last = first;
  for (const Matter* each : matters) {
    Pence left = each->amount;
    for (std::int64_t number = 1; left.count > 0; ++number) {
      if (room.count == 0) {
        ++payment;
        room = *most;
      }
      const Pence now = std::min(left, room);
      left -= now;
      room -= now;
      last = payment_day(first, settings.payment_cycle, payment);
      planned.push_back({each->key,
                         std::string{each->of->payee_id},
                         std::string{each->of->payee},
                         settings.batch,
                         number,
                         last,
                         now,
                         left,
                         deduction_key(each->key, number, settings.key_form),
                         std::string{each->of->person_id},
                         std::string{each->of->line_id},
                         {},
                         {},
                         {},
                         {}});
    }
  }
  check_length(*matters.front(), last, total, settings, notes);
}

}  // namespace

std::optional<Pence> most_at_a_time(const Matter& matter, const Settings& settings) {
  if (matter.debtor && matter.debtor->most_deducted) return matter.debtor->most_deducted;
  std::optional<Pence> next = matter.of->next_payment;
  if (!next && matter.debtor) next = matter.debtor->next_payment;
  if (!next) return std::nullopt;
  // Down: never a penny more than the share.
  return multiply(settings.deduction_share, *next, Rounding::down);
}

std::vector<Planned> plan_deductions(const std::vector<Matter>& matters, const Settings& settings, Notes& notes) {
  std::map<std::string, std::vector<const Matter*>> payees;
  for (const Matter& matter : matters)
    if (matter.route == Route::deduct) payees[payee_of(matter)].push_back(&matter);
  std::vector<Planned> planned;
  for (auto& [payee, members] : payees) {
    std::sort(members.begin(), members.end(), [](const Matter* left, const Matter* right) {
      return left->span.first != right->span.first ? left->span.first < right->span.first : left->key < right->key;
    });
    plan_payee(members, settings, planned, notes);
  }
  return planned;
}

Date last_day_in_batch(const Settings& settings) {
  const Date next = settings.next_batch.value_or(payment_day(*settings.as_of, settings.payment_cycle, 1));
  return next + std::chrono::days{settings.notice_days - 1};
}

void move_what_was_missed(std::vector<Planned>& deductions, const std::set<std::string_view>& going, const Settings& settings,
                          Notes& notes) {
  const Date as_of = *settings.as_of, earliest = as_of + std::chrono::days{settings.notice_days};
  const auto open = [&](const Planned& one) { return one.due && one.released_in.empty() && going.contains(one.key); };
  std::map<std::string, Date> first;  // by payee: the earliest open deduction
  for (const Planned& one : deductions) {
    if (!open(one)) continue;
    const auto [of, fresh] = first.emplace(one.payee_id.empty() ? key_word(one.payee) : key_id(one.payee_id), *one.due);
    if (!fresh && *one.due < of->second) of->second = *one.due;
  }
  for (const auto& [payee, due] : first) {
    if (due >= as_of) continue;
    std::int64_t payments = 1;
    while (payment_day(due, settings.payment_cycle, payments) < earliest) ++payments;
    std::uint64_t moved = 0;
    Pence amount;
    std::string name;
    for (Planned& one : deductions) {
      if (!open(one) || (one.payee_id.empty() ? key_word(one.payee) : key_id(one.payee_id)) != payee) continue;
      one.due = payment_day(*one.due, settings.payment_cycle, payments);
      amount += one.amount;
      name = one.payee_id.empty() ? one.payee : one.payee_id;
      ++moved;
    }
    notes.push_back({"deductions-moved",
                     {},
                     UINT64_MAX,
                     {},
                     {{"deductions", counted(moved, "deduction", "deductions")},
                      {"amount", format_pounds(amount)},
                      {"payee", name},
                      {"due", format_date(due)},
                      {"first", format_date(payment_day(due, settings.payment_cycle, payments))}}});
  }
}

std::vector<Planned> plan_instalments(const std::vector<Matter>& matters, const Settings& settings, Notes& notes) {
  std::map<std::string, std::vector<const Matter*>> invoices;
  for (const Matter& matter : matters)
    if (matter.route == Route::invoice && matter.debtor && matter.debtor->instalments > 1)
      invoices[matter.invoice].push_back(&matter);
  std::vector<Planned> planned;
  for (const auto& [invoice, members] : invoices) {
    const Matter& head = *members.front();
    Pence left;
    for (const Matter* each : members) left += each->amount;
    const Pence total = left;
    const Date first = *settings.as_of + std::chrono::days{settings.terms_days};
    Date day = first;
    const std::vector<Pence> parts = instalments_of(total, head.debtor->instalments);
    for (std::size_t at = 0; at < parts.size(); ++at) {
      left -= parts[at];
      day = payment_day(first, settings.instalment_cycle, static_cast<std::int64_t>(at));
      planned.push_back({invoice,
                         std::string{head.of->payee_id},
                         std::string{head.debtor->name},
                         settings.batch,
                         static_cast<std::int64_t>(at) + 1,
                         day,
                         parts[at],
                         left,
                         {},
                         {},
                         {},
                         {},
                         {},
                         {},
                         {}});
    }
    check_length(head, day, total, settings, notes);
  }
  return planned;
}

}  // namespace counterfoil::debtors
