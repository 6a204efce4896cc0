// What a task needs beside its library before staff may be shown it.
#pragma once

#include <filesystem>
#include <string>

#include "host/description.hpp"

namespace counterfoil::host {

/// Every file of `share` that the task names is there and can be read: the specification of its workbook, its blank workbook, and
/// the layout of each input. Failure (refused) naming all that are missing and what to do: `library` is the file that was to be
/// listed.
void require_files_of(const PluginDescription& plugin, const std::string& library, const std::filesystem::path& share);

}  // namespace counterfoil::host
