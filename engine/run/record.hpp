// The team's record folder as IT makes it, and what it withstands.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "acts/record_check.hpp"

namespace counterfoil::run {

struct RecordRequest {
  bool check = false;           // else the commands for IT are printed, and nothing is done
  std::filesystem::path place;  // of a check: the workbook, or empty for the folder that IT named; of a setup: the folder to be
  std::string group;            // of a setup: who may add; empty: a name to be filled in
};

struct RecordOutcome {
  std::filesystem::path folder;
  std::string by_whom;  // how the folder is known: "by IT, for this whole machine"
  std::vector<acts::RecordTrial> trials;
  std::vector<std::string> words;
};

/// Failure: usage (no place), refused (settings of the machine that prove nothing).
RecordOutcome record(const RecordRequest& request);

}  // namespace counterfoil::run
