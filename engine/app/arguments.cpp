#include "app/arguments.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "app/argument_parts.hpp"
#include "app/help_words.hpp"
#include "app/inspect_command.hpp"
#include "audit/ledger.hpp"
#include "base/environment.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "host/manifest.hpp"
#include "host/plugin_library.hpp"
#include "run/words.hpp"

namespace counterfoil::app {

namespace {

/// What the command line holds for `run`, before the task gives the inputs their meaning.
struct RunTexts {
  std::map<std::string, std::string> inputs;
  std::string workbook;
  std::string save_as;
  std::string continue_from;
  std::string settings;
  std::string reason;
  std::vector<std::string> sets;
  std::vector<std::string> answers;
  std::vector<std::string> headings;
  std::string sheets_in;
};

host::PluginDescription description_of(const run::Installation& installation, const std::string& task) {
  const host::Manifest manifest = host::read_manifest(installation.plugins);
  return host::PluginLibrary::open(manifest, manifest.find(task)).description();
}

void fill_request(const host::PluginDescription& description, const RunTexts& texts, run::RunRequest& request) {
  for (const auto& [input, file] : texts.inputs)
    if (!file.empty()) request.inputs[input] = path_from_utf8(file);
  if (texts.workbook.empty())
    refuse("Say which workbook the result belongs in: --workbook FILE. It is made if it is not there, and updated if it is.");
  request.task = description.id;
  request.workbook = path_from_utf8(texts.workbook);
  request.save_as = path_from_utf8(texts.save_as);
  request.continue_from = path_from_utf8(texts.continue_from);
  if (!texts.settings.empty()) request.settings = path_from_utf8(texts.settings);
  request.reason = texts.reason;
  if (!texts.sheets_in.empty()) request.team.sheets_in = path_from_utf8(texts.sheets_in);
  for (const std::string& answer : texts.answers) {
    const std::size_t equals = answer.find('=');
    if (equals == std::string::npos || equals == 0)
      refuse("An answer about the team's table is written --table NAME=VALUE, not \"" + answer + "\".");
    request.team.answers.emplace_back(answer.substr(0, equals), answer.substr(equals + 1));
  }
  for (const std::string& heading : texts.headings) request.team.headings.push_back(heading_answer(heading));
  for (const std::string& set : texts.sets) {
    const std::size_t equals = set.find('=');
    if (equals == std::string::npos || equals == 0) refuse("A setting is written --set NAME=VALUE, not \"" + set + "\".");
    request.parameters.emplace_back(set.substr(0, equals), set.substr(equals + 1));
  }
}

void parse_run(const std::vector<std::string>& given, Parsed& parsed, std::string& ledger) {
  std::vector<std::string> words = given;
  // The task comes first, since it says which inputs there are.
  const auto task = std::find_if(words.begin(), words.end(), [](const std::string& word) { return !word.starts_with("-"); });
  const bool task_is_first = task == words.begin() || (task == words.begin() + 1 && words.front() == "--json");
  if (task == words.end() || !task_is_first)
    refuse("Say which task to run: counterfoil run TASK ... . \"counterfoil tasks\" lists them.");
  const host::PluginDescription description = description_of(parsed.installation, *task);
  words.erase(task);

  CLI::App command;
  add_common(command, parsed, ledger);
  RunTexts texts;
  std::vector<std::string> option_names = {"workbook", "save-as", "rehearse",      "break-signature", "settings",
                                           "set",      "table",   "heading",       "sheets-in",       "cancel-on-stdin",
                                           "json",     "ledger",  "continue-from", "reason",          "all"};
  command.add_option("--workbook", texts.workbook);
  command.add_option("--save-as", texts.save_as);
  command.add_option("--continue-from", texts.continue_from);
  command.add_flag("--rehearse", parsed.request.rehearse);
  command.add_flag("--break-signature", parsed.request.break_signature);
  command.add_flag("--all", parsed.all);
  command.add_option("--settings", texts.settings);
  command.add_option("--set", texts.sets)->allow_extra_args(false);
  command.add_option("--reason", texts.reason);
  command.add_option("--table", texts.answers)->allow_extra_args(false);
  command.add_option("--heading", texts.headings)->allow_extra_args(false);
  command.add_option("--sheets-in", texts.sheets_in);
  command.add_flag("--cancel-on-stdin", parsed.cancel_on_stdin);
  for (const host::InputDescription& input : description.inputs) {
    command.add_option("--" + input.id, texts.inputs[input.id]);
    option_names.push_back(input.id);
  }
  parse_with(command, words, option_names);
  fill_request(description, texts, parsed.request);
}

void parse_verify(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger) {
  CLI::App command;
  add_common(command, parsed, ledger);
  std::string workbook;
  command.add_option("workbook", workbook);
  command.add_flag("--all", parsed.all);
  command.add_option("--expect", parsed.expect);
  command.add_flag("--ledger-only", parsed.ledger_only);
  parse_with(command, words, {"json", "ledger", "all", "expect", "ledger-only"});
  if (parsed.ledger_only && !workbook.empty())
    refuse("With --ledger-only the ledger alone is verified: leave out the workbook, or leave out --ledger-only.");
  if (parsed.ledger_only && !parsed.expect.empty())
    refuse("--expect asks the record folder and --ledger-only the ledger: leave one of them out.");
  if (parsed.ledger_only) return;
  if (workbook.empty()) refuse("Say which workbook or release to verify: counterfoil verify WORKBOOK, or the release's folder.");
  parsed.workbook = path_from_utf8(workbook);
}

void parse_inspect(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger) {
  CLI::App command;
  add_common(command, parsed, ledger);
  InspectTexts texts;
  command.add_option("files", texts.files);
  command.add_option("--input", texts.inputs)->allow_extra_args(false);
  command.add_option("--task", texts.task);
  command.add_option("--workbook", texts.workbook);
  command.add_option("--settings", texts.settings);
  command.add_option("--set", texts.sets)->allow_extra_args(false);
  command.add_option("--reason", texts.reason);
  command.add_option("--heading", texts.headings)->allow_extra_args(false);
  parse_with(command, words, {"task", "input", "workbook", "settings", "set", "reason", "heading", "json", "ledger"});
  parsed.inspect = inspect_request(texts);
}

void parse_replay(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger) {
  CLI::App command;
  add_common(command, parsed, ledger);
  std::string run_id, workbook, settings;
  std::vector<std::string> inputs;
  command.add_option("run", run_id);
  command.add_option("--inputs", inputs);
  command.add_option("--workbook", workbook);
  command.add_option("--settings", settings);
  command.add_flag("--all", parsed.all);
  parse_with(command, words, {"inputs", "workbook", "settings", "json", "ledger", "all"});
  if (run_id.empty())
    refuse("Say which run to do again: counterfoil replay RUN --inputs FILE ... . \"counterfoil history\" lists the runs.");
  parsed.run_id = run_id;
  for (const std::string& input : inputs) parsed.files.push_back(path_from_utf8(input));
  parsed.workbook = path_from_utf8(workbook);
  parsed.request.settings = path_from_utf8(settings);
}

void parse_disclose(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger) {
  CLI::App command;
  add_common(command, parsed, ledger);
  std::string workbook, copy;
  command.add_option("workbook", workbook);
  command.add_option("--copy", copy);
  command.add_flag("--all", parsed.all);
  parse_with(command, words, {"copy", "json", "ledger", "all"});
  if (workbook.empty()) refuse("Say which workbook to look through: counterfoil disclose WORKBOOK.");
  parsed.workbook = path_from_utf8(workbook);
  parsed.copy = path_from_utf8(copy);
}

void parse_restore(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger) {
  CLI::App command;
  add_common(command, parsed, ledger);
  std::string workbook, as;
  command.add_option("workbook", workbook);
  command.add_option("--version", parsed.restore.version);
  command.add_option("--as-at", parsed.restore.as_at);
  command.add_option("--as", as);
  parse_with(command, words, {"version", "as-at", "as", "json", "ledger"});
  if (workbook.empty()) refuse("Say which workbook's versions: counterfoil restore WORKBOOK.");
  if (!parsed.restore.version.empty() && !parsed.restore.as_at.empty())
    refuse("--version and --as-at each say which version to bring back: leave one of them out.");
  if (!as.empty() && parsed.restore.version.empty() && parsed.restore.as_at.empty())
    refuse("Say which version to bring back: --version NUMBER. \"counterfoil restore WORKBOOK\" lists them.");
  parsed.restore.workbook = path_from_utf8(workbook);
  parsed.restore.as = path_from_utf8(as);
}

void parse_merge(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger) {
  CLI::App command;
  add_common(command, parsed, ledger);
  std::string base, mine, theirs, as;
  command.add_option("base", base);
  command.add_option("mine", mine);
  command.add_option("theirs", theirs);
  command.add_option("--as", as);
  parse_with(command, words, {"as", "json", "ledger"});
  if (theirs.empty())
    refuse(
        "Say which three files to bring together: counterfoil merge BASE MINE THEIRS. BASE is the version that both copies began "
        "from; the folder "
        ".counterfoil-versions beside the workbook has earlier ones.");
  parsed.merge = {path_from_utf8(base), path_from_utf8(mine), path_from_utf8(theirs), path_from_utf8(as), {}};
}

void add_batch(CLI::App& command, Parsed& parsed, std::string& ledger, std::string& workbook, std::string& settings,
               run::BatchRequest& batch) {
  add_common(command, parsed, ledger);
  command.add_option("workbook", workbook);
  command.add_option("--settings", settings);
  command.add_flag("--break-signature", batch.break_signature);
  command.add_option("--batch", batch.which);
}

void parse_approve(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger) {
  CLI::App command;
  std::string workbook, settings;
  add_batch(command, parsed, ledger, workbook, settings, parsed.approve.batch);
  command.add_flag("--reject", parsed.approve.reject);
  command.add_flag("--look", parsed.approve.batch.look);
  command.add_option("--comment", parsed.approve.comment);
  command.add_option("--profile", parsed.approve.profiles)->allow_extra_args(false);
  parse_with(command, words, {"batch", "reject", "look", "comment", "profile", "settings", "break-signature", "json", "ledger"});
  if (workbook.empty()) refuse("Say which workbook's batch you approve: counterfoil approve WORKBOOK.");
  parsed.approve.batch.workbook = path_from_utf8(workbook);
  parsed.approve.batch.settings = path_from_utf8(settings);
}

void parse_waiting(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger) {
  CLI::App command;
  add_common(command, parsed, ledger);
  std::vector<std::string> folders;
  command.add_option("folders", folders);
  parse_with(command, words, {"json", "ledger"});
  for (const std::string& folder : folders) parsed.waiting.folders.push_back(path_from_utf8(folder));
}

void parse_settings(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger) {
  CLI::App command;
  add_common(command, parsed, ledger);
  std::string workbook, file;
  std::vector<std::string> sets;
  command.add_option("--workbook", workbook);
  command.add_option("--settings", file);
  command.add_option("--in", parsed.settings_table.level);
  command.add_option("--set", sets)->allow_extra_args(false);
  command.add_option("--take-out", parsed.settings_table.take_out)->allow_extra_args(false);
  parse_with(command, words, {"workbook", "settings", "in", "set", "take-out", "json", "ledger"});
  parsed.settings_table.workbook = path_from_utf8(workbook);
  parsed.settings_table.settings = path_from_utf8(file);
  for (const std::string& set : sets) {
    const std::size_t equals = set.find('=');
    if (equals == std::string::npos || equals == 0) refuse("A setting is written --set NAME=VALUE, not \"" + set + "\".");
    parsed.settings_table.sets.emplace_back(set.substr(0, equals), set.substr(equals + 1));
  }
  const bool changes = !sets.empty() || !parsed.settings_table.take_out.empty();
  if (changes == parsed.settings_table.level.empty())
    refuse(
        "A change of settings says whose they are and what: --in machine, team or user, with --set NAME=VALUE or --take-out NAME.");
}

/// A command with one word after it, which may be left out.
void parse_one_word(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger, std::string& word) {
  CLI::App command;
  add_common(command, parsed, ledger);
  command.add_option("word", word);
  parse_with(command, words, {"json", "ledger"});
}

void parse_release(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger) {
  CLI::App command;
  std::string workbook, settings, to;
  add_batch(command, parsed, ledger, workbook, settings, parsed.release.batch);
  command.add_option("--profile", parsed.release.profiles)->allow_extra_args(false);
  command.add_flag("--withdraw", parsed.release.withdraw);
  command.add_option("--to", to);
  parse_with(command, words, {"batch", "profile", "to", "settings", "break-signature", "json", "ledger"});
  if (workbook.empty()) refuse("Say which workbook's batch is released: counterfoil release WORKBOOK.");
  parsed.release.batch.workbook = path_from_utf8(workbook);
  parsed.release.batch.settings = path_from_utf8(settings);
  parsed.release.to = path_from_utf8(to);
}

void parse_people(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger) {
  CLI::App command;
  add_common(command, parsed, ledger);
  std::string workbook;
  command.add_option("--confirm", parsed.people.confirm);
  command.add_option("--who", parsed.people.who);
  command.add_option("--workbook", workbook);
  parse_with(command, words, {"confirm", "who", "workbook", "json", "ledger"});
  parsed.people.workbook = path_from_utf8(workbook);
}

void parse_record(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger) {
  CLI::App command;
  add_common(command, parsed, ledger);
  std::string what, place;
  command.add_option("what", what);
  command.add_option("place", place);
  command.add_option("--group", parsed.record.group);
  parse_with(command, words, {"group", "json", "ledger"});
  if (what != "check" && what != "setup")
    refuse("Say what to do with the record folder: counterfoil record check, or counterfoil record setup FOLDER.");
  parsed.record.check = what == "check";
  parsed.record.place = path_from_utf8(place);
}

void parse_decisions(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger) {
  CLI::App command;
  add_common(command, parsed, ledger);
  std::string workbook, save_as;
  command.add_option("workbook", workbook);
  command.add_option("--of", parsed.decisions.of);
  command.add_option("--save-as", save_as);
  parse_with(command, words, {"of", "save-as", "json", "ledger"});
  if (workbook.empty()) refuse("Say which workbook's decisions: counterfoil decisions WORKBOOK.");
  parsed.decisions.workbook = path_from_utf8(workbook);
  parsed.decisions.save_as = path_from_utf8(save_as);
}

void parse_explain(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger) {
  parse_one_word(words, parsed, ledger, parsed.page);
}

void parse_problem_report(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger) {
  std::string file;
  parse_one_word(words, parsed, ledger, file);
  parsed.workbook = path_from_utf8(file);
}

void parse_nothing(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger) {
  CLI::App command;
  add_common(command, parsed, ledger);
  parse_with(command, words, {"json", "ledger"});
}

struct Command {
  const char* name;
  CommandKind kind;
  void (*parse)(const std::vector<std::string>& words, Parsed& parsed, std::string& ledger);
};

constexpr Command commands[] = {
    {"tasks", CommandKind::tasks, parse_nothing},
    {"inspect", CommandKind::inspect, parse_inspect},
    {"run", CommandKind::run, parse_run},
    {"verify", CommandKind::verify, parse_verify},
    {"replay", CommandKind::replay, parse_replay},
    {"disclose", CommandKind::disclose, parse_disclose},
    {"restore", CommandKind::restore, parse_restore},
    {"merge", CommandKind::merge, parse_merge},
    {"approve", CommandKind::approve, parse_approve},
    {"waiting", CommandKind::waiting, parse_waiting},
    {"release", CommandKind::release, parse_release},
    {"people", CommandKind::people, parse_people},
    {"record", CommandKind::record, parse_record},
    {"settings", CommandKind::settings, parse_settings},
    {"explain", CommandKind::explain, parse_explain},
    {"problem-report", CommandKind::problem_report, parse_problem_report},
    {"decisions", CommandKind::decisions, parse_decisions},
    {"find", CommandKind::find, parse_find},
    {"forget", CommandKind::forget, parse_forget},
    {"evidence", CommandKind::evidence, parse_evidence},
    {"history", CommandKind::history, parse_nothing},
};

const Command& command_of(const std::string& name) {
  std::vector<std::string> names;
  for (const Command& command : commands) {
    if (name == command.name) return command;
    names.emplace_back(command.name);
  }
  refuse("There is no command " + name + "." + did_you_mean(name, names) + " \"counterfoil --help\" lists them.");
}

void parse_command(const Command& command, const std::vector<std::string>& words, Parsed& parsed) {
  std::string ledger;
  parsed.kind = command.kind;
  command.parse(words, parsed, ledger);
  parsed.request.ledger = ledger.empty() ? audit::default_ledger_path() : path_from_utf8(ledger);
}

}  // namespace

Parsed parse_arguments(const std::vector<std::string>& arguments) {
  Parsed parsed;
  parsed.json = std::find(arguments.begin(), arguments.end(), "--json") != arguments.end();  // also when the rest is wrong
  try {
    parsed.installation = run::find_installation(executable_folder());
    std::vector<std::string> words = arguments;
    // "--json" and "--ledger FILE" may stand before the command.
    const auto command = std::find_if(words.begin(), words.end(), [](const std::string& word) { return !word.starts_with("-"); });
    const auto has = [&](std::string_view word) { return std::find(words.begin(), command, word) != command; };
    if (words.empty() || has("--help") || has("-h") || (command != words.end() && *command == "help")) {
      parsed.kind = CommandKind::help;
      parsed.words = help_words;
    } else if (has("--version")) {
      parsed.kind = CommandKind::version;
    } else if (command == words.end()) {
      refuse("Say what to do: tasks, run, verify or history. \"counterfoil --help\" shows how.");
    } else {
      const Command& wanted = command_of(*command);
      words.erase(command);
      if (std::find(words.begin(), words.end(), "--help") != words.end()) {
        parsed.kind = CommandKind::help;
        parsed.words = help_words;
      } else {
        parse_command(wanted, words, parsed);
      }
    }
  } catch (const Failure& failure) {
    parsed.kind = CommandKind::wrong;
    parsed.words = failure.what();
  }
  return parsed;
}

}  // namespace counterfoil::app
