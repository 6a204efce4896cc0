// `counterfoil restore`: its words on the command line, and what it says.
#pragma once

#include <string>
#include <vector>

#include "run/restore.hpp"

namespace counterfoil::app {

/// One line a version for people: "12  as run ... left it, replaced by run ...".
std::string version_in_words(const run::WorkbookVersion& version);

/// What to type to bring one back.
std::string how_to_restore(const run::RestoreOutcome& outcome);

}  // namespace counterfoil::app
