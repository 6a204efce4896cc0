// A recorded run done again from its exports, in memory, to see whether it comes to what was recorded.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "run/given/installation.hpp"

namespace counterfoil::run {

struct ReplayRequest {
  std::string run_id;
  std::vector<std::filesystem::path> files;  // the exports, in any order: they are known by their digests
  std::filesystem::path workbook;            // empty: the recorded name, here and beside the exports
  std::filesystem::path settings;            // used where the workbook does not hold the run's own
  std::filesystem::path ledger;
};

struct ReplayStatement {
  enum class Kind { same, different, limit };
  Kind kind = Kind::same;
  std::string id;
  std::string words;
  std::string sheet;
  std::string cell;
  std::string column;
  std::string held;  // by the workbook
  std::string now;   // what the run comes to
};

struct ReplayOutcome {
  bool same = false;
  std::vector<ReplayStatement> statements;
  std::string summary;
};

/// Writes nothing. Failure (usage) for an unknown run or exports that are missing, (refused) for a run that cannot be done again.
ReplayOutcome replay(const ReplayRequest& request, const Installation& installation);

}  // namespace counterfoil::run
