#include "run/evidence/pack_books.hpp"

#include <algorithm>
#include <array>
#include <fstream>

#include "audit/sign_off_record.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "report/decision_log.hpp"
#include "report/reviewed_cells.hpp"
#include "run/decisions/decision_lines.hpp"
#include "run/evidence/pack_folder.hpp"
#include "run/two_people/signed_acts.hpp"
#include "run/verify.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::run {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t verify_column = 8, log_column = 9;  // of the index

bool is_version(const fs::path& file) { return utf8_from_path(file.parent_path().filename()) == ".counterfoil-versions"; }

/// A package, or the container of a workbook with a password: no other file can be a workbook of ours, however large it is.
bool may_be_workbook(const fs::path& file) {
  std::array<char, 4> start{};
  std::ifstream in{file, std::ios::binary};
  in.read(start.data(), start.size());
  const std::string_view read{start.data(), static_cast<std::size_t>(in.gcount())};
  return read == "PK\x03\x04" || read == "\xD0\xCF\x11\xE0";
}

/// Our sheets without our record: a copy for others, or one from which the record was taken.
bool looks_like_ours(std::string_view bytes) {
  const xlsx::WorkbookReader reader{bytes};
  std::size_t found = 0;
  for (const xlsx::SheetInfo& sheet : reader.sheets()) found += sheet.name == "Audit" || sheet.name == "Summary";
  return found == 2;
}

}  // namespace

PackBooks::PackBooks(const Installation& installation, const EvidenceYear& year, const std::vector<audit::LedgerEvidence>& ledgers,
                     PackSheets& sheets, EvidenceOutcome& outcome)
    : year_(year), ledgers_(ledgers), sheets_(sheets), outcome_(outcome), specs_(installation) {
  for (const audit::LedgerEvidence& ledger : ledgers) {
    std::set<std::string>& runs = runs_of_ledgers_.emplace_back();
    for (const audit::Entry& entry : ledger.entries) runs.insert(entry.run_id);
  }
}

void PackBooks::put_in_order(std::vector<FolderFile>& files) {
  const auto versions =
      std::stable_partition(files.begin(), files.end(), [](const FolderFile& file) { return !is_version(file.path); });
  std::reverse(versions, files.end());
}

void PackBooks::take(const FolderFile& file) {
  if (!may_be_workbook(file.path)) return;
  const report::OpenedWorkbook opened{read_file(file.path, xlsx::Limits{}.file_bytes)};
  const xlsx::FileKind kind = xlsx::recognise(opened.bytes());
  if (kind == xlsx::FileKind::encrypted_workbook)
    throw Failure{FailureKind::unreadable, "It is a workbook with a password. Take the password off a copy, and gather again."};
  if (kind != xlsx::FileKind::zip_workbook) return;
  const report::Record* record = opened.record();
  if (!record) {
    if (!looks_like_ours(opened.bytes())) return;
    const Fingerprint print = fingerprint_of(opened.bytes());
    sheets_.files.rows.push_back({file.shown,
                                  "Without our record",
                                  {},
                                  {},
                                  {},
                                  {},
                                  static_cast<std::int64_t>(print.size),
                                  print.sha256,
                                  "It has our sheets, and no record: a copy for others, or the record was taken out.",
                                  {}});
    return;
  }
  const report::WorkbookSpec* spec = specs_.of(record->task);
  if (!spec) {
    strange_.emplace_back(NotSearched{file.shown, "It is a workbook of the task " + record->task +
                                                      ", which is not installed here. Gather where it is."},
                          fingerprint_of(opened.bytes()).sha256);
    return;
  }
  Book book{file, opened, *record, *spec, opened.audit(*spec), is_version(file.path), false, {}};
  book.identity = book.rows.empty() ? record->task + "\n" + file.shown : audit::from_row(book.rows.front()).record;
  book.stands = identities_.insert(book.identity).second || !book.version;
  ++(book.version ? versions_ : workbooks_);
  tell(book);
}

void PackBooks::tell(const Book& book) {
  const audit::AuditRecord last = book.rows.empty() ? audit::AuditRecord{} : audit::from_row(book.rows.back());
  const Fingerprint print = fingerprint_of(book.opened.bytes());
  sheets_.files.rows.push_back({book.file.shown,
                                std::string{book.version ? "Earlier version" : "Workbook"},
                                book.record.task,
                                last.run_id,
                                last.time_utc,
                                last.period,
                                static_cast<std::int64_t>(print.size),
                                print.sha256,
                                {},
                                {}});
  tell_checks(book, ledger_of(last.run_id));
  for (const audit::AuditRow& row : book.rows) tell_audit_row(row, book);
  tell_settings(book);
  tell_decisions(book);
  if (book.stands) tell_periods(book);
  if (book.stands) tell_reconciliation(book);
  record_folders_.insert(record_folder_for(book.file.path).path());
}

const audit::LedgerEvidence& PackBooks::ledger_of(const std::string& run_id) const {
  for (std::size_t at = 0; at < ledgers_.size(); ++at)
    if (runs_of_ledgers_[at].contains(run_id)) return ledgers_[at];
  return ledgers_.front();
}

void PackBooks::tell_checks(const Book& book, const audit::LedgerEvidence& ledger) {
  audit::VerifyReport report = verify_read(book.file.path, book.opened, book.spec, ledger);
  if (book.version) {  // later runs are no row of it, and nothing is wrong with that
    std::erase_if(report.statements, [](const audit::VerifyStatement& each) { return each.id == "run-missing"; });
    std::erase_if(report.ranges, [](const audit::VerifyRange& each) {
      return each.of == audit::VerifyRange::Of::audit_sheet && each.state == audit::VerifyRange::State::shorter;
    });
  }
  sheets_.files.rows.back()[verify_column] = report.summary();
  const auto tell = [&](bool problem, const char* verdict, const std::string& words) {
    if (book.version ? problem : !problem) sheets_.checks.rows.push_back({book.file.shown, std::string{verdict}, words});
    if (problem && !book.version) outcome_.problems.push_back({book.file.shown, words});
  };
  bool told = false;
  for (const audit::VerifyStatement& each : report.statements) {
    const bool problem = each.verdict == audit::Verdict::problem;
    told = told || problem;
    tell(problem, problem ? "PROBLEM" : each.verdict == audit::Verdict::limit ? "NOTE" : "OK", each.words);
  }
  // As verify counts: what is broken is told in a statement too, as a rule.
  for (const audit::VerifyRange& each : report.ranges)
    if (!told && (each.state == audit::VerifyRange::State::broken || each.state == audit::VerifyRange::State::shorter))
      tell(true, "PROBLEM", each.words);
}

void PackBooks::tell_audit_row(const audit::AuditRow& row, const Book& book) {
  const audit::AuditRecord record = audit::from_row(row);
  std::vector<std::string> fields;
  for (const std::string& column : audit::column_ids()) fields.push_back(audit::to_row(record).at(column));
  const std::string line = pack_line(fields);
  run_ids_.insert(record.run_id);
  if (!rows_met_.insert(line).second) return;  // it stands in copies too
  // A chain is whole only from its first row on; the sheets list the year.
  audit_lines_ += report::pack({book.file.shown}) + "\t" + line;
  if (!year_.has(record.time_utc)) return;
  const auto sign_off = audit::sign_off_of(record);
  const std::string kind = audit::kind_of_row(record);
  sheets_.runs.rows.push_back({record.run_id, record.time_utc, record.user, record.task, kind,
                               sign_off ? sign_off->batch : std::string{}, record.period, record.totals, record.inputs,
                               record.findings, record.record});
  if (kind == "run") runs_of_year_.push_back(record);
}

/// The sheet Settings as the last run filled it.
void PackBooks::tell_settings(const Book& book) {
  const auto last = std::find_if(book.rows.rbegin(), book.rows.rend(),
                                 [](const audit::AuditRow& row) { return audit::kind_of_row(audit::from_row(row)) == "run"; });
  const report::RecordTable* table = book.record.table("settings");
  if (last == book.rows.rend() || !table) return;
  const audit::AuditRecord run = audit::from_row(*last);
  if (!year_.has(run.time_utc) || !settings_met_.insert(run.run_id).second) return;
  const report::RecordRows rows{*table};
  for (std::size_t row = 0; row < rows.size(); ++row) {
    std::vector<report::ListingCell> cells{run.run_id, run.task};
    for (const char* column : {"setting", "value", "standing", "council", "default", "before", "source", "given_by", "reason"}) {
      const std::size_t at = table->column(column);
      cells.emplace_back(at == report::RecordTable::npos ? std::string{} : rows.field(row, at));
    }
    sheets_.settings.rows.push_back(std::move(cells));
  }
}

void PackBooks::tell_decisions(const Book& book) {
  const report::DecisionLog log = report::DecisionLog::read(book.record);
  std::string lines;
  std::vector<report::LoggedChange> of_year;
  std::set<std::string>& met = logged_[book.identity];
  for (const report::LoggedChange& line : log.lines) {
    const std::string text = report::text_of(line);
    lines += text + "\n";
    if (met.insert(text).second && year_.has(line.time)) of_year.push_back(line);
  }
  if (!book.version)
    for (report::LoggedChange& line : report::noticed(book.spec, log, report::reviewed_cells(book.spec, book.opened), {})) {
      line.what.clear();
      of_year.push_back(std::move(line));
    }
  for (const DecisionLine& line : decision_lines(book.spec, of_year))
    sheets_.decisions.rows.push_back({book.file.shown, time_in_words(line), line.login, line.what, line.sheet, line.row,
                                      line.period, line.about, cells_in_words(line), line.initials, line.run, line.note});
  if (!log.begun) return;
  const std::string& seen = book.record.table(report::seen_table)->rows;
  const std::size_t index = sheets_.files.rows.size() - 1;
  const auto same =
      std::find_if(logs_.begin(), logs_.end(), [&](const PackLog& each) { return each.lines == lines && each.seen == seen; });
  if (same != logs_.end())
    same->books.push_back(index);
  else
    logs_.push_back({std::move(lines), seen, {index}, {}});
}

void PackBooks::finish(const std::set<std::string>& released) {
  for (auto& [file, sha256] : strange_)
    if (!released.contains(sha256)) outcome_.not_read.push_back(std::move(file));
  for (const audit::AuditRecord& run : runs_of_year_)
    if (settings_met_.insert(run.run_id).second)
      sheets_.settings.rows.push_back({run.run_id, run.task, "All, as the Audit sheet has them", run.settings});
  std::stable_sort(sheets_.runs.rows.begin(), sheets_.runs.rows.end(), [](const auto& left, const auto& right) {
    return std::get<std::string>(left[1]) < std::get<std::string>(right[1]);
  });
  std::size_t number = 0;
  for (std::size_t at = 0; at < logs_.size(); ++at) {
    PackLog& log = logs_[at];
    bool longer = false;
    for (std::size_t other = 0; other < logs_.size() && !longer; ++other)
      longer =
          other != at && logs_[other].lines.starts_with(log.lines) && (logs_[other].lines.size() > log.lines.size() || other < at);
    if (longer) continue;
    log.name = "decision-logs/" + std::to_string(++number);
    for (const std::size_t book : log.books) sheets_.files.rows[book][log_column] = log.name + ".txt";
  }
}

void PackBooks::add_files(std::map<std::string, std::string>& files) const {
  std::vector<std::string> headings{"file"};
  for (std::string& column : audit::column_ids()) headings.push_back(std::move(column));
  files.emplace("audit-rows.txt", pack_line(headings) + audit_lines_);
  for (const PackLog& log : logs_) {
    if (log.name.empty()) continue;
    files.emplace(log.name + ".txt", log.lines);
    files.emplace(log.name + "-seen.txt", log.seen);
  }
}

}  // namespace counterfoil::run
