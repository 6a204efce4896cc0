#include "run/steps/telling_failure.hpp"

#include <spdlog/spdlog.h>

#include <new>

namespace counterfoil::run {

Failure failure_in_hand(const std::string& run_id) {
  try {
    throw;
  } catch (const Failure& failure) {
    return failure;
  } catch (const std::bad_alloc&) {
    return {FailureKind::unreadable, "There is not enough memory for files of this size. Close other programs and run again."};
  } catch (const std::exception& fault) {
    spdlog::error("run {}: fault of the program: {}", run_id, fault.what());
    return {FailureKind::refused, "Counterfoil met a fault of its own" + (run_id.empty() ? std::string{} : " in run " + run_id) +
                                      " and stopped. Please report it with the log file."};
  }
}

std::string with_what_was_written(const Failure& failure, const WrittenFiles& written) {
  if (failure.kind() == FailureKind::usage && written.empty()) return failure.what();
  return std::string{failure.what()} + " " + written.in_words();
}

}  // namespace counterfoil::run
