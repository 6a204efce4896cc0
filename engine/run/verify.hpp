// Whether a workbook's record is whole, and what was changed since the last run.
#pragma once

#include <filesystem>
#include <string>

#include "audit/ledger.hpp"
#include "audit/verify.hpp"
#include "base/buffer.hpp"
#include "run/given/installation.hpp"

namespace counterfoil::run {

/// Reads only; what it found is added to the ledger where the ledger can be written. Failure when the workbook cannot be read or
/// was never made by Counterfoil.
audit::VerifyReport verify_workbook(const std::filesystem::path& workbook, const std::filesystem::path& ledger,
                                    const Installation& installation);

/// The same for a workbook that was read already, without adding to the ledger.
audit::VerifyReport verify_bytes(const std::string& name, const Buffer& bytes, const report::WorkbookSpec& spec,
                                 const audit::LedgerEvidence& ledger);

}  // namespace counterfoil::run
