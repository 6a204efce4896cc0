// Whether a workbook's record is whole, and what was changed since the last run.
#pragma once

#include <filesystem>
#include <string>

#include "audit/ledger.hpp"
#include "audit/verify.hpp"
#include "report/opened_workbook.hpp"
#include "run/given/installation.hpp"
#include "run/past_runs/earlier_version.hpp"

namespace counterfoil::run {

/// Reads only; what it found is added to the ledger where the ledger can be written. Failure when the workbook cannot be read or
/// was never made by Counterfoil.
audit::VerifyReport verify_workbook(const std::filesystem::path& workbook, const std::filesystem::path& ledger,
                                    const Installation& installation);

/// The ledger alone. Failure (usage) where there is none.
audit::VerifyReport verify_ledger(const std::filesystem::path& ledger);

/// As verify_workbook, for a workbook that was opened already, without adding to the ledger. `workbook`: where it lies, for the
/// signed acts beside it.
audit::VerifyReport verify_read(const std::filesystem::path& workbook, const report::OpenedWorkbook& book,
                                const report::WorkbookSpec& spec, const audit::LedgerEvidence& ledger);

/// The same without the signed acts. `goes_on`: of an earlier version, the workbook that goes on from it.
audit::VerifyReport verify_opened(const std::string& name, const report::OpenedWorkbook& book, const report::WorkbookSpec& spec,
                                  const audit::LedgerEvidence& ledger, const GoesOn& goes_on = {});

}  // namespace counterfoil::run
