// The pay periods before and after the export's own, one after the other without a gap.
#pragma once

#include <optional>

#include "counterfoil/date.hpp"
#include "turning_18_settings.hpp"

namespace counterfoil::turning {

class PayPeriods {
 public:
  /// `known` is the export's period. A whole calendar month is followed by calendar months, any other by periods of as many days.
  PayPeriods(DateSpan known, const Settings& settings);

  DateSpan containing(Date day) const;
  DateSpan before(DateSpan period) const;
  DateSpan known() const { return known_; }
  bool by_month() const { return by_month_; }
  std::int64_t days() const { return days_; }
  /// "every 28 days", "by calendar month": for the sheets.
  std::string words() const;

 private:
  DateSpan known_;
  bool by_month_ = false;
  std::int64_t days_ = 28;
};

/// First and last day of one calendar month?
bool is_calendar_month(DateSpan span);

}  // namespace counterfoil::turning
