// The settings of a run that are unlike the council's, or where it names none the program's own: each with the reason that a person
// gave. Without a reason there is no run. A reason holds for one run; one for a value that the settings file saves holds until the
// value changes.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "findings/finding.hpp"
#include "host/parameters.hpp"
#include "report/report.hpp"
#include "run/given/council_settings.hpp"
#include "run/given/settings.hpp"
#include "run/past_runs/kept_lines.hpp"
#include "run/problem.hpp"

namespace counterfoil::run {

/// "£25.00", as a setting's value is shown; of one that is empty until somebody gives it (this month's day) nothing: any value is
/// usual there.
std::string usual_value(const host::ParameterDescription& parameter, const CouncilSettings& council);

/// A recorded value as a person types it: "25%", not "0.25", where the task's own value is written so.
std::string as_typed(const host::ParameterDescription& parameter, const std::string& value);

/// What `now` holds that is unlike the usual, without reasons, in the order in which the task lists them.
std::vector<ChangedSetting> changed_settings(const host::PluginDescription& plugin, const CouncilSettings& council,
                                             const host::ParameterValues& now);

/// Borrows until find_reasons returns.
struct GivenReasons {
  std::string of_command;                   // for all that it sets, and for what has no other
  const std::set<std::string>& by_command;  // settings whose value the command gives
  const std::map<std::string, std::string>& of_file;
};
/// Puts a reason to each, and says which have none. `last`: the workbook's last run; null: none.
std::vector<Problem> find_reasons(const host::PluginDescription& plugin, const host::ParameterValues& now,
                                  const GivenReasons& given, const KeptRun* last, std::vector<ChangedSetting>& changed);

/// A finding each, and the words that follow the Summary's subtitle and name the sheet that has more.
void tell_changed_settings(const host::PluginDescription& plugin, const host::ParameterValues& now,
                           const std::vector<ChangedSetting>& changed, const std::string& sheet, report::Report& report,
                           Findings& findings);

}  // namespace counterfoil::run
