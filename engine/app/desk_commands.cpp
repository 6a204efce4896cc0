// `counterfoil settings`, `explain` and `problem-report`: what a person at the desk asks besides the work.
#include <algorithm>
#include <string_view>

#include "app/check_commands.hpp"
#include "app/json_lines.hpp"
#include "base/atomic_file.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/who_and_when.hpp"
#include "run/history.hpp"
#include "run/settings_table.hpp"
#include "run/words.hpp"

namespace counterfoil::app {

namespace {

constexpr std::uint64_t longest_page = 4 << 20, longest_log = 8 << 20;
constexpr std::size_t runs_told = 10, log_lines_told = 300;

std::string whose(const std::string& level) {
  return level == "machine" ? "the council's, for the whole machine" : level == "team" ? "the team's" : "your own";
}

Statement told(const run::SettingsFileLook& file) {
  Statement statement;
  statement.event = statement.id = "settings-file";
  const std::string path = path_text(file.file);
  statement.kind = file.trouble.empty() ? Statement::Kind::ok : Statement::Kind::problem;
  statement.words = "Settings that are " + whose(file.level) + ": " + path +
                    (!file.trouble.empty() ? ". " + file.trouble
                     : file.there          ? ", in order."
                                           : ", not there: nothing is set.");
  statement.details = {{"level", file.level}, {"file", path}, {"there", std::string{file.there ? "yes" : "no"}}};
  return statement;
}

Statement told(const run::SettingsLine& line) {
  Statement statement;
  statement.event = statement.id = "setting-line";
  statement.words = line.what + ": " + line.value + " (" + whose(line.level) + (line.note.empty() ? "" : "; " + line.note) + ")";
  statement.details = {{"level", line.level}, {"name", line.name}, {"what", line.what},
                       {"value", line.value}, {"note", line.note}, {"answer", std::string{line.answer ? "yes" : "no"}}};
  return statement;
}

/// The end of the log, whole lines.
std::string end_of_log() {
  try {
    const Buffer log = read_file(log_folder() / "counterfoil.log", longest_log);
    std::string_view text = log.view();
    std::size_t lines = 0, at = text.size();
    while (at > 0 && lines <= log_lines_told) {
      at = text.rfind('\n', at - 1);
      if (at == std::string_view::npos) break;
      ++lines;
      if (at == 0) break;
    }
    return std::string{at == std::string_view::npos || at == 0 ? text : text.substr(at + 1)};
  } catch (const Failure&) {
    return "There is no log.\n";
  }
}

std::string problem_report_text(const std::filesystem::path& ledger) {
  std::string text =
      "What Counterfoil says of itself, to go with your own words about what went wrong.\n"
      "It holds no names and no amounts. Read it before you send it.\n\n";
  text += "Version: " + run::version_words() + "\nMade: " + now().utc + "\n\nThe last runs:\n";
  std::vector<run::HistoryEntry> runs;
  try {
    runs = run::recorded_runs(ledger).runs;
  } catch (const Failure&) {
    text += "  The record of runs could not be read.\n";
  }
  if (runs.size() > runs_told) runs.resize(runs_told);
  for (const run::HistoryEntry& each : runs)
    text += "  " + each.time + "  " + each.run_id + "  " + each.task + "  " + each.state + "\n";
  return text + "\nThe end of the log:\n" + end_of_log();
}

}  // namespace

CheckAccount settings(const Parsed& parsed) {
  const run::SettingsTable table = run::settings_table(parsed.settings_table);
  CheckAccount account;
  account.all = true;
  bool in_order = true;
  for (const run::SettingsFileLook& file : table.files) {
    account.statements.push_back(told(file));
    in_order = in_order && file.trouble.empty();
  }
  for (const run::SettingsLine& line : table.lines) account.statements.push_back(told(line));
  account.status = in_order ? "sound" : "problems";
  account.exit = in_order ? 0 : 1;
  account.words = table.words;
  if (!in_order) account.words.emplace_back("A file of settings does not read. Put it right as it says above.");
  return account;
}

CheckAccount explain(const Parsed& parsed) {
  const std::string page = parsed.page.empty() ? "findings" : parsed.page;
  const std::filesystem::path folder = parsed.installation.root / "share" / "help";
  const bool plain =
      std::all_of(page.begin(), page.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-' || (c >= '0' && c <= '9'); });
  std::error_code error;
  const std::filesystem::path file = folder / path_from_utf8(page + ".md");
  if (!plain || !std::filesystem::is_regular_file(file, error))
    throw Failure{FailureKind::usage, "There is no page about \"" + page + "\"."};
  CheckAccount account;
  account.status = "page";
  account.words = {std::string{read_file(file, longest_page).view()}};
  return account;
}

CheckAccount problem_report(const Parsed& parsed) {
  CheckAccount account;
  account.status = "finished";
  const std::string text = problem_report_text(parsed.request.ledger);
  if (parsed.workbook.empty()) {
    account.words = {text};
    return account;
  }
  ReplaceOptions options;
  options.must_be_new = true;
  options.versions.most = 0;
  replace_file(parsed.workbook, text, options);
  account.words = {"The report: " + utf8_from_path(parsed.workbook) + ". Read it before you send it."};
  return account;
}

}  // namespace counterfoil::app
