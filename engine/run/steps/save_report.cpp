#include "run/steps/save_report.hpp"

#include <exception>

#include "base/atomic_file.hpp"
#include "base/text.hpp"

namespace counterfoil::run {

std::string report_refused_save(const xlsx::SaveRefused& refused, const SaveAttempt& attempt) {
  std::string lines;
  for (const xlsx::Breach& each : refused.breaches())
    lines += each.part + ": " + each.rule + (each.place.empty() ? "" : " (" + each.place + ")") + "\n";
  const std::filesystem::path& workbook = attempt.workbook;
  const std::filesystem::path file =
      workbook.parent_path() / path_from_utf8(utf8_from_path(workbook.stem()) + " save check " + attempt.run_id + ".txt");
  const std::string text = "Counterfoil did not save a workbook, since Excel would have to repair it.\nRun " + attempt.run_id +
                           ", task " + attempt.task + ".\nNothing in this file is about what cells hold.\n\n" + lines;
  try {
    ReplaceOptions options;
    options.must_be_new = true;
    replace_file(file, text, options);
    attempt.written.add_report();
    return "The report \"" + utf8_from_path(file.filename()) + "\" beside it says what and where: send it along.";
  } catch (const std::exception&) {
    return "It was found in: " + lines;
  }
}

}  // namespace counterfoil::run
