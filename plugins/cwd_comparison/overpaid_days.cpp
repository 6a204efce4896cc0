#include "overpaid_days.hpp"

#include <algorithm>

#include "case.hpp"

namespace counterfoil::cwd {

void add_overpayment(Overpayments& overpaid, Overpayment more) {
  if (more.paid.count <= 0) return;
  for (Overpayment& known : overpaid) {
    if (known.span != more.span || known.cause != more.cause) continue;
    known.paid += more.paid;
    return;
  }
  overpaid.push_back(std::move(more));
}

bool is_pay_for(const Case& each, Pence surplus, std::int64_t days) {
  const Terms& now = each.now_terms;
  const PaidRow& head = each.all.current.head_of(*each.now);
  if (!now.stated || !head.weekly || days <= 0) return false;
  const Pence slack = now.slack + Pence{(days + 6) / 7};
  const Settings& settings = each.settings();
  return absolute(surplus - for_days(*head.weekly, days, settings.conventions.rounding)) <= slack ||
         absolute(surplus - comes_to(head, days, head.period.days(), settings.conventions)) <= slack;
}

void add_paid_twice(const Case& each, std::string_view also, std::optional<DateSpan> other, Overpayments& overpaid) {
  const Terms& now = each.now_terms;
  const bool regular = now.span.days() > 0;
  const DateSpan span = regular ? now.span : each.all.current.head_of(*each.now).period;
  if (other && overlap(span, *other) != span) return;
  const Pence paid = now.paid.regular + now.paid.one_off;
  if (paid.count <= 0) return;
  overpaid = {{span, regular ? now.days : span.days(), paid,
               also.empty() ? std::string{"Paid twice: the same row stands twice"} : std::string{on_two_lines} + std::string{also},
               true}};
}

void settle(const Case& each, Overpayments& overpaid) {
  if (overpaid.empty()) return;
  const auto rows = each.all.current.rows_of(*each.now);
  if (std::any_of(rows.begin(), rows.end(), [](const PaidRow& row) { return row.computed || row.adjustment.count < 0; })) {
    overpaid.clear();
    return;
  }
  const auto born = each.new_payments().date_of_birth.date(each.new_row());
  if (!born) return;
  const Date adult = attains_age(*born, 18, each.settings().leap_birthday_in_february);
  std::erase_if(overpaid, [adult](const Overpayment& one) { return !one.twice && one.span.last >= adult; });
}

}  // namespace counterfoil::cwd
