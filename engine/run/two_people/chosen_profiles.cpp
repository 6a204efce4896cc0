#include "run/two_people/chosen_profiles.hpp"

#include "base/file.hpp"

namespace counterfoil::run {

namespace {

constexpr std::uint64_t longest_profile = 4 << 20;

bool is_file_name(const std::string& name) { return name.ends_with(".json") || name.find_first_of("/\\") != std::string::npos; }

}  // namespace

std::string setting_of_profile(const report::WorkbookSpec& spec, const report::Release& release) {
  return release.id == spec.releases.front().id ? "profile" : "profile-" + release.id;
}

std::vector<std::string> profile_names(const report::Release& release, const std::string& chosen) {
  return chosen.empty() ? release.profiles : std::vector<std::string>{chosen};
}

ReadProfile read_profile(const Installation& installation, const std::string& name) {
  ReadProfile read;
  if (is_file_name(name)) read.path = std::filesystem::absolute(path_from_utf8(name));
  read.file = read.path.empty() ? name + ".json" : file_name_of(read.path);
  read.text = read.path.empty() ? profile_text(installation, name) : read_file(read.path, longest_profile);
  read.profile = report::parse_release_profile(read.text.view(), read.file);
  return read;
}

}  // namespace counterfoil::run
