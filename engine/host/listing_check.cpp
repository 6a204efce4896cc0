#include "host/listing_check.hpp"

#include <set>
#include <vector>

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "spec/workbook_spec.hpp"
#include "table/layout.hpp"

namespace counterfoil::host {

namespace {

constexpr std::uint64_t json_limit = 8 << 20;  // bytes

bool is_file(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::is_regular_file(path, error);
}

}  // namespace

void require_files_of(const PluginDescription& plugin, const std::string& library, const std::filesystem::path& share) {
  std::vector<std::string> missing;
  const auto there = [&](const std::string& folder, const std::string& name) {
    const bool found = is_file(share / folder / path_from_utf8(name));
    if (!found) missing.push_back(folder + "/" + name);
    return found;
  };
  const std::string spec = plugin.workbook + ".json";
  if (there("specs", spec)) report::parse_workbook_spec(read_file(share / "specs" / path_from_utf8(spec), json_limit).view(), spec);
  there("templates", plugin.workbook + ".xlsx");
  std::set<std::string> layouts;
  for (const InputDescription& input : plugin.inputs) layouts.insert(input.layout + ".json");
  for (const std::string& name : layouts)
    if (there("layouts", name)) table::parse_layout(read_file(share / "layouts" / path_from_utf8(name), json_limit).view(), name);
  if (missing.empty()) return;
  throw Failure{FailureKind::refused,
                "The task " + plugin.id + " in " + library + " is not listed: " + list_in_words(missing) +
                    (missing.size() == 1 ? " is" : " are") + " missing from " + utf8_from_path(share) +
                    ". A file there is named by its \"id\": give the specification the id " + plugin.workbook +
                    " that the task names, hand it and the layouts to counterfoil_add_plugin, and build again."};
}

}  // namespace counterfoil::host
