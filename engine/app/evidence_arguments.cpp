#include "app/argument_parts.hpp"
#include "audit/ledger.hpp"
#include "base/file.hpp"

namespace counterfoil::app {

void parse_find(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger) {
  CLI::App command;
  add_common(command, parsed, ledger);
  std::vector<std::string> folders;
  std::string save_as;
  command.add_option("wanted", parsed.find.wanted);
  command.add_option("folders", folders);
  command.add_option("--save-as", save_as);
  command.add_flag("--all", parsed.all);
  parse_with(command, words, {"save-as", "all", "json", "ledger"});
  if (folders.empty())
    refuse("Say whom to look for and where: counterfoil find PERSON_OR_PAYEE FOLDER. A name with spaces needs quotes around it.");
  for (const std::string& folder : folders) parsed.find.folders.push_back(path_from_utf8(folder));
  parsed.find.save_as = path_from_utf8(save_as);
}

void parse_forget(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger) {
  CLI::App command;
  add_common(command, parsed, ledger);
  std::vector<std::string> folders;
  command.add_option("person", parsed.forget.person);
  command.add_option("folders", folders);
  command.add_option("--before", parsed.forget.before);
  command.add_flag("--really", parsed.forget.really);
  command.add_flag("--all", parsed.all);
  parse_with(command, words, {"before", "really", "all", "json", "ledger"});
  if (folders.empty())
    refuse(
        "Say who is removed, by their id, before which day everything of theirs is, and from where: counterfoil forget PERSON "
        "--before DATE FOLDER.");
  for (const std::string& folder : folders) parsed.forget.folders.push_back(path_from_utf8(folder));
}

void parse_evidence(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger) {
  CLI::App command;
  command.set_help_flag();
  command.add_flag("--json", parsed.json);
  std::vector<std::string> folders, ledgers, others;
  std::string save_to;
  command.add_option("folders", folders);
  command.add_option("--year", parsed.evidence.year);
  command.add_option("--save-to", save_to);
  command.add_option("--ledger", ledgers)->allow_extra_args(false);
  command.add_option("--with-ledger", others)->allow_extra_args(false);
  command.add_flag("--all", parsed.all);
  parse_with(command, words, {"year", "save-to", "all", "json", "ledger", "with-ledger"});
  if (folders.empty() || save_to.empty())
    refuse("Say which year, from where and into which new folder: counterfoil evidence --year 2025-26 FOLDER --save-to FOLDER.");
  for (const std::string& folder : folders) parsed.evidence.folders.push_back(path_from_utf8(folder));
  parsed.evidence.save_to = path_from_utf8(save_to);
  for (const std::string& each : ledgers) parsed.evidence.ledgers.push_back(path_from_utf8(each));
  if (ledgers.empty()) parsed.evidence.ledgers.push_back(audit::default_ledger_path());
  for (const std::string& each : others) parsed.evidence.ledgers.push_back(path_from_utf8(each));
  ledger = utf8_from_path(parsed.evidence.ledgers.front());
}

}  // namespace counterfoil::app
