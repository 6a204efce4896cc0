// The workbooks that this user worked on last, in a small text file of the user's own: a task and a path a line.
#pragma once

#include <vector>

#include "launcher/presenter.hpp"

namespace counterfoil::launcher {

std::vector<RecentWork> read_recent();
/// Keeps nothing where the file cannot be written.
void write_recent(const std::vector<RecentWork>& recent);

}  // namespace counterfoil::launcher
