// Where each value that a run is set to came from, who gave it first, and what it was in the run before.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "host/parameters.hpp"
#include "run/given/council_settings.hpp"
#include "run/given/settings.hpp"
#include "run/past_runs/kept_lines.hpp"

namespace counterfoil::run {

/// What a settings file says besides the task's own settings: further headings, sheets, and how long is kept. "Heading of net_cost"
/// and its value, in the order in which they are shown.
std::vector<std::pair<std::string, std::string>> further_settings(const Settings& settings);

/// Borrows until setting_origins returns.
struct OriginsOrder {
  const host::PluginDescription& plugin;
  const CouncilSettings& council;
  const Settings& settings;                 // of the file
  const host::ParameterValues& now;         // of the run
  const std::set<std::string>& by_command;  // settings whose value the command gives
  const KeptRun* last;                      // the workbook's last run; null: none
  const std::string& user;                  // login
};
std::vector<SettingOrigin> setting_origins(const OriginsOrder& order);

/// Values that were left open and filled in from the workbook's last run: `used` has them and `given` has not.
void tell_taken_over(std::vector<SettingOrigin>& origins, const host::ParameterValues& given, const host::ParameterValues& used);

}  // namespace counterfoil::run
