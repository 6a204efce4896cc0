// The file that says why a workbook was not saved, for those who mend the program: no word of what cells hold.
#pragma once

#include <filesystem>
#include <string>

#include "xlsx/save_refused.hpp"

namespace counterfoil::run {

/// Writes it beside the workbook and returns a sentence about it; where it cannot be written, a sentence that names all breaches.
std::string report_refused_save(const xlsx::SaveRefused& refused, const std::filesystem::path& workbook, const std::string& task,
                                const std::string& run_id);

}  // namespace counterfoil::run
