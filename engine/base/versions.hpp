// The earlier versions of a file, kept in a folder beside it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace counterfoil {

struct KeptVersion {
  unsigned number = 0;  // counts up from 1; a higher one is later
  std::string stamp;    // the id of the run that replaced this version; may be empty
  std::string because;  // why it stays whatever the number: "approved", "last-of-period"; empty: it goes when its turn comes
  std::filesystem::path file;
};

/// Which earlier versions stay when a new one has been added.
struct VersionsToKeep {
  unsigned most = 10;         // the oldest go first; 0 keeps none. What stays for a reason of its own is not counted
  std::string since;          // "20250608": those replaced before that day (UTC, by their stamps) go too; empty: none for its age
  std::string lasting_since;  // the same of what stays for a reason of its own
  std::string because;        // why the version that is kept now stays so; empty: for none
};

/// ".counterfoil-versions" beside the file.
std::filesystem::path versions_folder_of(const std::filesystem::path& path);

/// Those of this file, the oldest first. Only files named as we name them are counted.
std::vector<KeptVersion> kept_versions(const std::filesystem::path& path);

/// Of `kept` (the oldest first) what goes for its age. A stamp that does not begin with a day has none.
std::vector<KeptVersion> replaced_before(const std::vector<KeptVersion>& kept, const VersionsToKeep& keep);
/// Of `kept` (the oldest first) what goes for its number.
std::vector<KeptVersion> too_many_of(const std::vector<KeptVersion>& kept, const VersionsToKeep& keep);

/// Where version `number` belongs: "CWD comparison.0007.20251208-093000-7f3a.xlsx", or with ".approved" before ".xlsx" where it
/// stays for that. The number orders them, the rest is for people.
std::filesystem::path version_file(const std::filesystem::path& path, unsigned number, const std::string& stamp,
                                   const std::string& because = {});

}  // namespace counterfoil
