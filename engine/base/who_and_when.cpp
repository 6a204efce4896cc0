#include "base/who_and_when.hpp"

#include <chrono>
#include <random>

#include "base/environment.hpp"
#include "base/secret_file.hpp"

namespace counterfoil {

Moment now() {
  forget_time_zone_of_environment();
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  return make_moment(seconds, local_offset_minutes(seconds));
}

std::string new_run_id(const Moment& moment) { return make_run_id(moment, std::random_device{}()); }

std::string new_ledger_id() { return random_hex(); }

std::string user_name() { return system_login(); }

std::filesystem::path data_folder() { return system_data_folder(); }

std::filesystem::path log_folder() { return system_log_folder(); }

std::filesystem::path machine_folder() { return system_machine_folder(); }

bool is_from_it(const std::filesystem::path& file) { return written_by_administrators(file); }

}  // namespace counterfoil
