// In place of engine/base/who_and_when.cpp, in the command that the tests run and in nothing that is staged, installed or zipped: a
// clock, a person and ids that a test fixes, so that the same inputs give the same bytes, and folders where the test says.
//   COUNTERFOIL_FIXED_CLOCK   2025-12-08T09:30:00Z, here and in UTC alike
//   COUNTERFOIL_FIXED_USER    who acts
//   COUNTERFOIL_FIXED_RUN_ID  letters, digits and '-', at most 64
//   COUNTERFOIL_FIXED_MACHINE_FOLDER  IT's settings for the whole machine
//   HOME, XDG_DATA_HOME, APPDATA, LOCALAPPDATA  as programs usually heed them
#include "base/who_and_when.hpp"

#include <algorithm>
#include <chrono>
#include <random>

#include "base/digest.hpp"
#include "base/environment.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"

namespace counterfoil {

namespace fs = std::filesystem;

namespace {

std::optional<fs::path> named(const char* variable) {
  const auto value = environment_variable(variable);
  if (!value || !path_from_utf8(*value).is_absolute()) return std::nullopt;
  return path_from_utf8(*value);
}

}  // namespace

Moment now() {
  if (const auto fixed = environment_variable("COUNTERFOIL_FIXED_CLOCK")) {
    const auto seconds = parse_utc(*fixed);
    if (!seconds)
      throw Failure{FailureKind::usage,
                    "COUNTERFOIL_FIXED_CLOCK is \"" + *fixed + "\", which is not a time like 2025-12-08T09:30:00Z."};
    Moment moment = make_moment(*seconds, 0);
    moment.fixed = true;
    return moment;
  }
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  return make_moment(seconds, local_offset_minutes(seconds));
}

std::string new_run_id(const Moment& moment) {
  if (auto fixed = environment_variable("COUNTERFOIL_FIXED_RUN_ID")) {
    const bool plain = fixed->size() <= 64 && std::all_of(fixed->begin(), fixed->end(), [](char c) {
                         return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
                       });
    if (!plain)
      throw Failure{FailureKind::usage, "COUNTERFOIL_FIXED_RUN_ID may hold letters, digits and '-' only, at most 64 of them."};
    return *fixed;
  }
  return make_run_id(moment, std::random_device{}());
}

std::string new_ledger_id() {
  const auto fixed = environment_variable("COUNTERFOIL_FIXED_RUN_ID");
  return fixed ? sha256_hex(*fixed).substr(0, 32) : random_hex();
}

std::string user_name() {
  const auto fixed = environment_variable("COUNTERFOIL_FIXED_USER");
  return fixed ? *fixed : system_login();
}

#ifdef _WIN32
fs::path data_folder() {
  for (const char* name : {"APPDATA", "LOCALAPPDATA"})
    if (const auto folder = named(name)) return *folder / "Counterfoil";
  return system_data_folder();
}

fs::path log_folder() {
  const auto local = named("LOCALAPPDATA");
  return local ? *local / "Counterfoil" / "logs" : data_folder() / "logs";
}
#else
fs::path data_folder() {
  if (const auto data = named("XDG_DATA_HOME")) return *data / "counterfoil";
  if (const auto home = named("HOME")) return *home / ".local" / "share" / "counterfoil";
  return system_data_folder();
}

fs::path log_folder() { return data_folder() / "logs"; }
#endif

fs::path machine_folder() {
  const auto folder = named("COUNTERFOIL_FIXED_MACHINE_FOLDER");
  return folder ? *folder : system_machine_folder();
}

bool is_from_it(const fs::path& file) { return file.parent_path() == machine_folder(); }

}  // namespace counterfoil
