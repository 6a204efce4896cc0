// The input "#run" of a plugin: the day on which the run was begun, which a replay takes from the record.
#pragma once

#include "base/clock.hpp"
#include "host/plugin_run.hpp"

namespace counterfoil::run {

/// As plugin_abi.h says: one row with the column "day" (in UTC).
void add_day_of_run(host::Inputs& inputs, const Moment& moment);

}  // namespace counterfoil::run
