#include <windows.h>

#include <lmcons.h>

#include <cstdlib>
#include <ctime>
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

}  // namespace

std::optional<std::string> environment_variable(const char* name) {
  const auto value = wide_variable(path_from_utf8(name).c_str());
  if (!value) return std::nullopt;
  return utf8_from_wide(*value);
}

fs::path data_folder() {
  // The roaming folder follows the user to the next desk and outlives a desktop that is made anew each morning; the local one does
  // not.
  for (const wchar_t* name : {L"APPDATA", L"LOCALAPPDATA"})
    if (const auto folder = wide_variable(name)) return fs::path{*folder} / "Counterfoil";
  throw Failure{FailureKind::unwritable,
                "Windows names no folder for your data, so there is no place for the ledger. Name its file with --ledger or "
                "COUNTERFOIL_LEDGER."};
}

fs::path log_folder() {
  if (const auto local = wide_variable(L"LOCALAPPDATA")) return fs::path{*local} / "Counterfoil" / "logs";
  return data_folder() / "logs";
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

std::string user_name() {
  if (auto fixed = environment_variable("COUNTERFOIL_FIXED_USER")) return *fixed;
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

int local_offset_minutes(std::int64_t seconds_since_1970) {
  const auto moment = static_cast<__time64_t>(seconds_since_1970);
  std::tm local{};
  if (_localtime64_s(&local, &moment) != 0) return 0;
  return static_cast<int>((_mkgmtime64(&local) - moment) / 60);
}

}  // namespace counterfoil
