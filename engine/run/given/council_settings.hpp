// The council's own values for a task's settings, which IT keeps for the whole machine (acts/machine_settings.hpp). They come
// before the settings file and the command, which may give others unless a value is locked.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "acts/machine_settings.hpp"
#include "host/parameters.hpp"
#include "run/problem.hpp"

namespace counterfoil::run {

struct CouncilSettings {
  std::filesystem::path file;                        // empty: IT keeps none
  std::map<std::string, acts::CouncilValue> values;  // by setting

  /// What comes before everything that was given.
  host::ParameterTexts texts() const;
  bool has(const std::string& setting) const { return values.contains(setting); }
  bool locks(const std::string& setting) const;
};

/// Failure (refused) naming the file where a setting is unknown or its value does not read.
CouncilSettings council_settings(const host::PluginDescription& plugin);

/// Each locked setting for which something else was given, in the file or by the command.
std::vector<Problem> problems_of_locks(const CouncilSettings& council, const host::PluginDescription& plugin,
                                       const host::ParameterTexts& given);

}  // namespace counterfoil::run
