#include "app/check_commands.hpp"
#include "run/verify.hpp"
#include "run/verify_release.hpp"

namespace counterfoil::app {

namespace {

constexpr int not_anchored = 4;  // nothing is wrong, and nothing outside of the workbook says so too

Statement::Kind kind_of(audit::Verdict verdict) {
  switch (verdict) {
    case audit::Verdict::problem: return Statement::Kind::problem;
    case audit::Verdict::limit: return Statement::Kind::limit;
    case audit::Verdict::sound: break;
  }
  return Statement::Kind::ok;
}

Statement::Kind kind_of(audit::VerifyRange::State state) {
  switch (state) {
    case audit::VerifyRange::State::anchored: return Statement::Kind::ok;
    case audit::VerifyRange::State::unanchored: return Statement::Kind::limit;
    case audit::VerifyRange::State::broken:
    case audit::VerifyRange::State::shorter: break;
  }
  return Statement::Kind::problem;
}

CheckAccount told(const run::ReleaseReport& result) {
  CheckAccount account;
  account.all = true;
  for (const audit::VerifyStatement& each : result.report.statements)
    account.statements.push_back({kind_of(each.verdict), each.id, each.words, {}, {}, {}, "statement"});
  account.status = result.report.sound() ? "sound" : "problems";
  account.exit = result.report.sound() ? 0 : 1;
  account.words = {result.summary};
  return account;
}

}  // namespace

CheckAccount verify(const Parsed& parsed) {
  std::error_code error;
  if (!parsed.expect.empty()) return told(run::verify_expected(parsed.workbook, parsed.expect));
  if (!parsed.ledger_only && std::filesystem::is_directory(parsed.workbook, error))
    return told(run::verify_release(parsed.workbook));
  const audit::VerifyReport report = parsed.ledger_only
                                         ? run::verify_ledger(parsed.request.ledger)
                                         : run::verify_workbook(parsed.workbook, parsed.request.ledger, parsed.installation);
  CheckAccount account;
  for (const audit::VerifyStatement& each : report.statements) {
    Statement& statement = account.statements.emplace_back();
    statement = {kind_of(each.verdict), each.id, each.words, each.sheet, each.cell, {}, "statement"};
    if (!each.held.empty() || !each.recorded.empty() || each.id == "cell-changed")
      statement.details = {{"column", each.column}, {"held", each.held}, {"recorded", each.recorded}};
  }
  for (const audit::VerifyRange& range : report.ranges) {
    const std::string state{range_word(range.state)};
    account.statements.push_back(
        {kind_of(range.state),
         state,
         range.words,
         {},
         {},
         {{"of", std::string{range_word(range.of)}}, {"state", state}, {"first", range.first}, {"last", range.last}},
         "range"});
  }
  account.all = parsed.all;
  account.status = !report.sound() ? "problems" : report.anchored ? "sound" : "not-anchored";
  account.exit = !report.sound() ? 1 : report.anchored ? 0 : not_anchored;
  account.words = {report.summary()};
  return account;
}

}  // namespace counterfoil::app
