// How a command that cannot go on says so: in one place, whatever was thrown, with what it had written by then.
#pragma once

#include <string>
#include <utility>

#include "base/failure.hpp"
#include "base/written_files.hpp"

namespace counterfoil::run {

/// The exception that is being handled, as a failure for a person. A fault of the program is logged; its words say no more than
/// that. `run_id` may be empty: a command that is no run, or none yet.
Failure failure_in_hand(const std::string& run_id);

/// The sentence, and what was written by then. Not for a wrong command line: nothing was to be written yet.
std::string with_what_was_written(const Failure& failure, const WrittenFiles& written);

/// Carries out `command(written)`; a failure that leaves it also says what was written.
template <class Command>
auto telling_what_was_written(Command&& command) {
  WrittenFiles written;
  try {
    return std::forward<Command>(command)(written);
  } catch (...) {
    const Failure failure = failure_in_hand({});
    throw Failure{failure.kind(), with_what_was_written(failure, written)};
  }
}

}  // namespace counterfoil::run
