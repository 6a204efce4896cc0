// The sheet Settings: a row a setting, those that are unlike the usual first, then those that are not as in the run before.
#pragma once

#include "host/parameters.hpp"
#include "report/report.hpp"
#include "run/given/settings.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

/// Adds the table "settings" and the fact for its sheet's subtitle where the specification has it. `used`: the values of the run.
void add_settings_table(const report::WorkbookSpec& spec, const host::PluginDescription& plugin, const Settings& settings,
                        const host::ParameterValues& used, report::Report& report);

}  // namespace counterfoil::run
