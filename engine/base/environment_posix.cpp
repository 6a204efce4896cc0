#include <pwd.h>
#include <signal.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <vector>

#include "base/environment.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace counterfoil {

namespace fs = std::filesystem;

namespace {

struct Account {
  std::string login;  // empty: the system does not know
  std::string home;
};

Account this_account() {
  std::vector<char> space(1 << 14);
  passwd entry{};
  passwd* found = nullptr;
  if (getpwuid_r(geteuid(), &entry, space.data(), space.size(), &found) != 0 || !found) return {};
  return {found->pw_name ? found->pw_name : "", found->pw_dir ? found->pw_dir : ""};
}

}  // namespace

std::optional<std::string> environment_variable(const char* name) {
  const char* value = std::getenv(name);
  if (!value || !*value) return std::nullopt;
  return std::string{value};
}

fs::path system_data_folder() {
  const Account account = this_account();
  if (const fs::path home{account.home}; home.is_absolute()) return home / ".local" / "share" / "counterfoil";
  throw Failure{
      FailureKind::unwritable,
      "The system names no home folder, so there is no place for the ledger. Name its file with --ledger or COUNTERFOIL_LEDGER."};
}

fs::path system_log_folder() { return system_data_folder() / "logs"; }

fs::path system_machine_folder() { return "/etc/counterfoil"; }

bool long_paths_work() { return true; }

fs::path executable_folder() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  return error ? fs::current_path() : program.parent_path();
}

std::string system_login() {
  const Account account = this_account();
  return account.login.empty() ? "unknown" : repair_utf8(account.login);
}

std::string machine_name() {
  char name[256] = {};
  if (gethostname(name, sizeof name - 1) != 0 || !*name) return "unknown";
  return repair_utf8(name);
}

std::uint64_t process_id() { return static_cast<std::uint64_t>(getpid()); }

bool process_runs(std::uint64_t id) {
  const auto process = static_cast<pid_t>(id);
  if (process <= 0 || static_cast<std::uint64_t>(process) != id) return false;
  return kill(process, 0) == 0 || errno != ESRCH;
}

void forget_time_zone_of_environment() {
  unsetenv("TZ");
  tzset();
}

int local_offset_minutes(std::int64_t seconds_since_1970) {
  const auto moment = static_cast<std::time_t>(seconds_since_1970);
  std::tm local{};
  if (!localtime_r(&moment, &local)) return 0;
  return static_cast<int>(local.tm_gmtoff / 60);
}

}  // namespace counterfoil
