// `counterfoil record`: the commands with which IT makes the record folder, and what it withstands.
#include "app/check_commands.hpp"
#include "base/file.hpp"
#include "run/record.hpp"

namespace counterfoil::app {

CheckAccount record(const Parsed& parsed) {
  const run::RecordOutcome outcome = run::record(parsed.record);
  CheckAccount account;
  account.all = true;
  account.words = outcome.words;
  for (const acts::RecordTrial& trial : outcome.trials) {
    Statement& statement = account.statements.emplace_back();
    statement.id = trial.id;
    statement.words = trial.words;
    statement.kind = trial.result == acts::RecordTrial::Result::good  ? Statement::Kind::ok
                     : trial.result == acts::RecordTrial::Result::bad ? Statement::Kind::problem
                                                                      : Statement::Kind::limit;
    if (statement.kind == Statement::Kind::problem) account.exit = 1;
    statement.details = {{"folder", utf8_from_path(outcome.folder)}};
  }
  account.status = !parsed.record.check ? "record" : account.exit == 0 ? "sound" : "problems";
  return account;
}

}  // namespace counterfoil::app
