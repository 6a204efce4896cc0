// The fixed words of runs: for people, for the protocol, for the ledger.
#pragma once

#include <string>
#include <string_view>

#include "base/failure.hpp"
#include "run/given/run_outcome.hpp"

namespace counterfoil::run {

std::string_view status_word(RunStatus status);  // "finished", "rehearsed", "stopped-by-findings", "failed"
std::string_view reason_word(FailureKind kind);  // "locked", "unreadable", ...
std::string engine_version();                    // "0.1.0"
std::string version_words();                     // "Counterfoil 0.1.0"

}  // namespace counterfoil::run
