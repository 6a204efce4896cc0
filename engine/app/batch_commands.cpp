// `counterfoil approve` and `counterfoil release`: what they say.
#include "app/check_commands.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace counterfoil::app {

namespace {

CheckAccount refused(const run::BatchOutcome& outcome) {
  CheckAccount account;
  account.all = true;
  account.status = "refused";
  account.exit = 1;
  for (const run::Refusal& refusal : outcome.refusals) {
    Statement& statement = account.statements.emplace_back();
    statement.kind = Statement::Kind::problem;
    statement.id = refusal.id;
    statement.words = refusal.words;
    statement.sheet = refusal.sheet;
    statement.cell = refusal.cell;
  }
  account.words = outcome.words;
  return account;
}

Statement result(const char* event, const run::BatchOutcome& outcome) {
  Statement statement;
  statement.event = event;
  statement.id = std::string{event} + "-batch";
  statement.words = "Workbook: " + utf8_from_path(outcome.workbook);
  statement.details = {{"run", outcome.run_id},
                       {"task", outcome.task},
                       {"batch", outcome.batch},
                       {"workbook", utf8_from_path(outcome.workbook)},
                       {"prior-version", utf8_from_path(outcome.prior_version)},
                       {"report-digest", outcome.report_digest},
                       {"workbook-digest", outcome.workbook_digest}};
  return statement;
}

/// What would be signed, then what stands against it.
CheckAccount looked(const run::ApproveOutcome& outcome) {
  CheckAccount account;
  account.all = true;
  for (const run::SignedFact& fact : outcome.to_sign) {
    Statement& statement = account.statements.emplace_back();
    statement.event = "to-sign";
    statement.id = fact.about;
    statement.words = fact.words;
  }
  for (Statement& statement : refused(outcome.batch).statements) account.statements.push_back(std::move(statement));
  const bool may = outcome.batch.refusals.empty();
  account.status = "looked";
  account.exit = may ? 0 : 1;
  account.words = {may ? "Nothing stands against it." : "It cannot be approved as it is, for what is said above."};
  return account;
}

}  // namespace

CheckAccount approve(const Parsed& parsed) {
  run::ApproveRequest request = parsed.approve;
  request.batch.ledger = parsed.request.ledger;
  const run::ApproveOutcome outcome = run::approve(request, parsed.installation);
  if (request.batch.look) return looked(outcome);
  const std::string done = request.reject ? "rejected" : "approved";
  if (!outcome.batch.refusals.empty()) return refused(outcome.batch);
  CheckAccount account;
  account.status = done;
  account.words = outcome.batch.words;
  account.statements.push_back(result("signed", outcome.batch));
  account.statements.back().details.push_back({"code", outcome.code});
  return account;
}

CheckAccount release(const Parsed& parsed) {
  run::ReleaseRequest request = parsed.release;
  request.batch.ledger = parsed.request.ledger;
  const run::ReleaseOutcome outcome = run::release(request, parsed.installation);
  if (!outcome.batch.refusals.empty()) return refused(outcome.batch);
  CheckAccount account;
  account.all = true;
  if (outcome.withdrawn) {
    account.status = "withdrawn";
    account.words = outcome.batch.words;
    account.statements.push_back(result("withdrawn", outcome.batch));
    account.statements.back().details.push_back({"code", outcome.code});
    return account;
  }
  account.status = "released";
  account.words = outcome.batch.words;
  for (const run::ReleasedFile& file : outcome.files) {
    Statement& statement = account.statements.emplace_back();
    statement.event = "released-file";
    statement.id = "released-file";
    statement.words = utf8_from_path(outcome.folder / path_from_utf8(file.name)) + " (" +
                      count_of(static_cast<std::int64_t>(file.bytes), "byte") + ", SHA-256 " + file.sha256 + ")";
    statement.details = {
        {"file", utf8_from_path(outcome.folder / path_from_utf8(file.name))}, {"bytes", file.bytes}, {"sha256", file.sha256}};
  }
  Statement whole = result("released", outcome.batch);
  whole.details.push_back({"code", outcome.code});
  whole.details.push_back({"folder", utf8_from_path(outcome.folder)});
  whole.details.push_back({"continued", std::string{outcome.continued ? "yes" : "no"}});
  account.statements.push_back(std::move(whole));
  return account;
}

}  // namespace counterfoil::app
