#include "app/restore_command.hpp"

#include "base/file.hpp"
#include "base/text.hpp"

namespace counterfoil::app {

std::string version_in_words(const run::WorkbookVersion& version) {
  std::string words = std::to_string(version.number) + "  ";
  if (!version.trouble.empty()) return words + "cannot be read: " + version.trouble;
  if (version.run.empty())
    words += "from before Counterfoil's first run";
  else
    words += "as it was after run " + version.run + (version.user.empty() ? "" : " of " + version.user) +
             (version.time.empty() ? "" : ", " + version.time);
  if (!version.replaced_by.empty()) words += ", with what was typed until run " + version.replaced_by;
  if (!version.because.empty())
    words += version.because == "last-of-period" ? "; the last of its period, kept until its date"
                                                 : "; kept until its date, as what was " + version.because;
  return words + "  (" + count_of(static_cast<std::int64_t>((version.bytes + 1023) / 1024), "KB", "KB") + ")";
}

std::string how_to_restore(const run::RestoreOutcome& outcome) {
  return "Bring one back as a new file: counterfoil restore \"" + utf8_from_path(outcome.workbook) + "\" --version " +
         std::to_string(outcome.versions.front().number);
}

}  // namespace counterfoil::app
