// Carries out a parsed command and returns the exit status: 0 finished, 1 stopped by findings or problems found, 2 could not, 3
// usage.
#pragma once

#include "app/arguments.hpp"

namespace counterfoil::app {

int carry_out(const Parsed& parsed);

}  // namespace counterfoil::app
