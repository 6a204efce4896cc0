#include "run/approve.hpp"

#include <algorithm>

#include "audit/sign_off_record.hpp"
#include "base/text.hpp"
#include "run/steps/telling_failure.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

namespace {

constexpr std::size_t longest_comment = 1000;  // what a cell still shows

void check_person(BatchSession& session) {
  const std::string checker = audit::login_for_comparing(session.identity().user);
  const std::string preparer = audit::login_for_comparing(session.state().prepared_by);
  if (checker.empty())
    session.refuse(
        "checker-unknown",
        "This machine does not say who you are, so your signature would be nobody's. Sign in under a login of your own.");
  else if (preparer.empty() && !session.state().batch.empty())
    session.refuse("preparer-unknown",
                   "The workbook does not say who prepared the batch, so nobody can be shown to be a second person. Run the task "
                   "again under a login of your own.");
  else if (checker == preparer)
    session.refuse("same-person", "You prepared this batch (" + session.state().prepared_by +
                                      "), so somebody else must check it. Ask a colleague to look at the workbook and to run "
                                      "\"counterfoil approve\" under their own login.");
}

BatchOutcome sign(const ApproveRequest& request, const Installation& installation, WrittenFiles& written) {
  if (request.comment.size() > longest_comment)
    throw Failure{FailureKind::usage, "The comment is longer than " + with_thousands(longest_comment) + " characters. Shorten it."};
  const std::string action{request.reject ? audit::reject_action : audit::approve_action};
  BatchSession session{request.batch, installation, action, written};
  try {
    if (!request.reject)
      session.check_workbook();  // whatever is wrong may be the reason to reject
    else if (session.state().batch.empty())
      session.check_workbook();
    check_person(session);
    if (const BatchAct* released = session.state().last(audit::release_action))
      session.refuse("released-before",
                     "This batch was released by " + act_in_words(*released) + ". It can no longer be approved or rejected.");
    if (!session.refusals().empty()) return session.refused();

    report::MarkedWorkbook workbook = session.open_to_mark();
    const std::string day = moment_for_column(session.identity().moment, report::ColumnKind::date);
    workbook.set(report::sign_off_table, "batch", {session.state().batch},
                 {{"checked_by", session.identity().user},
                  {"decision", request.reject ? "Reject" : "Approve"},
                  {"checked_on", day},
                  {"comment", request.comment}});
    audit::AuditRecord row;
    row.settings = audit::sign_off_in_words(action, session.state().batch);
    BatchSession::Marked marked = session.mark(workbook, std::move(row));
    session.journal().prepared({}, marked.facts, fingerprint_of(marked.bytes.view()));
    BatchOutcome outcome = session.save(marked);
    const std::string batch =
        "Batch " + session.state().batch + " (" + batch_in_words(session.state()) + "), prepared by " + session.state().prepared_by;
    outcome.words.insert(outcome.words.begin(),
                         batch + ", is " + (request.reject ? "rejected" : "approved") + " by " + session.identity().user + ".");
    outcome.words.push_back(request.reject
                                ? "It cannot be released. Once it is corrected, the task is run again and the new batch is checked."
                                : "It can now be released: counterfoil release \"" + utf8_from_path(request.batch.workbook) + "\"");
    return outcome;
  } catch (const Failure& failure) {
    session.journal().failed(failure.kind());
    throw;
  }
}

}  // namespace

BatchOutcome approve(const ApproveRequest& request, const Installation& installation) {
  return telling_what_was_written([&](WrittenFiles& written) { return sign(request, installation, written); });
}

}  // namespace counterfoil::run
