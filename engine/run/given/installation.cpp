#include "run/given/installation.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace counterfoil::run {

namespace {

constexpr std::uint64_t description_limit = 8 << 20;

/// A task's or a profile's name for one of these files is no way out of their folder.
const std::string& plain_name(const std::string& name) {
  if (name.empty() || name.front() == '.' || name.find_first_of("/\\:") != std::string::npos)
    throw Failure{FailureKind::refused,
                  "\"" + name + "\" cannot be the name of a file of Counterfoil's own: it names another folder."};
  return name;
}

Buffer read_own_file(const std::filesystem::path& folder, const std::string& name) {
  plain_name(name);
  try {
    return read_file(folder / path_from_utf8(name), description_limit);
  } catch (const Failure&) {
    throw Failure{FailureKind::refused, "Counterfoil's own file " + name +
                                            " is missing or cannot be read. Copy the Counterfoil folder again from where it came."};
  }
}

}  // namespace

Installation find_installation(const std::filesystem::path& command_folder) {
  std::filesystem::path root = command_folder;
  if (!std::filesystem::exists(root / "share") && std::filesystem::exists(root.parent_path() / "share")) root = root.parent_path();
  return {root / "plugins",
          root / "share" / "layouts",
          root / "share" / "specs",
          root / "share" / "templates",
          root / "share" / "profiles",
          root / "share" / "targets",
          root / "share" / "forms",
          root / "examples",
          root};
}

table::Layout load_layout(const Installation& installation, std::string_view id) {
  const std::string name = std::string{id} + ".json";
  return table::parse_layout(read_own_file(installation.layouts, name).view(), name);
}

report::WorkbookSpec load_spec(const Installation& installation, std::string_view id) {
  const std::string name = std::string{id} + ".json";
  return report::parse_workbook_spec(read_own_file(installation.specs, name).view(), name);
}

Buffer profile_text(const Installation& installation, const std::string& id) {
  std::vector<std::string> known;
  std::error_code error;
  for (std::filesystem::directory_iterator each{installation.profiles, error}, end; !error && each != end; each.increment(error))
    if (each->path().extension() == ".json") known.push_back(utf8_from_path(each->path().stem()));
  std::sort(known.begin(), known.end());
  if (std::find(known.begin(), known.end(), id) == known.end())
    throw Failure{FailureKind::usage, "There is no release profile " + id + ". " +
                                          (known.empty() ? std::string{"None is installed; name a file of your own"}
                                                         : "There are " + list_in_words(known) + "; or name a file of your own") +
                                          ": --profile FILE."};
  return read_own_file(installation.profiles, id + ".json");
}

std::filesystem::path template_file(const Installation& installation, std::string_view spec_id) {
  return installation.templates / path_from_utf8(plain_name(std::string{spec_id} + ".xlsx"));
}

}  // namespace counterfoil::run
