// Whether a file is, byte for byte, what somebody had before them when they approved or rejected it.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "audit/entry.hpp"
#include "audit/verify.hpp"
#include "report/opened_workbook.hpp"

namespace counterfoil::run {

/// By the signed acts of the workbook's batch or period; where these do not say it, by what this ledger recorded of an approval of
/// its owner's. Nothing where neither names the file.
std::optional<audit::VerifyStatement> what_was_signed(const report::WorkbookSpec& spec, const std::filesystem::path& workbook,
                                                      const report::OpenedWorkbook& book, const std::vector<audit::Entry>& entries);

/// Whether signed acts, by keys that are known to whoever asks, are of just what the workbook holds: of each batch, or of the
/// period.
bool bound_by_acts(const report::WorkbookSpec& spec, const std::filesystem::path& workbook, const report::OpenedWorkbook& book);

}  // namespace counterfoil::run
