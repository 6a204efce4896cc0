// One plugin's shared library, loaded. The only file that knows Boost.DLL is plugin_library.cpp.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "counterfoil/plugin_abi.h"
#include "host/description.hpp"
#include "host/manifest.hpp"

namespace counterfoil {
class HeldFile;
}

namespace counterfoil::host {

/// Whether a library may use the draft of the contract (counterfoil/plugin_abi_draft.h).
enum class Drafts { refused, accepted };

class PluginLibrary {
 public:
  /// Compares the file's digest with the manifest, loads it, and reads its contract version before any of its code runs. Failure
  /// (refused) in one sentence that names both sides otherwise. A draft is run where the manifest lists it as one. What is loaded
  /// is the very bytes that were compared, whatever becomes of the file meanwhile.
  static PluginLibrary open(const Manifest& manifest, const ManifestEntry& entry);
  /// Without a manifest: for the tool that makes one, and for tests.
  static PluginLibrary open_unlisted(const std::filesystem::path& file, Drafts drafts = Drafts::refused);

  const PluginDescription& description() const { return description_; }
  const cf_plugin& plugin() const { return *plugin_; }
  std::uint16_t contract_major() const { return static_cast<std::uint16_t>(contract_ >> 16); }
  std::uint16_t contract_minor() const { return static_cast<std::uint16_t>(contract_ & 0xFFFF); }

 private:
  PluginLibrary() = default;
  static PluginLibrary load(std::shared_ptr<HeldFile> held, const std::string& name, Drafts drafts);
  std::shared_ptr<HeldFile> held_;  // longer than the library is loaded from it
  std::shared_ptr<void> library_;   // keeps the library loaded
  std::uint32_t contract_ = 0;
  const cf_plugin* plugin_ = nullptr;
  PluginDescription description_;
};

}  // namespace counterfoil::host
