#include "run/forget/removal_books.hpp"

#include <algorithm>
#include <charconv>

#include "audit/ledger.hpp"
#include "audit/sign_off_record.hpp"
#include "base/failure.hpp"
#include "base/text.hpp"
#include "base/versions.hpp"
#include "counterfoil/date.hpp"
#include "counterfoil/money.hpp"
#include "report/canonical.hpp"
#include "report/marked_workbook.hpp"
#include "report/memory.hpp"
#include "report/opened_workbook.hpp"
#include "report/released_rows.hpp"
#include "run/past_runs/decision_log.hpp"
#include "run/past_runs/decisions_about.hpp"
#include "run/two_people/sign_off.hpp"
#include "run/verify.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/package_texts.hpp"
#include "xlsx/workbook_editor.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::run {

namespace {

using report::PlainTable;
using Holds = report::PlainColumn::Holds;

/// "1-5,7": its largest number.
std::size_t last_of(std::string_view said) {
  std::size_t most = 0;
  for (const char *at = said.data(), *const end = at + said.size(); at < end;) {
    std::size_t number = 0;
    const auto [after, error] = std::from_chars(at, end, number);
    if (error == std::errc{}) most = std::max(most, number);
    at = error == std::errc{} ? after : at + 1;
  }
  return most;
}

std::int64_t whole_or_none(const std::string& text) { return report::canonical_number(text).value_or(INT64_MIN); }

/// A day until which something may be done later: no day on which anything of the person happened.
bool looks_ahead(std::string_view column) {
  return column == "accept_until" || column == "recoverable_by" || column == "next_payment" || column == "due";
}

class PersonRows {
 public:
  PersonRows(const Book& book, const report::Removal& removal) : book_(book), whose_(removal.ids, removal.lines) {}

  template <class Take>
  void each(const Take& take) const {
    for (const report::RecordTable& recorded : book_.record.tables) {
      const PlainTable table = report::plain_rows(*book_.spec, book_.record, recorded);
      for (const std::vector<std::string>& row : table.rows)
        if (whose_.is_theirs(table, row)) take(table, row);
    }
  }

  /// Of the export that said a kept row last; npos where it is not known.
  std::size_t export_of(const PlainTable& table, const std::vector<std::string>& row) const {
    return table.memory && last_of(row.front()) > 0 ? last_of(row.front()) - 1 : PlainTable::npos;
  }

 private:
  const Book& book_;
  report::RowsOfPerson whose_;
};

std::string export_field(const Book& book, std::size_t number, std::string_view column) {
  const report::RecordTable* exports = book.record.table("memory:exports");
  if (!exports || number >= exports->row_count) return {};
  const std::size_t at = exports->column(column);
  return at == report::RecordTable::npos ? std::string{} : report::RecordRows{*exports}.field(number, at);
}

std::string uk_day(std::int64_t day) { return format_date(Date{std::chrono::days{day}}); }

using ProblemCounts = std::map<std::pair<std::string, std::string>, int>;

ProblemCounts problems_of(const Book& book, const Buffer& bytes) {
  ProblemCounts counts;
  const report::OpenedWorkbook opened{bytes.view()};
  for (const audit::VerifyStatement& each : verify_opened(book.file.shown, opened, *book.spec, audit::LedgerEvidence{}).statements)
    if (each.verdict == audit::Verdict::problem) ++counts[{each.id, each.sheet}];
  return counts;
}

/// Names and ids in all parts, unpacked, and in the record as it lies there.
void require_nothing_left(const Book& book, const Buffer& bytes, const PersonTraces& traces, const Installation& installation) {
  FindOutcome outcome;
  Look again{TaskSpecs{installation}, traces.everywhere, outcome, {}, {}, {}};
  if (again.wanted.empty()) return;
  look_in_workbook(again, book.file, bytes.view(), book.spec, {});
  const report::OpenedWorkbook made{bytes.view()};
  if (const report::Record* record = made.record()) look_in_record(again, book.spec, *record, {});
  if (outcome.found.empty()) return;
  const FoundPlace& place = outcome.found.front();
  throw Failure{FailureKind::refused, book.file.shown + " would still name them: " + place.sheet +
                                          (place.cell.empty() ? "" : ", " + place.cell) +
                                          ". That place cannot be changed here: change it by hand, and run this again."};
}

/// A register keeps what was released as long as the workbook: its row is of the past, whatever period the sheet is of.
bool was_released(const report::WorkbookSpec& spec, const PlainTable& table, const std::vector<std::string>& row) {
  return std::any_of(spec.releases.begin(), spec.releases.end(), [&](const report::Release& release) {
    if (!release.marks || release.marks->table != table.id) return false;
    const std::size_t batch = table.column(release.marks->batch);
    return batch != PlainTable::npos && !row[batch].empty();
  });
}

/// Of each batch whose released rows are others now.
std::vector<std::string> released_digests(const report::Record& then, const report::Record& now) {
  std::vector<std::string> pairs;
  for (const report::RecordTable& table : then.tables) {
    const report::RecordTable* after =
        std::string_view{table.id}.starts_with(report::released_prefix) ? now.table(table.id) : nullptr;
    if (!after) continue;
    const report::RecordRows rows{table};
    std::set<std::string> batches;
    for (std::size_t row = 0; row < rows.size(); ++row) batches.insert(rows.field(row, 0));
    for (const std::string& batch : batches) {
      const std::string old = report::digest_of_released(table, batch), made = report::digest_of_released(*after, batch);
      if (old != made) pairs.push_back(old + " " + made);
    }
  }
  return pairs;
}

}  // namespace

std::optional<Book> read_book(Look& look, const FolderFile& file) {
  std::error_code error;
  if (std::filesystem::file_size(file.path, error) == 0 && !error) return std::nullopt;
  Book book;
  book.file = file;
  book.bytes = read_file(file.path, xlsx::Limits{}.file_bytes);
  const xlsx::FileKind kind = xlsx::recognise(book.bytes.view());
  if (kind == xlsx::FileKind::encrypted_workbook)
    throw Failure{FailureKind::unreadable,
                  "It is a workbook with a password. Take the password off, or move it out of the folder."};
  if (kind != xlsx::FileKind::zip_workbook) {
    const std::string ending = fold_for_comparing(utf8_from_path(file.path.extension()));
    if (ending == "xlsx" || ending == "xlsm")
      throw Failure{
          FailureKind::unreadable,
          "It is named as a workbook and is none that can be read. Open it and save it again, or move it out of the folder."};
    return std::nullopt;
  }
  const report::OpenedWorkbook opened{book.bytes.view()};
  if (!opened.record()) return std::nullopt;
  book.record = *opened.record();
  book.task = book.record.task;
  book.spec = look.specs.of(book.task);
  if (!book.spec)
    throw Failure{FailureKind::refused, "It is a workbook of the task " + book.task + ", which is not installed here."};
  book.base = fingerprint_of(book.bytes.view());
  book.audit = opened.audit(*book.spec);
  const std::filesystem::path folder = file.path.parent_path();
  book.version = folder == versions_folder_of(folder);
  return book;
}

std::vector<std::string> objections_to_removal(const Book& book, const report::Removal& removal, std::int64_t last_day) {
  std::set<std::string> objections;
  const PersonRows rows{book, removal};
  std::int64_t latest = INT64_MIN;
  rows.each([&](const PlainTable& table, const std::vector<std::string>& row) {
    if (table.on_sheet) {
      const report::Table& of = *book.spec->table(table.id);
      const std::string sheet = book.spec->sheet_of(table.id)->name;
      // Restated lines stand on the engine's own Reconciliation as long as the workbook, and nothing there is open.
      if ((of.update == report::Update::replace || of.update == report::Update::fixed) && of.id != "reconciliation" &&
          !was_released(*book.spec, table, row))
        objections.insert(book.file.shown + " names them on the sheet " + sheet +
                          ", which is of the present period, or still open. Settle it and run the next period first.");
      if (const std::size_t left = table.column("outstanding"); left != PlainTable::npos && whole_or_none(row[left]) > 0)
        objections.insert(book.file.shown + " has something unsettled of theirs: " +
                          format_pounds(Pence{whole_or_none(row[left])}) + " outstanding on the sheet " + sheet + ".");
    } else if (std::string_view{table.id}.starts_with("kept:")) {
      objections.insert(book.file.shown +
                        " keeps their lines among those of its last exports, which the next run is compared with. Run the next "
                        "period first.");
    }
    const std::size_t paid = table.column("paid"), correct = table.column("correct"), back = table.column("recovered");
    if (table.memory && correct != PlainTable::npos && back != PlainTable::npos && paid != PlainTable::npos &&
        whole_or_none(row[paid]) - whole_or_none(row[correct]) > report::canonical_number(row[back]).value_or(0))
      objections.insert(book.file.shown + " remembers an overpayment of theirs that is not recovered.");
    if (const std::size_t of = rows.export_of(table, row); of != PlainTable::npos)
      latest = std::max(latest, whole_or_none(export_field(book, of, "last")));
    for (std::size_t at = 0; at < row.size(); ++at)
      if (table.columns[at].holds == Holds::date && !report::is_of_birthday(table.columns[at].id) &&
          !looks_ahead(table.columns[at].id))
        latest = std::max(latest, whole_or_none(row[at]));
  });
  if (latest >= last_day)
    objections.insert(book.file.shown + " has something of theirs up to " + uk_day(latest) +
                      ". Nothing of a person is removed before all of it may be: give a date after that day, once retention has "
                      "passed for it.");
  for (const BatchState& state : batch_states(*book.spec, report::OpenedWorkbook{book.bytes.view()}, book.audit)) {
    const BatchAct* answer = state.last(audit::approve_action, audit::reject_action);
    if (!state.batch.empty() && state.rows > 0 && !state.last(audit::release_action) &&
        !(answer && answer->action == audit::reject_action))
      objections.insert(book.file.shown + ": batch " + state.batch + " waits to be " +
                        std::string{answer ? "released" : "approved"} + ". Nothing is removed until it is out or rejected.");
  }
  return {objections.begin(), objections.end()};
}

std::vector<std::string> periods_of_person(const Book& book, const report::Removal& removal) {
  std::vector<std::string> periods;
  const auto add = [&](const std::string& period) {
    if (!period.empty() && std::find(periods.begin(), periods.end(), period) == periods.end()) periods.push_back(period);
  };
  const PersonRows rows{book, removal};
  rows.each([&](const PlainTable& table, const std::vector<std::string>& row) {
    if (const std::size_t at = table.column("period"); at != PlainTable::npos) add(row[at]);
    if (const std::size_t of = rows.export_of(table, row); of != PlainTable::npos) add(export_field(book, of, "period"));
    for (std::size_t at = 0; at < row.size(); ++at)
      if (table.columns[at].id.starts_with(report::period_column_prefix) && !row[at].empty())
        add(table.columns[at].id.substr(report::period_column_prefix.size()));
  });
  return periods;
}

Remade remade_without(const Book& book, const PersonTraces& traces, const Remover& remover, const Installation& installation) {
  const std::string& name = book.file.shown;
  const report::OpenedWorkbook opened{book.bytes.view()};
  if (opened.editor().is_signed())
    throw Failure{FailureKind::refused, name + " carries a digital signature, which any change breaks. Take it off first."};
  Remade remade;
  report::Removal removal = traces.removal;
  removal.elsewhere = [&](std::string_view text) { return traces.without(text); };
  report::LoggedChange line;
  line.run = remover.identity.run_id;
  line.login = remover.identity.user;
  line.time = remover.identity.moment.utc;
  line.what = report::logged::removed;
  line.note = "One person was removed under retention: earlier lines say of whom no more.";
  Buffer without_rows;
  {
    report::WorkbookRemoval workbook{*book.spec, opened, name};
    remade.removed = workbook.take_out(removal, line);
    without_rows = workbook.save();
  }
  const Buffer without_texts = xlsx::with_texts_changed(without_rows.view(), removal.elsewhere, [](std::string_view part) {
    return part.find(report::record_family) != std::string_view::npos;
  });
  const report::OpenedWorkbook without{without_texts.view()};
  if (without.audit(*book.spec) != book.audit)
    throw Failure{FailureKind::refused, "The Audit sheet of " + name +
                                            " names them, as a file that was read was named after them. Its rows prove each other "
                                            "and cannot be changed: delete this workbook when its own retention ends."};
  const audit::AuditRecord last = book.audit.empty() ? audit::AuditRecord{} : audit::from_row(book.audit.back());
  audit::AuditRecord& row = remade.row;
  row.run_id = remover.identity.run_id;
  row.time_utc = remover.identity.moment.utc;
  row.time_local = remover.identity.moment.local;
  row.user = remover.identity.user;
  row.task = book.task;
  row.versions = remover.versions;
  row.period = last.period;
  row.ledger_head = remover.ledger_head;
  const report::Record* record = without.record();
  if (!record) throw Failure{FailureKind::refused, "What " + name + " keeps out of sight would not read any more."};
  const report::DecisionLog log = report::DecisionLog::read(*record);
  row.settings = audit::removal_in_words(remover.removal) + "\nOne person, nothing of whom is from " + uk_day(remover.before) +
                 " or later; the pounds stay" + decisions_about(record->about_digest()) +
                 logged_in_words("; ", log.begun ? log.whole_digest() : std::string{});
  report::MarkedWorkbook marked{*book.spec, without, name};
  row.report_digest = marked.report_digest();
  audit::seal(row, book.audit);
  marked.append_audit({audit::to_row(row)});
  remade.bytes = marked.save();
  remade.released = released_digests(book.record, *report::OpenedWorkbook{remade.bytes.view()}.record());
  require_nothing_left(book, remade.bytes, traces, installation);
  if (problems_of(book, remade.bytes) != problems_of(book, book.bytes))
    throw Failure{FailureKind::refused, name +
                                            " would not verify afterwards as it does now, since something in their rows was "
                                            "changed by hand. \"counterfoil verify\" lists it: settle that first."};
  return remade;
}

}  // namespace counterfoil::run
