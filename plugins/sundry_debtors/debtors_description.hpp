#pragma once

#include "counterfoil/notes.hpp"
#include "counterfoil/plugin_abi.h"

namespace counterfoil::debtors {

/// Inputs, settings and findings of the task; `run` is left empty.
cf_plugin description();

/// Whether any of the notes stops the run (its severity in findings.def).
bool blocking(const Notes& notes);

}  // namespace counterfoil::debtors
