// Which release profiles a batch is released with, and where each is read from.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/buffer.hpp"
#include "report/release_profile.hpp"
#include "run/given/installation.hpp"

namespace counterfoil::run {

/// The id of the task's setting that names another profile for this kind of batch.
std::string setting_of_profile(const report::WorkbookSpec& spec, const report::Release& release);
/// `chosen`: what the run was set to; empty: the task's own.
std::vector<std::string> profile_names(const report::Release& release, const std::string& chosen);

struct ReadProfile {
  report::ReleaseProfile profile;
  Buffer text;
  std::filesystem::path path;  // of a council's own file; empty: one of ours
  std::string file;            // its name, for people
};

/// `name`: an id of ours, or a file of the council's. Failure where there is none, or it does not read.
ReadProfile read_profile(const Installation& installation, const std::string& name);

}  // namespace counterfoil::run
