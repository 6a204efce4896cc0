// What the plugin tells the host about itself: inputs, parameters with their defaults and help, findings.
#pragma once

#include "counterfoil/notes.hpp"
#include "counterfoil/plugin_abi.h"

namespace counterfoil::uplift {

/// `run` and the versions of the contract are filled in by the kit.
cf_plugin description();

/// Whether any of the notes stops the run (its severity in findings.def).
bool blocking(const Notes& notes);

}  // namespace counterfoil::uplift
