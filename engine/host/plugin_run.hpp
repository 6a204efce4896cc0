// One run of a plugin: what it may ask, what it hands in.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "findings/finding.hpp"
#include "host/control_totals.hpp"
#include "host/parameters.hpp"
#include "host/plugin_library.hpp"
#include "report/report.hpp"
#include "spec/workbook_spec.hpp"
#include "table/input_table.hpp"

namespace counterfoil::host {

using Inputs = std::map<std::string, table::InputTable, std::less<>>;  // by input id; those that were given

struct PluginHooks {
  std::function<bool(std::uint64_t done, std::uint64_t total)> progress;  // false: the user cancelled
  std::function<void(unsigned level, const std::string&)> log;
};

/// Fields that the plugin looked at, by input.
using AskedFields = std::map<std::string, std::set<std::string, std::less<>>, std::less<>>;

struct PluginResult {
  report::Report report;
  ControlTotals totals;
  AskedFields asked;
};

/// Runs the plugin over the inputs. Findings that it reports are added with their place in the export. Failure (cancelled) when the
/// user cancelled; Failure (refused) with the plugin's own reason when it failed or broke the contract. Control totals are not
/// checked here.
PluginResult run_plugin(const PluginLibrary& library, const report::WorkbookSpec& spec, const Inputs& inputs,
                        const ParameterValues& parameters, Findings& findings, const PluginHooks& hooks);

}  // namespace counterfoil::host
