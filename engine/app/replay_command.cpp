#include "app/check_commands.hpp"
#include "run/replay.hpp"

namespace counterfoil::app {

CheckAccount replay(const Parsed& parsed) {
  const run::ReplayOutcome outcome = run::replay(
      {parsed.run_id, parsed.files, parsed.workbook, parsed.request.settings, parsed.request.ledger}, parsed.installation);
  CheckAccount account;
  account.all = parsed.all;
  for (const run::ReplayStatement& each : outcome.statements) {
    using From = run::ReplayStatement::Kind;
    const auto kind = each.kind == From::different ? Statement::Kind::problem
                      : each.kind == From::same    ? Statement::Kind::ok
                                                   : Statement::Kind::limit;
    account.statements.push_back({kind, each.id, each.words, each.sheet, each.cell, {}, "statement"});
    if (each.id == "cell-differs")
      account.statements.back().details = {{"column", each.column}, {"held", each.held}, {"replayed", each.now}};
  }
  account.status = outcome.same ? "same" : "not-same";
  account.exit = outcome.same ? 0 : 1;
  account.words = {outcome.summary};
  return account;
}

}  // namespace counterfoil::app
