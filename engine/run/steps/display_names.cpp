#include "run/steps/display_names.hpp"

#include "base/file.hpp"

namespace counterfoil::run {

namespace {

/// The file's name and `folders` of the folders that it lies in.
std::string name_with(const std::filesystem::path& path, std::size_t folders) {
  std::filesystem::path name = path.filename();
  std::filesystem::path above = path.parent_path();
  for (; folders > 0 && above.has_filename(); --folders, above = above.parent_path()) name = above.filename() / name;
  if (name.empty()) return utf8_from_path(path);
  const std::u8string words = name.generic_u8string();  // not by way of the code page that Windows has for narrow text
  return {words.begin(), words.end()};
}

}  // namespace

std::map<std::string, std::string> display_names(const std::map<std::string, std::filesystem::path>& files) {
  constexpr std::size_t most_folders = 32;
  std::map<std::string, std::filesystem::path> whole;
  std::error_code error;
  for (const auto& [id, file] : files) whole[id] = std::filesystem::absolute(file, error).lexically_normal();
  std::map<std::string, std::string> names;
  for (const auto& [id, path] : whole) {
    std::size_t folders = 0;
    const auto is_taken = [&whole, &folders, &path = path] {
      for (const auto& [other_id, other] : whole)
        if (other != path && name_with(other, folders) == name_with(path, folders)) return true;
      return false;
    };
    while (folders < most_folders && is_taken()) ++folders;
    names[id] = name_with(path, folders);
  }
  return names;
}

}  // namespace counterfoil::run
