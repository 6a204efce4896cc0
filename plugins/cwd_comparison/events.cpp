// Lines that come, go or change hands; one-offs and adjustments.
#include <algorithm>

#include "case.hpp"
#include "counterfoil/ids.hpp"
#include "counterfoil/text.hpp"

namespace counterfoil::cwd {

namespace {

std::string_view provider_of(const Payments& payments, std::size_t row) { return payments.provider.text(row); }
std::string_view payee_of(const Payments& payments, std::size_t row) {
  const auto payee = payments.payee.text(row);
  return payee.empty() ? payments.payee_id.text(row) : payee;
}

bool only(const Terms& terms, PaymentKind kind) {
  const Paid& paid = terms.paid;
  if (paid.regular.count != 0) return false;
  return kind == PaymentKind::one_off ? paid.one_off.count != 0 && paid.adjustment.count == 0
                                      : paid.adjustment.count != 0 && paid.one_off.count == 0;
}

void one_off_rules(const Case& each, Hits& hits) {
  const Pence then = each.before ? each.then_terms.paid.one_off : Pence{};
  const Pence now = each.now ? each.now_terms.paid.one_off : Pence{};
  if (then.count == 0 && now.count == 0) return;
  const std::uint32_t same = each.now ? each.all.one_offs.same_as(each.all.current, *each.now) : no_line;
  if (now.count > 0 && (same != no_line || then.count > 0)) {
    std::string where;
    if (same != no_line && (!each.before || &each.all.previous.lines[same] != each.before))
      where = " on line " + std::string{each.all.previous.lines[same].id};
    hits.push_back({"one-off-repeated", Risk::query,
                    "A one-off of " + pounds(now) + " is paid now, and one was paid last period too" + where + ".",
                    "Ask the social worker: was this one-off meant to be paid twice?", now});
  } else if (now.count != 0 && now >= each.settings().one_off_limit) {
    hits.push_back({"one-off-large",
                    Risk::check,
                    "A one-off of " + pounds(now) + ".",
                    "Ask the social worker: what is this one-off for, and who agreed it?",
                    {}});
  } else if (now.count != 0) {
    hits.push_back({"one-off-paid", Risk::explained, "A one-off of " + pounds(now) + ", marked as such.", {}, {}});
  } else {
    hits.push_back(
        {"one-off-finished", Risk::explained, "Last period's one-off of " + pounds(then) + " is not paid again.", {}, {}});
  }
}

void adjustment_rules(Case& each, Hits& hits, Overpayments& overpaid) {
  const Pence then = each.before ? each.then_terms.paid.adjustment : Pence{};
  const Pence now = each.now ? each.now_terms.paid.adjustment : Pence{};
  if (now.count == 0) {
    if (then.count != 0)
      hits.push_back({"adjustment-finished", Risk::explained, "Last period's adjustment of " + pounds(then) + " is over.", {}, {}});
    return;
  }
  const std::size_t said = hits.size();
  const Payments& payments = each.new_payments();
  for (const PaidRow& row : each.all.current.rows_of(*each.now)) {
    if (row.adjustment.count == 0) continue;
    const auto span = adjusted_span(payments, row.row, each.all.current.period);
    if (!span)
      hits.push_back({"adjustment-no-period", Risk::query,
                      "An adjustment of " + pounds(row.adjustment) + " does not say which period it is for.",
                      "Ask the payments team: which dates is the adjustment of " + pounds(row.adjustment) + " for?",
                      absolute(row.adjustment)});
    else if (span->last < each.all.current.period.first)
      held_adjustment(each, row, *span, hits, overpaid);
    else
      hits.push_back({"adjustment-not-past", Risk::check,
                      "Adjustment of " + pounds(row.adjustment) + " for " + span_words(*span) + ", which is not past.",
                      "Ask the payments team: why is a period that is not over adjusted?", absolute(row.adjustment)});
  }
  // Where the days themselves do not say whether it is right.
  const bool answered = std::any_of(hits.begin() + static_cast<std::ptrdiff_t>(said), hits.end(), [](const Hit& hit) {
    return hit.rule == "recovery-of-days" || hit.rule == "recovery-matched" || hit.rule == "arrears-tie";
  });
  if (!answered && then.count != 0 && then + now == Pence{})
    hits.push_back({"adjustment-nets-to-nought", Risk::query,
                    "The adjustment of " + pounds(now) + " undoes last period's of " + pounds(then) + ".",
                    "Ask the payments team: why was the adjustment of " + pounds(then) + " reversed?", absolute(now)});
}

void party_rules(const Case& each, Hits& hits) {
  if (!each.before || !each.now) return;
  const auto quoted = [](std::string_view text) { return text.empty() ? std::string{"(blank)"} : std::string{text}; };
  const std::size_t old_row = each.old_row();
  const std::size_t new_row = each.new_row();
  if (provider_moved(each))
    hits.push_back({"provider-changed",
                    Risk::check,
                    "Provider was " + quoted(provider_of(each.old_payments(), old_row)) + ", is " +
                        quoted(provider_of(each.new_payments(), new_row)) + ".",
                    "Ask the social worker: did the provider change, and from what date?",
                    {}});
  if (payee_moved(each)) {
    std::string was = quoted(payee_of(each.old_payments(), old_row));
    std::string is = quoted(payee_of(each.new_payments(), new_row));
    if (was == is) {
      was += " (" + quoted(each.old_payments().payee_id.text(old_row)) + ")";
      is += " (" + quoted(each.new_payments().payee_id.text(new_row)) + ")";
    }
    hits.push_back({"payee-changed", Risk::query, "Paid to " + is + " now, and to " + was + " before.",
                    "Ask the family or provider, on a number already held: who should be paid, and is " + is + " right?",
                    absolute(each.paid_now())});
  }
  if (service_moved(each))
    hits.push_back({"service-changed",
                    Risk::check,
                    "Service was " + quoted(service_words(each.old_payments(), old_row)) + ", is " +
                        quoted(service_words(each.new_payments(), new_row)) + " on the same line.",
                    "Ask the social worker: did the service change, and from what date?",
                    {}});
}

void new_line_rules(Case& each, Hits& hits) {
  const Terms& now = each.now_terms;
  const Payments& payments = each.new_payments();
  if (only(now, PaymentKind::one_off) || only(now, PaymentKind::adjustment)) return;
  if (each.now->repeat != Repeat::none) return;  // said already
  if (has_returned(each)) return returned_rule(each, hits);
  if (each.linked_to) return linked_rule(each, hits);
  const std::string who = each.person_before ? "New line" : "New child";
  const auto start = payments.start.date(each.new_row());
  const DateSpan period = each.all.current.period;
  std::string at = now.latest ? " at " + pounds(in_pence(*now.latest)) + " a week" : std::string{};
  if (!start) {
    hits.push_back({"new-without-start",
                    Risk::check,
                    who + ", " + pounds(each.paid_now()) + at + "; the export gives no start date.",
                    "Ask the social worker: on what date did this start, and is it agreed?",
                    {}});
  } else if (period.contains(*start)) {
    hits.push_back({"started-in-period",
                    Risk::explained,
                    who + ": starts on " + format_date(*start) + "; " + std::to_string(now.days) + " of " +
                        std::to_string(period.days()) + " days paid" + at + ".",
                    {},
                    {}});
  } else if (*start < period.first) {
    hits.push_back({"started-earlier",
                    Risk::check,
                    who + ", though it started on " + format_date(*start) + "; " + pounds(each.paid_now()) + at + ".",
                    "Ask the social worker: is this agreed, and is anything still owed from " + format_date(*start) + "?",
                    {}});
  } else {
    hits.push_back({"starts-later", Risk::explained, who + ": starts on " + format_date(*start) + ", after this period.", {}, {}});
  }
}

void gone_rules(const Case& each, Hits& hits) {
  const Terms& then = each.then_terms;
  if (only(then, PaymentKind::one_off) || only(then, PaymentKind::adjustment)) return;
  const Payments& payments = each.old_payments();
  const DateSpan period = each.all.current.period;
  const auto end = payments.end.date(each.old_row());
  const std::string paid = pounds(each.paid_before());
  const Risk unpaid = each.paid_before().count == 0 ? Risk::check : Risk::query;
  const std::string service = plain(service_words(payments, each.old_row()));
  if (const auto moved = each.all.calendar.paid_later(service, period, period)) {
    hits.push_back(
        {"moved-pay-day",
         Risk::explained,
         span_words(period) + " is paid later by the table of moved pay days" + (moved->empty() ? "." : " (" + *moved + ")."),
         {},
         {}});
  } else if (paid_ahead(each)) {
    hits.push_back({"paid-ahead", Risk::explained, span_words(period) + " was paid by an earlier export.", {}, {}});
  } else if (each.before->repeat != Repeat::none) {
    hits.push_back({"repeat-gone",
                    Risk::explained,
                    "This line ID stood more than once last period; this repeat of " + paid + " is gone.",
                    {},
                    {}});
  } else if (end && *end < period.first) {
    hits.push_back(
        {"ended-with-date", Risk::explained, "Ended on " + format_date(*end) + ", as last period's export says.", {}, {}});
  } else if (end) {
    hits.push_back({"missing-before-end", unpaid,
                    "Paid " + paid + " last period and due to run to " + format_date(*end) + ", but not in this export.",
                    "Ask the social worker: did this service end early, and on what date?", absolute(each.paid_before())});
  } else if (!each.person_now) {
    hits.push_back(
        {"missing-child", unpaid,
         "This child was paid " + paid +
             " on this line last period and is not in this export at all, with no end date. Lines that ended more than " +
             std::to_string(each.settings().hidden_after_days) +
             " days ago can be left out of an export, so this does not prove that it ended.",
         "Ask the social worker: has support for this child ended, and on what date? If not, why was " + paid + " not paid?",
         absolute(each.paid_before())});
  } else {
    hits.push_back({"missing-line", unpaid,
                    "Paid " + paid + " last period and not in this export, with no end date. Lines that ended more than " +
                        std::to_string(each.settings().hidden_after_days) +
                        " days ago can be left out of an export, so this does not prove that it ended.",
                    "Ask the social worker: has this service ended, and on what date? If not, why was " + paid + " not paid?",
                    absolute(each.paid_before())});
  }
}

void renumbered_rule(const Case& each, Hits& hits) {
  const Payments& old_rows = each.old_payments();
  const Payments& new_rows = each.new_payments();
  std::string reason = "Line " + std::string{each.before->id} + " is gone and line " + std::string{each.now->id} +
                       " is new: same child, same service (" + std::string{service_words(new_rows, each.new_row())} + "), ";
  if (!provider_moved(each) && !provider_of(new_rows, each.new_row()).empty())
    reason += "same provider (" + std::string{provider_of(new_rows, each.new_row())} + ")";
  else
    reason += "same payee (" + std::string{payee_of(new_rows, each.new_row())} + ")";
  const auto& then = each.then_terms.latest;
  const auto& now = each.now_terms.latest;
  const bool same = then && now && in_pence(*then) == in_pence(*now);
  if (then && now)
    reason += same ? ", same " + pounds(in_pence(*now)) + " a week"
                   : ", " + pounds(in_pence(*then)) + " a week before and " + pounds(in_pence(*now)) + " now";
  if (const auto end = old_rows.end.date(each.old_row())) reason += "; the old line ended on " + format_date(*end);
  if (const auto start = new_rows.start.date(each.new_row())) reason += "; the new line started on " + format_date(*start);
  hits.push_back({"renumbered-line", same ? Risk::check : Risk::query, reason + ".",
                  "Ask the social worker: is line " + std::string{each.now->id} + " the same service as line " +
                      std::string{each.before->id} + ", under a new number?",
                  same ? Pence{} : absolute(each.paid_now())});
}

}  // namespace

bool provider_moved(const Case& each) {
  if (!each.before || !each.now) return false;
  const auto old_id = each.old_payments().provider_id.text(each.old_row());
  const auto new_id = each.new_payments().provider_id.text(each.new_row());
  if (!old_id.empty() && !new_id.empty()) return !same_words(old_id, new_id);
  if (!each.old_payments().provider.exists() || !each.new_payments().provider.exists()) return false;
  return !same_words(provider_of(each.old_payments(), each.old_row()), provider_of(each.new_payments(), each.new_row()));
}

bool payee_moved(const Case& each) {
  if (!each.before || !each.now) return false;
  const auto old_id = each.old_payments().payee_id.text(each.old_row());
  const auto new_id = each.new_payments().payee_id.text(each.new_row());
  if (!old_id.empty() && !new_id.empty()) {
    const auto bare = without_leading_zeros(old_id);
    return !same_words(old_id, new_id) && (bare.empty() || bare != without_leading_zeros(new_id));
  }
  if (!each.old_payments().payee.exists() || !each.new_payments().payee.exists()) return false;
  return !same_words(each.old_payments().payee.text(each.old_row()), each.new_payments().payee.text(each.new_row()));
}

bool service_moved(const Case& each) {
  if (!each.before || !each.now || each.match == Match::renumbered) return false;
  if (!each.old_payments().service.exists() || !each.new_payments().service.exists()) return false;
  return !same_words(each.old_payments().service.text(each.old_row()), each.new_payments().service.text(each.new_row()));
}

void event_rules(Case& each, Hits& hits, Overpayments& overpaid) {
  one_off_rules(each, hits);
  adjustment_rules(each, hits, overpaid);
  party_rules(each, hits);
}

void arrival_rules(Case& each, Hits& hits) {
  if (!each.before)
    new_line_rules(each, hits);
  else if (!each.now)
    gone_rules(each, hits);
  else if (each.match == Match::renumbered)
    renumbered_rule(each, hits);
}

}  // namespace counterfoil::cwd
