// What was due and what was paid, day by day, as far as exports have shown it. Header-only: every task that looks back over
// several periods counts by these rules.
//
// Money is whole pence and belongs to days (first and last included). A sum for several days is never spread into daily amounts
// that are kept: a part of it is worked out when it is asked for, so that parts which adjoin add up to the whole to the penny.
// What was due is either known or not known; what is not known is never counted as nought.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "counterfoil/date.hpp"
#include "counterfoil/money.hpp"

namespace counterfoil::paid_days {

/// The part of a sum for the days `whole` that belongs to the days `part` of them: what has come due up to the end of the part less
/// what had before it, each rounded once. So parts that adjoin add up to the sum, whatever the rounding. Nought where none of
/// `part` lies in `whole`.
inline Pence share_of(Pence sum, DateSpan whole, DateSpan part, Rounding rounding = Rounding::half_up) {
  const DateSpan met = overlap(whole, part);
  if (met.days() == 0) return Pence{};
  if (met == whole) return sum;
  const std::int64_t before = (met.first - whole.first).count();
  return scale(sum, before + met.days(), whole.days(), rounding) - scale(sum, before, whole.days(), rounding);
}

/// The days that weekly money paid for a period covers: the weeks that begin in it, whole. A month that begins on a Saturday leaves
/// its first days to the month before, and its last week reaches into the next. Empty where no week begins in it.
inline DateSpan weeks_begun_in(DateSpan period, std::chrono::weekday week_start) {
  using Days = std::chrono::days;
  const Date first = period.first + (week_start - std::chrono::weekday{period.first});
  if (period.days() == 0 || first > period.last) return {period.first, period.first - Days{1}};
  return {first, first + Days{(period.last - first).count() / 7 * 7 + 6}};
}

/// A monthly payment over any days: whole calendar months in full, a part of a month by its share of that month's days.
inline Pence by_months(Pence a_month, DateSpan days, Rounding rounding = Rounding::half_up) {
  using namespace std::chrono;
  Pence sum;
  while (days.days() > 0) {
    const year_month_day day{days.first};
    const DateSpan month{sys_days{day.year() / day.month() / 1}, sys_days{day.year() / day.month() / std::chrono::last}};
    sum += share_of(a_month, month, days, rounding);
    days.first = month.last + std::chrono::days{1};
  }
  return sum;
}

/// The nights of a stay from its first to its last day: a night belongs to the day on which it begins, so that the last day is
/// free. Of a stay that goes on after `days` every day has its night.
inline DateSpan nights_of(DateSpan days, bool stay_ends) {
  return {days.first, stay_ends ? days.last - std::chrono::days{1} : days.last};
}

enum class Kind : std::uint8_t {
  regular,     // for days of its own, at the line's terms
  one_off,     // for no days; never counted as pay for days
  adjustment,  // more or less for days that were or will be paid for; counts for the days that it names
};

/// One payment, or what one export paid on one line for days in a row.
struct Paid {
  DateSpan days;
  std::optional<Pence> due;  // nothing: not known; of an adjustment: so much more (or less) is due for these days than was thought
  Pence paid;
  Kind kind = Kind::regular;
  std::uint32_t source = 0;  // where it came from: the place of the export in the caller's list
  std::uint32_t payee = 0;   // the caller's number for whoever was paid

  friend bool operator==(const Paid&, const Paid&) = default;
};

/// What was due and paid for some days.
struct Money {
  std::int64_t days = 0;     // asked for
  std::int64_t reached = 0;  // of them: with a regular payment, of nought pounds too
  std::int64_t unknown = 0;  // of these: what was due is not known
  Pence due;                 // for the days on which it is known
  Pence paid;                // by regular payments, on all days
  Pence paid_known;          // by regular payments, on the days for which due is known
  Pence adjusted;            // by adjustments, more less less

  /// Every day was reached, and what was due is known for each.
  bool known() const { return days > 0 && reached == days && unknown == 0; }
  /// Still to be paid; below nought: paid too much. By the days on which due is known; adjustments count whole.
  Pence owed() const { return due - paid_known - adjusted; }
};

/// Every payment of one line, or of one service of a person, in any order.
class Account {
 public:
  void add(const Paid& payment) { payments_.push_back(payment); }
  const std::vector<Paid>& payments() const { return payments_; }
  bool empty() const { return payments_.empty(); }

  /// Sums of the parts of all payments that fall on these days. A day that was paid twice counts once as reached, while due and
  /// paid add up: two payments of £428 for one period that owed £428 are `paid` £856; what was due counts once, from the payment
  /// that came first in the list.
  Money over(DateSpan span, Rounding rounding = Rounding::half_up) const {
    Money money;
    money.days = span.days();
    std::vector<DateSpan> seen;  // disjoint days that an earlier payment reached
    for (const Paid& each : payments_) {
      const DateSpan met = overlap(each.days, span);
      if (each.kind == Kind::one_off || met.days() == 0) continue;
      const Pence part = share_of(each.paid, each.days, met, rounding);
      if (each.kind == Kind::adjustment) {
        money.adjusted += part;
        if (each.due) money.due += share_of(*each.due, each.days, met, rounding);
        continue;
      }
      money.paid += part;
      if (each.due) money.paid_known += part;
      for (const DateSpan fresh : without(met, seen)) {
        money.reached += fresh.days();
        if (each.due)
          money.due += share_of(*each.due, each.days, fresh, rounding);
        else
          money.unknown += fresh.days();
        seen.push_back(fresh);
      }
    }
    return money;
  }

  /// Days of `span` that no regular payment reaches, in order.
  std::vector<DateSpan> gaps(DateSpan span) const {
    std::vector<DateSpan> taken;
    for (const Paid& each : payments_)
      if (each.kind == Kind::regular) taken.push_back(each.days);
    return without(span, taken);
  }

  /// Adjustments that name any of these days.
  std::vector<Paid> adjustments(DateSpan span) const {
    std::vector<Paid> found;
    for (const Paid& each : payments_)
      if (each.kind == Kind::adjustment && overlap(each.days, span).days() > 0) found.push_back(each);
    return found;
  }

  /// `span` without the days of `taken`, in order.
  static std::vector<DateSpan> without(DateSpan span, std::vector<DateSpan> taken) {
    using Days = std::chrono::days;
    std::sort(taken.begin(), taken.end(), [](const DateSpan& a, const DateSpan& b) { return a.first < b.first; });
    std::vector<DateSpan> left;
    for (const DateSpan& each : taken) {
      if (each.days() == 0 || overlap(each, span).days() == 0) continue;
      if (span.first < each.first) left.push_back({span.first, each.first - Days{1}});
      span.first = std::max(span.first, each.last + Days{1});
      if (span.days() == 0) break;
    }
    if (span.days() > 0) left.push_back(span);
    return left;
  }

 private:
  std::vector<Paid> payments_;
};

/// A sum that is to come back, and what has come back of it, oldest first.
struct Debt {
  Pence overpaid;   // never shrinks
  Pence recovered;  // never more than overpaid
  Pence left() const { return overpaid - recovered; }
};

/// Sets money that was taken back against debts in the order given; what is more than all of them comes back.
inline Pence set_against(Pence taken_back, const std::vector<Debt*>& debts) {
  for (Debt* debt : debts) {
    const Pence part = std::min(taken_back, debt->left());
    if (part.count <= 0) continue;
    debt->recovered += part;
    taken_back -= part;
  }
  return taken_back;
}

}  // namespace counterfoil::paid_days
