#include <algorithm>

#include "app/check_commands.hpp"
#include "base/command_words.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "run/disclosure.hpp"

namespace counterfoil::app {

CheckAccount disclose(const Parsed& parsed) {
  CheckAccount account;
  account.all = parsed.all;
  const std::vector<run::Disclosed> found = run::find_disclosures(parsed.workbook, parsed.installation);
  for (const run::Disclosed& each : found)
    account.statements.push_back(
        {Statement::Kind::problem,
         each.id,
         (each.sheet.empty() ? "" : each.sheet + (each.cell.empty() ? "" : ", " + each.cell) + ": ") + each.words,
         each.sheet,
         each.cell,
         {},
         "statement"});
  const std::string name = file_name_of(parsed.workbook);
  account.status = found.empty() ? "sound" : "problems";
  account.exit = found.empty() ? 0 : 1;
  if (found.empty())
    account.words.push_back("Nothing that is out of sight was found in " + name +
                            ". What stands on its sheets for everybody to read was not judged.");
  else
    account.words.push_back(count_of(static_cast<std::int64_t>(found.size()), "thing") + " in " + name +
                            " would leave with it unseen.");

  if (parsed.copy.empty()) {
    if (!found.empty())
      account.words.push_back(at_command_line("Add --copy FILE for a copy without them, with ids and initials only."));
    return account;
  }
  const run::CopyOutcome copy = run::write_disclosed_copy(parsed.workbook, parsed.copy, parsed.installation);
  for (const std::string& sentence : copy.done)
    account.statements.push_back({Statement::Kind::ok, "copied", sentence, {}, {}, {}, "statement"});
  for (const std::string& sentence : copy.look_at)
    account.statements.push_back({Statement::Kind::limit, "not-recognised", sentence, {}, {}, {}, "statement"});
  account.words.push_back("The copy: " + utf8_from_path(parsed.copy) + ". " + name +
                          " stays as it was. Read the copy through before it is sent.");
  return account;
}

}  // namespace counterfoil::app
