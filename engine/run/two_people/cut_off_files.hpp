// What lies of the files of a release that was cut off, by its signed act and the digests in it alone.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "acts/record_folder.hpp"
#include "run/two_people/release_folder.hpp"

namespace counterfoil::run {

inline constexpr const char *prepared_file = "prepared.act", *approved_file = "approved.act", *released_file = "released.act";

struct CutOffFiles {
  enum class Lie { nowhere, beside, in_place };
  std::optional<acts::Act> approved, prepared;  // that the release names
  std::vector<ReleasedFile> all;                // with the acts and the words for whoever loads them
  Lie lie = Lie::nowhere;                       // beside: whole, and the rename to come
  bool folder_taken = false;                    // there, and not just these files
};

/// `folder`: where the release belongs.
CutOffFiles cut_off_files(const acts::Act& release, const acts::BatchRecord& record, const std::filesystem::path& folder);

}  // namespace counterfoil::run
