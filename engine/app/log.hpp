// The log for developers: version, stages and faults; positions and counts only, no names of people or files.
#pragma once

#include <string>

namespace counterfoil::app {

/// Starts the log in the user's data folder; without one the program works all the same.
void open_log();
void log_fault(const std::string& what);

}  // namespace counterfoil::app
