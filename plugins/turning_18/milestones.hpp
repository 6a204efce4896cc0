// The days before and on which something is due for a person: ages, reminders before 18, changes of an allowance's age band.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "turning_18_settings.hpp"

namespace counterfoil::turning {

struct Milestone {
  Date day;
  std::string code;   // "m210", "l3m": part of the event's lasting name
  std::string label;  // "17½", "18 in 3 months"
  std::string action;
  std::string remark;  // "The 31st is not in every month: moved to its last day."
};

/// All milestones of somebody born on that day, by date. A reminder that falls on an age that has a milestone anyway is said there.
std::vector<Milestone> milestones_of(Date born, const Settings& settings);

/// The same for a person in every run and on every machine; letters, digits and '-' only.
std::string event_uid(std::string_view person, std::string_view code);

/// When it is, seen from the day of the report: "Passed", "Rest of this month", "Next 3 months", "Next 6 months", "Next 12 months",
/// "Later".
std::string_view when_words(Date day, Date as_of);

}  // namespace counterfoil::turning
