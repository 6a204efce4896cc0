// The installed manifest: which plugins may be loaded, known by their digest before any of their code runs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace counterfoil::host {

struct ManifestEntry {
  std::string id;    // "cwd-comparison"
  std::string file;  // library name within the plugin folder; no folders
  std::string title;
  std::string version;
  std::uint16_t contract_major = 0;
  std::uint16_t contract_minor = 0;
  std::string sha256;
};

struct Manifest {
  std::filesystem::path folder;
  std::vector<ManifestEntry> plugins;
  /// Failure (usage) naming the nearest known task when there is none of that id.
  const ManifestEntry& find(std::string_view id) const;
};

inline constexpr const char* manifest_file = "plugins.json";

/// Reads `folder`/plugins.json. Failure (refused) naming the member that is wrong.
Manifest read_manifest(const std::filesystem::path& folder);
/// The manifest's text; used by the tool that makes it at build and packaging time.
std::string write_manifest(const std::vector<ManifestEntry>& plugins);

}  // namespace counterfoil::host
