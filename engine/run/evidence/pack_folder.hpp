// The folder of evidence: put in place whole, with the digest of each of its files, or not at all.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace counterfoil::run {

/// Texts as one line of a file: fields apart by a tab, special characters escaped as in a workbook's record.
std::string pack_line(const std::vector<std::string>& texts);

/// `files`: by name, '/' between folder and file. Adds SHA256SUMS. Files are read-only. Failure: usage (the folder is there),
/// unwritable.
void write_pack(const std::filesystem::path& folder, std::map<std::string, std::string> files);

/// Failure (usage) where something of that name is there.
void require_new_folder(const std::filesystem::path& folder);

}  // namespace counterfoil::run
