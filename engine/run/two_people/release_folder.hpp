// The folder with the files of one release: written beside its place, flushed, and put there by one rename. A list in it says which
// release it is, so that a release that was cut off is finished with the same files and never made a second time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"

namespace counterfoil::run {

struct ReleasedFile {
  std::string name;
  std::uint64_t bytes = 0;
  std::string sha256;
  friend bool operator==(const ReleasedFile&, const ReleasedFile&) = default;
};

/// "counterfoil-release.json" in the folder.
struct ReleaseList {
  std::string task;
  std::string batch;
  std::string workbook;
  std::string released_by;
  Moment moment;  // utc and local
  std::string totals;
  std::vector<ReleasedFile> files;
};

struct FileToRelease {
  std::string name;
  std::string_view bytes;  // borrowed
};

/// The list in a folder; nothing where there is none that reads.
std::optional<ReleaseList> read_release_list(const std::filesystem::path& folder);

/// Where the files lie until the rename.
std::filesystem::path unfinished_release(const std::filesystem::path& folder);

/// Every file, then the list, each flushed, in unfinished_release(folder); what lay there before is removed. Failure (unwritable).
void write_release(const std::filesystem::path& folder, const ReleaseList& list, const std::vector<FileToRelease>& files);
/// One rename. Failure (changed) when the folder is there already, (unwritable).
void publish_release(const std::filesystem::path& folder);
void remove_unfinished(const std::filesystem::path& folder) noexcept;

/// Whether the folder holds exactly these files, byte for byte, and its list.
bool holds_release(const std::filesystem::path& folder, const std::vector<ReleasedFile>& files);

}  // namespace counterfoil::run
