// `counterfoil inspect`: its words on the command line, and what it says to a person.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "run/inspect.hpp"

namespace counterfoil::app {

/// What the command line holds, as text.
struct InspectTexts {
  std::vector<std::string> files;
  std::vector<std::string> inputs;  // ID=FILE
  std::string task, workbook, settings, reason;
  std::vector<std::string> sets;  // NAME=VALUE
};
/// Failure (usage) for what is not written so.
run::InspectRequest inspect_request(const InspectTexts& texts);

void tell_inspected(std::ostream& out, const run::InspectOutcome& outcome);

}  // namespace counterfoil::app
