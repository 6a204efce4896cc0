// The kept versions of a workbook, and one of them brought back as a new file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "run/given/installation.hpp"

namespace counterfoil::run {

struct RestoreRequest {
  std::filesystem::path workbook;  // need not be there any more
  std::string version;             // its number; empty: list them
  std::string as_at;               // "31/03/2026": the version that stood at the end of that day (UTC), in place of a number
  std::filesystem::path as;        // empty: a name beside the workbook
  std::filesystem::path ledger;
};

struct WorkbookVersion {
  unsigned number = 0;
  std::filesystem::path file;
  std::uint64_t bytes = 0;
  std::string run;  // the last run on its Audit sheet, who made it and when (local); empty where it has none
  std::string user;
  std::string time;
  std::string time_utc;     // the same moment, as stamps have it: "2025-12-08T09:30:00Z"
  std::string replaced_by;  // the run that put another version in its place
  std::string because;      // why it stays until its date: "approved", "rejected", "released", "last-of-period"; mostly empty
  std::string trouble;      // why it cannot be read; empty when it can
};

struct RestoreOutcome {
  std::filesystem::path workbook;
  std::vector<WorkbookVersion> versions;  // the newest first
  std::filesystem::path restored;         // the new file; empty when they were only listed
  std::vector<std::string> words;
};

/// The restored file says itself that it was brought back: a row of the Audit sheet, lines of the log of decisions, with what the
/// log of the workbook that is there now has besides, and the ledger. Where the version is no sound workbook of ours it comes back
/// byte for byte, and the words say so. Never writes over a file and never takes a version away. Failure: usage (no such version,
/// no such day, a name that is taken), unreadable (no versions; what stood on the day is not kept), unwritable.
RestoreOutcome restore(const RestoreRequest& request, const Installation& installation);

}  // namespace counterfoil::run
