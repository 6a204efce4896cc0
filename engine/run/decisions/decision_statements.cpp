#include "run/decisions/decision_statements.hpp"

#include <algorithm>

#include "audit/sign_off_record.hpp"
#include "report/canonical.hpp"
#include "report/kept_cells.hpp"
#include "report/reviewed_cells.hpp"
#include "report/workbook_merge.hpp"
#include "run/past_runs/decision_log.hpp"

namespace counterfoil::run {

namespace {

using audit::Verdict;
using audit::VerifyStatement;

/// Decisions, not working notes: a history's are kept anyway, and what is noted of payments is nobody's decision.
bool is_decided_on(const report::WorkbookSpec& spec, const report::Table& table) {
  if (table.update != report::Update::replace || !report::decision_column(table)) return false;
  if (spec.releases.empty()) return true;
  return std::any_of(spec.releases.begin(), spec.releases.end(), [&](const report::Release& release) {
    return std::any_of(release.lets_go.begin(), release.lets_go.end(), [&](const report::LetsGo& each) {
      return each.table == table.id && each.column == report::decision_column(table)->id;
    });
  });
}

}  // namespace

std::vector<VerifyStatement> kept_statements(const report::WorkbookSpec& spec, const report::OpenedWorkbook& book,
                                             const std::vector<audit::AuditRow>& rows) {
  std::vector<VerifyStatement> statements;
  const report::Record* record = book.record();
  if (!record) return statements;
  if (std::string words = log_changed_since(rows, *record); !words.empty())
    statements.push_back({Verdict::problem, "decision-log-changed", std::move(words), {}, {}, {}, {}, {}});
  for (const report::RewrittenCell& cell : report::rewritten_cells(spec, book)) {
    std::string words = cell.sheet + ", cell " + cell.cell + " (" + cell.heading + ", row " + cell.row_words + "), holds " +
                        quoted_or_nothing(cell.held) + " and " + quoted_or_nothing(cell.recorded) + " was recorded there. ";
    words += cell.signed_off ? "A sign-off that was signed is not written over: put that back."
                             : "A past decision is not written over: put that back, or run the task again, which does.";
    statements.push_back({Verdict::problem, cell.signed_off ? "sign-off-changed" : "past-decision-changed", std::move(words),
                          cell.sheet, cell.cell, cell.heading, cell.held, cell.recorded});
  }
  return statements;
}

std::vector<VerifyStatement> typed_statements(const report::WorkbookSpec& spec, const report::OpenedWorkbook& book,
                                              const std::string& signed_by) {
  std::vector<VerifyStatement> statements;
  const report::Record* record = book.record();
  if (!record) return statements;
  const report::DecisionLog log = report::DecisionLog::read(*record);
  if (!log.begun) return statements;
  const report::ReviewedCells now = report::reviewed_cells(spec, book);
  for (const report::CellChange& change : report::changes_since(log.seen, now)) {
    const report::Table* table = spec.table(change.row.table);
    if (!table || report::is_kept(spec, log, change.row)) continue;
    const auto column = std::find_if(table->columns.begin(), table->columns.end(),
                                     [&](const report::Column& each) { return each.id == change.column; });
    if (column == table->columns.end()) continue;
    const std::string held = report::in_words(change.new_value, column->kind);
    const std::string recorded = report::in_words(change.old_value, column->kind);
    const std::string sheet = now.places.contains(table->id) ? now.places.at(table->id).sheet : std::string{};
    const std::string cell = report::cell_of(now, change);
    std::string words = sheet + (cell.empty() ? "" : ", cell " + cell) + " (" + column->heading + ", row " +
                        report::row_in_words(*table, change.row.key) + "), ";
    const bool broken = !signed_by.empty() && !change.old_value.empty() && is_decided_on(spec, *table);
    if (broken)
      words += "holds " + quoted_or_nothing(held) + ", and " + signed_by + " signed " + quoted_or_nothing(recorded) +
               ". Put that back, or have it approved again.";
    else
      words += std::string{change.now ? "typed since: holds " : "was deleted since: holds "} + quoted_or_nothing(held) + "; " +
               quoted_or_nothing(recorded) + " when it was last seen. The next run logs it.";
    statements.push_back({broken ? Verdict::problem : Verdict::limit, broken ? "signed-cell-changed" : "typed-since",
                          std::move(words), sheet, cell, column->heading, held, recorded});
  }
  return statements;
}

std::vector<VerifyStatement> log_of_acts(const report::OpenedWorkbook& book, const std::vector<audit::AuditRow>& rows,
                                         const std::vector<acts::Act>& acts) {
  std::vector<VerifyStatement> statements;
  const report::Record* record = book.record();
  if (!record) return statements;
  const report::DecisionLog log = report::DecisionLog::read(*record);
  const bool joined = std::any_of(rows.begin(), rows.end(), [](const audit::AuditRow& row) {
    const std::string kind = audit::kind_of_row(audit::from_row(row));
    return kind == audit::merge_action || kind == audit::restore_action;
  });
  for (const acts::Act& act : acts) {
    bool gone = false;
    if (log_holds(log, act.fact("decisions-logged"), gone)) continue;
    const bool unsure = gone || joined;
    statements.push_back(
        {unsure ? Verdict::limit : Verdict::problem,
         unsure ? "signed-log-not-held" : "signed-log-changed",
         "The log of decisions does not begin with the lines that " + act.account + " signed (" + act.kind + ", " + act.time_utc +
             ")" +
             (unsure
                  ? ": older lines left it, a person was removed under retention, or copies were brought together or brought back "
                    "since, so that cannot be told from "
                    "here."
                  : ": it was altered since. Ask who changed it, and go back to the version that was signed."),
         {},
         {},
         {},
         {},
         {}});
  }
  return statements;
}

void say_what_is_followed(const report::OpenedWorkbook& book, audit::VerifyReport& report) {
  const report::Record* record = book.record();
  if (!record || !report::DecisionLog::read(*record).begun) return;
  for (VerifyStatement& each : report.statements)
    if (each.id == "reviewers-cells")
      each.words =
          "The reviewers' own columns (decision, initials, date, comment) are theirs to change: what was typed since they were "
          "last seen is listed, and \"counterfoil decisions\" shows every change before. Who typed it is not known. What staff "
          "added to the workbook besides is not checked.";
}

}  // namespace counterfoil::run
