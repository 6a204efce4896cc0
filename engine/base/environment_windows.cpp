#include <windows.h>

// Before the headers of the shell, which only name the ids.
#include <initguid.h>
#include <knownfolders.h>
#include <lmcons.h>
#include <objbase.h>
#include <shlobj.h>

#include <cstdlib>
#include <string_view>

#include "base/environment.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace counterfoil {

namespace fs = std::filesystem;

namespace {

std::string utf8_from_wide(std::wstring_view text) {
  return utf8_from_utf16_le({reinterpret_cast<const char*>(text.data()), text.size() * sizeof(wchar_t)});
}

std::optional<std::wstring> wide_variable(const wchar_t* name) {
  const wchar_t* value = _wgetenv(name);
  if (!value || !*value) return std::nullopt;
  return std::wstring{value};
}

/// A folder of the profile that Windows knows for the user of this process, wherever the environment points.
std::optional<fs::path> known_folder(const KNOWNFOLDERID& id) {
  wchar_t* path = nullptr;
  const HRESULT result = SHGetKnownFolderPath(id, KF_FLAG_DONT_VERIFY, nullptr, &path);
  std::optional<fs::path> found;
  if (SUCCEEDED(result) && path && *path) found = fs::path{path};
  CoTaskMemFree(path);
  return found;
}

}  // namespace

std::optional<std::string> environment_variable(const char* name) {
  const auto value = wide_variable(path_from_utf8(name).c_str());
  if (!value) return std::nullopt;
  return utf8_from_wide(*value);
}

fs::path system_data_folder() {
  // The roaming folder follows the user to the next desk and outlives a desktop that is made anew each morning; the local one does
  // not.
  for (const auto* folder : {&FOLDERID_RoamingAppData, &FOLDERID_LocalAppData})
    if (const auto path = known_folder(*folder)) return *path / "Counterfoil";
  throw Failure{FailureKind::unwritable,
                "Windows names no folder for your data, so there is no place for the ledger. Name its file with --ledger or "
                "COUNTERFOIL_LEDGER."};
}

fs::path system_log_folder() {
  if (const auto local = known_folder(FOLDERID_LocalAppData)) return *local / "Counterfoil" / "logs";
  return system_data_folder() / "logs";
}

fs::path system_machine_folder() {
  const auto shared = known_folder(FOLDERID_ProgramData);
  return shared ? *shared / "Counterfoil" : fs::path{"C:\\ProgramData\\Counterfoil"};
}

bool long_paths_work() {
  using Ask = BOOLEAN(NTAPI*)();
  const HMODULE system = GetModuleHandleW(L"ntdll.dll");
  const auto ask =
      system ? reinterpret_cast<Ask>(reinterpret_cast<void*>(GetProcAddress(system, "RtlAreLongPathsEnabled"))) : nullptr;
  return !ask || ask() != FALSE;
}

fs::path executable_folder() {
  std::wstring path(MAX_PATH, L'\0');
  for (;;) {
    const DWORD length = GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size()));
    if (length == 0) return fs::current_path();
    if (length < path.size()) {
      path.resize(length);
      return fs::path{path}.parent_path();
    }
    path.resize(path.size() * 2);
  }
}

std::string system_login() {
  wchar_t name[UNLEN + 1];
  DWORD length = UNLEN + 1;
  if (!GetUserNameW(name, &length) || length <= 1) return "unknown";
  return utf8_from_wide({name, length - 1});
}

std::string machine_name() {
  wchar_t name[MAX_COMPUTERNAME_LENGTH + 1];
  DWORD length = MAX_COMPUTERNAME_LENGTH + 1;
  if (!GetComputerNameW(name, &length) || length == 0) return "unknown";
  return utf8_from_wide({name, length});
}

std::uint64_t process_id() { return GetCurrentProcessId(); }

bool process_runs(std::uint64_t id) {
  if (id == 0 || id > 0xFFFFFFFFu) return false;
  const HANDLE process = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, static_cast<DWORD>(id));
  if (!process) return GetLastError() != ERROR_INVALID_PARAMETER;
  DWORD exit_code = 0;
  const bool runs = !GetExitCodeProcess(process, &exit_code) || exit_code == STILL_ACTIVE;
  CloseHandle(process);
  return runs;
}

void forget_time_zone_of_environment() {}  // local_offset_minutes asks Windows, not the C library, which heeds TZ

int local_offset_minutes(std::int64_t seconds_since_1970) {
  // 100 ns since 1601, as Windows counts.
  constexpr std::int64_t from_1601_to_1970 = 11'644'473'600;
  const std::int64_t ticks = (seconds_since_1970 + from_1601_to_1970) * 10'000'000;
  if (ticks < 0) return 0;
  const FILETIME moment{static_cast<DWORD>(ticks & 0xFFFFFFFF), static_cast<DWORD>(ticks >> 32)};
  SYSTEMTIME utc{}, local{};
  FILETIME back{};
  if (!FileTimeToSystemTime(&moment, &utc) || !SystemTimeToTzSpecificLocalTime(nullptr, &utc, &local) ||
      !SystemTimeToFileTime(&local, &back))
    return 0;
  const auto local_ticks = static_cast<std::int64_t>(static_cast<std::uint64_t>(back.dwHighDateTime) << 32 | back.dwLowDateTime);
  const std::int64_t whole_seconds = ticks / 10'000'000 * 10'000'000;
  return static_cast<int>((local_ticks - whole_seconds) / 600'000'000);
}

}  // namespace counterfoil
