#include "app/check_commands.hpp"
#include "base/file.hpp"
#include "run/merge_copies.hpp"

namespace counterfoil::app {

namespace {

std::string quoted(const std::string& text) { return text.empty() ? "nothing" : "\"" + text + "\""; }

/// "Changes!N7 (Decision, CF-1003, 4501): both were changed. ... Before: nothing; mine: "OK"; theirs: "Error"."
std::string in_words(const report::CopyQuestion& question) {
  std::string words = question.sheet + (question.cell.empty() ? "" : "!" + question.cell);
  std::string what = question.heading;
  if (!question.row.empty()) what += (what.empty() ? "" : ", ") + question.row;
  if (!what.empty()) words += " (" + what + ")";
  words += ": " + question.words;
  if (!question.base.empty() || !question.mine.empty() || !question.theirs.empty())
    words +=
        " Before: " + quoted(question.base) + "; mine: " + quoted(question.mine) + "; theirs: " + quoted(question.theirs) + ".";
  return words;
}

}  // namespace

CheckAccount merge(const Parsed& parsed) {
  run::MergeCopiesRequest request = parsed.merge;
  request.ledger = parsed.request.ledger;
  const run::MergeCopiesOutcome outcome = run::merge_copies(request, parsed.installation);
  CheckAccount account;
  account.all = true;  // every matter needs its person
  account.status = "merged";
  account.exit = run::exit_status(outcome);
  account.words = outcome.words;
  for (const report::CopyQuestion& question : outcome.merged.questions) {
    Statement statement;
    statement.kind = Statement::Kind::problem;
    statement.event = "needs-person";
    statement.id = run::question_word(question.kind);
    statement.words = in_words(question);
    statement.sheet = question.sheet;
    statement.cell = question.cell;
    statement.details = {{"row", question.row},
                         {"heading", question.heading},
                         {"base", question.base},
                         {"mine", question.mine},
                         {"theirs", question.theirs}};
    account.statements.push_back(std::move(statement));
  }
  Statement result;
  result.event = "merged";
  result.id = "merged-workbook";
  result.words = "Workbook: " + utf8_from_path(outcome.workbook);
  result.details = {{"run", outcome.run_id},
                    {"task", outcome.task},
                    {"workbook", utf8_from_path(outcome.workbook)},
                    {"taken-from-mine", outcome.merged.taken_from_mine},
                    {"taken-from-theirs", outcome.merged.taken_from_theirs},
                    {"same-in-both", outcome.merged.same_in_both},
                    {"rows-to-history", outcome.merged.rows_to_history},
                    {"report-digest", outcome.report_digest},
                    {"workbook-digest", outcome.workbook_digest}};
  account.statements.push_back(std::move(result));
  return account;
}

}  // namespace counterfoil::app
