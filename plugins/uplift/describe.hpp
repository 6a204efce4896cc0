// What the plugin tells the host about itself: inputs, parameters with their defaults and help, findings.
#pragma once

#include "counterfoil/plugin_abi.h"

namespace counterfoil::uplift {

/// `run` and the versions of the contract are filled in by the kit.
cf_plugin description();

}  // namespace counterfoil::uplift
