#include "base/file.hpp"

#include <algorithm>
#include <system_error>
#include <vector>

#include "base/digest.hpp"
#include "base/environment.hpp"
#include "base/failure.hpp"
#include "base/input_file.hpp"
#include "base/text.hpp"

namespace counterfoil {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void unreadable(const std::string& sentence) { throw Failure{FailureKind::unreadable, sentence}; }

/// The names of the ordinary files of a folder, at most `most` of them: a share may hold a hundred thousand.
std::vector<std::string> files_in(const fs::path& folder) {
  constexpr std::size_t most = 5'000;
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry{folder, error}, end; !error && entry != end && names.size() < most; entry.increment(error)) {
    std::error_code ignored;
    if (entry->is_regular_file(ignored)) names.push_back(utf8_from_path(entry->path().filename()));
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// A path that Windows does not look at, whatever is there.
void require_short_path(const fs::path& path) {
  constexpr std::size_t longest = 259;
  std::error_code error;
  const std::size_t length = fs::absolute(path, error).native().size();
  if (!error && length > longest && !long_paths_work())
    unreadable("The path of " + file_name_of(path) + " has " + std::to_string(length) + " characters, and this computer takes " +
               std::to_string(longest) + ". Move the file to a folder nearer the top of the drive, or ask IT to allow long paths.");
}

[[noreturn]] void missing(const fs::path& path) {
  require_short_path(path);
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path{"."};
  std::error_code error;
  if (!fs::is_directory(folder, error))
    unreadable("There is no folder \"" + utf8_from_path(folder) + "\", so " + file_name_of(path) +
               " cannot be read. Check the path.");
  std::string sentence =
      "There is no file \"" + file_name_of(path) + "\" in " +
      (path.has_parent_path() ? "the folder \"" + utf8_from_path(folder) + "\"" : std::string{"the current folder"}) + ".";
  const std::string guess = nearest(file_name_of(path), files_in(folder));
  sentence += guess.empty() ? std::string{" Check the name and the folder."} : " Did you mean \"" + guess + "\"?";
  unreadable(sentence);
}

std::string unreadable_because(const std::string& name, const std::error_code& error) {
  return name + " cannot be read: " + cause_in_words(error) + ".";
}

/// A file that is there and ordinary, or says why not.
void require_ordinary(const fs::path& path) {
  if (path.empty()) unreadable("No file was named. Give the path of the file to read.");
  const std::string name = file_name_of(path);
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) missing(path);
  if (error) unreadable(unreadable_because(name, error));
  if (fs::is_directory(status)) unreadable("\"" + utf8_from_path(path) + "\" is a folder. Give the path of the file inside it.");
  if (!fs::is_regular_file(status)) unreadable(name + " is not an ordinary file. Give the path of a saved workbook or export.");
}

std::string in_megabytes(std::uint64_t bytes) {
  const std::uint64_t megabyte = 1ull << 20;
  return with_thousands(static_cast<std::int64_t>((bytes + megabyte - 1) / megabyte)) + " MB";
}

}  // namespace

fs::path path_from_utf8(std::string_view text) {
  return fs::path{std::u8string_view{reinterpret_cast<const char8_t*>(text.data()), text.size()}};
}

std::string utf8_from_path(const fs::path& path) {
  const std::u8string text = path.u8string();
  return repair_utf8({reinterpret_cast<const char*>(text.data()), text.size()});
}

std::string file_name_of(const fs::path& path) { return utf8_from_path(path.has_filename() ? path.filename() : path); }

fs::path behind_links(const fs::path& path) {
  std::error_code error;
  if (!fs::is_symlink(path, error)) return path;
  const fs::path target = fs::canonical(path, error);
  return error ? path : target;
}

fs::path companion_of(const fs::path& file, std::string_view mark) {
  constexpr std::size_t longest_name = 240;  // drives take 255 bytes or units; some keep a few for themselves
  const std::string name = file_name_of(file);
  if (name.size() + mark.size() > longest_name)
    return file.parent_path() / path_from_utf8(shortened_name(name, longest_name - mark.size()) + std::string{mark});
  fs::path companion = file;
  companion += path_from_utf8(mark);
  return companion;
}

std::string shortened_name(const std::string& name, std::size_t most) {
  constexpr std::size_t digits = 8;
  if (name.size() <= most) return name;
  std::size_t end = most - digits - 1;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;  // never half a character
  return name.substr(0, end) + '~' + sha256_hex(name).substr(0, digits);
}

Buffer read_file(const fs::path& path, std::uint64_t limit_bytes) {
  require_ordinary(path);
  const std::string name = file_name_of(path);
  try {
    InputFile file{path};
    const std::uint64_t size = file.size();
    if (size == 0) unreadable(name + " is empty (0 bytes). Save or export it again.");
    if (size > limit_bytes)
      unreadable(name + " is " + in_megabytes(size) + ", larger than the " + in_megabytes(limit_bytes) + " that can be read.");
    Buffer bytes{static_cast<std::size_t>(size)};
    char beyond = 0;
    if (file.read(bytes.data(), bytes.size()) != size || file.read(&beyond, 1) != 0)
      unreadable(name + " changed while it was being read. Wait until it is saved, then try again.");
    return bytes;
  } catch (const std::system_error& failure) {
    unreadable(unreadable_because(name, failure.code()));
  }
}

Fingerprint fingerprint_of(std::string_view bytes) { return {bytes.size(), sha256_hex(bytes)}; }

Fingerprint fingerprint_of_file(const fs::path& path) {
  require_ordinary(path);
  try {
    InputFile file{path};
    Sha256 digest;
    Fingerprint result;
    std::vector<char> piece(1 << 18);
    while (const std::size_t length = file.read(piece.data(), piece.size())) {
      digest.update({piece.data(), length});
      result.size += length;
    }
    result.sha256 = digest.hex();
    return result;
  } catch (const std::system_error& failure) {
    unreadable(unreadable_because(file_name_of(path), failure.code()));
  }
}

std::string cause_in_words(const std::error_code& error) {
  const auto is = [&](std::errc condition) { return error == std::make_error_condition(condition); };
  if (!error) return "the system gave no reason";
  if (is(std::errc::no_space_on_device)) return "there is no space left on the drive";
  if (is(std::errc::permission_denied) || is(std::errc::operation_not_permitted)) return "you do not have permission";
  if (is(std::errc::read_only_file_system)) return "the drive can only be read";
  if (is(std::errc::no_such_file_or_directory)) return "the file or its folder is no longer there";
  if (is(std::errc::not_a_directory)) return "part of its path is a file, not a folder";
  if (is(std::errc::is_a_directory)) return "it is a folder";
  if (is(std::errc::too_many_symbolic_link_levels)) return "it is a link that leads back to itself";
  if (is(std::errc::filename_too_long)) return "its path is too long";
  if (is(std::errc::file_too_large)) return "the drive does not take files of this size";
  if (is(std::errc::device_or_resource_busy) || is(std::errc::text_file_busy)) return "another program has it open";
  if (is(std::errc::too_many_files_open) || is(std::errc::too_many_files_open_in_system))
    return "too many files are open on this machine";
  if (is(std::errc::io_error)) return "the drive reports a fault or the connection to it was lost";
  return "the system says: " + repair_utf8(error.message());
}

}  // namespace counterfoil
