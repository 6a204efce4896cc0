#include "known_due.hpp"

#include <algorithm>
#include <array>

namespace counterfoil::cwd {

namespace {

/// A payment is not what terms come to where only a part of it is paid, or what was used.
bool told_by_terms(const Export& from, const Line& line) {
  for (const PaidRow& row : from.rows_of(line)) {
    if (row.kind != PaymentKind::regular) continue;
    if (row.computed || row.frequency == Frequency::intermittent || row.frequency == Frequency::unknown) return false;
    if (from.payments.contribution.pence(row.row).value_or(Pence{}).count != 0) return false;
  }
  return true;
}

bool near(Pence left, Pence right, Pence slack) { return absolute(left - right) <= slack; }
bool month_like(std::int64_t days) { return days >= 28 && days <= 31; }

struct Last {
  Pence due, paid;
  std::int64_t days = 0;
  std::int64_t week_starts = 0;
};

/// What the last export paid on the line; nothing where due is not known for some of it.
std::optional<Last> last_of(const Past& past, const Conventions& conventions) {
  const auto period = past.last_export();
  if (!period) return std::nullopt;
  Last last;
  for (const PastPayment& each : past.paid_by(*period)) {
    if (!each.due) return std::nullopt;
    last.due += *each.due;
    last.paid += each.paid;
    last.days += each.days.days();
    last.week_starts += week_starts(each.days, conventions.week_start);
  }
  return last.days > 0 ? std::optional{last} : std::nullopt;
}

/// After a wrong payment: the same again, or what had been due. Counted alike, by months, by days or by weeks.
std::optional<KnownDue> after_wrong(const Last& last, const Terms& terms) {
  const Pence paid = terms.paid.regular;
  const std::array<std::pair<std::int64_t, std::int64_t>, 3> ratios{
      std::pair{month_like(terms.days) && month_like(last.days) ? std::int64_t{1} : 0, std::int64_t{1}},
      std::pair{terms.days, last.days}, std::pair{terms.week_starts, last.week_starts}};
  for (const auto& [now, then] : ratios) {
    if (now <= 0 || then <= 0) continue;
    const Pence due = scale(last.due, now, then);
    if (near(paid, due, terms.slack)) return KnownDue{paid, false};
    if (near(paid, scale(last.paid, now, then), terms.slack)) return KnownDue{due, true};
  }
  return std::nullopt;
}

/// By the way of counting that came to the settled payment.
Pence counted_as(const PastPayment& settled, const Terms& terms, const Conventions& conventions) {
  const Pence a_week = in_pence(*settled.weekly);
  const Pence slack{(settled.days.days() + 6) / 7 + 1};
  const std::int64_t starts = week_starts(settled.days, conventions.week_start);
  if (near(settled.paid, for_days(*settled.weekly, settled.days.days(), conventions.rounding), slack)) return terms.due;
  if (near(settled.paid, Pence{a_week.count * starts}, slack)) return Pence{a_week.count * terms.week_starts};
  return terms.due_by_month;
}

}  // namespace

bool has_regular(const Export& from, const Line& line) {
  const auto rows = from.rows_of(line);
  return std::any_of(rows.begin(), rows.end(), [](const PaidRow& row) { return row.kind == PaymentKind::regular; });
}

KnownDue known_due(const Export& from, const Line& line, const Terms& terms, const Past& past, bool first,
                   const Conventions& conventions) {
  if (!has_regular(from, line)) return {};
  if (const auto last = last_of(past, conventions); last && !near(last->paid, last->due, terms.slack))
    if (const auto found = after_wrong(*last, terms)) return *found;
  if (!terms.stated || !terms.weekly || !told_by_terms(from, line)) return {};
  const Pence paid = terms.paid.regular;
  const PastPayment* settled = past.settled_at(*terms.weekly);
  // A month's payment that happens to come to whole weeks is not therefore what is due.
  const bool by_month = terms.frequency == Frequency::monthly && month_like(terms.days + terms.suspended);
  if (settled && by_month && !near(paid, terms.due_by_month, terms.slack)) return {terms.due_by_month, false};
  if (terms.as_due) return {paid, false};
  if (settled) return {counted_as(*settled, terms, conventions), false};
  // More than the terms is no net payment; less may be.
  if (first && past.empty() && paid > terms.due_most + terms.slack && paid > terms.due_by_month + terms.slack)
    return {by_month ? terms.due_by_month : std::max(terms.due, terms.due_by_month), false};
  return {};
}

}  // namespace counterfoil::cwd
