// The runs in the ledger, newest first, and whether the ledger's chain holds.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "audit/ledger.hpp"
#include "audit/run_facts.hpp"

namespace counterfoil::run {

struct HistoryEntry {
  std::string run_id;
  std::string time;  // of the start, UTC
  std::string task;
  std::string user;
  std::string state;  // "finished", "failed: locked", "stopped by findings", "cancelled", "not finished", "approved", "rejected",
                      // "released", "merged", "restored"
  std::string workbook;   // file name; empty where this user's list of names does not know it
  audit::RunFacts facts;  // of its last entry: period, exports with rows and totals, settings unlike the usual, batch, findings
};

struct History {
  std::vector<HistoryEntry> runs;
  bool there = false;                 // is there a ledger?
  std::vector<std::string> problems;  // of the chain, in sentences; first of all
  std::string sound;                  // "The ledger's 12 entries are unbroken ..."; empty where they are not
};

/// Failure when the ledger is held by another process.
History recorded_runs(const std::filesystem::path& ledger);
/// The same of a ledger that was read.
History runs_of(const audit::LedgerEvidence& evidence);

}  // namespace counterfoil::run
