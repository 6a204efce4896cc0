// This period's payment held against what earlier exports paid and what was due: a wrong payment that goes on, one that was put
// right, arrears paid with the period, a first payment, days that were paid before.
#include <algorithm>

#include "case.hpp"

namespace counterfoil::cwd {

namespace {

constexpr std::string_view more_than_due = "Paid more than was due";
constexpr std::string_view in_advance_too = "Paid twice: these days were paid before";

DateSpan whole_of(const std::vector<Wrong>& wrong) {
  DateSpan span{wrong.front().days};
  for (const Wrong& each : wrong) span = {std::min(span.first, each.days.first), std::max(span.last, each.days.last)};
  return span;
}

Pence open_of(const std::vector<Wrong>& wrong) {
  Pence sum;
  for (const Wrong& each : wrong) sum += each.open;
  return sum;
}

/// Groups of days in a row.
std::vector<std::vector<Wrong>> in_a_row(const std::vector<Wrong>& wrong) {
  std::vector<std::vector<Wrong>> groups;
  for (const Wrong& each : wrong) {
    if (!groups.empty() && each.days.first <= whole_of(groups.back()).last + std::chrono::days{1})
      groups.back().push_back(each);
    else
      groups.push_back({each});
  }
  return groups;
}

std::vector<Wrong> wrong_by(const std::vector<Wrong>& wrong, bool too_much) {
  std::vector<Wrong> found;
  std::copy_if(wrong.begin(), wrong.end(), std::back_inserter(found),
               [&](const Wrong& each) { return (each.open.count > 0) == too_much; });
  return found;
}

/// "3 periods x £80.00 = £240.00", or the sum alone.
std::string sum_words(const std::vector<Wrong>& parts, Pence sum) {
  const bool equal = std::all_of(parts.begin(), parts.end(), [&](const Wrong& each) { return each.open == parts.front().open; });
  if (parts.size() < 2 || !equal) return pounds(sum);
  return counted(parts.size(), "period", "periods") + " x " + pounds(absolute(parts.front().open)) + " = " + pounds(sum);
}

/// The same wrong payment again.
void standing_rule(const Case& each, const std::vector<Wrong>& wrong, Hits& hits) {
  const Pence paid = each.now_terms.paid.regular;
  const Pence apart = paid - *each.followed.due;
  // Where a later export was compared already, the earlier payments are asked about with that one.
  const std::vector<Wrong> same = each.all.memory.reaches_past_now() ? std::vector<Wrong>{} : wrong_by(wrong, apart.count > 0);
  const Pence sum = apart + open_of(same);
  const std::string since = same.empty() ? std::string{} : ", since " + short_date(whole_of(same).first);
  hits.push_back({"still-open", Risk::query,
                  pounds(paid) + " is paid again where " + pounds(*each.followed.due) + " is due: " + pounds(absolute(sum)) +
                      (sum.count > 0 ? " too much" : " too little") + " in all" + since + ".",
                  "Ask the payments team: when is this put right? If " + pounds(paid) + " is right, the decision is OK.",
                  absolute(sum)});
}

/// The periods that this payment also makes up for, oldest first.
void make_up(Pence pence, const std::vector<Wrong>& wrong, Followed& followed) {
  for (const Wrong& each : wrong) {
    const Pence part = std::min(pence, -each.open);
    if (part.count <= 0) break;
    followed.remarks.push_back({Kept::made_up, each.days, std::nullopt, part});
    pence -= part;
  }
}

/// More than is due for this period: it may be what was owed.
void arrears_with_period(Case& each, const std::vector<Wrong>& wrong, Hits& hits) {
  Followed& followed = each.followed;
  const Terms& terms = each.now_terms;
  const std::vector<Wrong> owed = wrong_by(wrong, false);
  const Pence sum = -open_of(owed);
  const Pence more = terms.paid.regular - *followed.due;
  if (sum.count == 0 || more <= terms.slack) return;
  const std::string what =
      pounds(*followed.due) + " for this period and " + sum_words(owed, sum) + " for " + span_words(whole_of(owed));
  const Pence slack = terms.slack + Pence{static_cast<std::int64_t>(owed.size())};
  if (more <= sum + slack) {
    make_up(more, owed, followed);
    followed.ties = true;
    const bool whole = more >= sum - slack;
    followed.due = terms.paid.regular;
    hits.push_back({"arrears-with-period",
                    Risk::explained,
                    what + (whole ? " are due, paid " : " are due; paid ") + pounds(terms.paid.regular) +
                        (whole ? ", ties." : ", so that " + pounds(sum - more) + " is still owed."),
                    {},
                    {}});
    return;
  }
  make_up(sum, owed, followed);
  followed.due = *followed.due + sum;
  hits.push_back({"paid-more-than-owed", Risk::query,
                  what + " are due, " + pounds(*followed.due) + " in all; " + pounds(terms.paid.regular) + " was paid, " +
                      pounds(more - sum) + " more.",
                  "Ask the payments team: what is the other " + pounds(more - sum) + " for?", more - sum});
}

/// What this export's recoveries took back of these days is accounted for with the debt.
void count_recovered(Case& each, DateSpan span, Pence recovered) {
  for (const PaidRow& row : each.all.current.rows_of(*each.now)) {
    const auto days = adjusted_span(each.new_payments(), row.row, each.all.current.period);
    if (row.adjustment.count >= 0 || !days || overlap(*days, span).days() == 0) continue;
    const Pence part = std::min(recovered, -row.adjustment);
    if (part.count <= 0) break;
    each.followed.neutral.emplace_back(row.row, -part);
    recovered -= part;
  }
}

/// Too much was paid, and it is over: what may have to come back. A part that this export takes back already is named with the
/// rest.
void name_overpaid(Case& each, const std::vector<Wrong>& wrong, Hits& hits, Overpayments& overpaid) {
  std::vector<paid_days::Paid> more;  // what this export adds to earlier days, without what it takes back
  if (each.now) more = adjustments_of(each.all.current, *each.now);
  std::erase_if(more, [](const paid_days::Paid& one) { return one.paid.count < 0; });
  const std::vector<Wrong> without_recoveries = each.past.wrong(more);
  for (const auto& group : in_a_row(wrong_by(wrong, true))) {
    Pence paid, open, recovered;
    std::int64_t days = 0;
    for (const Wrong& one : group) {
      Pence whole = one.open;
      for (const Wrong& before : without_recoveries)
        if (before.days == one.days && before.export_period == one.export_period) whole = std::max(whole, before.open);
      paid += one.paid;
      open += whole;
      recovered += whole - one.open;
      days += one.days.days();
      each.followed.remarks.push_back({Kept::named, one.days, std::nullopt, whole});
    }
    const DateSpan span = whole_of(group);
    if (recovered.count > 0) count_recovered(each, span, recovered);
    Overpayment found{span, days, paid, std::string{more_than_due}};
    found.correct = paid - open;
    found.of_period = false;
    found.recovered = recovered;
    overpaid.push_back(std::move(found));
    each.followed.named += open;
    hits.push_back({"overpaid-before",
                    Risk::explained,
                    pounds(paid) + " was paid for " + span_words(span) + " where " + pounds(paid - open) +
                        " was due: " + pounds(open) + " is on Overpayments.",
                    {},
                    {}});
  }
}

void ask_for_owed(Case& each, const std::vector<Wrong>& wrong) {
  for (const auto& group : in_a_row(wrong_by(wrong, false))) {
    Pence sum, due, paid;
    for (const Wrong& one : group) {
      sum += -one.open;
      due += one.due;
      paid += one.paid;
    }
    // Made up by this very payment?
    for (const Remark& remark : each.followed.remarks)
      if (remark.kind == Kept::made_up && overlap(remark.days, whole_of(group)).days() > 0) sum -= remark.paid;
    if (sum.count <= each.now_terms.slack.count && sum.count <= 1 + static_cast<std::int64_t>(group.size())) continue;
    const DateSpan span = whole_of(group);
    each.followed.owed.push_back({span, sum, "owed-from-before",
                                  pounds(paid) + " was paid for " + span_words(span) + " where " + pounds(due) + " was due.",
                                  "Ask the payments team: has the " + pounds(sum) + " been paid?"});
  }
}

bool slip_like(const Hit& hit) {
  return hit.risk == Risk::query && (hit.rule == "decimal-slip" || hit.rule == "weekly-4-weekly-swap" || hit.rule == "too-big");
}

/// A line that was made for a payment in advance and for nothing else, of the same service and payee: its days are paid.
void advance_on_another_line(Case& each, const PaidRow& row, Hits& hits, Overpayments& overpaid) {
  if (!each.all.memory.paid_in_advance(each.person_id)) return;
  const std::string service = each.service_key();
  const std::string payee = payee_words(each.new_payments(), row.row);
  for (const Memory::Left& other : each.all.memory.lines_of(each.person_id)) {
    if (other.line == each.line_id || other.service != service || other.payee != payee) continue;
    const Past past = each.all.memory.line(each.person_id, {other.line});
    const bool only_ahead = std::all_of(past.payments().begin(), past.payments().end(), [&](const PastPayment& then) {
      return then.kind != Kept::regular || overlap(then.days, row.effective) == then.days;
    });
    const Pence paid = past.account().over(row.effective).paid;
    if (!only_ahead || paid.count <= 0) continue;
    const Pence twice = std::min(paid, row.paid);
    hits.push_back(
        {"paid-before", Risk::query,
         pounds(paid) + " was already paid for " + span_words(row.effective) + ", in advance on line " + other.line + ".",
         "Ask the payments team: should " + span_words(row.effective) + " be paid twice?", twice});
    if (each.followed.stands) return;
    each.followed.remarks.push_back({Kept::named, row.effective, std::nullopt, twice});
    Overpayment found{row.effective, row.effective.days(), row.paid, std::string{in_advance_too}, true};
    found.correct = row.paid - twice;
    overpaid.push_back(std::move(found));
    return;
  }
}

/// Days of this period, or of a later one that is paid already, that an earlier export paid for.
void paid_before_rule(Case& each, Hits& hits, Overpayments& overpaid) {
  const Payments& payments = each.new_payments();
  for (const PaidRow& row : each.all.current.rows_of(*each.now)) {
    if (row.kind != PaymentKind::regular || row.paid.count <= 0 || row.effective.days() == 0) continue;
    const bool ahead = row.period.first > each.all.current.period.last;
    const auto moved = each.all.calendar.paid_in(each.service_key(), row.period, each.all.current.period);
    if (ahead && moved)
      hits.push_back({"moved-pay-day",
                      Risk::explained,
                      pounds(row.paid) + " is for " + span_words(row.period) + ", paid early by the table of moved pay days" +
                          (moved->empty() ? "." : " (" + *moved + ")."),
                      {},
                      {}});
    else if (ahead)
      hits.push_back(
          {"paid-in-advance", Risk::check, pounds(row.paid) + " is for " + span_words(row.period) + ", which is after this period.",
           "Ask the payments team: is " + span_words(row.period) + " paid in advance, and left out next time?", row.paid});
    const auto paid_then = each.past.account().over(row.effective).paid;
    if (paid_then.count <= 0) {
      advance_on_another_line(each, row, hits, overpaid);
      continue;
    }
    const bool same = std::any_of(each.past.payments().begin(), each.past.payments().end(), [&](const PastPayment& then) {
      return then.kind == Kept::regular && overlap(then.days, row.effective).days() > 0 &&
             then.payee == payee_words(payments, row.row);
    });
    const Pence twice = std::min(paid_then, row.paid);
    hits.push_back(
        {"paid-before", same ? Risk::query : Risk::check,
         pounds(paid_then) + " was already paid for " + span_words(row.effective) + (same ? "" : ", to another payee") + ".",
         "Ask the payments team: should " + span_words(row.effective) + " be paid twice?", twice});
    if (same && !each.followed.stands) {
      each.followed.remarks.push_back({Kept::named, row.effective, std::nullopt, twice});
      Overpayment found{row.effective, row.effective.days(), row.paid, std::string{in_advance_too}, true};
      found.correct = row.paid - twice;
      overpaid.push_back(std::move(found));
    }
  }
}

/// An older export than the newest one: a later one, which was compared before it, may have paid for its days already.
void paid_since_rule(Case& each, Hits& hits, Overpayments& overpaid) {
  const DateSpan period = each.all.current.period;
  const Pence paid = each.now_terms.paid.regular;
  Pence since;
  std::optional<DateSpan> by;
  for (const PastPayment& later : each.past.later()) {
    if (later.accepted || overlap(later.days, period).days() == 0) continue;
    const Pence more = later.kind == Kept::adjustment ? later.paid - later.due.value_or(Pence{})
                       : later.kind == Kept::named    ? -later.paid
                                                      : Pence{};
    since += paid_days::share_of(more, later.days, overlap(later.days, period));
    if (later.kind == Kept::adjustment && !by) by = later.export_period;
  }
  if (!by || since.count <= 0 || paid.count <= 0) return;
  const Followed& followed = each.followed;
  const Pence owed = followed.due ? std::max(Pence{}, *followed.due - paid) : Pence{};
  const Pence twice = since - owed;
  if (twice <= each.now_terms.slack + Pence{1} || (!followed.due && since < paid - each.now_terms.slack)) return;
  hits.push_back({"paid-before", Risk::query,
                  pounds(since) + " was already paid for " + span_words(period) + " by the export for " + span_words(*by) +
                      ", which was compared before this one.",
                  "Ask the payments team: should " + span_words(period) + " be paid twice?", twice});
  if (!followed.due || followed.stands) return;
  each.followed.remarks.push_back({Kept::named, period, std::nullopt, twice});
  Overpayment found{period, period.days(), paid + since, std::string{in_advance_too}, true};
  found.correct = paid + since - twice;
  found.of_period = false;
  overpaid.push_back(std::move(found));
}

/// A first payment is held against the terms from the line's own start, less what other lines of the service had for those days.
void first_payment_rule(Case& each, Hits& hits) {
  if (each.before || !each.past.empty() || each.all.memory.empty() || each.linked_to) return;
  const Terms& terms = each.now_terms;
  const Followed& followed = each.followed;
  if (!followed.due || !terms.weekly || terms.paid.regular <= *followed.due + terms.slack) return;
  const auto start = each.new_payments().start.date(each.new_row());
  const DateSpan period = each.all.current.period;
  Pence since = *followed.due;
  Pence others;
  std::string words;
  if (start && *start < period.first) {
    const DateSpan before{*start, period.first - std::chrono::days{1}};
    const Pence whole = cost_over(each, *terms.weekly, before);
    others = each.all.memory.service(each.person_id, each.service_key()).account().over(before).paid;
    since += whole - std::min(whole, others);
    words = ", and " + pounds(whole) + " from " + format_date(*start) + " to " + format_date(before.last);
    if (others.count > 0) words += ", of which other lines of this service had " + pounds(others);
  }
  const Pence paid = terms.paid.regular;
  if (absolute(paid - since) <= terms.slack + Pence{4}) {
    each.followed.ties = true;
    each.followed.due = paid;
    hits.push_back({"first-payment",
                    Risk::explained,
                    "First payment: " + pounds(*followed.due) + " is due in all from " + format_date(*start) + " at " +
                        pounds(in_pence(*terms.weekly)) + " a week, paid " + pounds(paid) + ", ties.",
                    {},
                    {}});
    return;
  }
  if (paid < since) return;  // a part of what is due since the start
  hits.push_back({"first-payment-too-much", Risk::query,
                  pounds(*followed.due) + " is due for this period at " + pounds(in_pence(*terms.weekly)) + " a week" + words +
                      "; " + pounds(paid) + " was paid, " + pounds(paid - since) + " more.",
                  "Ask the payments team: what is " + pounds(paid) + " on a new line for, where " + pounds(since) + " is due?",
                  paid - since});
}

}  // namespace

std::string payee_words(const Payments& payments, std::size_t row) {
  const auto id = payments.payee_id.text(row);
  return plain(id.empty() ? payments.payee.text(row) : id);
}

void past_rules(Case& each, Hits& hits, Overpayments& overpaid) {
  Followed& followed = each.followed;
  std::vector<Wrong> wrong = each.wrong;
  if (each.now) {
    paid_before_rule(each, hits, overpaid);
    paid_since_rule(each, hits, overpaid);
    first_payment_rule(each, hits);
    unpaid_days_rule(each, hits);
    if (followed.stands) {
      standing_rule(each, wrong, hits);
      // Somebody typed what is right, so there is no doubt about what was paid too much so far.
      std::erase_if(wrong, [](const Wrong& one) { return !one.right_told; });
      return name_overpaid(each, wrong, hits, overpaid);
    }
    if (followed.due) arrears_with_period(each, wrong, hits);
  }
  if (each.past.empty()) return;
  // What was paid too much is over once less is paid, or nothing.
  name_overpaid(each, wrong, hits, overpaid);
  ask_for_owed(each, wrong);
  if (followed.corrected) {
    followed.put_right = pounds(each.now_terms.paid.regular) + " paid for " + span_words(each.all.current.period);
    hits.push_back(
        {"corrected", Risk::explained, "Put right: " + pounds(each.now_terms.paid.regular) + " is what is due.", {}, {}});
  }
}

void paid_later_rule(Case& each, Hits& hits) {
  Followed& followed = each.followed;
  if (!each.now || !followed.due || followed.stands) return;
  const Pence slack = each.now_terms.slack;
  const Pence missing = *followed.due - each.now_terms.paid.regular;
  if (missing <= slack) return;
  for (const PastPayment& later : each.past.later()) {
    if (later.kind != Kept::regular || !later.due || absolute(later.paid - *later.due - missing) > slack) continue;
    constexpr std::string_view answered[] = {"payment-stopped", "amount-not-explained", "amount-changed", "decimal-slip",
                                             "weekly-4-weekly-swap"};
    std::erase_if(
        hits, [&](const Hit& hit) { return std::find(std::begin(answered), std::end(answered), hit.rule) != std::end(answered); });
    followed.paid_later = later.export_period;
    hits.push_back({"arrears-with-period",
                    Risk::explained,
                    pounds(missing) + " less than is due, and so much more was paid with " + span_words(later.export_period) +
                        ", which was compared before this period.",
                    {},
                    {}});
    return;
  }
}

void doubt_what_is_due(Case& each, const Hits& hits) {
  Followed& followed = each.followed;
  if (!each.now || !each.before || followed.stands || followed.corrected || followed.ties || followed.by_calendar) return;
  if (std::none_of(hits.begin(), hits.end(), slip_like)) return;
  const Pence then = each.then_terms.paid.regular;
  const Pence now = each.now_terms.paid.regular;
  if (then.count <= 0 || now.count < 0) return;
  // Which of two figures is wrong is a question; that the smaller one is, is taken as known where it had been paid before.
  const auto last = each.past.last_export();
  std::size_t settled = 0;
  Pence due;
  std::int64_t known = 0;
  for (const PastPayment& each_past : each.past.payments()) {
    if (each_past.kind != Kept::regular) continue;
    if (each_past.due && *each_past.due == each_past.paid) ++settled;
    if (last && each_past.export_period == *last && each_past.due) {
      due += *each_past.due;
      ++known;
    }
  }
  if (now < then && settled < 2) return;
  const Pence base = known > 0 ? due : then;
  const Pence like = each.difference.like_for_like;
  followed.due = base == then ? like : scale(like, base.count, then.count);
}

}  // namespace counterfoil::cwd
