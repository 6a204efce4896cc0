// Adjustments, and payments for periods that are over, held against what is due for the days that they name and all that was paid
// for these days before, however it was split.
#include <algorithm>
#include <utility>

#include "case.hpp"

namespace counterfoil::cwd {

namespace {

struct Held {
  Case& each;
  const PaidRow& row;
  DateSpan span;
  Past past;  // of the line, or of its service where the line itself does not reach back
  paid_days::Money money;
  Pence now_before;          // adjusted by earlier rows of this very export
  std::vector<Pence> parts;  // what is owed, by period
  std::optional<Pence> owed;

  Pence amount() const { return row.kind == PaymentKind::adjustment ? row.paid : row.adjustment; }
  const Payments& payments() const { return each.new_payments(); }
};

bool whole_units(const Case& each, Pence amount) {
  const auto divides = [&](Pence unit) { return unit.count > 0 && absolute(amount).count % unit.count == 0; };
  if (each.now_terms.latest && divides(in_pence(*each.now_terms.latest))) return true;
  return each.now_terms.latest_rate && divides(in_pence(*each.now_terms.latest_rate));
}

/// What is due for the days by the price that the line has now: what was due then, in the same proportion.
Pence due_now(const Held& held, const PastPayment& then, DateSpan met) {
  const Pence due = paid_days::share_of(*then.due, then.days, met);
  const Case& each = held.each;
  const PaidRow& head = each.all.current.head_of(*each.now);
  const auto from = held.payments().price_start.date(head.row);
  if (!from || !head.weekly || !then.weekly || then.weekly->millionths <= 0 || *from > met.first) return due;
  if (head.weekly->millionths == then.weekly->millionths) return due;
  return scale(due, head.weekly->millionths, then.weekly->millionths);
}

/// Fills what is still owed for the days, where everything about them is known.
void find_owed(Held& held) {
  if (!held.money.known()) return;
  const bool backdated = std::any_of(held.past.payments().begin(), held.past.payments().end(), [&](const PastPayment& then) {
    return then.kind == Kept::backdated && overlap(then.days, held.span).days() > 0;
  });
  Pence due = held.money.due;
  if (!backdated) {
    due = Pence{};
    std::vector<DateSpan> seen;
    for (const PastPayment& then : held.past.payments()) {
      const DateSpan met = overlap(then.days, held.span);
      if (then.kind != Kept::regular || met.days() == 0) continue;
      if (std::any_of(seen.begin(), seen.end(), [&](DateSpan day) { return overlap(day, met).days() > 0; })) continue;
      seen.push_back(met);
      const Pence now = due_now(held, then, met);
      held.parts.push_back(now - paid_days::share_of(then.paid, then.days, met));
      due += now;
    }
    for (const PastPayment& then : held.past.payments())
      if (then.kind == Kept::made_up || then.kind == Kept::named)
        due += paid_days::share_of(then.kind == Kept::named ? then.paid : -then.paid, then.days, overlap(then.days, held.span));
  }
  held.owed = due - held.money.paid_known - held.money.adjusted - held.now_before;
}

std::string parts_words(const Held& held) {
  const auto& parts = held.parts;
  const bool equal = parts.size() > 1 && std::all_of(parts.begin(), parts.end(), [&](Pence part) { return part == parts.front(); });
  if (!equal || parts.front().count * static_cast<std::int64_t>(parts.size()) != held.owed->count)
    return pounds(*held.owed) + " was owed";
  return counted(parts.size(), "period", "periods") + " x " + pounds(parts.front()) + " = " + pounds(*held.owed);
}

void add(Hits& hits, std::string_view rule, Risk risk, std::string reason, std::string question, Pence stake) {
  hits.push_back({rule, risk, std::move(reason), std::move(question), stake});
}

void name_paid_twice(const Held& held, Pence twice, Overpayments& overpaid) {
  held.each.followed.neutral.emplace_back(held.row.row, twice);
  Overpayment found{held.span, held.span.days(), held.amount(), "Paid twice: these days were paid before", true};
  found.correct = held.amount() - twice;
  found.of_period = false;
  overpaid.push_back(std::move(found));
}

/// Several adjustments of one export for days that overlap: do they come to what is owed for all of these days, or to less?
bool tie_together(const Held& held, Hits& hits) {
  DateSpan span = held.span;
  Pence sum;
  std::size_t rows = 0;
  // Those that reach days of one another, whatever their order.
  for (bool grew = true; std::exchange(grew, false);) {
    sum = Pence{};
    rows = 0;
    for (const paid_days::Paid& one : adjustments_of(held.each.all.current, *held.each.now)) {
      if (overlap(one.days, span).days() == 0) continue;
      sum += one.paid;
      ++rows;
      if (one.days.first >= span.first && one.days.last <= span.last) continue;
      span = {std::min(span.first, one.days.first), std::max(span.last, one.days.last)};
      grew = true;
    }
  }
  if (rows < 2) return false;
  Held all{held.each, held.row, span, held.past, {}, {}, {}, std::nullopt};
  all.money = all.past.account().over(span);
  find_owed(all);
  if (!all.owed || all.owed->count <= 0 || sum > *all.owed + Pence{span.days() / 7 + 2}) return false;
  hits.push_back({"arrears-tie",
                  Risk::explained,
                  "Adjustment of " + pounds(held.amount()) + " for " + span_words(held.span) + ": " + parts_words(all) + " for " +
                      span_words(span) + ", paid " + pounds(sum) + " in " + counted(rows, "row", "rows") +
                      (sum < *all.owed - Pence{2} ? "; " + pounds(*all.owed - sum) + " is still owed." : ", ties."),
                  {},
                  {}});
  return true;
}

/// More for days that are past.
// Long because the cases exclude one another in this order: what is owed, what was adjusted before, what is paid, what is unknown.
void judge_more(Held& held, Hits& hits, Overpayments& overpaid) {
  const Case& each = held.each;
  const Pence amount = held.amount();
  const std::string what = "Adjustment of " + pounds(amount) + " for " + span_words(held.span) + ": ";
  const Pence slack{held.span.days() / 7 + 2};
  const bool adjusted_before = held.money.adjusted.count > 0 || held.now_before.count > 0;
  const bool own_period = held.row.kind == PaymentKind::adjustment && held.row.period.last < each.all.current.period.first;
  const auto& weekly = each.now_terms.latest;
  const bool has_terms = weekly.has_value();
  Pence whole = has_terms ? cost_over(each, *weekly, held.span) : Pence{};  // at the line's terms
  if (has_terms && held.money.known()) whole = std::max(whole, held.money.due);
  if (held.owed && held.owed->count > 0 && amount <= *held.owed + slack) {
    const bool ties = amount >= *held.owed - slack;
    add(hits, "arrears-tie", Risk::explained,
        what + parts_words(held) + ", paid " + pounds(amount) +
            (ties ? std::string{", ties."} : "; " + pounds(*held.owed - amount) + " is still owed."),
        {}, {});
    return;
  }
  if (tie_together(held, hits)) return;
  const std::string ask = "Ask the payments team: what is the " + pounds(amount) + " for " + span_words(held.span) + " for?";
  if (held.owed && held.owed->count > 0) {
    const Pence more = amount - *held.owed;
    add(hits, "adjustment-too-much", Risk::query,
        what + parts_words(held) + ", paid " + pounds(amount) + ", " + pounds(more) + " more.", ask, more);
    name_paid_twice(held, more, overpaid);
    return;
  }
  // Nothing is known to be owed.
  if (adjusted_before) {
    const bool since = std::any_of(held.past.later().begin(), held.past.later().end(), [&](const PastPayment& other) {
      return other.kind == Kept::adjustment && overlap(other.days, held.span).days() > 0;
    });
    add(hits, "adjusted-before", Risk::query,
        what + (since ? "another export adjusted these days as well, by " : "these days were adjusted before, by ") +
            pounds(held.money.adjusted + held.now_before) + (held.owed ? ", and nothing is owed for them." : "."),
        ask, amount);
    if (held.owed) name_paid_twice(held, amount, overpaid);
    return;
  }
  const Pence a_whole_payment = held.money.known() ? held.money.due : has_terms ? whole : held.money.paid;
  if (held.money.reached == held.money.days && held.money.paid.count > 0 && amount >= a_whole_payment - slack &&
      (own_period || has_terms)) {
    const bool same = std::any_of(held.past.payments().begin(), held.past.payments().end(), [&](const PastPayment& then) {
      return then.kind == Kept::regular && overlap(then.days, held.span).days() > 0 &&
             then.payee == payee_words(held.payments(), held.row.row);
    });
    const auto start = held.payments().start.date(held.row.row);
    const auto end = held.payments().end.date(held.row.row);
    const bool brief = start && end && DateSpan{*start, *end}.days() <= each.settings().temporary_weeks * 7;
    const bool query = (same && !brief) || (has_terms && amount > whole + slack && !each.now_terms.paid.regular.count);
    add(hits, "paid-again", query ? Risk::query : Risk::check,
        pounds(amount) + " for " + span_words(held.span) + ", for which " + pounds(held.money.paid) + " was paid before" +
            (same ? "." : ", to another payee."),
        "Ask the payments team: should " + span_words(held.span) + " be paid a second time?", std::min(amount, held.money.paid));
    if (query && held.owed) name_paid_twice(held, amount - std::max(Pence{}, *held.owed), overpaid);
    return;
  }
  if (has_terms && amount > whole + slack) {
    add(hits, "adjustment-too-much", Risk::query,
        what + "more than the whole cost of these days at the line's terms, " + pounds(whole) + ".", ask, amount - whole);
    if (held.owed) name_paid_twice(held, amount - std::max(Pence{}, *held.owed), overpaid);
    return;
  }
  if (held.owed && !whole_units(each, amount)) {
    add(hits, "adjustment-too-much", Risk::query, what + "nothing is known to be owed for these days.", ask, amount);
    return;
  }
  const auto reach = each.all.memory.reaches_to();
  add(hits, "adjustment-to-check", Risk::check,
      what + (held.owed ? std::string{"whole units at the line's rate."}
              : reach && held.span.first < *reach
                  ? "the payments for these days are from before " + format_date(*reach) + " and not known here."
                  : std::string{"what was due for these days is not known."}),
      ask, amount);
}

/// Money taken back: for the days on which too much was paid, or against what is on Overpayments.
void recovery_rule(Case& each, const PaidRow& row, DateSpan span, std::optional<Pence> owed, bool reached, Hits& hits) {
  const Pence back = -row.adjustment;
  const std::string what = pounds(back) + " is taken back for " + span_words(span);
  Pence rest = back;
  if (owed && owed->count < 0) {
    const Pence of_days = std::min(rest, -*owed);
    hits.push_back(
        {"recovery-of-days", Risk::explained, what + ", of " + pounds(-*owed) + " that was paid too much for these days.", {}, {}});
    rest -= of_days;
  }
  const Recovery recovery =
      each.all.debts.take_back(each.person_id, each.line_id, payee_words(each.new_payments(), row.row), span, rest);
  if (recovery.matched.count > 0) {
    rest -= recovery.matched;
    each.followed.neutral.emplace_back(row.row, -recovery.matched);
    hits.push_back({"recovery-matched", Risk::explained, what + ": " + recovery.words, {}, {}});
  }
  if (rest.count <= 1) return;
  const std::string ask = "Ask the payments team: what is the " + pounds(rest) + " taken back for?";
  if (recovery.matched.count > 0 || (owed && reached))
    hits.push_back({"recovery-too-much", Risk::query,
                    pounds(rest) + " more is taken back for " + span_words(span) + " than is known to be owed.", ask, rest});
  else
    hits.push_back({"adjustment-to-check", Risk::check, what + "; whether too much had been paid is not known here.", ask, rest});
}

}  // namespace

Pence cost_over(const Case& each, Weekly weekly, DateSpan days) {
  const Conventions& conventions = each.settings().conventions;
  if (each.now_terms.frequency != Frequency::monthly) return for_days(weekly, days.days(), conventions.rounding);
  const auto a_month = per_payment(weekly, Frequency::monthly, conventions.year);
  return paid_days::by_months(in_pence(*a_month), days, conventions.rounding);
}

std::vector<paid_days::Paid> adjustments_of(const Export& from, const Line& line) {
  std::vector<paid_days::Paid> found;
  for (const PaidRow& row : from.rows_of(line)) {
    if (row.adjustment.count == 0) continue;
    if (const auto span = adjusted_span(from.payments, row.row, from.period))
      found.push_back({*span, std::nullopt, row.adjustment, paid_days::Kind::adjustment, 0, 0});
  }
  return found;
}

void held_adjustment(Case& each, const PaidRow& row, DateSpan span, Hits& hits, Overpayments& overpaid) {
  Held held{each, row, span, each.past, {}, {}, {}, std::nullopt};
  held.money = held.past.account().over(span);
  if (held.money.reached < held.money.days) {
    Past service = each.all.memory.service(each.person_id, each.service_key());
    const auto money = service.account().over(span);
    if (money.reached > held.money.reached) {
      held.past = std::move(service);
      held.money = money;
    }
  }
  for (const PaidRow& before : each.all.current.rows_of(*each.now)) {
    if (&before == &row) break;
    if (before.adjustment.count == 0) continue;
    if (const auto other = adjusted_span(each.new_payments(), before.row, each.all.current.period))
      held.now_before += paid_days::share_of(before.adjustment, *other, overlap(*other, span));
  }
  find_owed(held);
  const auto end = each.new_payments().end.date(each.new_row());
  if (end && span.last > *end) {
    hits.push_back({"adjustment-after-end", Risk::check,
                    "Adjustment of " + pounds(row.adjustment) + " for " + span_words(span) + ", though the line ended on " +
                        format_date(*end) + ".",
                    "Ask the payments team: why are days after the end adjusted?", absolute(row.adjustment)});
    return;
  }
  const auto moved = each.all.calendar.paid_in(each.service_key(), span, each.all.current.period);
  if (moved && row.adjustment.count > 0 && held.money.paid.count == 0 && held.money.adjusted.count == 0) {
    hits.push_back({"moved-pay-day",
                    Risk::explained,
                    pounds(row.adjustment) + " is for " + span_words(span) + ", paid late by the table of moved pay days" +
                        (moved->empty() ? "." : " (" + *moved + ")."),
                    {},
                    {}});
    return;
  }
  if (row.adjustment.count > 0) return judge_more(held, hits, overpaid);
  recovery_rule(each, row, span, held.owed, held.money.reached == held.money.days, hits);
}

}  // namespace counterfoil::cwd
