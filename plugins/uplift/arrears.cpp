#include "arrears.hpp"

#include <algorithm>

namespace counterfoil::uplift {

namespace {

std::int64_t paid_days(const Segment& segment, const CareLines& lines, DateSpan period) {
  const DateSpan days = overlap(segment.days, period);
  return days.days() - overlap(days, lines.prices[segment.price].suspended).days();
}

/// The same days at the rates that were paid until the new ones were loaded.
std::vector<Segment> old_segments(std::vector<Segment> segments) {
  for (Segment& segment : segments) segment.rate = segment.rate_before.value_or(segment.rate);
  return segments;
}

/// What the payment comes to beside the old and the new rates, and beside those at which earlier releases made up for it.
Standing standing_of(Arrear& arrear, const PaidPeriod& period, const ReleasedArrears::Sum& out, Pence tolerance) {
  const auto near = [&](Pence left, Pence right) { return absolute(left - right) <= tolerance; };
  if (period.overlaps || arrear.days_in_common) return Standing::check;
  // The payments may have the released arrears already, or not yet.
  const bool has_them = out.releases > 0 && (near(arrear.recalculated, period.paid) || near(out.recalculated, period.paid));
  arrear.released = has_them ? Pence{} : out.amount;
  if (near(arrear.amount(), Pence{})) return arrear.released.count == 0 ? Standing::paid : Standing::released;
  if (out.releases > 0) return near(out.recalculated, period.paid + arrear.released) ? Standing::owed : Standing::check;
  return near(arrear.at_old_rates, period.paid) ? Standing::owed : Standing::check;
}

}  // namespace

std::string_view standing_words(Standing standing) {
  switch (standing) {
    case Standing::owed: return "Owed";
    case Standing::paid: return "Paid already";
    case Standing::released: return "Released";
    case Standing::check: return "Check";
    case Standing::before: return "Before the uplift";
    case Standing::not_uplifted: return "Not uplifted";
  }
  return {};
}

Pence due_over(std::span<const Segment> segments, const CareLines& lines, DateSpan period, YearConvention year) {
  std::int64_t weekly_days = 0;   // pence a week times days
  std::int64_t monthly_days = 0;  // the same of lines paid by the month
  for (const Segment& segment : segments) {
    const std::int64_t days = paid_days(segment, lines, period);
    if (days == 0) continue;
    const bool by_month = lines.prices[segment.price].frequency == Frequency::monthly && period.days() >= 28 && period.days() <= 31;
    (by_month ? monthly_days : weekly_days) += multiply(segment.per_week, segment.rate).count * days;
  }
  Pence due = scale(Pence{weekly_days}, 1, 7);
  // A month is a twelfth of 52 weeks, or of 365 days.
  if (monthly_days != 0)
    due += year == YearConvention::weeks_52 ? scale(Pence{monthly_days}, 52, 12 * period.days())
                                            : scale(Pence{monthly_days}, 365, 7 * 12 * period.days());
  return due;
}

std::vector<Arrear> work_out_arrears(const PaidPeriods& paid, const CareLines& lines, const Evaluation& decided,
                                     const Settings& settings, const ReleasedArrears& released) {
  std::vector<Arrear> arrears;
  arrears.reserve(paid.periods.size());
  for (const PaidPeriod& period : paid.periods) {
    const std::vector<Segment>& segments = decided.segments[period.line];
    Arrear arrear;
    arrear.paid = &period;
    bool uplifted = false;
    for (const Segment& segment : segments) {
      const std::int64_t days = paid_days(segment, lines, period.period);
      uplifted = uplifted || segment.uplifted;
      if (days > 0 || &segment == &segments.front()) arrear.price = segment.price;
      if (segment.uplifted) arrear.days += days;
    }
    if (arrear.days == 0) {
      arrear.standing = uplifted ? Standing::before : Standing::not_uplifted;
      arrears.push_back(arrear);
      continue;
    }
    arrear.recalculated = due_over(segments, lines, period.period, settings.year);
    arrear.at_old_rates = due_over(old_segments(segments), lines, period.period, settings.year);
    // A finance system rounds each week.
    const std::int64_t weeks = (period.period.days() + 6) / 7;
    const Pence tolerance{settings.paid_tolerance.count * weeks};
    const CareLine& line = lines.lines[period.line];
    arrear.days_in_common = released.with_other_days(line.person, line.id, period.period);
    arrear.standing = standing_of(arrear, period, released.of(line.person, line.id, period.period), tolerance);
    arrears.push_back(arrear);
  }
  return arrears;
}

}  // namespace counterfoil::uplift
