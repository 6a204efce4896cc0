#include "run/people.hpp"

#include "audit/sign_off_record.hpp"
#include "base/failure.hpp"
#include "base/who_and_when.hpp"
#include "run/two_people/signed_acts.hpp"

namespace counterfoil::run {

namespace {

void confirm(const PeopleRequest& request, const acts::Signer& signer, PeopleOutcome& outcome) {
  const std::string code = acts::check_code_as_typed(request.confirm);
  if (code.empty())
    throw Failure{FailureKind::usage, "\"" + request.confirm + "\" is no code of a key: four groups of five letters and digits."};
  if (request.who.empty())
    throw Failure{
        FailureKind::usage,
        "Say whose key it is: --who LOGIN. Ask them, by telephone, to read you the code that \"counterfoil people\" shows them."};
  if (code == acts::key_code(signer.key.public_key) ||
      audit::login_for_comparing(request.who) == audit::login_for_comparing(signer.account))
    throw Failure{FailureKind::usage,
                  "That is your own key or your own name. You confirm the keys of others; yours is confirmed by them."};
  acts::confirm_key(data_folder(), signer.account, {request.who, code, now().utc});
  outcome.words.push_back("You have confirmed that " + code + " is " + request.who +
                          "'s key. It counts for what you release or load, but not for batches that you prepared.");
}

}  // namespace

PeopleOutcome people(const PeopleRequest& request) {
  PeopleOutcome outcome;
  const acts::Signer signer = signer_here(user_name());
  outcome.account = signer.account;
  outcome.machine = signer.machine;
  outcome.code = acts::key_code(signer.key.public_key);
  outcome.words.push_back("You are " + signer.account + ". The code of your key on " + signer.machine + " is " + outcome.code +
                          ". Read it to a colleague who asks for it by telephone; do not send it.");
  if (!request.confirm.empty()) confirm(request, signer, outcome);
  const acts::Relier relier = acts::relier_here(data_folder(), signer.account, signer.key.public_key);
  if (relier.people)
    for (const acts::Person& person : *relier.people)
      for (const std::string& code : person.keys) outcome.people.push_back({person.account, code, "by the council's people file"});
  for (const acts::Confirmed& each : relier.confirmed)
    outcome.people.push_back({each.account, each.code, "you confirmed it on " + each.time_utc});
  if (!request.workbook.empty())
    for (const acts::FoundAct& each : seen_acts_for(request.workbook, relier).signers())
      if (acts::standing_of(each.act, relier, false).known == acts::KeyKnown::no)
        outcome.people.push_back(
            {each.act.account, acts::key_code(each.act.public_key), "named, not proven: confirm it with them by telephone"});
  return outcome;
}

}  // namespace counterfoil::run
