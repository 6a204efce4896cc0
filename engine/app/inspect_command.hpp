// `counterfoil inspect` and `counterfoil waiting`: what they say to a person, and the former's words on the command line.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "run/inspect.hpp"
#include "run/waiting.hpp"

namespace counterfoil::app {

/// What the command line holds, as text.
struct InspectTexts {
  std::vector<std::string> files;
  std::vector<std::string> inputs;  // ID=FILE
  std::string task, workbook, settings, reason;
  std::vector<std::string> sets;      // NAME=VALUE
  std::vector<std::string> headings;  // FIELD=HEADING
};
/// Failure (usage) for what is not written so.
/// "FIELD=HEADING"; no heading: there is no such column.
std::pair<std::string, std::string> heading_answer(const std::string& text);
run::InspectRequest inspect_request(const InspectTexts& texts);

void tell_inspected(std::ostream& out, const run::InspectOutcome& outcome);
void tell_waiting(std::ostream& out, const run::WaitingOutcome& outcome);

}  // namespace counterfoil::app
