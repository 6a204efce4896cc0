// Days of a line that were raised already are not raised again.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "counterfoil/date.hpp"

namespace counterfoil::debtors {

/// Days of one line that are taken, and by which matter.
struct TakenDays {
  DateSpan span;
  std::string key;
  bool in_this_list = false;
};

/// What is left of a span once the taken ones are cut out of it, in order of day.
std::vector<DateSpan> days_left(DateSpan span, const std::vector<TakenDays>& taken);

}  // namespace counterfoil::debtors
