// THE main path: one run of one task, from files to the saved workbook.
#pragma once

#include "run/given/installation.hpp"
#include "run/given/run_events.hpp"
#include "run/given/run_outcome.hpp"
#include "run/given/run_request.hpp"

namespace counterfoil::run {

/// Never throws for what can go wrong with files, data or plugins: the outcome says it. Nothing is written before everything is
/// worked out.
RunOutcome run(const RunRequest& request, const Installation& installation, const RunEvents& events = {});

/// 0 finished or rehearsed, 1 stopped by findings, 2 could not run, 3 usage.
int exit_status(const RunOutcome& outcome);

}  // namespace counterfoil::run
