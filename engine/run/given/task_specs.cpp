#include "run/given/task_specs.hpp"

#include "base/failure.hpp"
#include "host/manifest.hpp"
#include "host/plugin_library.hpp"

namespace counterfoil::run {

const report::WorkbookSpec* TaskSpecs::of(const std::string& task) {
  const auto [known, is_new] = specs_.try_emplace(task);
  auto& spec = known->second;
  if (!is_new) return spec ? &*spec : nullptr;
  try {
    const host::Manifest manifest = host::read_manifest(installation_.plugins);
    spec = load_spec(installation_, host::PluginLibrary::open(manifest, manifest.find(task)).description().workbook);
  } catch (const Failure&) {
    return nullptr;
  }
  return &*spec;
}

}  // namespace counterfoil::run
