// The memory of a workbook as tables that a plugin may read beside its exports.
#pragma once

#include <string>

#include "host/plugin_run.hpp"
#include "report/memory.hpp"

namespace counterfoil::run {

/// Adds "#exports" and one input for each kept table. The export with the digest `in_hand` is left out.
void add_memory_inputs(const report::MemorySpec& spec, const report::Memory& memory, const std::string& in_hand,
                       const std::string& workbook, host::Inputs& inputs);

}  // namespace counterfoil::run
