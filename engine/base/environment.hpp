// The machine that the program runs on: environment variables, folders, names. Implemented in environment_posix.cpp and
// environment_windows.cpp.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace counterfoil {

/// An environment variable as UTF-8; nothing when it is not set or empty.
std::optional<std::string> environment_variable(const char* name);

/// Where this user's data belongs (the ledger): $XDG_DATA_HOME/counterfoil or ~/.local/share/counterfoil; on Windows
/// %APPDATA%\Counterfoil. Not created here. Throws Failure (unwritable) when the system names no such folder.
std::filesystem::path data_folder();
/// Where this machine's logs belong: "logs" in the data folder; on Windows %LOCALAPPDATA%\Counterfoil\logs. Failure as above.
std::filesystem::path log_folder();

/// Whether paths of more than 259 characters can be used: a setting of Windows 10 and 11, off by default.
bool long_paths_work();

/// The folder of the running program, links resolved.
std::filesystem::path executable_folder();

/// The login name; COUNTERFOIL_FIXED_USER takes its place in tests. "unknown" when the system does not know.
std::string user_name();
/// The machine's network name, "unknown" when it has none.
std::string machine_name();

std::uint64_t process_id();
/// Whether a process with this id runs on this machine now. True when in doubt.
bool process_runs(std::uint64_t id);

/// Local time minus UTC at that moment, in minutes.
int local_offset_minutes(std::int64_t seconds_since_1970);

}  // namespace counterfoil
