// `counterfoil evidence`: all that proves a year, in one folder.
#include "app/check_commands.hpp"
#include "run/evidence.hpp"

namespace counterfoil::app {

CheckAccount evidence(const Parsed& parsed) {
  const run::EvidenceOutcome outcome = run::gather_evidence(parsed.evidence, parsed.installation);
  CheckAccount account;
  account.all = parsed.all;
  for (const run::EvidenceProblem& problem : outcome.problems)
    account.statements.push_back(
        {Statement::Kind::problem, "problem", problem.file + ": " + problem.words, {}, {}, {{"file", problem.file}}, "statement"});
  add_not_read(outcome.not_read, account);
  account.status = account.statements.empty() ? "gathered" : "problems";
  account.exit = account.statements.empty() ? 0 : 1;
  account.words = outcome.words;
  account.folder = outcome.folder;
  return account;
}

}  // namespace counterfoil::app
