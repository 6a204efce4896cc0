// Dates of a line that moved while it went on. Money alone does not show them.
#include "case.hpp"
#include "counterfoil/text.hpp"

namespace counterfoil::cwd {

namespace {

/// No end: blank, or a day so far off that systems write it for none.
std::optional<Date> real_end(std::optional<Date> end) {
  constexpr int last_real_year = 2090;
  if (end && static_cast<int>(std::chrono::year_month_day{*end}.year()) > last_real_year) return std::nullopt;
  return end;
}

std::string date_or_none(std::optional<Date> date) { return date ? format_date(*date) : std::string{"blank"}; }

/// What last period's payment comes to for those of its days that are in `days`.
Pence paid_last_period_for(const Case& each, DateSpan days) {
  const DateSpan paid_days = each.then_terms.span.days() > 0 ? each.then_terms.span : each.all.previous.period;
  const std::int64_t count = overlap(paid_days, days).days();
  const Pence paid = each.then_terms.paid.regular;
  return count <= 0 || paid.count <= 0 ? Pence{} : scale(paid, count, paid_days.days());
}

void end_rule(const Case& each, std::optional<Date> was, std::optional<Date> is, Hits& hits) {
  if (was && !is) {
    hits.push_back({"end-removed",
                    Risk::check,
                    "The end on " + format_date(*was) + " was taken out; the line has no end now.",
                    "Ask the social worker: does this service go on after " + format_date(*was) + "?",
                    {}});
    return;
  }
  if (was && *was < *is) {
    hits.push_back(
        {"end-extended", Risk::explained, "The end was " + format_date(*was) + ", is " + format_date(*is) + ".", {}, {}});
    return;
  }
  const Pence after = paid_last_period_for(each, {*is + std::chrono::days{1}, each.all.previous.period.last});
  if (after.count > 0)
    hits.push_back({"end-backdated", Risk::check,
                    "The end is " + format_date(*is) + " now and was " + date_or_none(was) + "; last period " + pounds(after) +
                        " was paid for days after it.",
                    "Ask the social worker: did this service end on " + format_date(*is) + "? If so, " + pounds(after) +
                        " of last period may have to come back.",
                    after});
  else
    hits.push_back(
        {"end-set",
         Risk::explained,
         was ? "The end was " + format_date(*was) + ", is " + format_date(*is) + "." : "Now ends on " + format_date(*is) + ".",
         {},
         {}});
}

void start_rule(const Case& each, std::optional<Date> was, std::optional<Date> is, Hits& hits) {
  const Pence early = is ? paid_last_period_for(each, {each.all.previous.period.first, *is - std::chrono::days{1}}) : Pence{};
  if (is && (!was || *was < *is) && early.count > 0)
    hits.push_back(
        {"start-moved-later", Risk::check,
         "The start is " + format_date(*is) + " now and was " + date_or_none(was) + "; last period " + pounds(early) +
             " was paid for days before it.",
         "Ask the social worker: on what date did this service start? " + pounds(early) + " of last period may have to come back.",
         early});
  else
    hits.push_back(
        {"start-changed", Risk::explained, "The start was " + date_or_none(was) + ", is " + date_or_none(is) + ".", {}, {}});
}

}  // namespace

bool moved_dates_rule(const Case& each, Hits& hits) {
  if (!each.before || !each.now || each.match == Match::renumbered) return false;
  const Payments& then = each.old_payments();
  const Payments& now = each.new_payments();
  const std::size_t before = hits.size();
  if (then.end.exists() && now.end.exists()) {
    const auto was = real_end(then.end.date(each.old_row()));
    const auto is = real_end(now.end.date(each.new_row()));
    if (was != is) end_rule(each, was, is, hits);
  }
  if (then.start.exists() && now.start.exists()) {
    const auto was = then.start.date(each.old_row());
    const auto is = now.start.date(each.new_row());
    if (was != is) start_rule(each, was, is, hits);
  }
  return hits.size() > before;
}

}  // namespace counterfoil::cwd
