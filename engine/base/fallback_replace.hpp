// Replacing a file on a drive that cannot put one file over another in one step.
#pragma once

#include <filesystem>
#include <system_error>

#include "base/atomic_file.hpp"

namespace counterfoil {

/// Whether a rename failed because the drive does not know how, so that the way around it is worth trying.
bool cannot_replace(const std::error_code& error);

/// Sets the old file aside and gives its name to the new one. A step that fails is undone and thrown as std::system_error. If the
/// process is killed in between, one of the two is still whole under a name that finish_replacement knows.
void replace_in_steps(const std::filesystem::path& temporary, const std::filesystem::path& path, FileOperations& operations);

/// Completes a replacement that was killed half-way: the new file stays if it is whole, else the old one is put back. Never
/// removes what somebody saved since. Does nothing when there is nothing to complete.
void finish_replacement(const std::filesystem::path& path, FileOperations& operations);

}  // namespace counterfoil
