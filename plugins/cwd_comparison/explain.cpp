// Why a paired line's regular amount is not what it was: rate, quantity, days, frequency; explained, to check, or to query.
#include <algorithm>

#include "case.hpp"
#include "counterfoil/text.hpp"

namespace counterfoil::cwd {

namespace {

std::string unit_words(const Payments& payments, std::size_t row) {
  const auto unit = payments.unit.text(row);
  return unit.empty() ? std::string{} : " (unit: " + std::string{unit} + ")";
}

/// "Hours" of "Hour" and "per hour"; "Quantity" where the export names no unit.
std::string units_words(const Payments& payments, std::size_t row) {
  std::string unit{payments.unit.text(row)};
  if (plain(unit).starts_with("per") && unit.size() > 4) unit.erase(0, unit.find_first_not_of(' ', 3));
  if (unit.empty()) return "Quantity";
  unit[0] = in_capitals(unit.substr(0, 1))[0];
  return unit.back() == 's' ? unit : unit + "s";
}

/// Nobody but the council agrees the rate of a direct payment.
std::string who_agrees_rates(const Payments& payments, std::size_t row) {
  const bool direct = says(payments.provider.text(row), "directpayment") ||
                      says(payments.service_type.text(row), "directpayment") || says(payments.service.text(row), "directpayment");
  return direct ? "Ask the brokerage team" : "Ask the provider";
}

/// "from £14.08 to £15.48, +9.9%"
std::string rate_move(const std::optional<Quantity>& before, const std::optional<Quantity>& now) {
  if (!before || !now) return {};
  const std::int64_t change = change_in_thousandths(before->millionths, now->millionths);
  return "from " + rate_words(*before) + " to " + rate_words(*now) +
         (before->millionths != 0 && std::abs(change) <= 10'000 ? ", " + std::string{change > 0 ? "+" : ""} + percent_words(change)
                                                                : std::string{});
}

struct Move {
  std::optional<Quantity> before, now;
  std::string what;  // "Rate" or "Weekly amount"
};

/// The rate where both sides state one, else the weekly figure.
Move rate_of(const Case& each) {
  const Terms& then = each.then_terms;
  const Terms& now = each.now_terms;
  if (then.latest_rate && now.latest_rate) return {then.latest_rate, now.latest_rate, "Rate"};
  return {then.latest, now.latest, "Weekly amount"};
}

/// The day of the price in force now, where it is another price period than last period's; nothing where the figure moved under the
/// same dates.
std::optional<Date> price_moved_on(const Case& each) {
  const auto now = each.new_payments().price_start.date(each.new_row());
  if (!now || !each.before) return now;
  return now == each.old_payments().price_start.date(each.old_row()) ? std::nullopt : now;
}

/// " on 10/11/2025", or that no new price date says when.
std::string when_words(const Case& each) {
  if (const auto date = price_moved_on(each)) return " on " + format_date(*date);
  return each.new_payments().price_start.date(each.new_row()) ? " under the same price dates" : "";
}

/// The latest price period of last period already had today's figure: this period only shows it in full.
bool began_last_period(const Case& each, const std::optional<Quantity>& before, const std::optional<Quantity>& now) {
  return before && now && before == now && each.before->count > 1;
}

void explain_rate(const Case& each, Hits& hits) {
  const Settings& settings = each.settings();
  const Payments& payments = each.new_payments();
  const Move move = rate_of(each);
  const auto changed_on = price_moved_on(each);
  if (began_last_period(each, move.before, move.now)) {
    const auto began = payments.price_start.date(each.new_row());
    hits.push_back({"rate-full-period",
                    Risk::explained,
                    move.what + " of " + rate_words(*move.now) + (began ? " began on " + format_date(*began) + "," : " began") +
                        " during last period, and now runs for all of this one.",
                    {},
                    {}});
    return;
  }
  std::string reason = move.what + " changed " + rate_move(move.before, move.now);
  reason += when_words(each) + ".";
  if (each.then_terms.paid.regular == each.now_terms.paid.regular) reason += " The amount paid did not change.";
  const RateVerdict verdict = approved_verdict(each);
  if (verdict.kind == RateVerdict::approved) {
    hits.push_back(
        {"approved-rate",
         Risk::explained,
         reason + " It is the approved rate" + (verdict.from ? " from " + format_date(*verdict.from) : std::string{}) + ".",
         {},
         {}});
    return;
  }
  const std::string ask = who_agrees_rates(payments, each.new_row()) + ": who agreed " +
                          (move.now ? rate_words(*move.now) : std::string{"this amount"}) + " and from what date?";
  if (verdict.kind == RateVerdict::off_table || verdict.kind == RateVerdict::other_date)
    return;  // unapproved_rate says so, with its figures
  const bool uplift = changed_on ? on_uplift_day(settings, *changed_on) : has_uplift_day(settings, each.all.current.period);
  const bool stated = each.then_terms.stated && each.now_terms.stated;
  const Pence part = each.difference.parts[Class::rate];
  const bool large = large_change(settings, part, each.then_terms.paid.regular);
  if (uplift)
    hits.push_back({"rate-on-uplift-date",
                    large ? Risk::query : Risk::check,
                    reason + " That is an uplift date; there is no approved rate to hold it against.",
                    ask,
                    {}});
  else if (stated)
    hits.push_back({"rate-off-uplift-date", Risk::query, reason + " That is not an uplift date.", ask, absolute(part)});
  else
    hits.push_back({"amount-changed", large ? Risk::query : Risk::check,
                    "Paid " + pounds(each.now_terms.paid.regular) + ", was " + pounds(each.then_terms.paid.regular) +
                        "; the export gives no rates that would say why.",
                    "Ask the social worker: what changed, and from what date?", absolute(part)});
}

RateVerdict verdict_on(const Case& each, Date date) {
  const auto& rate = each.now_terms.latest_rate;
  if (each.all.approved.empty() || !rate) return {};
  const Payments& payments = each.new_payments();
  const std::size_t row = each.new_row();
  return each.all.approved.judge(
      {plain(payments.service_type.text(row)), plain(payments.service.text(row)), plain(payments.provider.text(row)),
       plain(payments.unit.text(row)), *rate, date, payments.line_id.text(row)},
      each.settings().rate_tolerance);
}

/// Where rates must follow the table: a rate that was approved once and is no longer, though the line is still paid.
void uplift_rule(const Case& each, Hits& hits) {
  if (!each.settings().uplift_expected || !each.now || each.now_terms.days <= 0 || each.now_terms.paid.regular.count <= 0) return;
  if (!each.before || each.difference.rate_moved) return;  // unapproved_rate looks at those
  const RateVerdict verdict = verdict_on(each, each.now_terms.span.last);
  if (verdict.kind != RateVerdict::other_date || !verdict.nearest) return;
  hits.push_back({"uplift-not-applied",
                  Risk::check,
                  "Still at " + rate_words(*each.now_terms.latest_rate) + ", which is no longer the approved rate; " +
                      rate_words(*verdict.nearest) + " is.",
                  "Ask the payments team: should this line have moved to " + rate_words(*verdict.nearest) + "?",
                  {}});
}

/// A changed or new rate that the table covers and does not hold.
void unapproved_rate(const Case& each, Hits& hits) {
  if (!each.now || (each.before && !each.difference.rate_moved)) return;
  if (each.before && began_last_period(each, each.then_terms.latest_rate, each.now_terms.latest_rate)) return;
  const RateVerdict verdict = approved_verdict(each);
  if (verdict.kind != RateVerdict::off_table && verdict.kind != RateVerdict::other_date) return;
  const auto& rate = each.now_terms.latest_rate;
  std::string reason = "Rate";
  if (each.before && each.then_terms.latest_rate)
    reason += " changed " + rate_move(each.then_terms.latest_rate, rate);
  else
    reason += " of " + rate_words(*rate);
  reason += when_words(each);
  if (verdict.kind == RateVerdict::other_date)
    reason += ": that rate is approved" + (verdict.from ? " from " + format_date(*verdict.from) : std::string{}) +
              ", but not on that date.";
  else if (verdict.of_another_line)
    reason += ": that is the approved rate of another line" +
              (verdict.nearest ? "; this one's is " + rate_words(*verdict.nearest) + "." : std::string{"."});
  else
    reason += ": it is not in the approved table" +
              (verdict.nearest ? ", which has " + rate_words(*verdict.nearest) + " for this service." : std::string{"."});
  hits.push_back({"rate-not-approved", Risk::query, std::move(reason),
                  who_agrees_rates(each.new_payments(), each.new_row()) + ": who agreed " + rate_words(*rate) +
                      (verdict.nearest ? " where " + rate_words(*verdict.nearest) + " is approved?" : std::string{"?"}),
                  absolute(each.before ? each.difference.parts[Class::rate] : each.paid_now())});
}

/// Whether a price period is dated at both ends and short: hours raised for a school holiday, say.
std::optional<DateSpan> temporary_price(const Case& each, const Export& from, const Line& line) {
  for (const PaidRow& row : from.rows_of(line)) {
    if (row.kind != PaymentKind::regular) continue;
    const auto first = from.payments.price_start.date(row.row);
    const auto last = from.payments.price_end.date(row.row);
    if (first && last && DateSpan{*first, *last}.days() > 0 &&
        DateSpan{*first, *last}.days() <= each.settings().temporary_weeks * 7)
      return DateSpan{*first, *last};
  }
  return std::nullopt;
}

void explain_quantity(const Case& each, Hits& hits) {
  const Terms& then = each.then_terms;
  const Terms& now = each.now_terms;
  const std::string unit = unit_words(each.new_payments(), each.new_row());
  const bool more = then.per_week && now.per_week && now.per_week->millionths > then.per_week->millionths;
  // Up now and dated, or up last period and dated: then back.
  const auto raised =
      more ? temporary_price(each, each.all.current, *each.now) : temporary_price(each, each.all.previous, *each.before);
  if (raised) {
    hits.push_back({"temporary-quantity",
                    Risk::explained,
                    std::string{more ? "More" : "Back to fewer"} + " units" + unit + " a week: the larger number is dated " +
                        span_words(*raised) + " only.",
                    {},
                    {}});
    return;
  }
  if (began_last_period(each, then.latest_quantity, now.latest_quantity)) {
    hits.push_back({"quantity-full-period",
                    Risk::explained,
                    "The quantity of " + format_quantity(*now.latest_quantity) + unit +
                        " began during last period, and now runs for all of this one.",
                    {},
                    {}});
    return;
  }
  // As the export writes them, but a week's where the frequency moved too: 24 hours in 4 weeks are 6 a week.
  const bool a_week = each.difference.frequency_moved || !then.latest_quantity || !now.latest_quantity;
  const auto& before_units = a_week ? then.per_week : then.latest_quantity;
  const auto& now_units = a_week ? now.per_week : now.latest_quantity;
  const bool of_a_week = a_week || (then.per_week == then.latest_quantity && now.per_week == now.latest_quantity);
  std::string reason = units_words(each.new_payments(), each.new_row()) + (of_a_week ? " a week" : "");
  if (before_units && now_units)
    reason += " went from " + format_quantity(*before_units) + " to " + format_quantity(*now_units);
  else
    reason += " changed";
  reason += when_words(each) + ".";
  __extension__ using Wide = __int128;
  const bool jump = more && then.per_week->millionths > 0 &&
                    static_cast<Wide>(now.per_week->millionths) * 1000 >=
                        static_cast<Wide>(then.per_week->millionths) * each.settings().quantity_jump;
  const bool large = large_change(each.settings(), each.difference.parts[Class::quantity], then.paid.regular);
  const std::string ask =
      "Ask the social worker: was the change" +
      (before_units && now_units ? " from " + format_quantity(*before_units) + " to " + format_quantity(*now_units)
                                 : std::string{}) +
      " agreed, and from what date?";
  hits.push_back(
      {jump ? "quantity-jump" : "quantity-changed", jump || large ? Risk::query : Risk::check, std::move(reason), ask, {}});
}

void explain_days(const Case& each, Hits& hits) {
  const Terms& then = each.then_terms;
  const Terms& now = each.now_terms;
  const std::size_t row = each.new_row();
  const DateSpan period = each.all.current.period;
  const auto start = each.new_payments().start.date(row);
  const auto end = each.new_payments().end.date(row);
  std::string reason;
  std::string_view rule = "days-in-period";
  if (then.days != now.days) {
    reason =
        "Paid for " + counted(static_cast<std::uint64_t>(now.days), "day", "days") + ", before for " + std::to_string(then.days);
  } else if (then.week_starts != now.week_starts) {
    reason = "Paid for " + counted(static_cast<std::uint64_t>(now.week_starts), "week", "weeks") + ", before for " +
             std::to_string(then.week_starts);
  } else {
    reason = "More or fewer whole payments fall into this period";
  }
  if (now.latest && then.latest && in_pence(*now.latest) == in_pence(*then.latest))
    reason += ", at " + pounds(in_pence(*now.latest)) + " a week both times";
  reason += ".";
  if (now.suspended > 0) {
    const auto from = each.new_payments().suspended_from.date(row);
    const auto to = each.new_payments().suspended_to.date(row);
    rule = "suspended-with-dates";
    reason += " Suspended" + (from ? " from " + format_date(*from) : std::string{}) +
              (to ? " to " + format_date(*to) : std::string{}) + ".";
  } else if (then.suspended > 0) {
    rule = "suspension-over";
    reason += " It was suspended last period.";
  } else if (end && period.contains(*end) && *end < period.last) {
    rule = "pro-rated-end";
    reason += " Ends on " + format_date(*end) + ".";
  } else if (start && period.contains(*start) && *start > period.first) {
    rule = "pro-rated-start";
    reason += " Starts on " + format_date(*start) + ".";
  } else if (const auto old_start = each.old_payments().start.date(each.old_row());
             old_start && each.all.previous.period.contains(*old_start) && *old_start > each.all.previous.period.first) {
    rule = "pro-rated-start";
    reason += " It started on " + format_date(*old_start) + ", during last period.";
  }
  hits.push_back({rule, Risk::explained, std::move(reason), {}, {}});
}

void explain_frequency(const Case& each, Hits& hits) {
  const Difference& difference = each.difference;
  if (difference.looks_like_frequency) {
    hits.push_back({"looks-like-frequency",
                    Risk::check,
                    pounds(each.paid_before()) + " and " + pounds(each.paid_now()) +
                        " are 4-weekly and monthly pay for the same week; the export does not give the frequency.",
                    "Ask the payments team: did this payment move between 4-weekly and monthly?",
                    {}});
    return;
  }
  std::string reason = "Payment frequency changed from " + std::string{frequency_words(each.then_terms.frequency)} + " to " +
                       std::string{frequency_words(each.now_terms.frequency)};
  const auto& weekly = each.now_terms.weekly;
  if (difference.weekly_same && weekly)
    reason += "; it comes to " + pounds(in_pence(*weekly)) + " a week both times";
  else if (weekly && each.then_terms.weekly)
    reason += "; " + pounds(in_pence(*each.then_terms.weekly)) + " a week before, " + pounds(in_pence(*weekly)) + " now";
  hits.push_back(
      {"payment-frequency-changed",
       difference.weekly_same ? Risk::explained : Risk::check,
       reason + ".",
       difference.weekly_same ? std::string{} : "Ask the payments team: was the amount worked out anew when the frequency changed?",
       {}});
}

Pence contributions(const Export& from, const Line& line) {
  Pence sum;
  for (const PaidRow& row : from.rows_of(line)) sum += from.payments.contribution.pence(row.row).value_or(Pence{});
  return sum;
}

void explain_rest(const Case& each, Hits& hits) {
  const Difference& difference = each.difference;
  const Pence then = contributions(each.all.previous, *each.before);
  const Pence now = contributions(each.all.current, *each.now);
  const bool contribution = then != now && absolute(difference.unexplained + (now - then)) <= each.now_terms.slack;
  if (then != now)
    hits.push_back({"contribution-changed",
                    Risk::check,
                    "The contribution was " + pounds(then) + " and is " + pounds(now) + ".",
                    "Ask the social worker: was the contribution assessed anew?",
                    {}});
  if (difference.unexplained.count == 0 || contribution) return;
  const bool large = large_change(each.settings(), difference.unexplained, each.then_terms.paid.regular);
  const Pence due = each.now_terms.frequency == Frequency::monthly ? each.now_terms.due_by_month : each.now_terms.due;
  if (each.now_terms.as_due || absolute(each.now_terms.paid.regular - due) <= each.now_terms.slack) {
    // This period is right; so it is last period's payment that nothing accounts for.
    const std::string amount = pounds(absolute(difference.unexplained));
    const bool was_more = difference.unexplained.count < 0;
    hits.push_back({"amount-not-explained", large ? Risk::query : Risk::check,
                    "Now paid as it should be (" + pounds(each.now_terms.paid.regular) + "). Last period's " +
                        pounds(each.then_terms.paid.regular) + " was " + amount + (was_more ? " too much." : " short."),
                    was_more ? "Ask the payments team: what was the " + amount + " more last period for?"
                             : "Ask the payments team: has the " + amount + " that was less last period been paid?",
                    absolute(difference.unexplained)});
    return;
  }
  hits.push_back({"amount-not-explained", large ? Risk::query : Risk::check,
                  pounds(absolute(each.now_terms.paid.regular - due)) + (each.now_terms.paid.regular < due ? " less" : " more") +
                      " than the rate, quantity and days come to: " + pounds(each.now_terms.paid.regular) + " was paid, and " +
                      pounds(due) + " is due.",
                  "Ask the payments team: why was " + pounds(each.now_terms.paid.regular) + " paid?",
                  absolute(difference.unexplained)});
}

}  // namespace

RateVerdict approved_verdict(const Case& each) {
  // A change counts from the day of its price; a new line is held against the first day that it is paid for now.
  const PaidRow& head = each.all.current.head_of(*each.now);
  const Date first_paid = head.effective.days() > 0 ? head.effective.first : each.all.current.period.last;
  if (!each.before) return verdict_on(each, first_paid);
  // A figure that moved under the same price dates is held against the last day that it is paid for.
  return verdict_on(each, price_moved_on(each).value_or(each.now_terms.span.days() > 0 ? each.now_terms.span.last : first_paid));
}

void explain_parts(const Case& each, Hits& hits) {
  unapproved_rate(each, hits);
  uplift_rule(each, hits);
  if (!each.before || !each.now) return;
  const Difference& difference = each.difference;
  const Parts& parts = difference.parts;
  const Pence slack = std::max(each.then_terms.slack, each.now_terms.slack);
  if (difference.frequency_moved || difference.looks_like_frequency) explain_frequency(each, hits);
  if (difference.rate_moved) explain_rate(each, hits);
  if (difference.quantity_moved || parts[Class::quantity].count != 0) explain_quantity(each, hits);
  if (parts[Class::days].count != 0) explain_days(each, hits);
  explain_rest(each, hits);
  if (!difference.rate_moved && parts[Class::rate].count != 0 && difference.unexplained.count == 0 &&
      absolute(parts[Class::rate]) <= slack)
    hits.push_back({"rounding", Risk::explained, "A difference of " + pounds(parts[Class::rate]) + " is rounding.", {}, {}});
}

}  // namespace counterfoil::cwd
