// The program's own files, held to the list that was made when they were packaged: SHA256SUMS.txt beside bin, plugins and share.
#pragma once

#include <string>
#include <vector>

#include "run/given/installation.hpp"

namespace counterfoil::run {

inline constexpr const char* program_list = "SHA256SUMS.txt";

struct ProgramFiles {
  bool listed = false;                // the list is there; a build that was not packaged has none
  std::vector<std::string> troubles;  // sentences: a file that is gone or another one, a list that does not read
};

/// The command, the tasks, and what they are described by. plugins/plugins.json is not held to it: that list grows when IT adds a
/// task, whose digest it has. Files that the list does not name are not looked at.
ProgramFiles check_program_files(const Installation& installation);

}  // namespace counterfoil::run
