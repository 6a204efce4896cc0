// The suspects of plugins/domain.md, "What changes between two periods": each rule has a name, its figures, and the question to
// ask.
#include <algorithm>

#include "case.hpp"
#include "counterfoil/text.hpp"

namespace counterfoil::cwd {

namespace {

constexpr std::string_view after_the_end = "Paid after the service ended";
constexpr std::string_view before_the_start = "Paid before the service started";
constexpr std::string_view while_suspended = "Paid while the service was suspended";

std::string weekly_words(const std::optional<Weekly>& weekly) { return weekly ? pounds(in_pence(*weekly)) : std::string{}; }

/// Whether now / before is `factor` or 1 / factor, within so many thousandths of it.
bool is_times(std::int64_t before, std::int64_t now, std::int64_t factor, std::int64_t tolerance) {
  if (before <= 0 || now <= 0) return false;
  __extension__ using Wide = __int128;
  const Wide low = std::min(before, now);
  const Wide high = std::max(before, now);
  const Wide exact = low * factor;
  const Wide apart = high > exact ? high - exact : exact - high;
  return apart * 1000 <= exact * tolerance;
}

/// What is compared to see a slip: the weekly figures where both are stated, and the amounts over equal days.
bool moved_times(const Case& each, std::int64_t factor, std::int64_t tolerance) {
  const Terms& before = each.then_terms;
  const Terms& now = each.now_terms;
  if (before.stated && now.stated && before.weekly && now.weekly &&
      is_times(before.weekly->millionths, now.weekly->millionths, factor, tolerance))
    return true;
  const bool amount_unexplained = !(before.stated && now.stated) || each.difference.unexplained.count != 0;
  if (!amount_unexplained || each.difference.frequency_moved) return false;
  return is_times(each.difference.like_for_like.count, now.paid.regular.count, factor, tolerance);
}

std::string from_to(const Case& each) {
  const Terms& before = each.then_terms;
  const Terms& now = each.now_terms;
  if (before.stated && now.stated && before.weekly && now.weekly && *before.weekly != *now.weekly)
    return "from " + weekly_words(before.weekly) + " to " + weekly_words(now.weekly) + " a week";
  return "from " + pounds(before.paid.regular) + " to " + pounds(now.paid.regular);
}

/// "1,000 times as much", "a quarter of it", "100 times less"
std::string times(const Case& each, std::int64_t factor) {
  const bool less = each.now_terms.paid.regular < each.then_terms.paid.regular;
  if (less && factor == 4) return "a quarter of it";
  return counted(static_cast<std::uint64_t>(factor), less ? "time less" : "times as much", less ? "times less" : "times as much");
}

}  // namespace

void duplicate_rules(const Case& each, Hits& hits, Overpayments& overpaid) {
  if (!each.now) return;
  const Payments& payments = each.new_payments();
  if (each.now->repeat == Repeat::exact) {
    hits.push_back({"duplicate-payment", Risk::query,
                    "The same row stands twice: same line, dates and amount (" + pounds(each.paid_now()) + ").",
                    "Ask the payments team: was " + pounds(each.paid_now()) + " paid twice for this period?", each.paid_now()});
    add_paid_twice(each, {}, std::nullopt, overpaid);
  } else if (each.now->repeat == Repeat::overlapping) {
    hits.push_back({"line-id-repeated", Risk::check,
                    "This line ID stands more than once with days that overlap; each is shown as a line of its own.",
                    "Ask the social worker: is this one service or two? " + pounds(each.paid_now()) + " is paid on this one.",
                    each.paid_now()});
  }
  if (each.now_index == no_line) return;
  const std::uint32_t other = each.all.same_service[each.now_index];
  if (other == no_line) return;
  // Two of one service at a time, at the same pay as last period: somebody has said that this is right.
  if (each.all.decisions.accepted_rule(each.person_id, each.line_id, "duplicate-payment") && each.before &&
      each.old_index != no_line && each.all.same_service_before[each.old_index] != no_line &&
      each.now_terms.paid.regular == each.then_terms.paid.regular)
    return;
  const Line& twin = each.all.current.lines[other];
  const std::size_t twin_row = each.all.current.head_row(twin);
  std::string reason = "Also paid on line " + std::string{twin.id} + ": " + std::string{service_words(payments, twin_row)};
  if (const auto provider = payments.provider.text(twin_row); !provider.empty()) reason += " from " + std::string{provider};
  reason += ", " + pounds(paid_of(each.all.current.rows_of(twin)).paid) + " for the same days.";
  // A short stay with another carer, beside one who is kept on: dated, and not to be paid to one payee twice.
  const auto start = payments.start.date(each.new_row());
  const auto end = payments.end.date(each.new_row());
  const bool other_payee = payee_words(payments, each.new_row()) != payee_words(payments, twin_row);
  if (start && end && DateSpan{*start, *end}.days() <= each.settings().temporary_weeks * 7 && other_payee) {
    hits.push_back({"duplicate-payment", Risk::check,
                    reason + " This line is dated " + span_words({*start, *end}) + " only, and has another payee.",
                    "Ask the social worker: is this a short stay beside a carer who is kept on?", each.paid_now()});
    return;
  }
  const Terms twin_terms = terms_of(each.all.current, twin, each.settings().conventions);
  // Two carers at once look the same. What is certain enough to name is a line that came later than the other, for the same payee
  // and amount; of others a person says so, with Error and the right amount.
  const bool came_together = (each.before == nullptr) == each.all.is_new[other] && start == payments.start.date(twin_row);
  const std::string cause = std::string{on_two_lines} + std::string{twin.id};
  const auto& debts = each.all.debts.all();
  const bool goes_on = std::any_of(debts.begin(), debts.end(), [&](const KnownDebt& debt) {
    return debt.person == each.person_id && debt.line == each.line_id && debt.cause == cause;
  });
  if (!other_payee && (goes_on || !came_together) && each.now_terms.paid.regular == twin_terms.paid.regular)
    add_paid_twice(each, twin.id, twin_terms.span, overpaid);
  hits.push_back({"duplicate-payment", Risk::query, std::move(reason),
                  "Ask the social worker: should this child have this service twice, on lines " + std::string{twin.id} + " and " +
                      std::string{each.now->id} + ", as with two carers at once?",
                  each.paid_now()});
}

void figure_rules(const Case& each, Hits& hits) {
  if (!each.now) return;
  const Settings& settings = each.settings();
  const Pence paid = each.paid_now();
  if (paid.count < 0)
    hits.push_back({"negative-net", Risk::query, "The payment is below nought: " + pounds(paid) + ".",
                    "Ask the payments team: is " + pounds(paid) + " a recovery, and has the payee been told how much and when?",
                    absolute(paid)});
  const bool changed = !each.before || each.difference.rate_moved || each.difference.quantity_moved ||
                       each.difference.unexplained.count != 0 || each.difference.frequency_moved;
  const auto& weekly = each.now_terms.latest;
  const Pence a_week = std::max(weekly ? in_pence(*weekly) : Pence{},
                                each.now_terms.days >= 7 ? scale(each.now_terms.paid.regular, 7, each.now_terms.days) : Pence{});
  if (changed && a_week >= settings.too_big_weekly)
    hits.push_back({"too-big", Risk::query,
                    pounds(a_week) + " a week is " + pounds(settings.too_big_weekly) + " or more, which is too big to be likely.",
                    "Ask the payments team: was " + pounds(each.paid_now()) + " keyed right, with the decimal point in its place?",
                    paid});
  if (!each.before) return;
  for (const std::int64_t factor : {10, 100, 1000}) {
    if (!moved_times(each, factor, settings.slip_tolerance)) continue;
    hits.push_back({"decimal-slip",
                    Risk::query,
                    "Moved " + from_to(each) + ": about " + times(each, factor) + ", like a slipped decimal point.",
                    "Ask the payments team: which is right, " + pounds(each.paid_before()) + " or " + pounds(paid) + "?",
                    {}});
    break;
  }
  // Hours that grew four times at one rate are a matter of hours, not of weeks, unless the frequency moved under them.
  const bool hours = each.difference.quantity_moved && !each.difference.rate_moved && !each.difference.frequency_moved;
  if (!hours && moved_times(each, 4, settings.swap_tolerance))
    hits.push_back(
        {"weekly-4-weekly-swap",
         Risk::query,
         "Moved " + from_to(each) + ": about " + times(each, 4) + ", as when a weekly and a 4-weekly amount are mixed up.",
         "Ask the payments team: is the amount for 1 week or for 4 weeks?",
         {}});
}

// Long because the rules about dates share the days that are worked out at its start.
void date_rules(const Case& each, Hits& hits, Overpayments& overpaid) {
  if (!each.now) return;
  const Settings& settings = each.settings();
  const Payments& payments = each.new_payments();
  const Terms& now = each.now_terms;
  const DateSpan period = each.all.current.head_of(*each.now).period;
  const std::string stop_words = " was paid for days after it.";
  Pence after_end, before_start, after_price;
  std::optional<Date> end, start, price_end;
  for (const PaidRow& row : each.all.current.rows_of(*each.now)) {
    if (row.kind != PaymentKind::regular || row.paid.count <= 0 || row.effective.days() > 0) continue;
    const DateSpan& own = row.period;
    const auto ends = payments.end.date(row.row);
    const auto starts = payments.start.date(row.row);
    if (ends && *ends < own.first) {
      after_end += row.paid;
      end = ends;
      add_overpayment(overpaid, {own, own.days(), row.paid - row.adjustment, std::string{after_the_end}});
    } else if (starts && *starts > own.last) {
      before_start += row.paid;
      start = starts;
      add_overpayment(overpaid, {own, own.days(), row.paid - row.adjustment, std::string{before_the_start}});
    } else {
      after_price += row.paid;
      price_end = payments.price_end.date(row.row);
    }
  }
  const std::size_t row = each.new_row();
  const auto head_end = payments.end.date(row);
  const auto head_start = payments.start.date(row);
  const Pence paid = now.paid.regular;
  const bool not_less = each.before && paid.count > 0 && paid >= each.then_terms.paid.regular && each.then_terms.days > now.days;
  // Beyond what the days come to, by the stated terms; without terms, not a penny less than for more days.
  const Pence due = std::max(settings.whole_weeks ? now.due_most : now.due, now.due_by_month);
  const bool over = now.days > 0 && (now.stated ? paid > due + now.slack : not_less);
  const Pence surplus = now.stated ? paid - due
                                   : paid - (each.before && each.then_terms.days > 0
                                                 ? scale(each.then_terms.paid.regular, now.days, each.then_terms.days)
                                                 : Pence{});
  const bool wholly_suspended = now.suspended > 0 && now.days == 0 && paid.count > 0;
  if (wholly_suspended || (over && now.suspended > 0)) {
    const auto from = payments.suspended_from.date(row);
    const auto to = payments.suspended_to.date(row);
    const Pence stake = wholly_suspended ? paid : surplus;
    const DateSpan suspended = overlap({from.value_or(Date::max()), to.value_or(Date::max())}, now.span);
    // Of several suspensions on one line the days cannot be said in one row.
    if (suspended.days() == now.suspended && (wholly_suspended || is_pay_for(each, surplus, now.suspended)))
      add_overpayment(overpaid, {suspended, now.suspended, stake, std::string{while_suspended}});
    std::string reason = "Suspended";
    if (from) reason += " from " + format_date(*from);
    reason += to ? " to " + format_date(*to) : std::string{" with no end"};
    hits.push_back({"paid-while-suspended", Risk::query, reason + ", but " + pounds(stake) + " was paid for suspended days.",
                    "Ask the social worker: was this service suspended, and should " + pounds(stake) + " be taken back?", stake});
  } else if (over && head_end && period.contains(*head_end) && *head_end < period.last) {
    after_end += surplus;
    end = head_end;
    DateSpan ran{period.first, *head_end};
    if (settings.whole_weeks) ran = whole_weeks(ran, settings.conventions.week_start);
    const DateSpan after{ran.last + std::chrono::days{1}, period.last};
    if (is_pay_for(each, surplus, after.days()))
      add_overpayment(overpaid, {after, after.days(), surplus, std::string{after_the_end}});
  } else if (over && head_start && period.contains(*head_start) && *head_start > period.first) {
    before_start += surplus;
    start = head_start;
    DateSpan ran{*head_start, period.last};
    if (settings.whole_weeks) ran = whole_weeks(ran, settings.conventions.week_start);
    const DateSpan earlier{period.first, ran.first - std::chrono::days{1}};
    if (is_pay_for(each, surplus, earlier.days()))
      add_overpayment(overpaid, {earlier, earlier.days(), surplus, std::string{before_the_start}});
  }
  if (says(payments.status.text(row), "suspend") && !payments.suspended_from.date(row) && paid.count > 0)
    hits.push_back({"paid-while-suspended", Risk::query,
                    "Its status is \"" + std::string{payments.status.text(row)} + "\", but " + pounds(paid) + " was paid.",
                    "Ask the social worker: from what date was this service suspended?", paid});
  if (after_end.count > 0)
    hits.push_back({"paid-after-end", Risk::query, "Ended on " + format_date(*end) + ", but " + pounds(after_end) + stop_words,
                    "Ask the social worker: did this service end on " + format_date(*end) + "? If so, " + pounds(after_end) +
                        " may have to come back.",
                    after_end});
  if (before_start.count > 0)
    hits.push_back({"paid-before-start", Risk::query,
                    "Starts on " + format_date(*start) + ", but " + pounds(before_start) + " was paid for days before it.",
                    "Ask the social worker: on what date did this service start?", before_start});
  if (after_price.count > 0)
    hits.push_back({"paid-after-price-end", Risk::check,
                    pounds(after_price) + " was paid at a price that does not run in this period" +
                        (price_end ? ": it ended on " + format_date(*price_end) + "." : "."),
                    "Ask the payments team: which price applies now?", after_price});
  const auto suspended_to = payments.suspended_to.date(row);
  if (suspended_to && *suspended_to < period.last && now.days > 0) {
    const auto& weekly = now.latest && now.latest->millionths > 0 ? now.latest : each.then_terms.latest;
    const Pence owed = weekly ? for_days(*weekly, now.days) : Pence{};
    if (paid.count == 0 || (now.stated && now.suspended > 0 && paid + now.slack < now.due))
      hits.push_back({"suspension-not-resumed", Risk::query,
                      "The suspension ended on " + format_date(*suspended_to) + ", but " +
                          (paid.count == 0 ? std::string{"nothing"} : "only " + pounds(paid)) + " was paid" +
                          (owed.count > 0 ? " where " + pounds(owed) + " is due." : "."),
                      "Ask the social worker: has the service begun again since " + format_date(*suspended_to) + "?", owed - paid});
  }
}

namespace {

/// Somebody decided on the last day to pay, and days after it were paid. How much is overpaid is for Turning 18 to say.
void paid_after_decision(const Case& each, const AdultDecision& decided, DateSpan paid_days, std::string reason, Hits& hits) {
  const DateSpan late{std::max(paid_days.first, *decided.last_day + std::chrono::days{1}), paid_days.last};
  const Pence paid = each.now_terms.paid.regular;
  const Pence stake = scale(paid, late.days(), paid_days.days());
  hits.push_back(
      {"paid-after-adult-decision", Risk::query,
       std::move(reason) + " Turning 18's Watch list: " + decided.words + "; " + pounds(stake) + " is for days after it.",
       "Ask the payments team: is the end of " + format_date(*decided.last_day) +
           " in the finance system? What was paid after it is named by Turning 18.",
       stake});
}

}  // namespace

void birthday_rule(const Case& each, Hits& hits) {
  if (!each.now) return;
  const Payments& payments = each.new_payments();
  const auto born = payments.date_of_birth.date(each.new_row());
  if (!born || each.now_terms.paid.regular.count <= 0) return;
  const DateSpan period = each.all.current.period;
  const Date adult = attains_age(*born, 18, each.settings().leap_birthday_in_february);
  DateSpan paid_days = each.now_terms.span.days() > 0 ? each.now_terms.span : period;
  if (adult > paid_days.last || adult <= *born) return;
  const Pence paid = each.now_terms.paid.regular;
  const std::int64_t days_before = adult <= paid_days.first ? 0 : (adult - paid_days.first).count();
  const Pence before = scale(paid, days_before, paid_days.days());
  const Pence after = paid - before;
  std::string reason = "Turned 18 on " + format_date(adult);
  const std::chrono::year_month_day birth{*born};
  if (birth.month() == std::chrono::February && birth.day() == std::chrono::day{29} && adult.time_since_epoch().count() != 0)
    reason +=
        " (born on 29 February; rule used: " + std::string{each.settings().leap_birthday_in_february ? "28 February" : "1 March"} +
        " where the year has none)";
  reason += days_before > 0 ? ": " + pounds(before) + " is for the days before and " + pounds(after) + " for that day and after."
                            : ": all of " + pounds(paid) + " is for days since.";
  const AdultDecision* decided = each.all.adult.of(each.person_id);
  if (decided && decided->turns_18 && *decided->turns_18 != adult) {
    reason += " Turning 18's Watch list has another day, " + format_date(*decided->turns_18) + ", so its decision is not used.";
    decided = nullptr;
  }
  if (decided && decided->ends && *decided->last_day < paid_days.last)
    return paid_after_decision(each, *decided, paid_days, reason, hits);
  if (decided) {
    reason += decided->words.empty() ? " The adult care decision is asked on Turning 18's Watch list."
                                     : " Turning 18's Watch list: " + decided->words + ".";
    hits.push_back({"adult-decision", Risk::explained, std::move(reason), {}, {}});
    return;
  }
  reason += " The law may require this to continue until the adult care decision is made, so do not stop it on this ground alone.";
  hits.push_back(
      {"paid-after-18", Risk::query, std::move(reason),
       "Ask the social worker: has the adult care decision been made, and on what date? Until it has, this may have to continue.",
       after});
}

}  // namespace counterfoil::cwd
