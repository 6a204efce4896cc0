// Everything that is wrong with what a run was given, before it begins.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "run/given/run_request.hpp"
#include "run/problem.hpp"

namespace counterfoil::run {

/// Files that are not there or cannot be opened, in the words of whoever reads them.
std::vector<Problem> unreadable_inputs(const std::map<std::string, std::filesystem::path>& files);

/// Somebody has the workbook, or its folder is not there. Nothing for a rehearsal.
std::vector<Problem> problems_of_workbook(const RunRequest& request);

}  // namespace counterfoil::run
