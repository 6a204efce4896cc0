#include "judge.hpp"

#include <algorithm>

#include "common_cause.hpp"

namespace counterfoil::cwd {

namespace {

/// Nothing regular is paid where something was: where that money belongs depends on what the row says about its end.
void place_stopped(Case& each, Hits& hits) {
  const Terms& now = each.now_terms;
  const DateSpan period = each.all.current.period;
  const auto end = each.new_payments().end.date(each.new_row());
  Parts parts;
  parts[Class::one_off] = each.difference.parts[Class::one_off];
  parts[Class::adjustment] = each.difference.parts[Class::adjustment];
  const Pence lost = -each.then_terms.paid.regular;
  const std::string paid = format_pounds(each.then_terms.paid.regular);
  if (end && *end < period.first) {
    parts[Class::ended] = lost;
    hits.push_back({"ended-with-date", Risk::explained, "Ended on " + format_date(*end) + "; listed, with nothing paid.", {}, {}});
  } else if (end && *end < period.last) {
    parts[Class::ended] = lost;
    hits.push_back({"ended-unpaid-days",
                    Risk::check,
                    "Ends on " + format_date(*end) + ", but nothing was paid for the days of this period up to then.",
                    "Ask the provider: is anything still owed up to " + format_date(*end) + "?",
                    {}});
  } else if (now.suspended > 0 && now.days == 0) {
    parts[Class::days] = lost;
    const auto from = each.new_payments().suspended_from.date(each.new_row());
    const auto to = each.new_payments().suspended_to.date(each.new_row());
    hits.push_back({"suspended-with-dates",
                    Risk::explained,
                    "Suspended from " + format_date(*from) +
                        (to ? " to " + format_date(*to) : std::string{" with no end date yet"}) + "; nothing paid.",
                    {},
                    {}});
  } else {
    parts[Class::missing] = lost;
    if (std::none_of(hits.begin(), hits.end(), [](const Hit& hit) { return hit.rule == "suspension-not-resumed"; }))
      hits.push_back({"payment-stopped", Risk::query,
                      "Listed, but nothing was paid; " + paid + " was paid last period, and there is no end date or suspension.",
                      "Ask the social worker: has this service stopped, and on what date? If not, why was nothing paid?", -lost});
  }
  each.difference = Difference{};
  each.difference.parts = parts;
}

/// Something regular is paid where nothing was.
void place_resumed(Case& each, Hits& hits) {
  Parts parts;
  parts[Class::one_off] = each.difference.parts[Class::one_off];
  parts[Class::adjustment] = each.difference.parts[Class::adjustment];
  parts[Class::days] = each.now_terms.paid.regular;
  each.difference = Difference{};
  each.difference.parts = parts;
  const auto start = each.new_payments().start.date(each.new_row());
  if (each.then_terms.suspended > 0)
    hits.push_back({"suspension-over", Risk::explained, "Suspended last period, paid again now.", {}, {}});
  else if (start && each.all.current.period.contains(*start))
    hits.push_back(
        {"started-in-period", Risk::explained, "Starts on " + format_date(*start) + "; listed before, with nothing paid.", {}, {}});
  else
    hits.push_back({"payment-resumed",
                    Risk::check,
                    "Listed last period with nothing paid; " + format_pounds(each.now_terms.paid.regular) + " now.",
                    "Ask the social worker: from what date should this be paid?",
                    {}});
}

Class class_of_arrival(const Case& each) {
  if (each.linked_to) return Class::renumbered;
  if (has_returned(each)) return Class::returned;
  return each.person_before ? Class::new_line : Class::new_person;
}

/// A line on one side only: what part its whole amount is.
Parts parts_of_single(const Case& each) {
  Parts parts;
  const Terms& terms = each.now ? each.now_terms : each.then_terms;
  const std::int64_t sign = each.now ? 1 : -1;
  const Paid& paid = terms.paid;
  Class which = Class::new_line;
  if (each.now)
    which = class_of_arrival(each);
  else {
    const auto end = each.old_payments().end.date(each.old_row());
    which = (end && *end < each.all.current.period.first) || each.before->repeat != Repeat::none ? Class::ended : Class::missing;
  }
  if (each.now && which == Class::new_person) {
    parts[which] = Pence{sign * paid.paid.count};
    return parts;
  }
  parts[which] += Pence{sign * paid.regular.count};
  parts[Class::one_off] += Pence{sign * paid.one_off.count};
  parts[Class::adjustment] += Pence{sign * paid.adjustment.count};
  return parts;
}

Class class_of(const Case& each, const Parts& parts) {
  if (each.match == Match::renumbered) return Class::renumbered;
  Class only = Class::unchanged;
  std::size_t kinds = 0;
  const auto add = [&](Class which) {
    only = which;
    ++kinds;
  };
  for (const Class which : all_classes)
    if (parts[which].count != 0) add(which);
  if (!each.before || !each.now) {
    if (kinds == 1) return only;
    // Nothing was paid, or several kinds at once: the line itself is what came or went.
    if (each.now) return class_of_arrival(each);
    const auto end = each.old_payments().end.date(each.old_row());
    return (end && *end < each.all.current.period.first) || each.before->repeat != Repeat::none ? Class::ended : Class::missing;
  }
  const Difference& difference = each.difference;
  // A frequency that moved without costing anything is a class of its own only where no money moved either.
  if (difference.frequency_moved && kinds == 0 && !difference.rate_moved && !difference.quantity_moved) add(Class::frequency);
  if (difference.rate_moved && parts[Class::rate].count == 0) add(Class::rate);
  if (difference.quantity_moved && parts[Class::quantity].count == 0) add(Class::quantity);
  const bool provider = provider_moved(each);
  if (provider) add(Class::provider);
  // A direct supplier that changes is paid under its own name: one event, told as the provider's.
  if (payee_moved(each) && !provider) add(Class::payee);
  if (service_moved(each)) return Class::mixed;
  return kinds == 0 ? Class::unchanged : kinds == 1 ? only : Class::mixed;
}

void order_hits(Hits& hits) {
  std::stable_sort(hits.begin(), hits.end(), [](const Hit& left, const Hit& right) { return left.risk < right.risk; });
}

}  // namespace

std::string_view risk_word(Risk risk) {
  switch (risk) {
    case Risk::query: return "Query";
    case Risk::check: return "Check";
    case Risk::explained: return "Explained";
  }
  return "Explained";
}

std::int64_t change_in_thousandths(std::int64_t base, std::int64_t now) {
  if (base == 0) return 0;
  try {
    return multiply_divide(now - base, 1000, base < 0 ? -base : base, Rounding::half_up);
  } catch (const std::overflow_error&) {
    return 0;
  }
}

bool large_change(const Settings& settings, Pence change, Pence base) {
  __extension__ using Wide = __int128;
  if (absolute(change) < settings.change_pounds) return false;
  return static_cast<Wide>(absolute(change).count) * 1000 >= static_cast<Wide>(absolute(base).count) * settings.change_percent;
}

namespace {

/// What the earlier exports say about this line, and what is due on it now.
void look_back(Case& each) {
  if (!each.now) {
    each.wrong = each.past.wrong({});
    return;
  }
  each.linked_to = line_before(each);
  each.wrong = each.past.wrong(adjustments_of(each.all.current, *each.now));
  const Terms& terms = each.now_terms;
  const KnownDue known = known_due(each.all.current, *each.now, terms, each.past, !each.before, each.settings().conventions);
  each.followed.due = known.due;
  each.followed.stands = known.stands;
  if (known.stands || !known.due || absolute(terms.paid.regular - *known.due) > terms.slack) return;
  const auto last = each.past.last_export();
  const auto wrong = each.past.wrong({});  // whether or not this export pays the rest
  const bool was_wrong =
      std::any_of(wrong.begin(), wrong.end(), [&](const Wrong& one) { return last && one.export_period == *last; });
  const bool settled = terms.stated && terms.weekly && each.past.settled_at(*terms.weekly) != nullptr;
  each.followed.as_usual = settled;
  each.followed.corrected = was_wrong && (settled || !terms.stated || !terms.weekly);
}

/// Extra weeks that the team told of beforehand, now or last period.
void calendar_rule(Case& each, Hits& hits) {
  const PayCalendar& calendar = each.all.calendar;
  if (calendar.empty() || !each.now || !each.now_terms.stated || !each.now_terms.weekly || each.followed.stands) return;
  const std::string service = each.service_key();
  const Terms& terms = each.now_terms;
  const Pence paid = terms.paid.regular;
  const Pence a_week = in_pence(*terms.weekly);
  const auto words = [](const std::string& of) { return of.empty() ? std::string{} : " (" + of + ")"; };
  if (const auto weeks = calendar.weeks_in(service, each.all.current.period))
    for (const Quantity number : weeks->numbers)
      for (const Pence base : {terms.due, terms.due_by_month, Pence{a_week.count * terms.week_starts}}) {
        const Pence due = base + scale(a_week, number.millionths, Quantity::one);
        if (absolute(paid - due) > terms.slack + Pence{1}) continue;
        each.followed.by_calendar = each.followed.as_usual = true;
        each.followed.due = paid;
        hits.push_back({"extra-weeks",
                        Risk::explained,
                        pounds(base) + " is due by the days, and " + format_quantity(number) + " weeks more" + words(weeks->words) +
                            ": " + pounds(paid) + ", ties with the table of extra weeks.",
                        {},
                        {}});
        return;
      }
  if (!each.before || !terms.as_due) return;
  const auto before = calendar.weeks_in(service, each.all.previous.period);
  if (!before || !each.then_terms.stated || each.then_terms.as_due) return;
  each.followed.by_calendar = each.followed.as_usual = true;
  hits.push_back({"extra-weeks",
                  Risk::explained,
                  "Last period had extra weeks" + words(before->words) + "; " + pounds(paid) + " is what is due by the days.",
                  {},
                  {}});
}

/// Whatever else explains the amount: where what is due is known and something else was paid, somebody looks.
void not_due_rule(const Case& each, Hits& hits) {
  const Followed& followed = each.followed;
  if (!each.now || !each.before || !followed.due || followed.stands || followed.ties) return;
  const Pence paid = each.now_terms.paid.regular;
  if (absolute(paid - *followed.due) <= each.now_terms.slack) return;
  if (std::any_of(hits.begin(), hits.end(), [](const Hit& hit) { return hit.risk != Risk::explained; })) return;
  hits.push_back({"amount-not-explained", Risk::check, pounds(paid) + " was paid where " + pounds(*followed.due) + " is due.",
                  "Ask the payments team: why was " + pounds(paid) + " paid?", absolute(paid - *followed.due)});
}

/// What a rule says about an amount that is explained to the penny, or is the right one after a wrong one, is no question.
void take_out_answered(const Followed& followed, Hits& hits) {
  const auto said = [&hits](std::string_view rule) {
    return std::any_of(hits.begin(), hits.end(), [rule](const Hit& hit) { return hit.rule == rule; });
  };
  if ((said("recovery-matched") || said("recovery-of-days")) && !said("recovery-too-much"))
    std::erase_if(hits, [](const Hit& hit) { return hit.rule == "negative-net"; });
  if (!followed.ties && !followed.corrected && !followed.as_usual) return;
  constexpr std::string_view amounts[] = {"payment-resumed", "amount-not-explained", "amount-changed",      "decimal-slip",
                                          "too-big",         "started-earlier",      "weekly-4-weekly-swap"};
  constexpr std::string_view terms[] = {"rate-off-uplift-date", "rate-on-uplift-date", "quantity-jump", "quantity-changed"};
  std::erase_if(hits, [&](const Hit& hit) {
    return std::find(std::begin(amounts), std::end(amounts), hit.rule) != std::end(amounts) ||
           (followed.corrected && std::find(std::begin(terms), std::end(terms), hit.rule) != std::end(terms));
  });
}

}  // namespace

// Long because it is the list of the rules, in the order in which they see what those before them found.
Judgement judge(const Comparison& all, const Pair& pair, const Named& named) {
  Case each{all, pair.match, nullptr, nullptr, pair.current, pair.previous, {}, {}, {}, named.person_before, named.person_now};
  each.person_id = named.person_id;
  each.line_id = named.line_ids.front();
  each.past = all.memory.line(named.person_id, named.line_ids);
  if (!each.person_before) each.person_before = all.memory.knows(named.person_id);
  if (pair.previous != no_line) {
    each.before = &all.previous.lines[pair.previous];
    each.then_terms = terms_of(all.previous, *each.before, all.settings.conventions);
  }
  if (pair.current != no_line) {
    each.now = &all.current.lines[pair.current];
    each.now_terms = terms_of(all.current, *each.now, all.settings.conventions);
  }
  Judgement result;
  Hits& hits = result.hits;
  look_back(each);
  calendar_rule(each, hits);
  if (each.before && each.now)
    each.difference = difference_between(each.then_terms, each.now_terms);
  else
    each.difference.parts = parts_of_single(each);
  figure_rules(each, hits);
  date_rules(each, hits, result.overpaid);
  if (each.before && each.now && each.match != Match::renumbered) {
    const bool was_paid = each.then_terms.paid.regular.count != 0;
    const bool is_paid = each.now_terms.paid.regular.count != 0;
    if (was_paid && !is_paid)
      place_stopped(each, hits);
    else if (!was_paid && is_paid)
      place_resumed(each, hits);
  }
  duplicate_rules(each, hits, result.overpaid);
  settle(each, result.overpaid);
  birthday_rule(each, hits);
  past_rules(each, hits, result.overpaid);
  event_rules(each, hits, result.overpaid);
  arrival_rules(each, hits);
  explain_parts(each, hits);
  result.dates_moved = moved_dates_rule(each, hits);
  backdated_rule(each, hits);
  not_due_rule(each, hits);
  doubt_what_is_due(each, hits);
  // What rules of this period named is on Overpayments, and not to be followed a second time.
  if (std::any_of(result.overpaid.begin(), result.overpaid.end(), [](const Overpayment& one) { return one.of_period; }))
    each.followed.due = each.now_terms.paid.regular;
  paid_later_rule(each, hits);
  take_out_answered(each.followed, hits);
  for (Hit& hit : hits)
    if (hit.risk != Risk::explained) hit.cause = cause_of(each, hit);
  result.parts = each.difference.parts;
  result.which = class_of(each, result.parts);
  order_hits(hits);
  if (hits.empty() && (each.followed.as_usual || each.followed.ties))
    hits.push_back({"as-due", Risk::explained, pounds(each.now_terms.paid.regular) + " is what is due.", {}, {}});
  if (hits.empty() && result.which != Class::unchanged)
    hits.push_back(
        {"changed", Risk::check, "Changed, and no rule says why.", "Ask the social worker: what changed, and from what date?", {}});
  result.risk = hits.empty() ? Risk::explained : hits.front().risk;
  result.stake = absolute(each.paid_now() - each.paid_before());
  for (const Hit& hit : hits) {
    result.stake = std::max(result.stake, hit.stake);
    result.missing_child = result.missing_child || (hit.rule == "missing-child" && hit.risk == Risk::query);
  }
  result.followed = std::move(each.followed);
  return result;
}

}  // namespace counterfoil::cwd
