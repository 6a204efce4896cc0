#include "run/given/task.hpp"

#include <algorithm>

#include "base/failure.hpp"

namespace counterfoil::run {

namespace {

/// The settings file serves every task: a field belongs to the layouts that have it, and must belong to one of them.
void add_own_headings(std::map<std::string, table::Layout>& layouts, const table::ExtraHeadings& headings) {
  for (const auto& [field, names] : headings) {
    bool known = false;
    for (auto& [input, layout] : layouts) {
      if (!layout.field(field)) continue;
      known = true;
      table::add_headings(layout, {{field, names}});
    }
    if (!known && !layouts.empty()) table::add_headings(layouts.begin()->second, {{field, names}});  // says which name is wrong
  }
}

/// Every run is recorded in the workbook, and what the specification says of the inputs must fit the plugin.
void require_known_names(const report::WorkbookSpec& spec, const host::PluginDescription& plugin) {
  if (!spec.table("audit"))
    throw Failure{FailureKind::refused, "The workbook's specification " + spec.id +
                                            " has no table \"audit\", in which every run is recorded. "
                                            "Whoever wrote the task " +
                                            plugin.id + " must add it, as the template plugin has it."};
  bool known = true;
  if (spec.last_period) {
    const host::InputDescription* input = plugin.input(spec.last_period->input);
    const host::InputDescription* source = plugin.input(spec.last_period->lines_of);
    known = input && source && input->layout == source->layout;
    for (const auto& [now, then] : spec.last_period->parameters) known = known && plugin.parameter(now) && plugin.parameter(then);
  }
  for (const auto& [companion, host] : spec.companions) {
    const host::InputDescription* input = plugin.input(companion);
    known = known && input && !input->required && plugin.input(host) && !spec.companions.contains(host);
  }
  if (!known)
    throw Failure{FailureKind::refused, "The workbook's specification " + spec.id + " and the task " + plugin.id +
                                            " do not fit together. Copy the Counterfoil folder again from where it came."};
}

}  // namespace

Task load_task(const Installation& installation, const std::string& id, const Settings& settings) {
  const host::Manifest manifest = host::read_manifest(installation.plugins);
  const host::ManifestEntry& entry = manifest.find(id);
  host::PluginLibrary library = host::PluginLibrary::open(manifest, entry);
  report::WorkbookSpec spec = load_spec(installation, library.description().workbook);
  std::map<std::string, table::Layout> layouts;
  for (const host::InputDescription& input : library.description().inputs)
    layouts[input.id] = load_layout(installation, input.layout);
  require_known_names(spec, library.description());
  add_own_headings(layouts, settings.headings);
  return Task{entry, std::move(library), std::move(spec), std::move(layouts), installation};
}

}  // namespace counterfoil::run
