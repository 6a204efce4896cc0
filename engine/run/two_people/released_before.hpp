// What the ledger knows of earlier releases.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/entry.hpp"

namespace counterfoil::run {

/// A release of this very batch that was begun, and how far it came.
struct BegunRelease {
  std::string run_id;
  std::string user;
  std::string time_utc;
  bool finished = false;
};
std::optional<BegunRelease> begun_release(const std::vector<audit::Entry>& entries, const std::string& task,
                                          const std::string& batch);

/// A sentence for each earlier release, of another batch, in which some of these lines were. `keys`: digests.
std::vector<std::string> lines_released_before(const std::vector<audit::Entry>& entries, const std::string& task,
                                               const std::string& batch, const std::vector<std::string>& keys);

/// "b.checker on 08/12/2025 at 09:30 UTC"
std::string by_whom_and_when(const std::string& user, const std::string& time_utc);

}  // namespace counterfoil::run
