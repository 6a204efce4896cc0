// A task ready to run: its plugin, its workbook's specification, its inputs' layouts.
#pragma once

#include <map>
#include <string>

#include "host/manifest.hpp"
#include "host/plugin_library.hpp"
#include "run/given/installation.hpp"
#include "run/given/settings.hpp"
#include "spec/workbook_spec.hpp"
#include "table/layout.hpp"

namespace counterfoil::run {

struct Task {
  host::ManifestEntry entry;
  host::PluginLibrary library;
  report::WorkbookSpec spec;
  std::map<std::string, table::Layout> layouts;  // by input id, with the council's own headings
  Installation installation;                     // that it came from

  const host::PluginDescription& description() const { return library.description(); }
};

/// Failure (usage) for an unknown task, (refused) for one that must not be loaded.
Task load_task(const Installation& installation, const std::string& id, const Settings& settings);

}  // namespace counterfoil::run
