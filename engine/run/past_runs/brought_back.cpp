#include "run/past_runs/brought_back.hpp"

#include "audit/audit_record.hpp"
#include "audit/sign_off_record.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "report/marked_workbook.hpp"
#include "report/workbook_merge.hpp"
#include "run/given/settings.hpp"
#include "run/given/task.hpp"
#include "run/past_runs/decision_log.hpp"
#include "run/words.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::run {

namespace {

/// The workbook as it is now, where it goes on from the same first run; else nothing.
std::optional<report::OpenedWorkbook> replaced_by_it(const std::filesystem::path& workbook, const report::WorkbookSpec& spec,
                                                     const std::string& first_record) {
  try {
    std::error_code error;
    if (!std::filesystem::exists(workbook, error)) return std::nullopt;
    report::OpenedWorkbook book{read_file(workbook, xlsx::Limits{}.file_bytes)};
    if (xlsx::recognise(book.bytes()) != xlsx::FileKind::zip_workbook) return std::nullopt;
    const report::AuditRows& rows = book.audit(spec);
    if (!rows.empty() && audit::from_row(rows.front()).record == first_record) return book;
  } catch (const Failure&) {
    return std::nullopt;  // it may be the reason why an earlier version is wanted
  }
  return std::nullopt;
}

}  // namespace

BroughtBack::BroughtBack(const VersionToBringBack& version, const Installation& installation)
    : version_(version), identity_(new_identity()) {
  try {
    mark(installation);
  } catch (const Failure& failure) {
    marked_.reset();
    why_not_ = failure.what();
    if (journal_) journal_->failed(failure.kind());
    journal_.reset();
  }
}

void BroughtBack::mark(const Installation& installation) {
  if (xlsx::recognise(version_.bytes) != xlsx::FileKind::zip_workbook)
    throw Failure{FailureKind::unreadable, "It is not a whole workbook."};
  const report::OpenedWorkbook book{version_.bytes};
  const std::string id = book.task();
  if (id.empty()) throw Failure{FailureKind::refused, "It is from before Counterfoil's first run, or without its record."};
  const Task task = load_task(installation, id, settings_for({}, version_.workbook));
  const auto& rows = book.audit(task.spec);
  if (rows.empty()) throw Failure{FailureKind::refused, "Its Audit sheet is empty."};
  const std::string name = file_name_of(version_.workbook);
  journal_.emplace(version_.ledger, identity_, task, file_name_of(version_.as), std::string{audit::restore_action});

  const std::optional<report::OpenedWorkbook> replaced =
      replaced_by_it(version_.workbook, task.spec, audit::from_row(rows.front()).record);
  report::MarkedWorkbook workbook{task.spec, book, file_name_of(version_.as)};
  report::LoggedChange line;
  line.run = identity_.run_id;
  line.login = identity_.user;
  line.time = identity_.moment.utc;
  line.what = report::logged::restored;
  line.note = "Version " + std::to_string(version_.number) + " of " + name +
              (version_.run.empty() ? std::string{} : ", as it was after run " + version_.run + ",") + " came back as a new file." +
              (replaced ? "" : " What happened after it is not told here: the workbook itself could not be read.");
  workbook.log_restored(seer_of(identity_), replaced ? &*replaced : nullptr, {line});

  const audit::AuditRecord last = audit::from_row(rows.back());
  audit::AuditRecord record;
  record.run_id = identity_.run_id;
  record.time_utc = identity_.moment.utc;
  record.time_local = identity_.moment.local;
  record.user = identity_.user;
  record.task = id;
  record.versions = version_words();
  record.period = last.period;
  record.inputs = "version " + std::to_string(version_.number) + ", SHA-256 " + fingerprint_of(version_.bytes).sha256;
  if (replaced) record.inputs += "\nthe workbook as it was then, SHA-256 " + fingerprint_of(replaced->bytes()).sha256;
  record.settings = audit::restore_in_words(version_.number, name) + logged_in_words("\n", workbook.log_digest());
  record.totals = last.totals;
  record.report_digest = workbook.report_digest();
  record.ledger_head = journal_->head();
  audit::seal(record, rows);
  workbook.append_audit({audit::to_row(record)});
  marked_ = workbook.save();
  facts_ = audit::facts_of_sealed(record, rows);
  facts_.saved_as = true;
  facts_.decisions_digest = workbook.log_digest();
  facts_.base_sha256 = fingerprint_of(version_.bytes).sha256;
}

void BroughtBack::prepared() {
  if (journal_) journal_->prepared({}, facts_, fingerprint_of(bytes()));
}

void BroughtBack::finished() {
  try {
    if (journal_) journal_->finished();
  } catch (const Failure& failure) {
    why_not_ = failure.what();
  }
}

std::string BroughtBack::words() const {
  if (!marked_) return "It came back byte for byte, and says nowhere that it did: " + why_not_;
  const std::string said =
      "Its Audit sheet and its log of decisions say that it was brought back, as run " + identity_.run_id + ".";
  return why_not_.empty() ? said : said + " The ledger could not be completed: " + why_not_;
}

}  // namespace counterfoil::run
