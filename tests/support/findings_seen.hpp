// Which findings the tests really had reported. A test run that names a file in COUNTERFOIL_FINDINGS_SEEN gets a line a finding
// there, "owner id"; tests/house/findings_reported.py then says which of the catalogues nobody reported. Header-only, for tests
// alone.
#pragma once

#include <cstdlib>
#include <fstream>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

namespace findings_seen {

/// `owner`: a task's id, or "engine". Each is written once a process, in one short append, since many processes write at once.
inline void saw(std::string_view owner, std::string_view id) {
  static const char* const file = std::getenv("COUNTERFOIL_FINDINGS_SEEN");
  if (!file) return;
  static std::mutex mutex;
  static std::set<std::string> written;
  const std::lock_guard lock{mutex};
  const std::string line = std::string{owner} + " " + std::string{id} + "\n";
  if (written.insert(line).second) std::ofstream{file, std::ios::app | std::ios::binary} << line << std::flush;
}

/// All of a run's findings, where the engine's and a plugin's stand together.
template <class Findings>
void saw_all(std::string_view owner, const Findings& findings) {
  for (const auto& finding : findings) saw(owner, finding.id);
}

}  // namespace findings_seen
