// All that proves what happened in a year, in one folder that opens in Excel and that anybody can check without Counterfoil.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "run/find.hpp"
#include "run/given/installation.hpp"

namespace counterfoil::run {

struct EvidenceRequest {
  std::string year;  // "2025-26" is 1 April 2025 to 31 March 2026
  std::vector<std::filesystem::path> folders;
  std::filesystem::path save_to;               // a folder that is not there yet
  std::vector<std::filesystem::path> ledgers;  // of those who ran Counterfoil; the first is one's own
};

/// Something that proves less than it should.
struct EvidenceProblem {
  std::string file;
  std::string words;
};

struct EvidenceOutcome {
  std::filesystem::path folder;
  std::vector<EvidenceProblem> problems;
  std::vector<NotSearched> not_read;
  std::vector<std::string> words;
};

/// Reads only, but for the new folder. Failure: usage (no such year or folder, a folder that is there), unwritable.
EvidenceOutcome gather_evidence(const EvidenceRequest& request, const Installation& installation);

}  // namespace counterfoil::run
