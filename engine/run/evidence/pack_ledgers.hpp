// The entries of ledgers as their chain is made over them, and the year's runs in them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "audit/ledger.hpp"
#include "run/evidence.hpp"
#include "run/evidence/pack_sheets.hpp"

namespace counterfoil::run {

/// Adds ledger-1.txt and so on to `files`. `run_ids`: of the Audit rows that were met. Returns how many finished runs and acts of
/// the year have no row among them.
std::uint64_t add_ledgers(const std::vector<audit::LedgerEvidence>& ledgers, const EvidenceYear& year,
                          const std::set<std::string>& run_ids, PackSheets& sheets, std::map<std::string, std::string>& files,
                          EvidenceOutcome& outcome);

}  // namespace counterfoil::run
