// Files that sync programs (OneDrive, SharePoint, Dropbox, Syncthing, Nextcloud) leave beside a workbook, recognised by name alone;
// nothing is opened.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace counterfoil {

/// The temporary of a download or an upload of this very workbook, if one lies beside it.
std::optional<std::filesystem::path> transfer_under_way(const std::filesystem::path& workbook);

/// The program that keeps this folder or one above it in step with other machines ("OneDrive"), by the names that such programs
/// give and the files that they leave; empty: none is known. A SharePoint library may be kept under a name that tells nothing.
std::string sync_program_of(const std::filesystem::path& folder);

/// How a copy got its name.
enum class CopyName {
  conflict,  // only a program that found two changed copies names one so: "CWD (Zara's conflicted copy 2026-01-05).xlsx"
  machine,   // OneDrive appends the machine's name: "CWD-DESKTOP-4F2A.xlsx"; people name files so too
  plain,     // "CWD (1).xlsx", "CWD - Copy.xlsx", "Copy of CWD.xlsx": a program's or a person's
};

/// Nothing where `other` is not named as a copy of `workbook` (both names without folders).
std::optional<CopyName> copy_by_name(std::string_view workbook, std::string_view other);

struct NamedCopy {
  std::filesystem::path file;
  CopyName name = CopyName::plain;
};
/// Those beside the workbook, by name; at most a few dozen.
std::vector<NamedCopy> named_copies(const std::filesystem::path& workbook);

}  // namespace counterfoil
