// What names the person besides workbooks: calendars and the names beside the ledger, which are put right, and files that are not
// ours to change, which are listed with what to do.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.hpp"
#include "run/find/folder_files.hpp"
#include "run/forget/person_traces.hpp"
#include "run/given/installation.hpp"

namespace counterfoil::run {

/// UIDs of the person's events as calendars without ids have them, for each workbook's key.
std::set<std::string> hidden_uids(const std::set<std::string>& uids, const std::set<std::string>& keys);

struct ChangedFile {
  FolderFile file;
  Fingerprint base;
  std::string text;
};
/// Nothing where the file is no calendar, or none that has an event of theirs. Failure where it cannot be read.
std::optional<ChangedFile> calendar_without(const FolderFile& file, const PersonTraces& traces, const std::set<std::string>& uids);

/// Sentences about files that still name them. `removed`: paths of calendars that are put right.
std::vector<std::string> what_else_names_them(const std::vector<FolderFile>& files, const PersonTraces& traces,
                                              const std::set<std::filesystem::path>& put_right, const Installation& installation);

}  // namespace counterfoil::run
