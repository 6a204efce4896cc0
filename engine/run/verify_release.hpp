// The check that carries the promise: whoever loads the files of a release looks at its folder under their own login.
#pragma once

#include <filesystem>
#include <string>

#include "audit/verify.hpp"

namespace counterfoil::run {

struct ReleaseReport {
  audit::VerifyReport report;
  std::string summary;  // "Load it.", or "Do not load these files."
};

/// Who prepared, approved and released, by which keys and how these are known to whoever asks; lines and gross pounds; every file,
/// byte for byte. Nothing in the folder is believed but what a signature covers. Failure (unreadable) where there is no such
/// folder.
ReleaseReport verify_release(const std::filesystem::path& folder);

/// Is the act with this code in the record of this workbook or release folder?
ReleaseReport verify_expected(const std::filesystem::path& workbook_or_folder, const std::string& code);

}  // namespace counterfoil::run
