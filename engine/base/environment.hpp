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

/// Where this user's data belongs by the system's own account of the user, not by HOME, XDG_DATA_HOME or APPDATA, which anybody can
/// set: .local/share/counterfoil in the home folder of the password file; on Windows Counterfoil in the roaming folder of the
/// profile (it follows the user to the next desk and outlives a desktop that is made anew each morning). Not created here. Throws
/// Failure (unwritable) when the system names no such folder.
std::filesystem::path system_data_folder();
/// "logs" in the data folder; on Windows in Counterfoil in the profile's local folder. Failure as above.
std::filesystem::path system_log_folder();
/// Settings for the whole machine: /etc/counterfoil; on Windows Counterfoil in the folder that all users' programs share
/// (ProgramData).
std::filesystem::path system_machine_folder();

/// Whether paths of more than 259 characters can be used: a setting of Windows 10 and 11, off by default.
bool long_paths_work();

/// The folder of the running program, links resolved.
std::filesystem::path executable_folder();

/// The login that this process runs under. "unknown" when the system does not know.
std::string system_login();
/// The machine's network name, "unknown" when it has none.
std::string machine_name();

std::uint64_t process_id();
/// Whether a process with this id runs on this machine now. True when in doubt.
bool process_runs(std::uint64_t id);

/// From here on the time zone is the machine's, whatever TZ says.
void forget_time_zone_of_environment();
/// Local time minus UTC at that moment, in minutes.
int local_offset_minutes(std::int64_t seconds_since_1970);

}  // namespace counterfoil
