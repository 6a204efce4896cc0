// Lines as earlier exports had them: one that is back, one that goes on under a new number, one whose price was changed for days
// that were paid already.
#include <algorithm>

#include "case.hpp"

namespace counterfoil::cwd {

namespace {

using Days = std::chrono::days;

/// Whether this export still pays the line after the day.
bool runs_after(const Export& current, std::uint32_t person, std::string_view id, Date day) {
  for (const Line& line : current.lines) {
    if (line.person != person || line.id != id) continue;
    for (const PaidRow& row : current.rows_of(line))
      if (row.kind == PaymentKind::regular && row.effective.days() > 0 && row.effective.last > day && row.paid.count != 0)
        return true;
  }
  return false;
}

}  // namespace

std::string Case::service_key() const {
  if (now) return plain(service_words(new_payments(), new_row()));
  return plain(service_words(old_payments(), old_row()));
}

/// A new line whose service and payee another line had until just before it starts: the same service under a new number. Nothing
/// where several could be meant.
std::optional<Memory::Left> line_before(const Case& each) {
  if (each.before || !each.now || !each.past.empty() || each.now->repeat != Repeat::none) return std::nullopt;
  const auto start = each.new_payments().start.date(each.new_row());
  const std::string service = each.service_key();
  const std::string payee = payee_words(each.new_payments(), each.new_row());
  if (!start || service.empty() || payee.empty()) return std::nullopt;
  const Date earliest = *start - Days{each.settings().temporary_weeks * 7 + 1};
  std::optional<Memory::Left> found;
  for (Memory::Left& left : each.all.memory.lines_of(each.person_id)) {
    if (left.service != service || left.payee != payee) continue;
    if (left.line == each.line_id) continue;
    if (runs_after(each.all.current, each.now->person, left.line, *start - Days{1})) continue;
    if (left.last_day >= each.all.current.period.last || left.last_day < earliest) continue;
    if (found) return std::nullopt;
    found = std::move(left);
  }
  return found;
}

void linked_rule(const Case& each, Hits& hits) {
  const Memory::Left& left = *each.linked_to;
  const auto& now = each.now_terms.latest;
  const bool same = now && left.weekly && in_pence(*now) == in_pence(*left.weekly);
  std::string reason = "Line " + left.line + " was paid until " + format_date(left.last_day) + " and line " + each.line_id +
                       " begins on " + format_date(*each.new_payments().start.date(each.new_row())) +
                       ": same child, same service, same payee";
  if (now && left.weekly)
    reason += same ? ", same " + pounds(in_pence(*now)) + " a week"
                   : ", " + pounds(in_pence(*left.weekly)) + " a week before and " + pounds(in_pence(*now)) + " now";
  hits.push_back(
      {"renumbered-line", same ? Risk::check : Risk::query, reason + ".",
       same ? "Ask the social worker: is line " + each.line_id + " the same service as line " + left.line + ", under a new number?"
            : "Ask the social worker: who agreed " + (now ? pounds(in_pence(*now)) + " a week" : std::string{"this amount"}) +
                  " when line " + left.line + " went on as line " + each.line_id + "?",
       same ? Pence{} : absolute(each.paid_now())});
}

bool has_returned(const Case& each) {
  return each.now && !each.before && !each.past.empty() && each.past.last_export().has_value() &&
         each.past.last_export()->last < each.all.previous.period.first;
}

void returned_rule(Case& each, Hits& hits) {
  const DateSpan period = each.all.current.period;
  const auto last = *each.past.last_export();
  const auto start = each.new_payments().start.date(each.new_row());
  DateSpan gap{last.last + Days{1}, period.first - Days{1}};
  if (start) gap.first = std::max(gap.first, *start);
  std::int64_t unpaid = 0;
  DateSpan open{gap.last, gap.first};
  for (const DateSpan& days : each.past.account().gaps(gap)) {
    unpaid += days.days();
    open = {std::min(open.first, days.first), std::max(open.last, days.last)};
  }
  std::string reason = "Back: last paid in the export for " + span_words(last) + ", and not in the one for " +
                       span_words(each.all.previous.period) + ".";
  if (unpaid == 0) {
    hits.push_back({"returned", Risk::explained, reason + " Nothing is due between.", {}, {}});
    return;
  }
  const auto& weekly = each.now_terms.weekly;
  Pence missed;
  if (weekly && each.now_terms.stated)
    for (const DateSpan& days : each.past.account().gaps(gap)) missed += cost_over(each, *weekly, days);
  const Pence due = each.now_terms.frequency == Frequency::monthly ? each.now_terms.due_by_month : each.now_terms.due;
  const Pence more = each.now_terms.paid.regular - due;
  Pence adjusted;  // for the days between, by rows of this export
  for (const paid_days::Paid& row : adjustments_of(each.all.current, *each.now))
    adjusted += paid_days::share_of(row.paid, row.days, overlap(row.days, open));
  if (missed.count > 0 && adjusted >= missed - each.now_terms.slack) {
    hits.push_back(
        {"returned", Risk::explained, reason + " " + pounds(adjusted) + " for " + span_words(open) + " is paid now.", {}, {}});
    return;
  }
  if (missed.count > 0 && absolute(more - missed) <= each.now_terms.slack + Pence{unpaid / 7 + 1}) {
    each.followed.ties = true;
    each.followed.due = each.now_terms.paid.regular;
    hits.push_back({"returned",
                    Risk::explained,
                    reason + " " + pounds(due) + " for this period and " + pounds(missed) + " for " + span_words(open) +
                        " are due, paid " + pounds(each.now_terms.paid.regular) + ", ties.",
                    {},
                    {}});
    return;
  }
  hits.push_back({"returned", Risk::query, std::move(reason),
                  "Ask the payments team: was " + span_words(open) + " paid" +
                      (missed.count > 0 ? ", " + pounds(missed) + " at the present terms?" : std::string{"?"}),
                  missed});
}

/// A price from an earlier day: what it adds to the days that were paid at the old one.
void backdated_rule(Case& each, Hits& hits) {
  if (!each.before || !each.now || !(each.difference.rate_moved || each.difference.quantity_moved)) return;
  const DateSpan period = each.all.current.period;
  const auto from = each.new_payments().price_start.date(each.new_row());
  const PaidRow& head = each.all.current.head_of(*each.now);
  if (!from || !head.weekly || *from >= period.first) return;
  if (from == each.old_payments().price_start.date(each.old_row())) return;
  const DateSpan past{*from, period.first - Days{1}};
  DateSpan reached{past.last, past.first};
  Pence sum;
  std::vector<Pence> parts;
  for (const PastPayment& then : each.past.payments()) {
    const DateSpan met = overlap(then.days, past);
    if (then.kind != Kept::regular || met.days() == 0 || !then.due || !then.weekly || then.weekly->millionths <= 0) continue;
    if (std::abs(then.weekly->millionths - head.weekly->millionths) <= 2) continue;
    const Pence due = paid_days::share_of(*then.due, then.days, met);
    parts.push_back(scale(due, head.weekly->millionths, then.weekly->millionths) - due);
    sum += parts.back();
    reached = {std::min(reached.first, met.first), std::max(reached.last, met.last)};
  }
  if (absolute(sum) <= Pence{static_cast<std::int64_t>(parts.size())}) return;
  each.followed.remarks.push_back({Kept::backdated, reached, sum, Pence{}});
  Pence adjusted;
  for (const paid_days::Paid& row : adjustments_of(each.all.current, *each.now))
    adjusted += paid_days::share_of(row.paid, row.days, overlap(row.days, reached));
  const Pence open = sum - adjusted;
  const bool equal = parts.size() > 1 && std::all_of(parts.begin(), parts.end(), [&](Pence part) { return part == parts.front(); });
  const std::string what =
      "The price is from " + format_date(*from) + "; at the old one " +
      (equal ? counted(parts.size(), "period", "periods") + " x " + pounds(parts.front()) + " = " : std::string{}) + pounds(sum) +
      (sum.count > 0 ? " too little" : " too much") + " was paid for " + span_words(reached);
  if (absolute(open) <= Pence{static_cast<std::int64_t>(parts.size())}) {
    hits.push_back({"backdated-rate-paid", Risk::explained, what + ", paid " + pounds(adjusted) + ", ties.", {}, {}});
    return;
  }
  if (open.count < 0) {
    if (sum.count < 0)  // a price that fell: what was paid more may have to come back
      hits.push_back(
          {"backdated-rate-less", Risk::query, what + ".", "Ask the payments team: is " + pounds(-open) + " to come back?", -open});
    return;  // more than the price adds is asked with the adjustment
  }
  each.followed.owed.push_back({reached, open, "backdated-rate-owed",
                                what + (adjusted.count > 0 ? ", of which " + pounds(adjusted) + " is paid now." : "."),
                                "Ask the payments team: has the " + pounds(open) + " been paid?"});
}

void unpaid_days_rule(const Case& each, Hits& hits) {
  const DateSpan period = each.all.current.period;
  std::vector<DateSpan> paid;
  for (const PaidRow& row : each.all.current.rows_of(*each.now)) {
    if (row.kind != PaymentKind::regular) continue;
    if (row.period == period || overlap(row.period, period) != row.period) return;  // no rows for single weeks
    if (row.paid.count != 0) paid.push_back(row.effective);
  }
  if (paid.empty() || each.now_terms.suspended > 0) return;
  const std::size_t head = each.new_row();
  const DateSpan service = overlap(
      {each.new_payments().start.date(head).value_or(period.first), each.new_payments().end.date(head).value_or(period.last)},
      period);
  for (const DateSpan& days : paid_days::Account::without(service, paid)) {
    const Pence missed = each.now_terms.weekly ? for_days(*each.now_terms.weekly, days.days()) : Pence{};
    hits.push_back({"days-not-paid", Risk::query, "There is a row for each week, and none for " + span_words(days) + ".",
                    "Ask the payments team: why was nothing paid for " + span_words(days) + "?", missed});
  }
}

bool paid_ahead(const Case& each) {
  const DateSpan period = each.all.current.period;
  const paid_days::Money money = each.past.account().over(period);
  return money.paid.count > 0 && money.reached == period.days();
}

}  // namespace counterfoil::cwd
