// Replacing a file so that, wherever the process is killed or the disk fills, either the old file or the new one is there, whole.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.hpp"
#include "base/versions.hpp"
#include "base/written_files.hpp"

namespace counterfoil {

/// A file being written. Every call throws std::system_error.
class OutputFile {
 public:
  virtual ~OutputFile() = default;
  virtual void write(std::string_view bytes) = 0;
  virtual void flush() = 0;  // down to the disk
  virtual void close() = 0;
};

/// What replace_file asks of the system. Tests put faults in here. Every call throws std::system_error.
class FileOperations {
 public:
  virtual ~FileOperations() = default;
  /// A new file with the permissions of `model` where that exists; a file of that name already there is an error.
  virtual std::unique_ptr<OutputFile> create(const std::filesystem::path& path, const std::filesystem::path& model) = 0;
  virtual Fingerprint fingerprint(const std::filesystem::path& path) = 0;
  virtual void make_folder(const std::filesystem::path& path) = 0;
  /// A second name for the file, or a flushed copy where the drive knows no second names.
  virtual void keep(const std::filesystem::path& file, const std::filesystem::path& as) = 0;
  /// In one step, over a file that is there already. A drive that cannot throws an error for which cannot_replace() is true.
  virtual void rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
  virtual void flush_folder(const std::filesystem::path& folder) = 0;
  virtual void remove(const std::filesystem::path& path) = 0;
};
FileOperations& system_file_operations();

struct ReplaceOptions {
  /// The content that was read before; if the file holds anything else by now, Failure (changed) and the file is left alone.
  std::optional<Fingerprint> base;
  /// The file must not be there yet; else Failure (changed).
  bool must_be_new = false;
  /// Of a new file: others may read it no more than this one. Empty: as the folder has it.
  std::filesystem::path no_more_open_than;
  /// Else the file's earlier content is kept nowhere, and the versions that are there stay as they are.
  bool keeps_version = true;
  /// What stays in the folder ".counterfoil-versions" beside the file.
  VersionsToKeep versions;
  /// Part of the kept version's name: the id of the run that replaces it. Letters, digits, '-'.
  std::string stamp;
  /// Called when the new file lies flushed and verified beside the old one, just before the rename. An exception from it ends the
  /// save. Afterwards the file is checked for changes once more.
  std::function<void()> before_rename;
  /// Told of the file as soon as it is in place, whatever happens afterwards. Null: nobody asks.
  WrittenFiles* written = nullptr;
  FileOperations* operations = nullptr;  // null: the system's
};

struct ReplaceResult {
  Fingerprint written;
  std::filesystem::path version;       // where the file's earlier content is kept; empty when there was none
  std::size_t too_old = 0;             // earlier versions that were removed for their age
  std::vector<std::string> fallbacks;  // sentences: what the drive cannot do, and what was done instead
};

/// Writes beside the file, flushes, reopens and compares, keeps the earlier version, renames. Throws Failure (unwritable, changed,
/// or locked when another program holds the file), leaving the file as it was and no temporary behind.
ReplaceResult replace_file(const std::filesystem::path& path, std::string_view bytes, const ReplaceOptions& options);

/// The temporary that replace_file writes; a killed run may leave one, which the next run removes.
std::filesystem::path temporary_of(const std::filesystem::path& path);

}  // namespace counterfoil
