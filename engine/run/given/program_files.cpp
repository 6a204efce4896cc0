#include "run/given/program_files.hpp"

#include <algorithm>
#include <system_error>

#include "base/digest.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"

namespace counterfoil::run {

namespace {

constexpr std::uint64_t longest_list = 1 << 20;
constexpr std::uint64_t largest_file = 256 << 20;
constexpr std::size_t digest_size = 64;
constexpr const char* remedy = " Copy the Counterfoil folder again from where it came, to a place where staff cannot write.";

bool is_held_to_the_list(std::string_view name) {
  const bool ours = name.starts_with("bin/") || name.starts_with("plugins/") || name.starts_with("share/");
  return ours && name != "plugins/plugins.json" && name.find("..") == std::string_view::npos;
}

/// "" where the file is as listed.
std::string trouble_with(const std::filesystem::path& root, const std::string& name, std::string_view digest) {
  try {
    if (sha256_hex(read_file(root / path_from_utf8(name), largest_file).view()) == digest) return {};
    return "The program's file " + name + " is not the one that was packaged.";
  } catch (const Failure&) {
    return "The program's file " + name + " is gone or cannot be read.";
  }
}

}  // namespace

ProgramFiles check_program_files(const Installation& installation) {
  ProgramFiles found;
  const std::filesystem::path list = installation.root / program_list;
  std::error_code error;
  if (!std::filesystem::exists(list, error)) return found;
  found.listed = true;
  std::size_t named = 0;
  try {
    const Buffer text = read_file(list, longest_list);
    for (std::string_view rest = text.view(); !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.size() < digest_size + 3) continue;
      const std::string name{line.substr(digest_size + 2)};
      if (!is_held_to_the_list(name)) continue;
      ++named;
      if (std::string words = trouble_with(installation.root, name, line.substr(0, digest_size)); !words.empty())
        found.troubles.push_back(words + remedy);
    }
  } catch (const Failure&) {
    named = 0;
  }
  if (named == 0) found.troubles = {std::string{"The list of the program's files, "} + program_list + ", does not read." + remedy};
  return found;
}

}  // namespace counterfoil::run
