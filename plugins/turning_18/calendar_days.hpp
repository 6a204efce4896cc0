// Months, weekdays and ages as people count them.
#pragma once

#include <string>
#include <string_view>

#include "counterfoil/date.hpp"

namespace counterfoil::turning {

/// A day so many months on or back. Where the month has no such day it is the month's last, and `clamped` says so
/// (plugins/domain.md, "Born on 29 February").
struct MonthsAway {
  Date day;
  bool clamped = false;
};
MonthsAway months_from(Date day, int months);

/// The day an age in months is attained: whole years by the rule of the birthday, others by counting months from the date of birth.
MonthsAway attains_months(Date born, int months, bool leap_birthday_in_february);

/// Whole years of age on a day.
int age_on(Date born, Date day, bool leap_birthday_in_february);

bool born_on_29_february(Date born);

std::string_view weekday_word(Date day);  // "Thursday"
std::string month_words(Date day);        // "Dec 2025"
Date first_of_month(Date day);

}  // namespace counterfoil::turning
