// `counterfoil people`: one's own code, and whose keys are known here.
#include "app/check_commands.hpp"
#include "run/people.hpp"

namespace counterfoil::app {

CheckAccount people(const Parsed& parsed) {
  const run::PeopleOutcome outcome = run::people(parsed.people);
  CheckAccount account;
  account.all = true;
  account.status = "people";
  account.words = outcome.words;
  Statement own;
  own.id = own.event = "own-key";
  own.words = outcome.account + " on " + outcome.machine + "  " + outcome.code + "  your own";
  own.details = {{"account", outcome.account}, {"machine", outcome.machine}, {"code", outcome.code}};
  account.statements.push_back(std::move(own));
  for (const run::KnownPerson& person : outcome.people) {
    Statement& statement = account.statements.emplace_back();
    statement.id = statement.event = "known-key";
    statement.kind = person.how.starts_with("named") ? Statement::Kind::limit : Statement::Kind::ok;
    statement.words = person.account + "  " + person.code + "  " + person.how;
    statement.details = {{"account", person.account}, {"code", person.code}, {"how", person.how}};
  }
  return account;
}

}  // namespace counterfoil::app
