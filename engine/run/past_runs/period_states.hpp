// What the log of periods comes to, one statement after another: what was compared, what is missing, repeated or restated.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "counterfoil/date.hpp"
#include "report/period_log.hpp"

namespace counterfoil::run {

struct PeriodState {
  DateSpan days;
  std::string period;        // in words
  std::string event;         // "Compared", "Restated", "Restated 2", "Missing", "Repeated", ...
  std::size_t of = npos;     // the export in the log; npos: none came
  std::size_t prior = npos;  // the export that stood for these days before
  bool counts = false;       // its total is part of a year's
  bool to_explain = false;
  std::string words;
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

/// By period from the oldest, and within a period in the order of the runs.
std::vector<PeriodState> period_states(const report::PeriodLog& log);

}  // namespace counterfoil::run
