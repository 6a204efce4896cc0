// The runs of a ledger, for people.
#pragma once

#include <ostream>

#include "run/history.hpp"

namespace counterfoil::app {

/// The state of the chain first, then a line a run with what is known of it below.
void tell_history(std::ostream& out, const run::History& history);

}  // namespace counterfoil::app
