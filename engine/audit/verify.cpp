#include "audit/verify.hpp"

#include <algorithm>
#include <set>

#include "audit/verify_parts.hpp"
#include "base/text.hpp"

namespace counterfoil::audit {

namespace {

std::string shown(const std::string& text) { return text.empty() ? "nothing" : "\"" + text + "\""; }

std::string change_in_words(const CellDifference& cell) {
  const std::string where = cell.sheet + ", cell " + cell.cell + (cell.heading.empty() ? "" : " (" + cell.heading + ")");
  if (cell.formula)
    return where + ", holds " + shown(cell.holds) + " where Counterfoil's formula stood" +
           (cell.should.empty() ? "" : ", which gave " + shown(cell.should)) + ". Run the task again to bring it back.";
  return where + ", holds " + shown(cell.holds) + " and should hold " + shown(cell.should) +
         ". Put that back, or run the task again.";
}

void check_figures(const WorkbookEvidence& workbook, const std::vector<AuditRecord>& records, const ChainCheck& chain,
                   Statements& statements) {
  if (records.empty()) {
    statements.limit("figures-without-record", "With no record of a run there is nothing to hold the figures against.");
    return;
  }
  const AuditRecord& last = records.back();
  for (const CellDifference& cell : workbook.differences) statements.changed(cell, change_in_words(cell));
  for (const WorkbookPart& part : workbook.missing)
    statements.problem("part-missing", "Gone from " + part.sheet + ": " + part.what + ". Run the task again to bring it back.",
                       part.sheet);
  for (const WorkbookPart& part : workbook.repeated)
    statements.problem("part-repeated", "Twice on " + part.sheet + ": " + part.what + ". Delete the one that was added.",
                       part.sheet);
  if (workbook.figures_digest.empty()) {
    statements.limit("figures-not-checked", "The figures in the workbook were not checked one by one.");
    return;
  }
  if (chain.edited(chain.rows))
    statements.limit("figures-against-edited-row",
                     "The last row of the Audit sheet was edited, so the digest of the figures that it states proves nothing.");
  else if (workbook.figures_digest != last.report_digest)
    statements.problem(
        "figures-record-changed",
        "The copy of its figures that the workbook keeps out of sight is not the one that run " + last.run_id +
            " recorded: it was altered. What is said here of the cells cannot be relied on. Go back to an earlier version of the "
            "workbook, or run the task again into a new one.");
  else if (workbook.differences.empty() && workbook.missing.empty() && workbook.repeated.empty())
    statements.sound("figures-untouched", "Counterfoil's own cells hold what run " + last.run_id + " wrote into them.");
}

void check_sheet(const std::vector<AuditRecord>& records, const ChainCheck& chain, Statements& statements) {
  if (chain.rows == 0) {
    statements.problem(
        "audit-empty",
        "The Audit sheet holds no run. Every run adds a row and none is ever taken out, so its rows were deleted, or the workbook "
        "was not made by Counterfoil.",
        audit_sheet);
    return;
  }
  for (const ChainBreak& each : chain.breaks) {
    const std::string where = row_in_words(each.row, each.run_id);
    switch (each.kind) {
      case ChainBreak::Kind::edited:
        statements.problem(
            "record-edited",
            "On the Audit sheet, " + where + " was edited after it was written: it no longer has the hash it states.", audit_sheet);
        break;
      case ChainBreak::Kind::unlinked:
        statements.problem("record-unlinked",
                           "On the Audit sheet, " + where + " was not written after the row that now stands above it: rows " +
                               "between them were removed, added or moved.",
                           audit_sheet);
        break;
      case ChainBreak::Kind::headless:
        statements.problem("record-headless",
                           "On the Audit sheet, " + where + " is now the first, but it was written after another: the rows " +
                               "above it were removed.",
                           audit_sheet);
        break;
    }
  }
  const std::string rows = count_of(static_cast<std::int64_t>(chain.rows), "row");
  if (chain.sound())
    statements.sound("record-unbroken", "The Audit sheet's " + rows + (chain.rows == 1 ? " is" : " are") +
                                            " unbroken from the first run (" + records.front().time_utc + ") to the last (" +
                                            records.back().time_utc + ").");
  else if (chain.sound_to > 0)
    statements.sound("record-unbroken-to",
                     "The Audit sheet is unbroken from its first row to row " + std::to_string(chain.sound_to) + ".");
}

void say_limits(const std::vector<AuditRecord>& records, const LedgerCheck* ledger, Statements& statements) {
  if (!ledger) {
    std::set<std::string> users;
    for (const AuditRecord& record : records)
      if (!record.user.empty()) users.insert(record.user);
    std::string words =
        "There is no ledger here to hold the Audit sheet against. If somebody wrote all its rows anew, or cut the last ones off, "
        "that does not show in the workbook alone.";
    if (!users.empty())
      words +=
          " Verify it again with the ledger of " + list_in_words({users.begin(), users.end()}, " or ") + ", who prepared the runs.";
    statements.limit("no-ledger", words);
  }
  statements.limit("who-unknown", "Who changed a cell, and when, cannot be told: a workbook keeps no such record.");
  statements.limit("reviewers-cells",
                   "The reviewers' own columns (decision, initials, date, comment) and whatever staff added to the workbook are "
                   "theirs to change, and are not checked.");
  statements.limit(
      "no-secret",
      "The record has no secret key. Somebody who rewrites the Audit sheet, every ledger that knows of it and the head "
      "files beside them leaves no trace; a copy of the last record's hash, kept elsewhere, would show it.");
}

}  // namespace

std::string row_in_words(std::size_t row, const std::string& run_id) {
  return "row " + std::to_string(row) + (run_id.empty() ? "" : " (run " + run_id + ")");
}

std::size_t VerifyReport::problems() const {
  const auto told = std::count_if(statements.begin(), statements.end(),
                                  [](const VerifyStatement& each) { return each.verdict == Verdict::problem; });
  // What is broken is told in a statement too, as a rule; a range that is told in none counts by itself.
  const auto in_ranges = std::count_if(ranges.begin(), ranges.end(), [](const VerifyRange& each) {
    return each.state == VerifyRange::State::broken || each.state == VerifyRange::State::shorter;
  });
  return static_cast<std::size_t>(told > 0 ? told : in_ranges);
}

std::string VerifyReport::summary() const {
  const std::size_t count = problems();
  if (count == 0)
    return anchored ? "Nothing is wrong with the record, as far as it can be checked from here."
                    : "Nothing is wrong with what is here, but it is not anchored: neither a ledger here nor a signed act by a key "
                      "that is known here confirms the last row of the Audit sheet. Written anew, all of it would look the same. "
                      "Verify it where its last run was made, or with that ledger.";
  return count_of(static_cast<std::int64_t>(count), "problem") + (count == 1 ? " was" : " were") + " found.";
}

VerifyReport verify(const WorkbookEvidence& workbook, const std::vector<AuditRow>& rows, const LedgerCheck* ledger,
                    const std::vector<Entry>& entries) {
  std::vector<AuditRecord> records;
  for (const AuditRow& row : rows) records.push_back(from_row(row));
  const ChainCheck chain = check_chain(rows);
  Statements statements;
  check_sheet(records, chain, statements);
  check_figures(workbook, records, chain, statements);
  const std::set<std::string> elsewhere = records_elsewhere(records, entries);
  if (workbook.rows_since > 0)
    statements.limit("earlier-version", "This is an earlier version of " + workbook.goes_on_in + ", which goes on from it with " +
                                            count_of(static_cast<std::int64_t>(workbook.rows_since), "row") +
                                            " more on its Audit sheet, up to run " + workbook.goes_on_to +
                                            ". Those runs are no part of it. How things stand now is told by verifying " +
                                            workbook.goes_on_in + ".");
  bool earlier_copy = workbook.rows_since > 0;
  if (ledger) earlier_copy = compare_with_ledger(workbook, records, chain, *ledger, entries, elsewhere, statements) || earlier_copy;
  say_limits(records, ledger, statements);
  VerifyReport report{statements.take(), find_ranges(records, chain, ledger, entries, elsewhere, earlier_copy)};
  report.anchored =
      chain.sound() && std::any_of(report.ranges.begin(), report.ranges.end(), [&](const VerifyRange& range) {
        return range.of == VerifyRange::Of::audit_sheet && range.state == VerifyRange::State::anchored && range.last == chain.rows;
      });
  const auto rank = [](Verdict verdict) { return verdict == Verdict::problem ? 0 : verdict == Verdict::sound ? 1 : 2; };
  std::stable_sort(
      report.statements.begin(), report.statements.end(),
      [&](const VerifyStatement& left, const VerifyStatement& right) { return rank(left.verdict) < rank(right.verdict); });
  return report;
}

VerifyReport verify_ledger(const LedgerCheck& ledger, const std::vector<Entry>& entries) {
  Statements statements;
  for (const std::string& problem : ledger.problems()) statements.problem("ledger-broken", problem);
  if (ledger.sound()) statements.sound("ledger-unbroken", ledger.summary());
  statements.limit("ledger-alone",
                   "No workbook was held against it: a ledger that was written anew together with its head file looks the same. "
                   "Verify a workbook whose runs are in it, too.");
  return {statements.take(), find_ranges({}, {}, &ledger, entries, {}, true), true};
}

}  // namespace counterfoil::audit
