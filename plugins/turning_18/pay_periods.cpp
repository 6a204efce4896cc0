#include "pay_periods.hpp"

#include <string>

#include "calendar_days.hpp"

namespace counterfoil::turning {

namespace {

using Days = std::chrono::days;

DateSpan month_of(Date day) {
  const std::chrono::year_month_day parts{day};
  return {first_of_month(day), Date{parts.year() / parts.month() / std::chrono::last}};
}

}  // namespace

bool is_calendar_month(DateSpan span) { return month_of(span.first) == span; }

PayPeriods::PayPeriods(DateSpan known, const Settings& settings) : known_(known), days_(known.days()) {
  by_month_ = settings.pay_cycle == PayCycle::monthly || (settings.pay_cycle == PayCycle::as_exported && is_calendar_month(known));
  if (settings.pay_cycle == PayCycle::days) days_ = settings.period_days;
}

DateSpan PayPeriods::containing(Date day) const {
  if (known_.contains(day)) return known_;
  if (by_month_) return month_of(day);
  // Periods of so many days follow the export's last day, and go back from its first.
  if (day > known_.last) {
    const Date first = known_.last + Days{1} + Days{(day - known_.last - Days{1}).count() / days_ * days_};
    return {first, first + Days{days_ - 1}};
  }
  const Date last = known_.first - Days{1} - Days{(known_.first - Days{1} - day).count() / days_ * days_};
  return {last - Days{days_ - 1}, last};
}

DateSpan PayPeriods::before(DateSpan period) const { return containing(period.first - Days{1}); }

std::string PayPeriods::words() const {
  return by_month_ ? std::string{"by calendar month"} : "every " + std::to_string(days_) + " days";
}

}  // namespace counterfoil::turning
