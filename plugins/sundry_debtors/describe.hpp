#pragma once

#include "counterfoil/plugin_abi.h"

namespace counterfoil::debtors {

/// Inputs, settings and findings of the task; `run` is left empty.
cf_plugin description();

}  // namespace counterfoil::debtors
