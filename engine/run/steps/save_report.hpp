// The file that says why a workbook was not saved, for those who mend the program: no word of what cells hold.
#pragma once

#include <filesystem>
#include <string>

#include "base/failure.hpp"
#include "base/written_files.hpp"
#include "xlsx/save_refused.hpp"

namespace counterfoil::run {

/// What was to be saved, by whom. `written` is told of the report.
struct SaveAttempt {
  std::filesystem::path workbook;
  std::string task;
  std::string run_id;
  WrittenFiles& written;
};

/// Writes it beside the workbook and returns a sentence about it; where it cannot be written, a sentence that names all breaches.
std::string report_refused_save(const xlsx::SaveRefused& refused, const SaveAttempt& attempt);

/// What `save` gives; a refused save leaves the file, and the failure says so.
template <class Save>
auto save_or_report(const SaveAttempt& attempt, Save&& save) {
  try {
    return save();
  } catch (const xlsx::SaveRefused& refused) {
    throw Failure{refused.kind(), refused.what() + (" " + report_refused_save(refused, attempt))};
  }
}

}  // namespace counterfoil::run
