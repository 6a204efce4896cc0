// Replacing a file on a drive that cannot put one file over another in one step.
#pragma once

#include <filesystem>
#include <system_error>

#include "base/atomic_file.hpp"

namespace counterfoil {

/// Whether a rename failed because the drive does not know how, so that the way around it is worth trying.
bool cannot_replace(const std::error_code& error);

/// Sets the old file aside, takes its name away and gives it to the new one. What fails is undone and thrown as std::system_error.
/// Killed in between, there is always one of the two whole under a name that finish_replacement knows.
void replace_in_steps(const std::filesystem::path& temporary, const std::filesystem::path& path, FileOperations& operations);

/// Ends what a killed replace_in_steps began: the new file stays where it came in whole, else the old one is put back. Never
/// removes what somebody saved since. Nothing to do, nothing done.
void finish_replacement(const std::filesystem::path& path, FileOperations& operations);

}  // namespace counterfoil
