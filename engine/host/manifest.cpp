#include "host/manifest.hpp"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "spec/json_object.hpp"

namespace counterfoil::host {

namespace {

constexpr std::uint64_t manifest_limit = 1 << 20;

ManifestEntry read_entry(JsonObject from) {
  ManifestEntry entry;
  entry.id = from.text("id");
  entry.file = from.text("file");
  if (entry.file.find_first_of("/\\:") != std::string::npos || entry.file.starts_with('.'))
    from.wrong("file", "must be the name of a file in the same folder.");
  entry.title = from.text("title");
  entry.version = from.text("version");
  const std::vector<std::uint32_t> contract = from.wholes("contract", 2, std::numeric_limits<std::uint16_t>::max());
  entry.contract_major = static_cast<std::uint16_t>(contract[0]);
  entry.contract_minor = static_cast<std::uint16_t>(contract[1]);
  entry.sha256 = from.text("sha256");
  from.nothing_else();
  return entry;
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
  const JsonFile file{
      text.view(), {"The list of installed tasks", "Copy the Counterfoil folder again from where it came."}, manifest_file};
  JsonObject root = file.root();
  root.require("plugins");
  for (JsonObject& each : root.objects("plugins")) manifest.plugins.push_back(read_entry(each));
  root.nothing_else();
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
