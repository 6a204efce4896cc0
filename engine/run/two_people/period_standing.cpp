#include "run/two_people/period_standing.hpp"

#include <algorithm>
#include <map>

#include "acts/batch_standing.hpp"
#include "audit/sign_off_record.hpp"
#include "base/command_words.hpp"
#include "base/failure.hpp"
#include "base/text.hpp"
#include "base/who_and_when.hpp"
#include "report/workbook_merge.hpp"
#include "run/two_people/signed_acts.hpp"

namespace counterfoil::run {

namespace {

constexpr std::size_t named_rows = 5;

/// What was decided otherwise since, or has come or gone.
void compare(const acts::Act& approval, const PeriodContent& content, const acts::KeyedDigests& digests, PeriodStanding& standing) {
  standing.figures_changed = approval.fact("figures") != content.figures;
  standing.secret_missing = !digests.tells(approval);
  standing.otherwise = true;
  if (standing.secret_missing) return;
  std::multimap<std::string, std::string> signed_states;
  for (const std::string& fact : approval.all("decision")) {
    const std::size_t blank = fact.find(' ');
    signed_states.emplace(fact.substr(0, blank), blank == std::string::npos ? std::string{} : fact.substr(blank + 1));
  }
  std::size_t removed = 0;
  for (const PeriodRow& row : content.rows) {
    if (row.removed) {
      ++removed;
      continue;
    }
    if (row.explanation && approval.fact(signed_too) != explanations_of_periods) continue;
    const std::string state = state_in(approval, row, digests);
    const auto [first, end] = signed_states.equal_range(row_in(approval, row, digests));
    const auto same = std::find_if(first, end, [&](const auto& each) { return each.second == state; });
    if (same == end)
      standing.changed.push_back(&row);
    else
      signed_states.erase(same);
  }
  standing.otherwise = standing.figures_changed || !standing.changed.empty() || signed_states.size() > removed;
}

bool counts(const acts::Standing& standing, bool by_preparer) {
  return standing.known != acts::KeyKnown::no && standing.may_approve && !by_preparer;
}

std::string since_in_words(const PeriodStanding& standing) {
  std::vector<std::string> parts;
  if (standing.figures_changed) parts.emplace_back("the figures are others");
  for (const bool explanations : {false, true}) {
    std::vector<const PeriodRow*> rows;
    std::copy_if(standing.changed.begin(), standing.changed.end(), std::back_inserter(rows),
                 [&](const PeriodRow* row) { return row->explanation == explanations; });
    if (rows.empty()) continue;
    parts.push_back(count_of(static_cast<std::int64_t>(rows.size()), explanations ? "explanation" : "decision") +
                    (rows.size() == 1 ? " was" : " were") + " changed (" + rows_in_words(rows, named_rows) + ")");
  }
  if (standing.secret_missing)
    parts.emplace_back(
        "something was changed, but which decisions cannot be told: the record folder has lost its file that ends in .secret");
  if (parts.empty()) parts.emplace_back("rows that were decided on are gone");
  return list_in_words(parts);
}

}  // namespace

BatchState period_state(const report::WorkbookSpec& spec, const std::vector<audit::AuditRow>& rows) {
  BatchState state;
  state.sheet = spec.sheets.empty() ? std::string{} : spec.sheets.front().name;
  for (const audit::AuditRow& row : rows) {
    const audit::AuditRecord record = audit::from_row(row);
    const auto act = audit::sign_off_of(record);
    if (audit::is_of_a_run(record)) {
      state.batch = record.run_id;
      state.prepared_by = record.user;
      state.prepared_on = Moment{{}, record.time_local, 0, false}.local_words();
      state.acts.clear();
    } else if (act && act->batch == state.batch) {
      state.acts.push_back({act->action, record.user, record.time_local, record.run_id, {}});
    }
  }
  return state;
}

PeriodStanding period_standing(acts::BatchRecord record, const acts::Relier& relier, const BatchState& state,
                               const PeriodContent& content, const acts::KeyedDigests& digests) {
  PeriodStanding standing;
  standing.record = std::move(record);
  for (const acts::FoundAct& each : standing.record.acts)
    if (each.act.kind == acts::prepared && each.act.fact("figures") == content.figures) standing.prepared = each;
  // Without a signed preparation only a name on the Audit sheet says who prepared it.
  acts::Act preparer;
  preparer.account = standing.prepared ? standing.prepared->act.account : state.prepared_by;
  preparer.public_key = standing.prepared ? standing.prepared->act.public_key : std::string{"none"};
  const bool own = audit::login_for_comparing(preparer.account) == audit::login_for_comparing(relier.account);
  for (const acts::FoundAct& each : standing.record.acts) {
    if (each.act.kind == acts::rejected) standing.rejected = each;
    if (each.act.kind != acts::approved) continue;
    const bool by_preparer = acts::same_person(each.act, preparer);
    const acts::Standing how = acts::standing_of(each.act, relier, own);
    if (standing.approved && counts(standing.approved_standing, standing.by_preparer) && !counts(how, by_preparer)) continue;
    standing.approved = each;
    standing.approved_standing = how;
    standing.by_preparer = by_preparer;
    if (counts(how, by_preparer)) standing.rejected.reset();  // acts are by time
  }
  if (standing.approved && standing.approved->act.fact("content") != digest_for(standing.approved->act, content))
    compare(standing.approved->act, content, digests, standing);
  return standing;
}

std::vector<audit::VerifyStatement> period_statements(const report::WorkbookSpec& spec, const std::filesystem::path& workbook,
                                                      const report::OpenedWorkbook& book) {
  std::vector<audit::VerifyStatement> statements;
  const BatchState state = period_state(spec, book.audit(spec));
  const report::Record* record = book.record();
  const acts::RecordFolder folder = record_folder_for(workbook);
  const BatchAct* claimed = state.last(audit::approve_action);
  if (state.batch.empty() || !record || (!claimed && !folder.there())) return statements;
  const PeriodContent content = period_content(spec, book, state.batch, Removals{spec.id, workbook, book.audit(spec)});
  const PeriodStanding standing = period_standing(folder.of_batch(spec.id, state.batch), relier_without_key(user_name()), state,
                                                  content, acts::KeyedDigests{folder});
  const auto say = [&](audit::Verdict verdict, const char* id, std::string words) {
    statements.push_back({verdict, id, std::move(words), state.sheet, {}, {}, {}, {}});
  };
  for (const auto& file : standing.record.torn)
    say(audit::Verdict::problem, "act-torn",
        "The file " + file_name_of(file) + " of this period in the record folder is not whole, or not signed as it says.");
  const std::string period = "The period of run " + state.batch + ", prepared by " + state.prepared_by +
                             (standing.prepared ? "" : " (named on the Audit sheet, not proven)") + ",";
  if (standing.rejected && (!standing.approved || standing.rejected->act.time_utc >= standing.approved->act.time_utc)) {
    say(audit::Verdict::sound, "period-rejected",
        period + " was rejected by " + acts::who_and_when_in_words(standing.rejected->act) + ".");
  } else if (standing.approved) {
    const acts::Act& act = standing.approved->act;
    const std::string who = acts::who_and_when_in_words(act);
    const std::string undecided = std::to_string(act.all("undecided").size());
    if (standing.by_preparer)
      say(audit::Verdict::problem, "same-person",
          period + " was approved by " + who + ", who also prepared it. That is no second person: a colleague approves it.");
    else if (standing.otherwise)
      say(audit::Verdict::problem, "period-changed-since-approval",
          period + " was approved by " + who + ", and since then " + since_in_words(standing) +
              ". Put that back, or have the period approved again.");
    else if (standing.approved_standing.known == acts::KeyKnown::no)
      say(audit::Verdict::limit, "period-not-proven",
          period + " was approved by " + who + ", named, not proven: nothing here says whose the key is. Ask " + act.account +
              ", by telephone, for the code of their key" + at_command_line(" (\"counterfoil people\" shows it to them)") +
              ". If it is " + acts::key_code(act.public_key) + ", confirm it" +
              at_command_line(": counterfoil people --confirm " + acts::key_code(act.public_key) + " --who " + act.account) + ".");
    else if (!standing.approved_standing.may_approve)
      say(audit::Verdict::problem, "approver-may-not",
          period + " was approved by " + who + ", who may not approve, by the council's people file.");
    else
      say(audit::Verdict::sound, "period-approved",
          period + " was approved by " + who + " (" + standing.approved_standing.words + "), with " + undecided +
              " undecided. Every decision is as it was approved.");
  } else if (claimed) {
    say(audit::Verdict::problem, "sign-off-not-signed",
        "The Audit sheet says that " + act_in_words(*claimed) + " approved the period, but the record folder " +
            utf8_from_path(folder.path()) + " holds no such signed act. What is written on a sheet is no signature.");
  } else {
    say(audit::Verdict::limit, "period-not-approved", period + " is approved by nobody yet.");
  }
  return statements;
}

void notice_edits_since_approval(const report::WorkbookSpec& spec, const std::filesystem::path& workbook,
                                 const report::OpenedWorkbook& book, Findings& findings) {
  try {
    const acts::RecordFolder folder = record_folder_for(workbook);
    if (!folder.there()) return;
    const BatchState state = period_state(spec, book.audit(spec));
    const report::Record* record = book.record();
    if (!record || !state.last(audit::approve_action)) return;
    const PeriodContent content = period_content(spec, book, state.batch, Removals{spec.id, workbook, book.audit(spec)});
    const PeriodStanding standing = period_standing(folder.of_batch(spec.id, state.batch), relier_without_key(user_name()), state,
                                                    content, acts::KeyedDigests{folder});
    if (!standing.approved || !standing.otherwise) return;
    findings.add("period-changed-since-approval", {file_name_of(workbook), {}, {}},
                 {{"run", state.batch},
                  {"who", acts::who_and_when_in_words(standing.approved->act)},
                  {"changes", since_in_words(standing)}});
  } catch (const Failure&) {
    return;  // a run needs no record folder
  }
}

}  // namespace counterfoil::run
