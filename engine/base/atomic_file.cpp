#include "base/atomic_file.hpp"

#include <system_error>
#include <vector>

#include "base/failure.hpp"
#include "base/fallback_replace.hpp"
#include "base/secret_file.hpp"

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

fs::path keep_version(const fs::path& path, const ReplaceOptions& options, FileOperations& operations, Leftovers& leftovers) {
  const fs::path folder = versions_folder_of(path);
  std::error_code error;
  if (fs::is_symlink(folder, error))
    throw Failure{FailureKind::refused,
                  "The folder " + file_name_of(folder) + " beside " + file_name_of(path) +
                      " is a link to another place, where no earlier version is kept. Delete the link, and run "
                      "again."};
  if (!fs::is_directory(folder, error)) operations.make_folder(folder);
  const auto kept = kept_versions(path);
  fs::path version = version_file(path, kept.empty() ? 1 : kept.back().number + 1, options.stamp, options.versions.because);
  leftovers.add(version);
  operations.keep(path, version);
  operations.flush_folder(folder);
  return version;
}

/// How many went for their age. One version too many harms nobody: where one cannot be removed, the next save tries again.
std::size_t remove_old_versions(const fs::path& path, const VersionsToKeep& keep, FileOperations& operations) {
  std::size_t too_old = 0;
  try {
    for (const KeptVersion& version : replaced_before(kept_versions(path), keep)) {
      operations.remove(version.file);
      ++too_old;
    }
    for (const KeptVersion& version : too_many_of(kept_versions(path), keep)) operations.remove(version.file);
  } catch (const std::system_error&) {
  }
  return too_old;
}

/// `path`: whose rights the file gets, where it is there. `like`: as in ReplaceOptions.
void write_beside(const fs::path& temporary, const fs::path& path, const fs::path& like, std::string_view bytes,
                  FileOperations& operations, ReplaceResult& result) {
  const auto file = operations.create(temporary, path);
  if (!like.empty()) open_no_more_than(temporary, like);
  constexpr std::size_t piece = 4u << 20;
  for (std::size_t at = 0; at < bytes.size(); at += piece) file->write(bytes.substr(at, piece));
  try {
    file->flush();
  } catch (const std::system_error& error) {
    if (!cannot_replace(error.code())) throw;
    result.fallbacks.push_back(
        "The drive does not say when it has written a file down. The result was read back and compared instead.");
  }
  file->close();
}

/// What is quickly seen of a file, for the last look: another file under the name, or the same one written to, shows in it.
struct Glance {
  std::uintmax_t size = 0;
  fs::file_time_type written{};
  friend bool operator==(const Glance&, const Glance&) = default;
};

Glance glance_at(const fs::path& path) {
  std::error_code error;  // a file that is not there, or not to be seen, has the empty glance
  Glance glance{fs::file_size(path, error), {}};
  if (error) return {};
  glance.written = fs::last_write_time(path, error);
  return error ? Glance{} : glance;
}

void put_in_place(const fs::path& temporary, const fs::path& path, FileOperations& operations, ReplaceResult& result) {
  try {
    operations.rename(temporary, path);
  } catch (const std::system_error& error) {
    if (!cannot_replace(error.code())) throw;
    replace_in_steps(temporary, path, operations);
    result.fallbacks.push_back("The drive cannot put one file over another in one step, so the old one was set aside first.");
  }
}

bool holds(const fs::path& path, const Fingerprint& content, FileOperations& operations) {
  try {
    return operations.fingerprint(path) == content;
  } catch (const std::system_error&) {
    return false;
  }
}

/// Whether the file is there; an error of the system is thrown, since "not there" would lead to writing over it.
bool is_there(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return false;
  if (error) throw std::system_error{error};
  return true;
}

[[noreturn]] void changed_meanwhile(const fs::path& path) {
  throw Failure{FailureKind::changed, file_name_of(path) + " was changed by someone else while this run was at work. Run again."};
}

void require_unchanged(const fs::path& path, const ReplaceOptions& options, bool there, FileOperations& operations) {
  const std::string name = file_name_of(path);
  if (options.must_be_new && there)
    throw Failure{FailureKind::changed, name + " was made by someone else meanwhile. Run again to add to it."};
  if (!options.base) return;
  if (!there)
    throw Failure{FailureKind::changed, name + " was moved or deleted while this run was at work. Put it back, then run again."};
  if (operations.fingerprint(path) != *options.base) changed_meanwhile(path);
}

[[noreturn]] void could_not_save(const fs::path& path, const std::system_error& error, const char* step) {
  const bool busy = error.code() == std::errc::device_or_resource_busy || error.code() == std::errc::text_file_busy;
  std::string sentence = file_name_of(path) + " could not be saved (" + step + "): " + cause_in_words(error.code()) + ".";
  if (error.code() == std::errc::no_space_on_device) sentence += " Make room, then run again.";
  if (busy) sentence += " Close it there, then run again.";
  throw Failure{busy ? FailureKind::locked : FailureKind::unwritable, sentence};
}

}  // namespace

fs::path temporary_of(const fs::path& path) { return companion_of(path, ".counterfoil-saving"); }

ReplaceResult replace_file(const fs::path& link_or_file, std::string_view bytes, const ReplaceOptions& options) {
  FileOperations& operations = options.operations ? *options.operations : system_file_operations();
  const fs::path path = behind_links(link_or_file);
  const fs::path temporary = temporary_of(path);
  ReplaceResult result{fingerprint_of(bytes), {}, 0, {}};
  const char* step = "looking at it";
  Leftovers leftovers{operations};
  try {
    finish_replacement(path, operations);
    const bool there = is_there(path);
    require_unchanged(path, options, there, operations);
    step = "writing beside it";
    if (is_there(temporary)) operations.remove(temporary);  // left by a run that was killed
    leftovers.add(temporary);
    write_beside(temporary, path, options.no_more_open_than, bytes, operations, result);
    step = "reading back what was written";
    if (operations.fingerprint(temporary) != result.written)
      throw Failure{FailureKind::unwritable, file_name_of(path) +
                                                 " could not be saved: what the drive gave back differs from what was written. " +
                                                 "Try another drive and tell whoever looks after this one."};
    step = "looking at it again";
    const Glance before = glance_at(path);
    require_unchanged(path, options, is_there(path), operations);
    step = "keeping the earlier version";
    if (there && options.keeps_version && (options.versions.most > 0 || !options.versions.because.empty()))
      result.version = keep_version(path, options, operations, leftovers);
    if (options.before_rename) options.before_rename();
    step = "putting the new file in its place";
    // Nothing that takes time stands between this look and the rename.
    if ((options.base || options.must_be_new) && glance_at(path) != before) changed_meanwhile(path);
    try {
      put_in_place(temporary, path, operations, result);
    } catch (const std::system_error&) {
      // Some shared drives report an error for a rename that they carried out.
      if (!holds(path, result.written, operations)) throw;
    }
    if (options.written) options.written->add(link_or_file, result.version);
    leftovers.keep_all();
  } catch (const std::system_error& error) {
    could_not_save(path, error, step);
  }
  // The new file is in place. What can still go wrong no longer decides which of the two is there.
  try {
    operations.flush_folder(path.has_parent_path() ? path.parent_path() : fs::path{"."});
  } catch (const std::system_error&) {
  }
  if (options.keeps_version) result.too_old = remove_old_versions(path, options.versions, operations);
  return result;
}

}  // namespace counterfoil
