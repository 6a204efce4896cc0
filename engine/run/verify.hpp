// Is a workbook's record whole, and what was touched since the last run.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "run/installation.hpp"

namespace counterfoil::run {

struct VerifyStatement {
  bool problem = false;
  bool limit = false;  // something that cannot be proven
  std::string id;      // kebab-case, for programs
  std::string words;
  std::string sheet;   // where, if it is about a sheet or a cell
  std::string cell;
};

struct VerifyOutcome {
  bool sound = false;  // no problem found
  std::vector<VerifyStatement> statements;
  std::string summary;
};

/// Reads only; what it found is added to the ledger where the ledger can be written. Failure when the workbook cannot be read or was never
/// made by Counterfoil.
VerifyOutcome verify_workbook(const std::filesystem::path& workbook, const std::filesystem::path& ledger, const Installation& installation);

}  // namespace counterfoil::run
