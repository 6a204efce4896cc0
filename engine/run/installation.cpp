#include "run/installation.hpp"

#include <string>

#include "base/failure.hpp"
#include "base/file.hpp"

namespace counterfoil::run {

namespace {

constexpr std::uint64_t description_limit = 8 << 20;

Buffer read_own_file(const std::filesystem::path& folder, const std::string& name) {
  try {
    return read_file(folder / path_from_utf8(name), description_limit);
  } catch (const Failure&) {
    throw Failure{FailureKind::refused, "Counterfoil's own file " + name + " is missing or cannot be read. Copy the Counterfoil folder again from where it came."};
  }
}

}  // namespace

Installation find_installation(const std::filesystem::path& command_folder) {
  std::filesystem::path root = command_folder;
  if (!std::filesystem::exists(root / "share") && std::filesystem::exists(root.parent_path() / "share")) root = root.parent_path();
  return {root / "plugins", root / "share" / "layouts", root / "share" / "specs", root / "share" / "templates"};
}

table::Layout load_layout(const Installation& installation, std::string_view id) {
  const std::string name = std::string{id} + ".json";
  return table::parse_layout(read_own_file(installation.layouts, name).view(), name);
}

report::WorkbookSpec load_spec(const Installation& installation, std::string_view id) {
  const std::string name = std::string{id} + ".json";
  return report::parse_workbook_spec(read_own_file(installation.specs, name).view(), name);
}

std::filesystem::path template_file(const Installation& installation, std::string_view spec_id) {
  return installation.templates / path_from_utf8(std::string{spec_id} + ".xlsx");
}

}  // namespace counterfoil::run
