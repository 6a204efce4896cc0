#include "base/atomic_file.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <vector>
#include <system_error>

#include "base/failure.hpp"

namespace counterfoil {

namespace fs = std::filesystem;

namespace {

/// Removes what a save leaves behind when it fails half-way.
class Leftovers {
 public:
  explicit Leftovers(FileOperations& operations) : operations_(operations) {}
  Leftovers(const Leftovers&) = delete;
  Leftovers& operator=(const Leftovers&) = delete;
  ~Leftovers() {
    for (const fs::path& path : paths_) {
      try {
        operations_.remove(path);
      } catch (const std::system_error&) {  // the failure under way is the one to tell
      }
    }
  }
  void add(const fs::path& path) { paths_.push_back(path); }
  void keep_all() { paths_.clear(); }

 private:
  FileOperations& operations_;
  std::vector<fs::path> paths_;
};

/// Kept versions of one file are named "CWD comparison.0007.20251208-093000-7f3a.xlsx": the number orders them, the stamp is for people.
struct VersionNames {
  std::string start;  // "CWD comparison."
  std::string end;    // ".xlsx"

  explicit VersionNames(const fs::path& path)
      : start(utf8_from_path(path.stem()) + '.'), end(utf8_from_path(path.extension())) {}

  std::string name(unsigned number, const std::string& stamp) const {
    std::string digits = std::to_string(number);
    if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
    return start + digits + (stamp.empty() ? "" : '.' + stamp) + end;
  }

  /// 0 for the name of anything else: only what was put there by us is ever deleted.
  unsigned number_in(const std::string& file_name) const {
    if (file_name.size() < start.size() + 4 + end.size() || !file_name.starts_with(start) || !file_name.ends_with(end)) return 0;
    const char* first = file_name.data() + start.size();
    const char* last = file_name.data() + file_name.size() - end.size();
    unsigned number = 0;
    const auto [after, error] = std::from_chars(first, last, number);
    if (error != std::errc{} || after - first < 4) return 0;
    if (after == last) return number;
    const auto plain = [](char c) { return c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return *after == '.' && std::all_of(after + 1, last, plain) ? number : 0;
  }
};

std::map<unsigned, fs::path> versions_in(const fs::path& folder, const VersionNames& names) {
  std::map<unsigned, fs::path> found;
  std::error_code error;
  for (fs::directory_iterator entry{folder, error}, end; !error && entry != end; entry.increment(error))
    if (const unsigned number = names.number_in(utf8_from_path(entry->path().filename())); number > 0) found[number] = entry->path();
  return found;
}

fs::path keep_version(const fs::path& path, const ReplaceOptions& options, FileOperations& operations, Leftovers& leftovers) {
  const fs::path folder = versions_folder_of(path);
  std::error_code error;
  if (!fs::is_directory(folder, error)) operations.make_folder(folder);
  const VersionNames names{path};
  const auto kept = versions_in(folder, names);
  const unsigned number = kept.empty() ? 1 : kept.rbegin()->first + 1;
  const fs::path version = folder / path_from_utf8(names.name(number, options.stamp));
  leftovers.add(version);
  operations.keep(path, version);
  operations.flush_folder(folder);
  return version;
}

void remove_oldest(const fs::path& path, unsigned most, FileOperations& operations) {
  auto kept = versions_in(versions_folder_of(path), VersionNames{path});
  while (kept.size() > most) {
    try {
      operations.remove(kept.begin()->second);
    } catch (const std::system_error&) {
      return;  // one version too many harms nobody; the next save tries again
    }
    kept.erase(kept.begin());
  }
}

void write_beside(const fs::path& temporary, const fs::path& path, std::string_view bytes, FileOperations& operations) {
  const auto file = operations.create(temporary, path);
  constexpr std::size_t piece = 4u << 20;
  for (std::size_t at = 0; at < bytes.size(); at += piece) file->write(bytes.substr(at, piece));
  file->flush();
  file->close();
}

/// Whether the file is there; an error of the system is thrown, since "not there" would lead to writing over it.
bool is_there(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return false;
  if (error) throw std::system_error{error};
  return true;
}

void require_unchanged(const fs::path& path, const ReplaceOptions& options, bool there, FileOperations& operations) {
  const std::string name = file_name_of(path);
  if (options.must_be_new && there)
    throw Failure{FailureKind::changed, name + " was made by someone else meanwhile. Nothing was written over. Run again to add to it."};
  if (!options.base) return;
  if (!there)
    throw Failure{FailureKind::changed, name + " was moved or deleted while this run was at work. Nothing was written. Put it back, then run again."};
  if (operations.fingerprint(path) != *options.base)
    throw Failure{FailureKind::changed, name + " was changed by someone else while this run was at work. Nothing was written over. Run again."};
}

[[noreturn]] void could_not_save(const fs::path& path, const std::system_error& error, const char* step) {
  const bool busy = error.code() == std::errc::device_or_resource_busy || error.code() == std::errc::text_file_busy;
  std::error_code ignored;
  std::string sentence = file_name_of(path) + " could not be saved (" + step + "): " + cause_in_words(error.code()) + ".";
  sentence += fs::exists(path, ignored) ? " The file is as it was." : " Nothing was written.";
  if (error.code() == std::errc::no_space_on_device) sentence += " Make room, then run again.";
  if (busy) sentence += " Close it there, then run again.";
  throw Failure{busy ? FailureKind::locked : FailureKind::unwritable, sentence};
}

}  // namespace

fs::path temporary_of(const fs::path& path) {
  fs::path temporary = path;
  temporary += ".counterfoil-saving";
  return temporary;
}

fs::path versions_folder_of(const fs::path& path) { return path.parent_path() / ".counterfoil-versions"; }

ReplaceResult replace_file(const fs::path& link_or_file, std::string_view bytes, const ReplaceOptions& options) {
  FileOperations& operations = options.operations ? *options.operations : system_file_operations();
  const fs::path path = behind_links(link_or_file);
  const fs::path temporary = temporary_of(path);
  ReplaceResult result{fingerprint_of(bytes), {}};
  const char* step = "looking at it";
  Leftovers leftovers{operations};
  try {
    const bool there = is_there(path);
    require_unchanged(path, options, there, operations);
    step = "writing beside it";
    if (is_there(temporary)) operations.remove(temporary);  // left by a run that was killed
    leftovers.add(temporary);
    write_beside(temporary, path, bytes, operations);
    step = "reading back what was written";
    if (operations.fingerprint(temporary) != result.written)
      throw Failure{FailureKind::unwritable, file_name_of(path) + " could not be saved: the drive gave back other bytes than were written. " +
                                                 "The file is as it was. Try another drive and tell whoever looks after this one."};
    step = "looking at it again";
    require_unchanged(path, options, is_there(path), operations);
    step = "keeping the earlier version";
    if (there && options.versions > 0) result.version = keep_version(path, options, operations, leftovers);
    if (options.before_rename) options.before_rename();
    step = "putting the new file in its place";
    operations.rename(temporary, path);
    leftovers.keep_all();
  } catch (const std::system_error& error) {
    could_not_save(path, error, step);
  }
  // The new file is in place. What can still go wrong no longer decides which of the two is there.
  try {
    operations.flush_folder(path.has_parent_path() ? path.parent_path() : fs::path{"."});
  } catch (const std::system_error&) {
  }
  remove_oldest(path, options.versions, operations);
  return result;
}

}  // namespace counterfoil
