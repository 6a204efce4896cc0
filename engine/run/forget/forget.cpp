#include "run/forget.hpp"

#include <algorithm>
#include <deque>
#include <memory>
#include <set>

#include "acts/batch_standing.hpp"
#include "acts/keyed_digests.hpp"
#include "audit/file_names.hpp"
#include "audit/sign_off_record.hpp"
#include "base/atomic_file.hpp"
#include "base/digest.hpp"
#include "base/environment.hpp"
#include "base/failure.hpp"
#include "base/text.hpp"
#include "base/versions.hpp"
#include "base/workbook_lock.hpp"
#include "counterfoil/date.hpp"
#include "counterfoil/money.hpp"
#include "run/forget/left_behind.hpp"
#include "run/forget/removal_books.hpp"
#include "run/forget/removals.hpp"
#include "run/given/retention.hpp"
#include "run/given/settings.hpp"
#include "run/given/task.hpp"
#include "run/steps/journal.hpp"
#include "run/two_people/record_news.hpp"
#include "run/two_people/signed_acts.hpp"
#include "run/words.hpp"
#include "table/date_text.hpp"
#include "xlsx/limits.hpp"

namespace counterfoil::run {

namespace fs = std::filesystem;

namespace {

std::string uk_words_of_day(std::int64_t day) { return format_date(Date{std::chrono::days{day}}); }

/// "20190331"
std::string stamp_of_day(std::int64_t day) {
  const std::string words = uk_words_of_day(day);
  return words.substr(6) + words.substr(3, 2) + words.substr(0, 2);
}

class Forgetting {
 public:
  Forgetting(const ForgetRequest& request, const Installation& installation) : request_(request), installation_(installation) {}

  ForgetOutcome run() {
    read_day();
    read_places();
    std::vector<report::PlainTable> tables;
    for (const Book& book : books_)
      for (const report::RecordTable& table : book.record.tables)
        tables.push_back(report::plain_rows(*book.spec, book.record, table));
    open_folders();
    mark_ = mark();
    traces_ = traces_of(request_.person, tables, mark_);
    tables.clear();
    if (traces_.removal.ids.empty()) return nothing_there();
    look_for_objections();
    if (!outcome_.refusals.empty()) return refused();
    remake();
    look_at_calendars();
    if (!outcome_.refusals.empty()) return refused();
    tell_parts();
    if (!request_.really) return only_told();
    carry_out();
    return std::move(outcome_);
  }

 private:
  struct Work {
    const Book* book;
    Remade remade;
    RunIdentity identity;
    std::unique_ptr<Task> task;
    std::unique_ptr<Journal> journal;
  };
  /// A record folder: signed there by the same person for every task that has workbooks here.
  struct Folder {
    fs::path workbook;  // of which it is the folder
    acts::SeenActs seen;
    std::vector<acts::Act> open;  // removals of this person that were cut off
  };

  void read_day() {
    const table::DateReading read = table::read_date_text(request_.before);
    if (read.outcome != table::DateOutcome::read)
      throw Failure{FailureKind::usage, "Say before which day: --before DATE, as day/month/year, such as 31/03/2019."};
    day_ = read.days;
  }

  void read_places() {
    std::vector<fs::path> places;
    for (const fs::path& place : request_.folders) {
      places.push_back(place);
      std::error_code error;
      if (fs::is_regular_file(place, error))  // a workbook by itself: with its earlier versions
        for (const KeptVersion& version : kept_versions(behind_links(place))) places.push_back(version.file);
    }
    Look look{TaskSpecs{installation_}, {}, found_, {}, {}, {}};
    std::vector<NotSearched> not_walked;
    for (const FolderFile& file : files_under(places, not_walked)) {
      try {
        if (auto book = was_released(file) ? std::nullopt : read_book(look, file))
          books_.push_back(std::move(*book));
        else
          others_.push_back(file);
      } catch (const Failure& failure) {
        unreadable_.push_back(file.shown + " cannot be looked through, and may name them. " + failure.what());
      }
    }
    specs_.emplace(std::move(look.specs));  // the books go on with them
    for (const NotSearched& each : not_walked) unreadable_.push_back(each.file + " was not looked through: " + each.why);
    std::stable_sort(books_.begin(), books_.end(),
                     [](const Book& left, const Book& right) { return left.version > right.version; });
  }

  /// A file beside the signed act of a release is bound by it, workbooks among them.
  bool was_released(const FolderFile& file) {
    const fs::path folder = file.path.parent_path();
    const auto known = release_folders_.find(folder);
    if (known != release_folders_.end()) return known->second;
    std::vector<fs::path> torn;
    const std::vector<acts::FoundAct> beside = acts::acts_beside(folder, torn);
    const bool released =
        utf8_from_path(folder.filename()) != record_folder_name &&
        std::any_of(beside.begin(), beside.end(), [](const acts::FoundAct& each) { return each.act.kind == acts::released; });
    return release_folders_.emplace(folder, released).first->second;
  }

  void open_folders() {
    if (request_.really) signer_ = signer_here(identity_.user);
    for (const Book& book : books_) {
      const fs::path folder = record_folder_for(book.file.path).path();
      if (folders_.contains(folder)) continue;
      const acts::Relier relier = relier_without_key(identity_.user);
      Folder& opened = folders_.emplace(folder, Folder{book.file.path, seen_acts_for(book.file.path, relier), {}}).first->second;
      find_open(opened);
    }
  }

  /// Removals of this person that were begun there and not finished.
  void find_open(Folder& folder) const {
    const acts::KeyedDigests digests{folder.seen.folder()};
    for (const std::string& name : folder.seen.names()) {
      if (name.find("." + std::string{acts::removal_begun} + ".") == std::string::npos) continue;
      const auto found = folder.seen.folder().act_in(name);
      if (!found || found->act.fact(removal_fact::person) != digests.digest_in(found->act, "removed person", request_.person))
        continue;
      const acts::BatchRecord all = folder.seen.of_batch(found->act.task, found->act.batch);
      if (std::none_of(all.acts.begin(), all.acts.end(), [](const acts::FoundAct& each) { return each.act.kind == acts::removed; }))
        folder.open.push_back(found->act);
    }
  }

  /// What stands in place of the person: the same whoever does it, as long as the record folder has its secret.
  std::string mark() {
    constexpr std::size_t letters = 6;
    for (const auto& [path, folder] : folders_)
      for (const acts::Act& open : folder.open) return open.fact(removal_fact::mark);
    if (!request_.really || folders_.empty()) return "Removed-000000";
    acts::KeyedDigests digests{folders_.begin()->second.seen.folder()};
    std::string digits = digests.digest(digests.for_new_act(), "removed person mark", request_.person).substr(0, letters);
    for (char& c : digits)
      if (c >= 'a') c = static_cast<char>(c - 'a' + 'A');
    return "Removed-" + digits;
  }

  ForgetOutcome nothing_there() {
    if (request_.really && finish_open()) {
      outcome_.status = ForgetOutcome::Status::removed;
      outcome_.words.push_back(
          "The removal of this person that was cut off is finished: every workbook and earlier version there was "
          "done already, and that is signed now. Check code: " +
          outcome_.code + ".");
    } else {
      outcome_.words.push_back("No workbook of ours there has rows of \"" + request_.person +
                               "\". Give their id as it stands in the column Person ID.");
    }
    outcome_.remains = unreadable_;
    return std::move(outcome_);
  }

  void look_for_objections() {
    outcome_.refusals = unreadable_;
    for (Book& book : books_) {
      const report::RowsOfPerson whose{traces_.removal.ids, traces_.removal.lines};
      for (const report::RecordTable& table : book.record.tables) {
        const report::PlainTable plain = report::plain_rows(*book.spec, book.record, table);
        book.theirs = book.theirs || std::any_of(plain.rows.begin(), plain.rows.end(),
                                                 [&](const std::vector<std::string>& row) { return whose.is_theirs(plain, row); });
      }
      if (!book.theirs) continue;
      if (book.version) {
        require_its_workbook(book);
        continue;
      }
      require_retention_over(book);
      for (std::string& words : objections_to_removal(book, traces_.removal, day_)) outcome_.refusals.push_back(std::move(words));
      try {
        refuse_where_cut_off(*book.spec, book.file.path, book.audit);
        require_closed(book.file.path);
      } catch (const Failure& failure) {
        outcome_.refusals.push_back(failure.what());
      }
    }
  }

  /// By the record that it begins with, whatever the names: what stands against a removal is asked of the workbook.
  void require_its_workbook(const Book& version) {
    const auto first = [](const Book& book) {
      return book.audit.empty() ? std::string{} : audit::from_row(book.audit.front()).record;
    };
    if (std::any_of(books_.begin(), books_.end(),
                    [&](const Book& book) { return !book.version && !first(book).empty() && first(book) == first(version); }))
      return;
    outcome_.refusals.push_back(version.file.shown +
                                " is an earlier version whose workbook is not there. Delete it with the other versions of that "
                                "workbook when retention ends; or name the folder where the workbook lies too.");
  }

  /// Else it would be the way to hide what was paid last month.
  void require_retention_over(const Book& book) {
    const std::string limit = removable_before(settings_for({}, book.file.path), identity_.moment);
    if (stamp_of_day(day_) <= limit) return;
    outcome_.refusals.push_back(book.file.shown + ": its retention has not ended for what is from before " + uk_words_of_day(day_) +
                                ". By its settings (\"retention\", else seven years; less only in a file that administrators alone "
                                "can write) --before may be " +
                                limit.substr(6) + "/" + limit.substr(4, 2) + "/" + limit.substr(0, 4) + " at the latest today.");
  }

  void remake() {
    for (Book& book : books_) {
      if (!book.theirs) continue;
      Work& work = works_.emplace_back();
      work.book = &book;
      work.identity = identity_;
      if (works_.size() > 1) work.identity.run_id += "-" + std::to_string(works_.size());
      Remover remover{work.identity, identity_.run_id, version_words(), {}, day_};
      try {
        work.task = std::make_unique<Task>(load_task(installation_, book.task, {}));
        remover.versions += ", " + work.task->description().id + " " + work.task->description().version;
        if (request_.really) {  // the ledger is told before anything is done; its head goes into the row
          const std::string name = file_name_of(book.file.path);
          work.journal =
              std::make_unique<Journal>(request_.ledger, work.identity, *work.task,
                                        traces_.without(name) == name ? name : std::string{}, std::string{audit::forget_action});
          remover.ledger_head = work.journal->head();
        }
        work.remade = remade_without(book, traces_, remover, installation_);
      } catch (const Failure& failure) {
        outcome_.refusals.push_back(failure.what());
      }
    }
  }

  void look_at_calendars() {
    std::set<std::string> keys;
    for (const Book& book : books_)
      if (!book.audit.empty()) keys.insert(audit::from_row(book.audit.front()).record);
    const std::set<std::string> uids = hidden_uids(traces_.removal.lines, keys);
    for (const FolderFile& file : others_) try {
        if (auto changed = calendar_without(file, traces_, uids)) calendars_.push_back(std::move(*changed));
      } catch (const Failure& failure) {
        outcome_.refusals.push_back(file.shown + " cannot be looked through, and may name them. " + failure.what());
      }
  }

  void tell_parts() {
    for (const Work& work : works_)
      for (const report::RemovedRows& each : work.remade.removed)
        outcome_.parts.push_back(
            {work.book->file.shown, work.book->version ? "Earlier version" : "Workbook", each.where, each.rows, each.pence});
    for (const ChangedFile& each : calendars_) outcome_.parts.push_back({each.file.shown, "Calendar file", "Events", 0, 0});
    for (const Work& work : works_)
      for (const std::string& period : periods_of_person(*work.book, traces_.removal))
        if (std::find(periods_.begin(), periods_.end(), period) == periods_.end()) periods_.push_back(period);
  }

  ForgetOutcome refused() {
    for (const Work& work : works_)
      if (work.journal) work.journal->refused(outcome_.refusals.size());
    outcome_.status = ForgetOutcome::Status::refused;
    outcome_.parts.clear();
    outcome_.words.push_back("Nothing was removed.");
    return std::move(outcome_);
  }

  ForgetOutcome only_told() {
    outcome_.status = ForgetOutcome::Status::would_remove;
    outcome_.words.push_back("This is what would be removed; nothing was. Periods: " + list_in_words(periods_) +
                             ". The rows stay with their pounds, and who they were goes.");
    outcome_.words.push_back("There is no way back, and no copy is kept. To do it, give the same command with --really.");
    tell_what_remains();
    return std::move(outcome_);
  }

  acts::Act new_act(const Folder& folder, std::string_view kind, const std::string& task, const std::string& batch) const {
    acts::Act act;
    act.kind = kind;
    act.task = task;
    act.batch = batch;
    act.time_utc = identity_.moment.utc;
    acts::KeyedDigests digests{folder.seen.folder()};
    const std::string secret = digests.for_new_act();
    act.facts = {{acts::digests_under, secret},
                 {removal_fact::person, digests.digest(secret, "removed person", request_.person)},
                 {removal_fact::before_day, uk_words_of_day(day_)},
                 {"program", engine_version()}};
    return act;
  }

  void sign(Folder& folder, acts::Act act) {
    act = signed_with_heads(std::move(act), folder.seen, signer_);
    folder.seen.add(act);
    outcome_.code = acts::code_of(act);
  }

  /// One act for each record folder and task: how many rows of which periods, how many pounds, and each digest before and after.
  void sign_begun() {
    for (auto& [path, folder] : folders_)
      for (const std::string& task : tasks_of(path)) {
        acts::Act act = new_act(folder, acts::removal_begun, task, identity_.run_id);
        // As named: whoever goes on after a cut-off finds it by this digest, under the secret that it names.
        act.facts.emplace_back(removal_fact::mark, mark_);
        for (const std::string& period : periods_) act.facts.emplace_back(removal_fact::period, period);
        for (const Work& work : works_) {
          if (work.book->task != task || record_folder_for(work.book->file.path).path() != path) continue;
          act.facts.emplace_back(removal_fact::file,
                                 work.book->base.sha256 + " " + fingerprint_of(work.remade.bytes.view()).sha256);
          act.facts.emplace_back(removal_fact::figures, work.book->record.digest() + " " + work.remade.row.report_digest);
          for (const std::string& pair : work.remade.released) act.facts.emplace_back(removal_fact::released, pair);
          for (const report::RemovedRows& each : work.remade.removed)
            act.facts.emplace_back(work.book->version ? removal_fact::of_versions : removal_fact::removed,
                                   each.where + ": " + count_of(static_cast<std::int64_t>(each.rows), "row") + ", " +
                                       format_pounds(Pence{each.pence}));
        }
        sign(folder, std::move(act));
      }
  }

  /// Tasks of workbooks that are changed and whose record folder this is.
  std::set<std::string> tasks_of(const fs::path& folder) const {
    std::set<std::string> tasks;
    for (const Work& work : works_)
      if (record_folder_for(work.book->file.path).path() == folder) tasks.insert(work.book->task);
    return tasks;
  }

  /// Signs that what was cut off earlier is done now. Was there anything?
  bool finish_open() {
    bool any = false;
    for (auto& [path, folder] : folders_)
      for (const acts::Act& open : folder.open) {
        any = true;
        acts::Act act = new_act(folder, acts::removed, open.task, open.batch);
        act.facts.emplace_back("begun", acts::id_of(open));
        sign(folder, std::move(act));
      }
    return any;
  }

  void carry_out() {
    try {
      sign_begun();
    } catch (const Failure& failure) {
      for (const Work& work : works_) work.journal->failed(failure.kind());
      throw Failure{failure.kind(), std::string{failure.what()} + " Nothing was removed."};
    }
    std::size_t done = 0;
    try {
      // As long as one workbook has them, the same command finds what is to be looked for.
      for (const ChangedFile& each : calendars_) replace(each.file.path, each.text, each.base);
      forget_names();
      for (Work& work : works_) {
        put_in_place(work);
        ++done;
      }
      finish_open();
      for (auto& [path, folder] : folders_)
        for (const std::string& task : tasks_of(path)) sign(folder, new_act(folder, acts::removed, task, identity_.run_id));
    } catch (const Failure& failure) {
      throw Failure{failure.kind(), std::string{failure.what()} + " The removal is not finished: " + std::to_string(done) + " of " +
                                        count_of(static_cast<std::int64_t>(works_.size()), "file") +
                                        " are done. Put that right and give the same command again: it goes on with the rest."};
    }
    outcome_.status = ForgetOutcome::Status::removed;
    outcome_.words.push_back(
        "One person was removed from " +
        count_of(static_cast<std::int64_t>(works_.size()), "workbook or earlier version", "workbooks and earlier versions") + "; " +
        mark_ + " stands in their place. Periods: " + list_in_words(periods_) + ".");
    outcome_.words.push_back("Check code of the signed act: " + outcome_.code +
                             ". \"counterfoil verify\" names the removal from now on.");
    tell_what_remains();
  }

  void put_in_place(Work& work) {
    PreparedFacts facts = audit::facts_of_sealed(work.remade.row, work.book->audit);
    facts.base_sha256 = work.book->base.sha256;
    facts.findings = audit::counted(0, 0);
    facts.batch = identity_.run_id;
    facts.saved_as = work.book->version;  // a branch of its own, as a copy is
    std::optional<WorkbookLock> lock;
    if (!work.book->version)
      lock.emplace(work.book->file.path, LockHolder{identity_.user, {}, identity_.moment.local, "Counterfoil", 0, {}});
    work.journal->prepared({}, facts, fingerprint_of(work.remade.bytes.view()));
    replace(work.book->file.path, work.remade.bytes.view(), work.book->base);
    work.journal->finished();
  }

  static void replace(const fs::path& file, std::string_view bytes, const Fingerprint& base) {
    ReplaceOptions options;
    options.base = base;
    options.keeps_version = false;  // it would hold what is removed
    replace_file(file, bytes, options);
  }

  /// Of this user's ledger; what others have beside theirs is said.
  void forget_names() {
    audit::FileNames{request_.ledger}.forget([&](const std::string& name) { return traces_.without(name) != name; });
  }

  void tell_what_remains() {
    std::set<fs::path> put_right;
    for (const ChangedFile& each : calendars_) put_right.insert(each.file.path);
    outcome_.remains = what_else_names_them(others_, traces_, put_right, installation_);
    for (const Book& book : books_)
      if (const std::string name = utf8_from_path(book.file.path.filename()); traces_.without(name) != name)
        outcome_.remains.push_back(book.file.shown + ": the workbook's name names them. Rename it; its earlier versions too.");
    if (!traces_.not_searched.empty())
      outcome_.words.push_back(
          "Outside of their own rows these were not looked for, since too many other texts hold them: " +
          count_of(static_cast<std::int64_t>(traces_.not_searched.size()), "short number or word", "short numbers or words") + ".");
    outcome_.words.emplace_back(
        "Exports, mail, backups and calendars into which entries were imported lie elsewhere, and so do the names of files beside "
        "colleagues' ledgers: they are not looked at here.");
  }

  const ForgetRequest& request_;
  const Installation& installation_;
  const RunIdentity identity_ = new_identity();
  FindOutcome found_;
  std::optional<TaskSpecs> specs_;
  std::int64_t day_ = 0;
  std::vector<Book> books_;
  std::vector<FolderFile> others_;
  std::vector<std::string> unreadable_;
  std::map<fs::path, bool> release_folders_;
  std::map<fs::path, Folder> folders_;
  PersonTraces traces_;
  std::deque<Work> works_;
  std::vector<ChangedFile> calendars_;
  std::vector<std::string> periods_;
  std::string mark_;
  acts::Signer signer_;
  ForgetOutcome outcome_;
};

}  // namespace

ForgetOutcome forget_person(const ForgetRequest& request, const Installation& installation) {
  return Forgetting{request, installation}.run();
}

int exit_status(const ForgetOutcome& outcome) {
  return outcome.status == ForgetOutcome::Status::refused || !outcome.remains.empty() ? 1 : 0;
}

}  // namespace counterfoil::run
