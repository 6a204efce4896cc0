// `counterfoil decisions`: the log of decisions, a line for each row that a run or an act saw changed.
#include "app/check_commands.hpp"
#include "base/file.hpp"
#include "run/decisions.hpp"

namespace counterfoil::app {

namespace {

/// "13 Feb 2026 09:30 UTC, run by testa.marmalade: changed. Changes, row CF-7, L-1, P8, about £59,335.05. Decision: OK, now Error.
/// Initials BQ."
std::string in_words(const run::DecisionLine& line) {
  std::string words = run::time_in_words(line);
  if (!line.login.empty()) words += ", by the run or act of " + line.login;
  words += ": " + line.what + ".";
  if (!line.sheet.empty()) words += " " + line.sheet + ", row " + line.row;
  if (!line.about.empty()) words += ", about " + line.about;
  if (!line.sheet.empty()) words += ".";
  if (const std::string cells = run::cells_in_words(line); !cells.empty()) words += " " + cells + ".";
  if (!line.initials.empty()) words += " Initials " + line.initials + ".";
  if (!line.note.empty()) words += " " + line.note;
  return words;
}

Statement told(const run::DecisionLine& line, const std::string& id) {
  Statement statement;
  statement.event = "decision";
  statement.id = id;
  statement.sheet = line.sheet;
  statement.words = in_words(line);
  std::string headings, held, holds;
  for (const run::DecisionLine::Cell& cell : line.cells) {
    const std::string joint = headings.empty() ? "" : "\n";
    headings += joint + cell.heading;
    held += joint + cell.held;
    holds += joint + cell.holds;
  }
  statement.details = {{"time", line.time}, {"login", line.login}, {"run", line.run},           {"what", line.what},
                       {"row", line.row},   {"about", line.about}, {"period", line.period},     {"headings", headings},
                       {"held", held},      {"holds", holds},      {"initials", line.initials}, {"note", line.note}};
  return statement;
}

}  // namespace

CheckAccount decisions(const Parsed& parsed) {
  const run::DecisionsOutcome outcome = run::decisions(parsed.decisions, parsed.installation);
  CheckAccount account;
  account.all = true;
  account.status = outcome.problems.empty() ? "finished" : "problems";
  account.exit = outcome.problems.empty() ? 0 : 1;
  account.words = outcome.words;
  for (const std::string& problem : outcome.problems) {
    Statement& statement = account.statements.emplace_back();
    statement.kind = Statement::Kind::problem;
    statement.id = "decision-log-changed";
    statement.words = problem;
  }
  for (const run::DecisionLine& line : outcome.lines)
    account.statements.push_back(told(line, line.time.empty() ? "typed-since" : "logged"));
  if (!outcome.saved.empty()) account.words.push_back("Workbook: " + utf8_from_path(outcome.saved));
  return account;
}

}  // namespace counterfoil::app
