// One person taken out of workbooks of ours at the end of retention: sheets, record and earlier versions. Pounds stay, the person
// goes; a signed act says how much went, and everything else still proves.
//
// Before anything is changed, all of it is worked out, proven and signed ("removal-begun", with each file's digest before and
// after); then the files are replaced one by one; then "removed" is signed. Cut off in between, the same command goes on.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "run/given/installation.hpp"

namespace counterfoil::run {

struct ForgetRequest {
  std::string person;                          // an id
  std::string before;                          // "31/03/2019": nothing of them may be of this day or later
  std::vector<std::filesystem::path> folders;  // or workbooks, with their earlier versions
  std::filesystem::path ledger;
  bool really = false;  // else it is only said what would be removed
};

struct ForgetPart {
  std::string file;   // as it was named
  std::string kind;   // "Workbook", "Earlier version", "Calendar file"
  std::string where;  // sheet, or the part of the record
  std::uint64_t rows = 0;
  std::int64_t pence = 0;  // that stay
};

struct ForgetOutcome {
  enum class Status { nothing, would_remove, refused, removed };
  Status status = Status::nothing;
  std::vector<ForgetPart> parts;
  std::vector<std::string> refusals;  // sentences: nothing was done
  std::vector<std::string> remains;   // files that still name them, with why, and what to do
  std::vector<std::string> words;
  std::string code;  // check code of the signed act
};

/// Failure: usage (no such folder, no date, retention has not ended), unreadable, locked, unwritable; its words say whether it was
/// cut off half-way.
ForgetOutcome forget_person(const ForgetRequest& request, const Installation& installation);

/// 0; 1 where it was refused, or something still names them.
int exit_status(const ForgetOutcome& outcome);

}  // namespace counterfoil::run
