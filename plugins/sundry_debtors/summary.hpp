#pragma once

#include "counterfoil/plugin.hpp"
#include "work.hpp"

namespace counterfoil::debtors {

/// Facts, the summaries by route and by age, the bridge, and the accounts of every row.
void hand_out_summary(plugin::Run& run, const Batch& batch);

}  // namespace counterfoil::debtors
