#include "lines.hpp"

#include <algorithm>

namespace counterfoil::turning {

namespace {

using payments::PaidRow;
using payments::PaymentKind;
using Days = std::chrono::days;

constexpr Date open_start = Date{Days{-1'000'000}};
constexpr Date open_end = Date{Days{4'000'000}};

/// The days on which service and price both run, of all time.
DateSpan runs(const payments::Payments& payments, std::size_t row) {
  const DateSpan service{payments.start.date(row).value_or(open_start), payments.end.date(row).value_or(open_end)};
  const DateSpan price{payments.price_start.date(row).value_or(open_start), payments.price_end.date(row).value_or(open_end)};
  return overlap(service, price);
}

std::int64_t paid_days(const payments::Payments& payments, std::size_t row, DateSpan span) {
  return std::max<std::int64_t>(0, span.days() - payments::suspended_days(payments, row, span));
}

/// The row whose price begins last. It runs on in periods to come, whatever end its price has, as long as the line does.
const PaidRow* last_price(const payments::Export& from, const payments::Line& line) {
  const PaidRow* last = nullptr;
  for (const PaidRow& row : from.rows_of(line)) {
    if (row.kind != PaymentKind::regular || !row.weekly) continue;
    if (!last || runs(from.payments, row.row).first >= runs(from.payments, last->row).first) last = &row;
  }
  return last;
}

/// Weekly cost by the day over `span`, before and after `adult`: one rounding of the whole and one of the first part for each
/// price.
Split split_due(const payments::Export& from, const payments::Line& line, DateSpan span, Date adult) {
  Split split;
  const PaidRow* last = last_price(from, line);
  for (const PaidRow& row : from.rows_of(line)) {
    if (row.kind != PaymentKind::regular || !row.weekly) continue;
    DateSpan days = runs(from.payments, row.row);
    if (&row == last) days.last = from.payments.end.date(row.row).value_or(open_end);
    days = overlap(days, span);
    if (days.days() == 0) continue;
    const std::int64_t all = paid_days(from.payments, row.row, days);
    const std::int64_t before = paid_days(from.payments, row.row, {days.first, std::min(days.last, adult - Days{1})});
    const Pence whole = for_days(*row.weekly, all);
    const Pence first = for_days(*row.weekly, before);
    split += {before, all - before, first, whole - first};
  }
  return split;
}

/// What this export paid, divided at the birthday.
Split split_of_export(const payments::Export& from, const payments::Line& line, Date adult) {
  Split split;
  for (const PaidRow& row : from.rows_of(line))
    if (row.kind == PaymentKind::regular) split += split_paid(from, row, days_paid_for(from, row), adult);
  return split;
}

LineClass class_of_end(const LineFacts& facts, Date adult, const Settings& settings) {
  if (!facts.end) return LineClass::no_end_date;
  const Date last_day_as_child = adult - Days{1};
  if (*facts.end > last_day_as_child) return LineClass::ends_after_18;
  if ((last_day_as_child - *facts.end).count() > settings.early_end_days) return LineClass::ends_early;
  return LineClass::ends_at_18;
}

}  // namespace

std::string_view class_word(LineClass which) {
  switch (which) {
    case LineClass::still_paid_after_18: return "Already 18 and still paid";
    case LineClass::no_end_date: return "No end date";
    case LineClass::ends_after_18: return "Ends after 18";
    case LineClass::ends_early: return "Ends well before 18";
    case LineClass::ends_at_18: return "Ends at 18";
    case LineClass::turns_18_later: return "Turns 18 later";
    case LineClass::ended: return "Ended";
    case LineClass::one_off: return "One-off or adjustment";
    case LineClass::no_birth: return "Date of birth to check";
  }
  return "";
}

Split& Split::operator+=(const Split& other) {
  days_before += other.days_before;
  days_after += other.days_after;
  before += other.before;
  after += other.after;
  return *this;
}

Birthday birthday_of(Date adult, const PayPeriods& periods) {
  const DateSpan period = periods.containing(adult);
  return {adult, period, periods.before(period)};
}

DateSpan days_paid_for(const payments::Export& from, const PaidRow& row) {
  if (row.effective.days() == 0 && row.paid.count == 0) return row.effective;  // the line was over, and nothing was paid
  const DateSpan own = row.effective.days() > 0 ? row.effective : row.period;
  const auto end = from.payments.end.date(row.row);
  if (row.computed || !row.weekly || row.weekly->millionths <= 0 || !end || *end >= row.period.last || row.effective.days() == 0)
    return own;
  // A penny for each week of the period: whoever pays by the week rounds by the week.
  const std::int64_t slack = (row.period.days() + 6) / 7;
  const DateSpan whole{own.first, row.period.last};
  const auto near = [&](DateSpan span) {
    return std::abs(for_days(*row.weekly, paid_days(from.payments, row.row, span)).count - row.paid.count) <= slack;
  };
  return !near(own) && near(whole) ? whole : own;
}

Split split_paid(const payments::Export& from, const PaidRow& row, DateSpan span, Date at) {
  const std::int64_t all = paid_days(from.payments, row.row, span);
  if (all == 0) return {0, 0, at > span.last ? row.paid : Pence{}, at > span.last ? Pence{} : row.paid};
  const std::int64_t before = paid_days(from.payments, row.row, {span.first, std::min(span.last, at - Days{1})});
  const Pence first = scale(row.paid, before, all);
  return {before, all - before, first, row.paid - first};
}

Pence due_after(const payments::Export& from, std::uint32_t line, DateSpan days, Date adult) {
  return split_due(from, from.lines[line], days, adult).after;
}

LineFacts judge_line(const payments::Export& from, std::uint32_t index, const std::optional<Birthday>& birthday, Date as_of,
                     Date horizon, const Settings& settings) {
  const payments::Line& line = from.lines[index];
  const auto rows = from.rows_of(line);
  LineFacts facts;
  facts.line = index;
  const bool regular = std::any_of(rows.begin(), rows.end(), [](const PaidRow& row) { return row.kind == PaymentKind::regular; });
  bool open = false;
  for (const PaidRow& row : rows) {
    if (regular && row.kind != PaymentKind::regular) continue;
    const auto start = from.payments.start.date(row.row);
    if (start && (!facts.start || *start < *facts.start)) facts.start = start;
  }
  const std::size_t head = from.head_row(line);
  facts.end = from.payments.end.date(head);
  open = !facts.end || *facts.end > as_of;
  facts.runs_on = regular && open;
  if (facts.runs_on) {
    const auto weekly = payments::terms_of(from, line, settings.conventions).latest;
    facts.weekly = weekly ? in_pence(*weekly) : Pence{};
  }
  if (!birthday) return facts;
  if (!regular) {
    facts.which = LineClass::one_off;
    return facts;
  }
  const Date adult = birthday->adult;
  const Split paid = split_of_export(from, line, adult);
  const bool in_this_export = birthday->pay_period == from.period;
  if (adult <= from.period.last) {
    facts.paid_after_18 = paid.after;
    facts.since_18 = adult >= from.period.first
                         ? paid.after
                         : paid.after + split_due(from, line, {adult, from.period.first - Days{1}}, adult).after;
  }
  facts.split = in_this_export ? paid : split_due(from, line, birthday->pay_period, adult);
  if (adult <= as_of && facts.paid_after_18.count > 0)
    facts.which = LineClass::still_paid_after_18;
  else if (!facts.runs_on)
    facts.which = LineClass::ended;
  else if (adult > horizon)
    facts.which = LineClass::turns_18_later;
  else
    facts.which = class_of_end(facts, adult, settings);
  return facts;
}

}  // namespace counterfoil::turning
