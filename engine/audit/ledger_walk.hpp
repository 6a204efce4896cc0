// Reading every entry of a ledger from the first, recomputing each hash, and holding the result against the anchors.
#pragma once

#include <filesystem>

#include "audit/database.hpp"
#include "audit/entry.hpp"
#include "audit/ledger_check.hpp"

namespace counterfoil::audit {

/// The row that the statement (select_entries) stands on.
Entry entry_of(const Statement& statement);

LedgerCheck walk(Database& database, const std::filesystem::path& ledger);

}  // namespace counterfoil::audit
