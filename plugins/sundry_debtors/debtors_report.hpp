#pragma once

#include "counterfoil/plugin.hpp"
#include "work.hpp"

namespace counterfoil::debtors {

/// Every table and fact of the workbook, and the totals that the engine holds the plugin to.
void hand_out(plugin::Run& run, const Batch& batch, const Settings& settings);

}  // namespace counterfoil::debtors
