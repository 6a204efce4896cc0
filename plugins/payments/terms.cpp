#include "payments/terms.hpp"

#include <algorithm>

namespace counterfoil::payments {

namespace {

__extension__ using Wide = __int128;

std::int64_t rounded(Wide sum, std::int64_t count) {
  if (sum >= INT64_MIN / 2 && sum <= INT64_MAX / 2) {  // nearly always, and many times faster
    const auto narrow = static_cast<std::int64_t>(sum);
    return (narrow + (narrow < 0 ? -(count / 2) : count / 2)) / count;
  }
  const Wide half = sum < 0 ? -(count / 2) : count / 2;
  return static_cast<std::int64_t>((sum + half) / count);
}

bool near(Pence left, Pence right, Pence slack) { return absolute(left - right) <= slack; }

/// How many days one payment at this frequency stands for; 0 where that differs (months).
std::int64_t days_of(Frequency frequency) {
  switch (frequency) {
    case Frequency::daily: return 1;
    case Frequency::weekly: return 7;
    case Frequency::fortnightly: return 14;
    case Frequency::four_weekly: return 28;
    default: return 0;
  }
}

/// Whether `paid` is a whole number of payments that can fall into so many days, or the month's payment by days.
bool whole_payments(Pence paid, Weekly weekly, Frequency frequency, std::int64_t days, std::int64_t period_days, Pence slack,
                    YearConvention year) {
  const auto one = per_payment(weekly, frequency, year);
  if (!one) return false;
  const Pence payment = in_pence(*one);
  if (const std::int64_t length = days_of(frequency); length > 0) {
    for (std::int64_t count = days / length; count <= (days + length - 1) / length; ++count)
      if (near(paid, Pence{payment.count * count}, slack)) return true;
    return false;
  }
  if (frequency == Frequency::monthly && period_days >= 28 && period_days <= 31)
    return near(paid, scale(payment, days, period_days), slack);
  if (frequency == Frequency::quarterly && period_days >= 84 && period_days <= 93)
    return near(paid, scale(payment, days, period_days), slack);
  return false;
}

/// A weekly figure from the amount paid alone.
std::optional<Weekly> derived_weekly(const Terms& terms, std::int64_t period_days, YearConvention year) {
  if (terms.days <= 0) return std::nullopt;
  const bool whole_period = terms.days == period_days;
  if (whole_period && period_days >= 28 && period_days <= 31 && terms.frequency == Frequency::monthly)
    return weekly_equivalent(in_pounds(terms.paid.regular), Frequency::monthly, year);
  return Weekly{multiply_divide(terms.paid.regular.count, 7 * (Quantity::one / 100), terms.days, Rounding::half_up)};
}

}  // namespace

Pence comes_to(const PaidRow& row, std::int64_t days, std::int64_t period_days, const Conventions& conventions) {
  if (row.frequency != Frequency::monthly || period_days < 28 || period_days > 31)
    return for_days(*row.weekly, days, conventions.rounding);
  const Pence payment = in_pence(*per_payment(*row.weekly, Frequency::monthly, conventions.year));
  return scale(payment, days, period_days, conventions.rounding);
}

// Long because one pass over the rows of a line adds up what the parts below it weigh.
Terms terms_of(const Export& from, const Line& line, const Conventions& conventions) {
  Terms terms;
  const auto rows = from.rows_of(line);
  const Payments& payments = from.payments;
  terms.paid = paid_of(rows);
  Wide weekly_days = 0;
  Wide rate_days = 0;
  Wide quantity_days = 0;
  bool stated = true;
  bool rated = true;
  bool counted = true;
  std::int64_t due_starts = 0;  // pence, by weeks that begin in the span
  std::int64_t regular_rows = 0;
  const PaidRow& head = from.head_of(line);
  terms.frequency = head.frequency;
  terms.span = {Date::max(), Date::min()};
  std::int64_t period_days = from.period.days();
  for (const PaidRow& row : rows) {
    if (row.kind != PaymentKind::regular) continue;
    ++regular_rows;
    const std::int64_t suspended = suspended_days(payments, row.row, row.effective);
    const std::int64_t days = row.effective.days() - suspended;
    terms.suspended += suspended;
    if (row.effective.days() > 0) {
      terms.span.first = std::min(terms.span.first, row.effective.first);
      terms.span.last = std::max(terms.span.last, row.effective.last);
    }
    if (&row == &head) period_days = row.period.days();
    if (row.effective.days() == 0 && row.paid.count == 0) continue;  // an old price period, listed only
    terms.days += days;
    terms.week_starts += week_starts(row.effective, conventions.week_start);
    stated = stated && row.weekly.has_value();
    const auto rate = payments.unit_cost.quantity(row.row);
    rated = rated && rate.has_value();
    counted = counted && row.per_week.has_value();
    if (row.weekly) {
      weekly_days += static_cast<Wide>(row.weekly->millionths) * days;
      terms.due += for_days(*row.weekly, days, conventions.rounding);
      terms.due_by_month += comes_to(row, days, row.period.days(), conventions);
      terms.due_most += Pence{in_pence(*row.weekly).count * weeks_touched(row.effective, conventions.week_start)};
      due_starts += in_pence(*row.weekly).count * week_starts(row.effective, conventions.week_start);
    }
    if (rate) rate_days += static_cast<Wide>(rate->millionths) * days;
    if (row.per_week) quantity_days += static_cast<Wide>(row.per_week->millionths) * days;
  }
  terms.slack = Pence{(terms.days + 6) / 7 + regular_rows};
  if (regular_rows == 0) return terms;
  const auto average = [&](bool known, Wide sum, std::optional<Quantity> latest) -> std::optional<Quantity> {
    if (!known) return std::nullopt;
    return terms.days > 0 ? std::optional{Quantity{rounded(sum, terms.days)}} : latest;
  };
  terms.stated = stated && head.weekly.has_value();
  terms.latest_rate = payments.unit_cost.quantity(head.row);
  terms.latest_quantity = payments.quantity.quantity(head.row);
  terms.rate = average(rated, rate_days, terms.latest_rate);
  terms.per_week = average(counted, quantity_days, head.per_week);
  terms.weekly = average(terms.stated, weekly_days, head.weekly);
  if (terms.stated) {
    const Pence paid = terms.paid.regular;
    terms.as_due = near(paid, terms.due, terms.slack) || near(paid, terms.due_by_month, terms.slack) ||
                   near(paid, Pence{due_starts}, terms.slack) ||
                   (terms.weekly &&
                    whole_payments(paid, *terms.weekly, terms.frequency, terms.days, period_days, terms.slack, conventions.year));
  } else if (head.kind == PaymentKind::regular) {
    terms.weekly = derived_weekly(terms, period_days, conventions.year);
  }
  terms.latest = head.weekly ? head.weekly : terms.weekly;
  return terms;
}

}  // namespace counterfoil::payments
