#include "app/check_commands.hpp"
#include "base/text.hpp"
#include "counterfoil/money.hpp"
#include "run/forget.hpp"

namespace counterfoil::app {

namespace {

std::string status_in_word(run::ForgetOutcome::Status status) {
  using Status = run::ForgetOutcome::Status;
  switch (status) {
    case Status::nothing: return "not-found";
    case Status::would_remove: return "would-remove";
    case Status::refused: return "refused";
    case Status::removed: break;
  }
  return "removed";
}

Statement told(const run::ForgetPart& part) {
  std::string words = part.file + " (" + part.kind + "), " + part.where;
  if (part.rows > 0)
    words += ": " + count_of(static_cast<std::int64_t>(part.rows), "row") + ", " + format_pounds(Pence{part.pence});
  return {Statement::Kind::found,
          "removal",
          words,
          part.where,
          {},
          {{"file", part.file}, {"what", part.kind}, {"rows", part.rows}, {"pence", part.pence}},
          "removal"};
}

}  // namespace

CheckAccount forget(const Parsed& parsed) {
  run::ForgetRequest request = parsed.forget;
  request.ledger = parsed.request.ledger;
  const run::ForgetOutcome outcome = run::forget_person(request, parsed.installation);
  CheckAccount account;
  account.all = parsed.all;
  for (const std::string& refusal : outcome.refusals)
    account.statements.push_back({Statement::Kind::problem, "refused", refusal, {}, {}, {}, "statement"});
  for (const run::ForgetPart& part : outcome.parts) account.statements.push_back(told(part));
  for (const std::string& words : outcome.remains)
    account.statements.push_back({Statement::Kind::problem, "remains", words, {}, {}, {}, "statement"});
  account.status = status_in_word(outcome.status);
  account.exit = run::exit_status(outcome);
  account.words = outcome.words;
  return account;
}

}  // namespace counterfoil::app
