// The parameters by which a task is told a council's conventions, for the list of parameters in its description.
#pragma once

#include "counterfoil/describe.hpp"

namespace counterfoil::payments {

constexpr cf_parameter weeks_per_year_parameter() {
  return plugin::text_parameter(
      "weeks-per-year", "Weeks in a year", "52", "52|365/7",
      "How monthly, quarterly and annual amounts are turned into weekly ones: 52 weeks a year, or 365 days divided by 7.");
}

/// `help` says what the task counts by weeks.
constexpr cf_parameter week_start_parameter(const char* help) {
  return plugin::text_parameter("week-start", "First day of the week", "monday",
                                "monday|tuesday|wednesday|thursday|friday|saturday|sunday", help);
}

constexpr cf_parameter adjustment_column_parameter() {
  return plugin::text_parameter(
      "adjustment-column", "Adjustment column", "inside", "inside|added",
      "Whether the amount paid already holds what stands in the Adjustment column, or the adjustment is added to it.");
}

}  // namespace counterfoil::payments
