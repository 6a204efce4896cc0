#include "host/manifest.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace counterfoil::host {

namespace {

constexpr std::uint64_t manifest_limit = 1 << 20;

[[noreturn]] void unsound(const std::string& reason) {
  throw Failure{FailureKind::refused, "The list of installed tasks (" + std::string{manifest_file} + ") is not sound: " + reason +
                                          ". Copy the Counterfoil folder again from where it came."};
}

}  // namespace

const ManifestEntry& Manifest::find(std::string_view id) const {
  const auto found = std::find_if(plugins.begin(), plugins.end(), [&](const ManifestEntry& entry) { return entry.id == id; });
  if (found != plugins.end()) return *found;
  std::vector<std::string> names;
  for (const ManifestEntry& entry : plugins) names.push_back(entry.id);
  const std::string guess = nearest(id, names);
  throw Failure{FailureKind::usage, "There is no task named " + std::string{id} + "." +
                                        (guess.empty() ? "" : " Did you mean " + guess + "?") +
                                        " \"counterfoil tasks\" lists them all."};
}

Manifest read_manifest(const std::filesystem::path& folder) {
  Manifest manifest;
  manifest.folder = folder;
  const Buffer text = read_file(folder / manifest_file, manifest_limit);
  const auto json = nlohmann::json::parse(text.view(), nullptr, false);
  if (!json.is_object() || !json.contains("plugins") || !json["plugins"].is_array()) unsound("it does not read");
  try {
    for (const auto& each : json["plugins"]) {
      ManifestEntry entry;
      entry.id = each.at("id");
      entry.file = each.at("file");
      entry.title = each.at("title");
      entry.version = each.at("version");
      entry.contract_major = each.at("contract").at(0);
      entry.contract_minor = each.at("contract").at(1);
      entry.sha256 = each.at("sha256");
      if (entry.file.find_first_of("/\\:") != std::string::npos || entry.file.starts_with('.'))
        unsound("a plugin lies outside of its folder");
      manifest.plugins.push_back(std::move(entry));
    }
  } catch (const nlohmann::json::exception&) {
    unsound("an entry is incomplete");
  }
  return manifest;
}

std::string write_manifest(const std::vector<ManifestEntry>& plugins) {
  nlohmann::ordered_json json;
  json["plugins"] = nlohmann::ordered_json::array();
  for (const ManifestEntry& entry : plugins)
    json["plugins"].push_back({{"id", entry.id},
                               {"file", entry.file},
                               {"title", entry.title},
                               {"version", entry.version},
                               {"contract", {entry.contract_major, entry.contract_minor}},
                               {"sha256", entry.sha256}});
  return json.dump(2) + "\n";
}

}  // namespace counterfoil::host
