// The folder with the files of one release: written beside its place, flushed, and put there by one rename. Which release it is say
// the signed acts in it, and nothing else.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace counterfoil::run {

struct ReleasedFile {
  std::string name;
  std::uint64_t bytes = 0;
  std::string sha256;
  friend bool operator==(const ReleasedFile&, const ReleasedFile&) = default;
};

struct FileToRelease {
  std::string name;
  std::string_view bytes;  // borrowed
};

/// Where the files lie until the rename.
std::filesystem::path unfinished_release(const std::filesystem::path& folder);

/// Every file, flushed and read again, in unfinished_release(folder). What lay there before is removed: nothing in it is believed.
/// No file is more open to others than `workbook`. Failure (unwritable).
void write_release(const std::filesystem::path& folder, const std::vector<FileToRelease>& files,
                   const std::filesystem::path& workbook);
/// One rename. Failure (changed) when the folder is there already, (unwritable).
void publish_release(const std::filesystem::path& folder);
void remove_unfinished(const std::filesystem::path& folder) noexcept;

/// What is wrong with a folder that is to hold just these files, to the byte: a sentence each.
std::vector<std::string> wrong_in_release(const std::filesystem::path& folder, const std::vector<ReleasedFile>& files);

}  // namespace counterfoil::run
