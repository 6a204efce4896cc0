// The files under some folders, hostile until looked at: links are not followed, so nothing goes round in circles; what is no file,
// cannot be listed or is too much is said.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "run/find.hpp"

namespace counterfoil::run {

struct FolderFile {
  std::filesystem::path path;
  std::string shown;  // from the folder that was named, as it was named, with '/'
};

/// As many as one look takes; beyond that the folders are to be named one by one.
inline constexpr std::size_t most_files = 100'000;

/// Sorted by name, folder by folder. Failure (usage) where one of `folders` is not there. `most`: of files.
std::vector<FolderFile> files_under(const std::vector<std::filesystem::path>& folders, std::vector<NotSearched>& not_read,
                                    std::size_t most = most_files);

}  // namespace counterfoil::run
