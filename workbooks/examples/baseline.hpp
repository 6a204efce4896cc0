#pragma once

#include <cstdint>
#include <string>

#include "model.hpp"

namespace examples {

/// A service that the council buys, with the rate on its approved table and when that rate began.
struct Service {
  std::string type;
  std::string name;
  std::string unit;
  std::int64_t rate = 0;      // pence, approved from `from`
  std::int64_t old_rate = 0;  // pence, approved until the day before
  std::int64_t new_rate = 0;  // pence, approved from `uplifted`; nought: none decided
  Day from;
  std::optional<Day> uplifted;
};

const std::vector<Service>& services();
const Service& service(const std::string& name);

/// A line at the approved rate, open-ended, weekly, since the service's rate began.
Line ordinary_line(const Person& person, const std::string& service_name, std::int64_t quantity, const std::string& id);

/// The people and their ordinary lines, the same in all three periods but for approved uplifts.
World ordinary_world();

}  // namespace examples
