#include "app/check_commands.hpp"
#include "base/file.hpp"
#include "counterfoil/money.hpp"
#include "run/find.hpp"

namespace counterfoil::app {

namespace {

std::string words_of(const run::FoundPlace& place) {
  std::string words = place.file + " (" + place.kind + (place.run.empty() ? "" : ", " + place.run) + ")";
  if (!place.sheet.empty()) words += ", " + place.sheet;
  if (!place.cell.empty()) words += ", " + place.cell;
  if (!place.period.empty() && place.period != place.pence_of) words += ", of " + place.period;
  if (place.pence) words += ": " + place.pence_of + " " + format_pounds(Pence{*place.pence});
  if (!place.decision.empty()) words += "; decided: " + place.decision;
  if (!place.by.empty()) words += ", by " + place.by;
  if (place.by_name) words += " [" + place.matched + "]";
  return words;
}

}  // namespace

void add_not_read(const std::vector<run::NotSearched>& not_read, CheckAccount& account) {
  for (const run::NotSearched& each : not_read)
    account.statements.push_back({Statement::Kind::problem,
                                  "not-read",
                                  each.file + ": " + each.why,
                                  {},
                                  {},
                                  {{"file", each.file}, {"why", each.why}},
                                  "not-read"});
}

CheckAccount find(const Parsed& parsed) {
  const run::FindOutcome outcome = run::find_person(parsed.find, parsed.installation);
  CheckAccount account;
  account.all = parsed.all;
  for (const run::FoundPlace& place : outcome.found) {
    Statement& statement = account.statements.emplace_back();
    statement = {Statement::Kind::found, "found", words_of(place), place.sheet, place.cell, {}, "found"};
    statement.details = {
        {"file", place.file},       {"what", place.kind},         {"run", place.run},           {"period", place.period},
        {"matched", place.matched}, {"pence-of", place.pence_of}, {"decision", place.decision}, {"by", place.by}};
    if (place.pence) statement.details.emplace_back("pence", *place.pence);
  }
  add_not_read(outcome.not_read, account);
  account.status = outcome.found.empty() ? "not-found" : "found";
  account.exit = outcome.not_read.empty() ? 0 : 1;
  account.words = outcome.words;
  account.workbook = outcome.saved;
  return account;
}

}  // namespace counterfoil::app
