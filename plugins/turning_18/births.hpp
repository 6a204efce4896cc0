// One date of birth a person, or a note on why there is none that can be used.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "payments/payments.hpp"
#include "payments/people.hpp"
#include "turning_18_settings.hpp"

namespace counterfoil::turning {

struct Birth {
  std::optional<Date> born;   // nothing: missing, in the future or implausible; a note says so
  std::optional<Date> adult;  // the day on which the person attains 18
  std::string remark;         // "Two dates of birth: 01/02/2008 and 02/01/2008; the earlier is used."
};

/// By number of the person. Of two dates that could be right the earlier counts, so that nobody is told too late.
std::vector<Birth> read_births(const payments::Payments& payments, const payments::People& people, Date as_of,
                               const Settings& settings, Notes& notes);

}  // namespace counterfoil::turning
