#include "payments/paid_row.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "counterfoil/text.hpp"

namespace counterfoil::payments {

namespace {

constexpr Date open_start = Date{std::chrono::days{-1'000'000}};
constexpr Date open_end = Date{std::chrono::days{4'000'000}};

DateSpan effective_span(const Payments& payments, std::size_t row, DateSpan period) {
  const DateSpan service{payments.start.date(row).value_or(open_start), payments.end.date(row).value_or(open_end)};
  const DateSpan price{payments.price_start.date(row).value_or(open_start), payments.price_end.date(row).value_or(open_end)};
  return overlap(overlap(service, price), period);
}

bool within(Pence left, Pence right, std::int64_t pence) { return std::abs(left.count - right.count) <= pence; }

bool absurd(std::int64_t pence) { return pence > largest_amount.count || pence < -largest_amount.count; }

/// Hostile figures have no weekly equivalent instead of overflowing.
bool usable(Quantity pounds) {
  constexpr std::int64_t limit = 1'000'000'000 * Quantity::one;
  return pounds.millionths <= limit && pounds.millionths >= -limit;
}

/// The rate times the quantity, in pounds.
std::optional<Quantity> rate_times_quantity(const Payments& payments, std::size_t row) {
  const auto rate = payments.unit_cost.quantity(row);
  const auto quantity = payments.quantity.quantity(row);
  if (!rate || !quantity || !usable(*rate) || !usable(*quantity)) return std::nullopt;
  try {
    const Quantity product{multiply_divide(rate->millionths, quantity->millionths, Quantity::one, Rounding::half_up)};
    return usable(product) ? std::optional{product} : std::nullopt;
  } catch (const std::overflow_error&) {
    return std::nullopt;
  }
}

/// Fills weekly and per_week. A quantity is meant for the payment's frequency where rate times quantity gives the cost, or the
/// amount paid, at that frequency; otherwise it is a quantity a week.
void read_weekly(const Payments& payments, std::size_t row, const Conventions& conventions, std::optional<Pence> stated,
                 PaidRow& paid) {
  const auto product = rate_times_quantity(payments, row);
  const auto quantity = payments.quantity.quantity(row);
  const bool recurs = recurring(paid.frequency);
  bool quantity_for_frequency = false;
  if (const auto weekly_cost = payments.weekly_cost.pence(row); weekly_cost && !absurd(weekly_cost->count)) {
    paid.weekly = in_pounds(*weekly_cost);
    quantity_for_frequency = product && recurs && !within(in_pence(*product), *weekly_cost, 1);
  } else if (const auto cost = payments.cost.pence(row); cost && recurs && !absurd(cost->count)) {
    // Rate times quantity is finer than the cost in whole pence where both say the same.
    const bool same = product && within(in_pence(*product), *cost, 1);
    paid.weekly = weekly_equivalent(same ? *product : in_pounds(*cost), paid.frequency, conventions.year);
    quantity_for_frequency = same;
  } else if (product && (recurs || paid.frequency == Frequency::blank)) {
    quantity_for_frequency =
        recurs && paid.frequency != Frequency::weekly && stated && !absurd(stated->count) && within(in_pence(*product), *stated, 1);
    paid.weekly = quantity_for_frequency ? weekly_equivalent(*product, paid.frequency, conventions.year) : product;
  }
  if (paid.weekly && quantity && usable(*quantity))
    paid.per_week = quantity_for_frequency ? weekly_equivalent(*quantity, paid.frequency, conventions.year) : quantity;
}

std::optional<Pence> stated_amount(const Payments& payments, std::size_t row) {
  if (const auto net = payments.net.pence(row)) return net;
  if (const auto amount = payments.amount.pence(row)) return amount;
  if (const auto gross = payments.gross.pence(row))
    return absurd(gross->count) || absurd(payments.contribution.pence(row).value_or(Pence{}).count)
               ? gross
               : *gross - payments.contribution.pence(row).value_or(Pence{});
  return std::nullopt;
}

PaymentKind kind_of_type(std::string_view type) {
  const std::string word = plain(type);
  for (const std::string_view part : {"oneoff", "single", "onetime"})
    if (word.find(part) != std::string::npos) return PaymentKind::one_off;
  for (const std::string_view part : {"adjust", "arrear", "backdat", "recover", "clawback", "reclaim"})
    if (word.find(part) != std::string::npos) return PaymentKind::adjustment;
  return PaymentKind::regular;
}

/// A whole calendar month, or the four weeks that stand for one in a 4-weekly run.
bool month_like(DateSpan period) { return period.days() >= 28 && period.days() <= 31; }

Pence computed_amount(const Payments& payments, std::size_t row, DateSpan period, const Conventions& conventions, PaidRow& paid) {
  paid.computed = true;
  const auto cost = payments.cost.pence(row);
  if (paid.kind == PaymentKind::one_off) {
    const auto start = payments.start.date(row);
    return cost && (!start || period.contains(*start)) ? *cost : Pence{};
  }
  if (!paid.weekly) return paid.frequency == Frequency::intermittent ? Pence{} : cost.value_or(Pence{});
  const std::int64_t days = std::max<std::int64_t>(0, paid.effective.days() - suspended_days(payments, row, paid.effective));
  if (cost && paid.frequency == Frequency::monthly && month_like(period))
    return scale(*cost, days, period.days(), conventions.rounding);
  return for_days(*paid.weekly, days, conventions.rounding);
}

}  // namespace

std::int64_t suspended_days(const Payments& payments, std::size_t row, DateSpan span) {
  const auto from = payments.suspended_from.date(row);
  if (!from) return 0;
  return overlap(span, {*from, payments.suspended_to.date(row).value_or(open_end)}).days();
}

PaymentKind RowReader::kind_of(std::size_t row, Frequency frequency) {
  const auto type = payments_.payment_type.text(row);
  if (type != type_.text) type_ = {type, kind_of_type(type)};
  if (type_.meaning != PaymentKind::regular) return type_.meaning;
  const auto unit = payments_.unit.text(row);
  if (unit != one_off_unit_.text) one_off_unit_ = {unit, says(unit, "oneoff")};
  if (frequency == Frequency::one_off || one_off_unit_.meaning) return PaymentKind::one_off;
  const bool earlier_period = period_of_row(payments_, row, period_).last < period_.first;
  const bool only_adjusted = payments_.adjustment_from.date(row) && !payments_.adjustment.pence(row);
  return earlier_period || only_adjusted ? PaymentKind::adjustment : PaymentKind::regular;
}

std::optional<DateSpan> adjusted_span(const Payments& payments, std::size_t row, DateSpan period) {
  const auto from = payments.adjustment_from.date(row);
  const auto to = payments.adjustment_to.date(row);
  if (from || to) return DateSpan{from.value_or(*to), to.value_or(*from)};
  const DateSpan own = period_of_row(payments, row, period);
  return own.last < period.first ? std::optional{own} : std::nullopt;
}

PaidRow RowReader::read(std::size_t row) {
  const Payments& payments = payments_;
  const Conventions& conventions = conventions_;
  PaidRow paid;
  paid.row = static_cast<std::uint32_t>(row);
  const auto words = payments.frequency.text(row);
  if (words != frequency_.text) frequency_ = {words, read_frequency(words)};
  paid.frequency = frequency_.meaning;
  paid.kind = kind_of(row, paid.frequency);
  paid.period = period_of_row(payments, row, period_);
  paid.effective = effective_span(payments, row, paid.period);
  const auto stated = stated_amount(payments, row);
  read_weekly(payments, row, conventions, stated, paid);
  const auto adjustment = payments.adjustment.pence(row);
  if (stated) {
    paid.paid = *stated;
    if (adjustment && conventions.adjustments_added && !absurd(stated->count) && !absurd(adjustment->count))
      paid.paid += *adjustment;
  } else if (paid.kind == PaymentKind::adjustment ||
             (adjustment && !payments.cost.pence(row) && !payments.weekly_cost.pence(row))) {
    paid.paid = adjustment.value_or(payments.cost.pence(row).value_or(Pence{}));
  } else {
    paid.paid = computed_amount(payments, row, paid.period, conventions, paid);
  }
  if (paid.kind == PaymentKind::adjustment)
    paid.adjustment = paid.paid;
  else if (adjustment && !paid.computed)
    paid.adjustment = *adjustment;
  return paid;
}

void check_rows(const Payments& payments, const std::vector<PaidRow>& rows, Notes& notes) {
  struct Seen {
    std::uint64_t rows = 0;
    std::uint32_t first = 0;
  };
  std::map<std::string_view, Seen> unknown_frequencies;
  std::uint64_t computed = 0;
  std::uint64_t outside_control = 0;
  const auto at = [&](std::string_view id, std::size_t row, std::string_view field,
                      std::vector<std::pair<std::string_view, std::string>> values = {}) {
    notes.push_back({id, payments.input, row, field, std::move(values)});
  };
  for (const PaidRow& paid : rows) {
    const std::size_t row = paid.row;
    if (absurd(paid.paid.count) || absurd(paid.adjustment.count)) at("amount-too-large", row, "amount");
    if (paid.computed) {
      ++computed;
      if (!payments.cost.pence(row) && !payments.weekly_cost.pence(row) && !payments.unit_cost.quantity(row))
        at("no-amount", row, "person_id");
    }
    if (paid.frequency == Frequency::unknown) {
      const auto [place, added] = unknown_frequencies.try_emplace(payments.frequency.text(row), Seen{0, paid.row});
      ++place->second.rows;
      place->second.first = std::min(place->second.first, paid.row);
    }
    const auto backwards = [&](const plugin::Column& from, const plugin::Column& to, std::string_view field) {
      const auto first = from.date(row);
      const auto last = to.date(row);
      if (first && last && *last < *first)
        at("ends-before-it-starts", row, field, {{"first", format_date(*first)}, {"last", format_date(*last)}});
    };
    backwards(payments.start, payments.end, "end");
    backwards(payments.price_start, payments.price_end, "price_end");
    backwards(payments.suspended_from, payments.suspended_to, "suspended_to");
    if (!paid.computed && payments.control.exists() && payments.control.pence(row) != paid.paid) ++outside_control;
  }
  for (const auto& [text, seen] : unknown_frequencies)
    at("frequency-unknown", seen.first, "frequency", {{"text", std::string{text}}, {"rows", counted(seen.rows, "row", "rows")}});
  if (computed > 0)
    at("amounts-computed", UINT64_MAX, {}, {{"rows", counted(computed, "row", "rows")}, {"export", std::string{payments.title}}});
  if (outside_control > 0)
    at("amounts-from-several-columns", UINT64_MAX, {},
       {{"rows", counted(outside_control, "row", "rows")}, {"export", std::string{payments.title}}});
}

}  // namespace counterfoil::payments
