// Is a workbook's record whole, and what was touched since the last run.
#pragma once

#include <filesystem>

#include "audit/verify.hpp"
#include "run/installation.hpp"

namespace counterfoil::run {

/// Reads only; what it found is added to the ledger where the ledger can be written. Failure when the workbook cannot be read or was never
/// made by Counterfoil.
audit::VerifyReport verify_workbook(const std::filesystem::path& workbook, const std::filesystem::path& ledger, const Installation& installation);

}  // namespace counterfoil::run
