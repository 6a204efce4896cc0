#include "run/merge_copies.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "audit/audit_record.hpp"
#include "audit/sign_off_record.hpp"
#include "base/atomic_file.hpp"
#include "base/command_words.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "report/kept_cells.hpp"
#include "report/workbook_merge.hpp"
#include "run/given/identity.hpp"
#include "run/given/settings.hpp"
#include "run/given/task.hpp"
#include "run/past_runs/decision_log.hpp"
#include "run/past_runs/decisions_about.hpp"
#include "run/steps/journal.hpp"
#include "run/steps/save_report.hpp"
#include "run/steps/telling_failure.hpp"
#include "run/two_people/record_news.hpp"
#include "run/words.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::run {

namespace {

struct CopyRead {
  std::string role;
  std::string name;
  report::OpenedWorkbook book;
  std::vector<audit::AuditRow> audit;
  std::string sha256;                            // of the file
  std::vector<report::RewrittenCell> rewritten;  // past decisions that are put back

  std::string last_record() const { return audit::from_row(audit.back()).record; }
  bool has(const std::string& record) const {
    return std::any_of(audit.begin(), audit.end(),
                       [&](const audit::AuditRow& row) { return audit::from_row(row).record == record; });
  }
  /// Does it hold every run of the other one?
  bool covers(const CopyRead& other) const {
    return std::all_of(other.audit.begin(), other.audit.end(),
                       [&](const audit::AuditRow& row) { return has(audit::from_row(row).record); });
  }
};

CopyRead read_copy(const std::string& role, const std::filesystem::path& path) {
  CopyRead copy{role, file_name_of(path), report::OpenedWorkbook{read_file(path, xlsx::Limits{}.file_bytes)}, {}, {}, {}};
  copy.sha256 = fingerprint_of(copy.book.bytes()).sha256;
  if (xlsx::recognise(copy.book.bytes()) != xlsx::FileKind::zip_workbook)
    throw Failure{FailureKind::unreadable, copy.name + " is not an Excel workbook (.xlsx). Give the three copies of the workbook."};
  return copy;
}

/// What was rewritten of past decisions is no change of a reviewer's; the digest that is written down is the file's.
void put_back(const report::WorkbookSpec& spec, CopyRead& copy) {
  copy.rewritten = report::rewritten_cells(spec, copy.book);
  if (auto righted = report::put_back(spec, copy.book, copy.rewritten)) copy.book = report::OpenedWorkbook{std::move(*righted)};
}

std::string task_of(const CopyRead& copy) {
  if (!copy.book.record())
    throw Failure{FailureKind::refused, copy.name +
                                            " does not hold Counterfoil's record, so it cannot be merged. Give a copy that "
                                            "Counterfoil, Excel or LibreOffice saved."};
  return copy.book.task();
}

void require_one_workbook(const CopyRead& base, const CopyRead& mine, const CopyRead& theirs) {
  for (const CopyRead* copy : {&mine, &theirs}) {
    if (copy->audit.empty() || base.audit.empty() ||
        audit::from_row(copy->audit.front()).record != audit::from_row(base.audit.front()).record)
      throw Failure{FailureKind::refused, copy->name + " (" + copy->role + ") and " + base.name +
                                              " are not copies of one workbook: their Audit sheets begin with different runs."};
    if (!copy->covers(base))
      throw Failure{FailureKind::refused, base.name + " holds a run that " + copy->name +
                                              " does not have, so it is not what both copies began from. Give an "
                                              "older version; the folder .counterfoil-versions has them."};
  }
}

/// The later run's figures stand in the merged workbook.
bool mine_leads(const CopyRead& mine, const CopyRead& theirs) {
  if (mine.covers(theirs)) return true;
  if (theirs.covers(mine)) return false;
  return audit::from_row(mine.audit.back()).time_utc >= audit::from_row(theirs.audit.back()).time_utc;
}

std::filesystem::path new_file(const MergeCopiesRequest& request) {
  std::filesystem::path path = request.as;
  if (path.empty())
    path = request.mine.parent_path() /
           path_from_utf8(utf8_from_path(request.mine.stem()) + " (merged)" + utf8_from_path(request.mine.extension()));
  if (path.extension() != request.mine.extension())
    throw Failure{FailureKind::usage, "The merged workbook's name must end in " + utf8_from_path(request.mine.extension()) +
                                          ", as the copies' names do."};
  std::error_code error;
  if (std::filesystem::exists(path, error))
    throw Failure{FailureKind::usage, file_name_of(path) +
                                          " is there already, and a merge never replaces a file. Give another name" +
                                          at_command_line(" with --as FILE") + "."};
  return path;
}

/// A run that the merged figures do not come from must be made again, unless the lead has its period.
void ask_for_runs(const CopyRead& base, const CopyRead& lead, const CopyRead& other, std::vector<report::CopyQuestion>& questions) {
  std::set<std::string> periods;
  for (const audit::AuditRow& row : lead.audit) periods.insert(audit::from_row(row).period);
  for (const audit::AuditRow& row : other.audit) {
    const audit::AuditRecord record = audit::from_row(row);
    if (lead.has(record.record) || base.has(record.record)) continue;
    const bool same = std::any_of(lead.audit.begin(), lead.audit.end(), [&](const audit::AuditRow& each) {
      return !record.inputs.empty() && audit::from_row(each).inputs == record.inputs;
    });
    if (same) continue;  // the same exports went into the lead too
    report::CopyQuestion question;
    question.kind = report::CopyQuestion::Kind::run;
    question.sheet = "Audit";
    question.row = record.run_id;
    question.words = "Run " + record.run_id + " (" + record.period + ") was made into " + other.name +
                     " alone. The merged figures are those of " + lead.name +
                     (periods.contains(record.period)
                          ? ", which has a run of that period from other exports: see which is right, and run it again if need be."
                          : ": run that period again with its exports into the merged workbook.");
    questions.push_back(std::move(question));
  }
}

std::vector<std::string> words_of(const MergeCopiesOutcome& outcome, const CopyRead& lead, const CopyRead& other) {
  const report::CopiesOutcome& merged = outcome.merged;
  const auto cells = [](std::uint64_t count) { return count_of(static_cast<std::int64_t>(count), "cell"); };
  std::vector<std::string> words;
  words.push_back("Mine and theirs are together in " + file_name_of(outcome.workbook) + ": " + cells(merged.taken_from_mine) +
                  " that only mine had changed, " + cells(merged.taken_from_theirs) + " that only theirs had changed, " +
                  cells(merged.same_in_both) + " changed alike in both.");
  words.push_back("The figures are those of " + lead.name + ", whose last run is " + audit::from_row(lead.audit.back()).run_id +
                  " (" + audit::from_row(lead.audit.back()).period + ").");
  if (merged.rows_to_history > 0)
    words.push_back(count_of(static_cast<std::int64_t>(merged.rows_to_history), "row") + " of " + other.name +
                    " without a place of their own any more went to the sheet of past decisions.");
  if (!merged.remembered.empty())
    words.push_back("What was paid in " + list_in_words(merged.remembered) + " came into the memory from " + other.name + ".");
  words.push_back("Colours, charts and pictures that only " + other.name +
                  " has were not brought over; both copies are as they were.");
  words.push_back(merged.questions.empty()
                      ? "Nothing is left for a person to settle."
                      : count_of(static_cast<std::int64_t>(merged.questions.size()), "matter needs", "matters need") +
                            " a person:");
  return words;
}

}  // namespace

namespace {

// Long because it is the path of a merge from first to last, a step a line, as run.cpp is that of a run.
MergeCopiesOutcome merge_into_new_file(const MergeCopiesRequest& request, const Installation& installation, WrittenFiles& written) {
  CopyRead base = read_copy("the copy that both began from", request.base);
  CopyRead mine = read_copy("mine", request.mine);
  CopyRead theirs = read_copy("theirs", request.theirs);
  MergeCopiesOutcome outcome;
  outcome.task = task_of(base);
  for (const CopyRead* copy : {&mine, &theirs})
    if (task_of(*copy) != outcome.task)
      throw Failure{FailureKind::refused, copy->name + " belongs to a different task from " + base.name + "."};
  outcome.workbook = new_file(request);
  const Task task = load_task(installation, outcome.task, settings_for({}, request.mine));
  for (CopyRead* copy : {&base, &mine, &theirs}) put_back(task.spec, *copy);
  for (CopyRead* copy : {&base, &mine, &theirs}) copy->audit = copy->book.audit(task.spec);
  require_one_workbook(base, mine, theirs);
  std::vector<std::string> news;
  for (const CopyRead* copy : {&mine, &theirs})
    for (std::string& words : refuse_where_cut_off(task.spec, copy == &mine ? request.mine : request.theirs, copy->audit))
      news.push_back(std::move(words));

  const RunIdentity identity = new_identity();
  outcome.run_id = identity.run_id;
  Journal journal{request.ledger, identity, task, file_name_of(outcome.workbook), std::string{audit::merge_action}};
  try {
    const bool leads = mine_leads(mine, theirs);
    const CopyRead& lead = leads ? mine : theirs;
    const CopyRead& other = leads ? theirs : mine;
    report::WorkbookCopies copies{task.spec, {base.book, base.name}, {lead.book, lead.name}, {other.book, other.name}, leads};
    outcome.merged = copies.merge(seer_of(identity));
    ask_for_runs(base, lead, other, outcome.merged.questions);
    outcome.report_digest = copies.report_digest();

    std::vector<audit::AuditRow> rows = lead.audit;
    for (const audit::AuditRow& row : other.audit)
      if (!lead.has(audit::from_row(row).record)) rows.push_back(row);
    audit::AuditRecord record;
    record.run_id = identity.run_id;
    record.time_utc = identity.moment.utc;
    record.time_local = identity.moment.local;
    record.user = identity.user;
    record.task = outcome.task;
    record.versions = version_words();
    record.period = audit::from_row(lead.audit.back()).period;
    for (const CopyRead* copy : {&base, &mine, &theirs})
      record.inputs += (record.inputs.empty() ? "" : "\n") + copy->role + ": " + copy->name + ", SHA-256 " + copy->sha256;
    record.settings = rows.size() > lead.audit.size()
                          ? audit::joins_in_words(lead.last_record(), audit::from_row(rows.back()).record)
                          : std::string{audit::plain_merge};
    record.totals = "As of run " + audit::from_row(lead.audit.back()).run_id + decisions_about(copies.about_digest()) +
                    logged_in_words("; ", copies.log_digest());
    record.findings = count_of(static_cast<std::int64_t>(outcome.merged.questions.size()), "matter", "matters") + " for a person";
    record.report_digest = outcome.report_digest;
    record.ledger_head = journal.head();
    audit::seal(record, rows);
    PreparedFacts facts = audit::facts_of_sealed(record, rows);
    facts.saved_as = true;
    facts.decisions_digest = copies.log_digest();
    facts.findings = audit::counted(outcome.merged.questions.size(), 0);
    std::vector<audit::AuditRow> added{rows.begin() + static_cast<std::ptrdiff_t>(lead.audit.size()), rows.end()};
    added.push_back(audit::to_row(record));
    copies.append_audit(added);
    const Buffer bytes = save_or_report({outcome.workbook, outcome.task, identity.run_id, written}, [&] { return copies.save(); });
    const Fingerprint output = fingerprint_of(bytes.view());
    ReplaceOptions options;
    options.must_be_new = true;
    options.stamp = identity.run_id;
    options.written = &written;
    options.before_rename = [&] { journal.prepared({}, facts, output); };
    replace_file(outcome.workbook, bytes.view(), options);
    outcome.workbook_digest = output.sha256;
    outcome.words = words_of(outcome, lead, other);
    for (const CopyRead* copy : {&mine, &theirs})
      for (const report::RewrittenCell& cell : copy->rewritten)
        outcome.words.push_back(copy->name + ", " + cell.sheet + ", cell " + cell.cell + " (" + cell.heading + ") held \"" +
                                cell.held + "\"; \"" + cell.recorded +
                                "\" was recorded there, and stands in the merged workbook. A past decision is not written over.");
    outcome.words.insert(outcome.words.begin(), news.begin(), news.end());
    journal.finished();
  } catch (const Failure& failure) {
    journal.failed(failure.kind());
    throw;
  }
  return outcome;
}

}  // namespace

MergeCopiesOutcome merge_copies(const MergeCopiesRequest& request, const Installation& installation) {
  return telling_what_was_written([&](WrittenFiles& written) { return merge_into_new_file(request, installation, written); });
}

int exit_status(const MergeCopiesOutcome& outcome) { return outcome.merged.questions.empty() ? 0 : 1; }

std::string question_word(report::CopyQuestion::Kind kind) {
  using Kind = report::CopyQuestion::Kind;
  switch (kind) {
    case Kind::both_changed: return "both-changed";
    case Kind::note: return "note";
    case Kind::formula: return "formula";
    case Kind::own_sheet: return "own-sheet";
    case Kind::run: break;
  }
  return "run-again";
}

}  // namespace counterfoil::run
