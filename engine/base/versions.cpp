#include "base/versions.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "base/file.hpp"

namespace counterfoil {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t fewest_digits = 4;
/// Leaves room for the number, the longest stamp and the extension in a name of 255 bytes.
constexpr std::size_t longest_stem = 160;

std::string start_of_names(const fs::path& path) { return shortened_name(utf8_from_path(path.stem()), longest_stem) + '.'; }

/// Number and stamp of a name between `start` and `end`; number 0 for anything else: only what was put there by us is ever deleted.
KeptVersion parse(const std::string& name, const std::string& start, const std::string& end) {
  KeptVersion version;
  if (name.size() < start.size() + fewest_digits + end.size() || !name.starts_with(start) || !name.ends_with(end)) return version;
  const char* const first = name.data() + start.size();
  const char* const last = name.data() + name.size() - end.size();
  unsigned number = 0;
  const auto [after, error] = std::from_chars(first, last, number);
  if (error != std::errc{} || after - first < static_cast<std::ptrdiff_t>(fewest_digits)) return version;
  if (after != last) {
    const auto plain = [](char c) {
      return c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    };
    const char* const reason = std::find(after + 1, last, '.');
    if (*after != '.' || !std::all_of(after + 1, reason, plain)) return version;
    if (reason != last && !std::all_of(reason + 1, last, plain)) return version;
    version.stamp.assign(after + 1, reason);
    if (reason != last) version.because.assign(reason + 1, last);
  }
  version.number = number;
  return version;
}

}  // namespace

fs::path versions_folder_of(const fs::path& path) { return path.parent_path() / ".counterfoil-versions"; }

std::vector<KeptVersion> kept_versions(const fs::path& path) {
  const std::string start = start_of_names(path), end = utf8_from_path(path.extension());
  std::vector<KeptVersion> found;
  std::error_code error;
  // Through a link lies somebody else's folder: nothing in it is a version of ours, and least of all one to delete.
  if (fs::is_symlink(versions_folder_of(path), error)) return found;
  for (fs::directory_iterator entry{versions_folder_of(path), error}, last; !error && entry != last; entry.increment(error)) {
    KeptVersion version = parse(utf8_from_path(entry->path().filename()), start, end);
    if (version.number == 0) continue;
    version.file = entry->path();
    found.push_back(std::move(version));
  }
  std::sort(found.begin(), found.end(), [](const KeptVersion& left, const KeptVersion& right) {
    return left.number != right.number ? left.number < right.number : left.stamp < right.stamp;
  });
  return found;
}

std::vector<KeptVersion> replaced_before(const std::vector<KeptVersion>& kept, const VersionsToKeep& keep) {
  constexpr std::size_t digits_of_a_day = 8;
  std::vector<KeptVersion> old;
  for (const KeptVersion& version : kept) {
    const std::string& since = version.because.empty() ? keep.since : keep.lasting_since;
    if (since.size() != digits_of_a_day) continue;
    const std::string day = version.stamp.substr(0, digits_of_a_day);
    const bool dated = day.size() == digits_of_a_day && day.find_first_not_of("0123456789") == std::string::npos;
    if (dated && day < since) old.push_back(version);
  }
  return old;
}

std::vector<KeptVersion> too_many_of(const std::vector<KeptVersion>& kept, const VersionsToKeep& keep) {
  std::vector<KeptVersion> by_number = kept;
  std::erase_if(by_number, [](const KeptVersion& version) { return !version.because.empty(); });
  by_number.resize(by_number.size() - std::min<std::size_t>(by_number.size(), keep.most));
  return by_number;
}

fs::path version_file(const fs::path& path, unsigned number, const std::string& stamp, const std::string& because) {
  std::string digits = std::to_string(number);
  if (digits.size() < fewest_digits) digits.insert(0, fewest_digits - digits.size(), '0');
  const std::string name = start_of_names(path) + digits + (stamp.empty() ? "" : '.' + stamp) +
                           (stamp.empty() || because.empty() ? "" : '.' + because) + utf8_from_path(path.extension());
  return versions_folder_of(path) / path_from_utf8(name);
}

}  // namespace counterfoil
