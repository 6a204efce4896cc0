// Children and young people who turn 18 or change their age band around two pay periods, and what should be said of each. Worked
// out here by the generator's own arithmetic, without the engine.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "../model.hpp"

namespace examples::turning {

/// What one row of an export says. Amounts are whole pence.
struct PaidLine {
  std::string id;
  std::string service_type = "Direct payment";
  std::string service = "Personal assistant, employed";
  std::string frequency = "Weekly";
  std::optional<Day> born;
  bool born_as_text = false;
  Day start = day(2024, 4, 1);
  std::optional<Day> end;
  std::int64_t cost = 0;                                // for each `frequency`
  std::optional<std::int64_t> first_paid, second_paid;  // in each of the two periods; nothing: not in that export
};

/// What the Watch list should say after the first export; of one person.
struct Expected {
  std::string which;  // the class
  Day turns_18;
  std::int64_t weekly = 0;
  Period pay_period, last_full_period;
  std::int64_t days_before = 0, days_after = 0, before = 0, after = 0;
  std::optional<std::int64_t> since_18;
  std::string end_held;
};

/// A decision that somebody takes after the first run, and what the second export then shows as paid beyond it.
struct Decision {
  std::string decision;
  std::optional<Day> last_day;
  std::int64_t overpaid = 0;  // in the second export; nought: nothing
  std::optional<Day> overpaid_from;
  std::int64_t overpaid_days = 0;
};

struct Case {
  Person person;
  std::vector<PaidLine> lines;
  std::optional<Expected> expected;   // nothing: not on the Watch list
  std::vector<std::string> findings;  // about this person
  std::optional<Decision> decision;
  std::string why;
};

const Period& first_period();
const Period& second_period();

/// Planted ones first, then the many who are far from 18.
std::vector<Case> all_cases();

/// numerator / denominator, half up; both not below nought.
std::int64_t half_up(std::int64_t numerator, std::int64_t denominator);

}  // namespace examples::turning
