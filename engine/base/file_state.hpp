// What the system says of a file before it is opened. Implemented in file_state_posix.cpp and file_state_windows.cpp.
#pragma once

#include <filesystem>

namespace counterfoil {

struct FileState {
  bool read_only = false;    // marked read-only, or this user may not change it: checked out by somebody, or no permission
  bool held = false;         // another program has it open in a way that forbids changing it
  bool online_only = false;  // a synced drive keeps the content elsewhere; reading fetches it
};

/// Opens nothing for writing and fetches nothing. All false for a file that is not there.
FileState file_state(const std::filesystem::path& file);

}  // namespace counterfoil
