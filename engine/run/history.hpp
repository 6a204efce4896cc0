// The runs in the ledger, newest first.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace counterfoil::run {

struct HistoryEntry {
  std::string run_id;
  std::string time;  // of the start, UTC
  std::string task;
  std::string user;
  std::string state;  // "finished", "failed: locked", "stopped by findings", "cancelled", "not finished", "approved", "rejected",
                      // "released", "merged", "restored"
  std::string workbook;  // file name
};

/// Empty when there is no ledger yet. Failure when it cannot be read.
std::vector<HistoryEntry> recorded_runs(const std::filesystem::path& ledger);

}  // namespace counterfoil::run
