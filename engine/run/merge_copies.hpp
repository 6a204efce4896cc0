// Two copies of one workbook that went different ways, brought together in a new file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "report/workbook_copies.hpp"
#include "run/given/installation.hpp"

namespace counterfoil::run {

struct MergeCopiesRequest {
  std::filesystem::path base;  // that both were copied from
  std::filesystem::path mine;  // whose words stand where both changed a cell
  std::filesystem::path theirs;
  std::filesystem::path as;  // the new file; empty: "<mine> (merged)" beside mine
  std::filesystem::path ledger;
};

struct MergeCopiesOutcome {
  std::string run_id;
  std::string task;
  std::filesystem::path workbook;
  std::vector<std::string> words;  // for a person, the result first
  report::CopiesOutcome merged;
  std::string report_digest;
  std::string workbook_digest;
};

/// Reads the three and writes a new file; Failure when that is there already. Recorded in the ledger and on the new Audit sheet.
MergeCopiesOutcome merge_copies(const MergeCopiesRequest& request, const Installation& installation);

/// 0; 1 when something needs a person.
int exit_status(const MergeCopiesOutcome& outcome);

/// "both-changed", for programs.
std::string question_word(report::CopyQuestion::Kind kind);

}  // namespace counterfoil::run
