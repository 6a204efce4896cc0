#include "run/release.hpp"

#include <algorithm>
#include <chrono>
#include <set>

#include "acts/batch_standing.hpp"
#include "acts/keyed_digests.hpp"
#include "audit/sign_off_record.hpp"
#include "base/command_words.hpp"
#include "base/environment.hpp"
#include "base/secret_file.hpp"
#include "base/synced_folder.hpp"
#include "base/text.hpp"
#include "base/who_and_when.hpp"
#include "report/canonical.hpp"
#include "report/released_rows.hpp"
#include "run/steps/telling_failure.hpp"
#include "run/two_people/batch_content.hpp"
#include "run/two_people/batch_files.hpp"
#include "run/two_people/batches.hpp"
#include "run/two_people/cut_off_files.hpp"
#include "run/two_people/record_news.hpp"
#include "run/two_people/release_withdrawal.hpp"
#include "run/two_people/release_words.hpp"
#include "run/two_people/released_before.hpp"
#include "run/two_people/signed_acts.hpp"
#include "run/words.hpp"

namespace counterfoil::run {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::minutes still_being_written{2};

class Releasing {
 public:
  Releasing(const ReleaseRequest& request, const Installation& installation, WrittenFiles& written)
      : request_(request),
        installation_(installation),
        session_(request.batch, installation, std::string{audit::release_action}, written) {}

  ReleaseOutcome run() {
    try {
      if (!session_.asks_which()) folder_ = folder_of();
      if (finish_what_is_marked()) return std::move(outcome_);
      check();
      if (!session_.refusals().empty()) {
        outcome_.batch = session_.refused();
        if (seen_) tell_news(outcome_.batch.words);
        return std::move(outcome_);
      }
      carry_out();
      return std::move(outcome_);
    } catch (const Failure& failure) {
      // Once the act is signed, the release is begun, not given up: the ledger must go on saying so.
      if (!begun_) session_.journal().failed(failure.kind());
      if (begun_)
        throw Failure{
            failure.kind(),
            (published_ ? "The files are released in \"" + file_name_of(folder_) + "\", but the workbook could not be marked: "
                        : "The release is signed, but could not be carried out: ") +
                std::string{failure.what()} + " Run the same command again; it finishes this release and makes no second one."};
      throw;
    }
  }

 private:
  const std::string& batch() const { return session_.state().batch; }
  const std::string& task_id() const { return session_.task().description().id; }

  fs::path folder_of() const {
    const fs::path& workbook = request_.batch.workbook;
    const fs::path place = request_.to.empty() ? workbook.parent_path() : request_.to;
    std::error_code error;
    if (!request_.to.empty() && !fs::is_directory(place, error))
      throw Failure{FailureKind::usage, "There is no folder " + utf8_from_path(place) + ". Make it first, or leave out --to."};
    return place / path_from_utf8(utf8_from_path(workbook.stem()) + " release " + batch());
  }

  /// A release that was cut off after the workbook was saved: nothing is left to do but to say so in the ledger and the record.
  bool finish_what_is_marked() {
    const BatchAct* act = session_.state().last(audit::release_action);
    if (session_.asks_which() || !act || !session_.refusals().empty()) return false;
    read_acts();
    const auto begun = begun_release(session_.ledger_entries(), task_id(), batch());
    const bool ledger_waits = begun && !begun->finished && begun->run_id == act->run_id;
    const bool record_waits =
        is_own_cut_off() &&
        std::any_of(session_.audit_rows().begin(), session_.audit_rows().end(), [&](const audit::AuditRow& row) {
          return audit::from_row(row).settings.find(code_in_words(standing_.released->act)) != std::string::npos;
        });
    if (!ledger_waits && !record_waits) return false;
    PreparedFacts facts;
    facts.batch = batch();
    session_.journal().finished_for(facts);
    if (record_waits) complete();
    outcome_.continued = true;
    outcome_.folder = folder_;
    outcome_.batch.run_id = session_.identity().run_id;
    outcome_.batch.task = task_id();
    outcome_.batch.batch = batch();
    outcome_.batch.workbook = request_.batch.workbook;
    outcome_.batch.words = {"Batch " + batch() + " was released by " + act_in_words(*act) +
                            "; ledger and record had not heard of the end, and now say so. " + session_.written().in_words()};
    return true;
  }

  void check() {
    if (session_.asks_which()) return;
    if (audit::login_for_comparing(session_.identity().user).empty())
      return session_.refuse(
          "releaser-unknown",
          "This machine does not say who you are, so your release would be nobody's. Sign in under a login of your own.");
    if (batch().empty()) return check_batch();
    read_acts();
    if (is_own_cut_off()) return check_cut_off();
    check_batch();
    check_acts();
    check_synced();
    check_released_before();
    if (standing_.approved && standing_.prepared) make_files();
    check_folder();
  }

  void check_batch() {
    session_.check_workbook();
    session_.check_reviewers();
    if (session_.lines().keys.empty()) session_.refuse("nothing-to-release", "The batch holds no line to release.");
    for (const std::string& sentence : session_.lines().wrong) session_.refuse("key-unusable", sentence);
  }

  void read_acts() {
    if (seen_) return;
    const std::string& user = session_.identity().user;
    signer_ = signer_here(user);
    relier_ = acts::relier_here(data_folder(), user, signer_.key.public_key);
    seen_.emplace(seen_acts_for(request_.batch.workbook, relier_));
    record_folder_.emplace(seen_->folder());
    digests_.emplace(*seen_);
    record_ = seen_->of_batch(task_id(), batch());
    take_own_torn_release(record_);
    const BatchContent content = batch_content(session_.task().spec, session_.record(), batch());
    standing_ = acts::standing_of_batch(record_, relier_, content.digest);
    taken_back_ = acts::withdrawn_by_two(record_, &relier_);
  }

  /// This batch's release was begun by whoever runs this, and is theirs to finish: in its own place alone, so that no second folder
  /// of the same files comes of it.
  bool is_own_cut_off() const {
    return standing_.released && !standing_.completed && record_.gone.empty() && !taken_back_ &&
           standing_.released->act.public_key == signer_.key.public_key &&
           standing_.released->act.fact("folder") == place_in_words();
  }

  /// From the signed act and the digests in it: whatever became of the approval, the settings or the program since.
  void check_cut_off() {
    continued_ = standing_.released->act;
    act_ = *continued_;
    const CutOffFiles files = cut_off_files(act_, record_, folder_);
    if (act_.all("line-key") != lines_as_in(act_, session_, *digests_))
      session_.refuse("not-what-was-released",
                      "The workbook does not hold the lines of this release any more, so it cannot be marked. Take the version of "
                      "the workbook that was released.");
    if (!files.approved || !files.prepared)
      return session_.refuse("act-missing",
                             "The record folder does not hold the approval that this release names, nor does its folder. "
                             "The release can only be taken back, by two people.");
    if (files.folder_taken)
      return session_.refuse("folder-taken",
                             "The folder \"" + file_name_of(folder_) +
                                 "\" holds something else than the files of this release. Put them back, or have the "
                                 "release taken back by two people.");
    standing_.approved = acts::FoundAct{*files.approved, {}, {}};
    standing_.prepared = acts::FoundAct{*files.prepared, {}, {}};
    lie_ = files.lie;
    if (lie_ == CutOffFiles::Lie::nowhere) return make_files();
    outcome_.files = files_of_facts(act_.all("file"));
  }

  /// On a drive that knows no second names a release's act may be half there after its writer was killed. Its writer, as the system
  /// names the file's owner, writes it again; not while somebody may be writing it now.
  void take_own_torn_release(acts::BatchRecord& record) {
    acts::Act own;
    own.kind = acts::released;
    own.task = task_id();
    own.batch = batch();
    const auto torn = std::find(record.torn.begin(), record.torn.end(), record_folder_->file_of(own));
    if (torn == record.torn.end() || owner_of_file(*torn) != system_login()) return;
    std::error_code error;
    const auto age = fs::file_time_type::clock::now() - fs::last_write_time(*torn, error);
    if (error || age < still_being_written) return;
    record.torn.erase(torn);
    write_act_again_ = true;
  }

  void check_acts() {
    for (const acts::Objection& each : standing_.objections) session_.refuse(each.id, each.words, session_.state().sheet);
    if (fold_for_comparing(session_.state().decision) == "reject" && !standing_.rejected)
      session_.refuse("not-approved",
                      "The sign-off on the sheet \"" + session_.state().sheet +
                          "\" says Reject. Settle that, and have the batch approved again.",
                      session_.state().sheet);
    if (relier_.people && !acts::standing_of(acts::signed_act({}, signer_), relier_, false).may_release)
      session_.refuse("may-not-release", "The council's people file does not say that " + session_.identity().user +
                                             " may release. Ask whoever keeps it.");
  }

  /// Where no file can be made exclusively, two people could release at once: one person alone may.
  void check_synced() {
    const std::string program = sync_program_of(record_folder_->path());
    if (program.empty()) return;
    const auto releasers = !relier_.people ? 0
                                           : std::count_if(relier_.people->begin(), relier_.people->end(),
                                                           [](const acts::Person& each) { return each.may_release; });
    if (releasers != 1)
      session_.refuse("record-synced",
                      "The record folder " + utf8_from_path(record_folder_->path()) + " is kept in step by " + program +
                          ", where two people could release one batch at once. Have IT name a folder on a server as the record, or "
                          "a people file that lets one person release.");
  }

  void check_released_before() {
    if (const BatchAct* released = session_.state().last(audit::release_action)) {
      session_.refuse("released-before", "This batch was released by " + act_in_words(*released) + " (run " + released->run_id +
                                             "): " + names_in_words(released->files) +
                                             " It is released once; a correction is a new batch.");
      return;
    }
    if (standing_.released && taken_back_) {
      session_.refuse("released-before",
                      "The release of this batch, begun by " + acts::who_and_when_in_words(standing_.released->act) +
                          ", was taken back by two people. Run the task again: its lines go out in a new batch.");
      return;
    }
    if (const auto cut_off = cut_off_release(*seen_, session_.task().spec, session_.audit_rows(), &relier_))
      session_.refuse("released-before", cut_off_in_words(*cut_off, session_.identity().user) + " It is released once.");
    else if (standing_.released)
      session_.refuse("released-before", "This batch was released by " + acts::who_and_when_in_words(standing_.released->act) +
                                             " into \"" + standing_.released->act.fact("folder") + "\". It is released once.");
    if (const std::string words = acts::missing_secret_in_words(*seen_); !words.empty()) session_.refuse("secret-missing", words);
    const std::vector<std::string> lines = line_digests(session_, *digests_);
    const std::vector<acts::FoundAct> releases = seen_->releases_with(task_id(), lines);
    others_taken_back_ = batches_taken_back(*seen_, releases, relier_);
    for (const std::string& sentence : not_first(session_.ledger_entries())) session_.refuse("released-before", sentence);
    for (const std::string& sentence : lines_out_before(releases, batch(), lines, others_taken_back_))
      session_.refuse("released-before", sentence);
  }

  /// What this person's ledger holds against it: a second look, in case the record folder was put back or is another copy.
  std::vector<std::string> not_first(const std::vector<audit::Entry>& entries) {
    std::vector<std::string> reasons;
    const auto begun = begun_release(entries, task_id(), batch());
    if (begun && begun->finished)
      reasons.push_back(
          "This batch was released by " + by_whom_and_when(begun->user, begun->time_utc) + " (run " + begun->run_id +
          "), from another copy of this workbook or before this one was put back. Take the workbook in which that is marked.");
    for (std::string& sentence : lines_released_before(
             entries, task_id(), batch(), lines_as_ledgers_name_them(session_, request_.batch.ledger), others_taken_back_))
      reasons.push_back(std::move(sentence));
    return reasons;
  }

  /// From what was approved, and it must come to the same bytes.
  void make_files() {
    const acts::Act& approval = standing_.approved->act;
    std::vector<std::string> names = request_.profiles;
    if (names.empty())
      for (const std::string& fact : approval.all("profile"))
        names.push_back(fact.substr(std::min(fact.size(), fact.find(' ') + 1)));
    const auto day = accounting_day(approval);
    if (!day)
      return session_.refuse("act-date",
                             "The approval by " + acts::who_and_when_in_words(approval) +
                                 " names an accounting day that is none, or not the day on which it was signed. Have the "
                                 "batch prepared and approved again.");
    made_ = make_batch_files(session_, installation_, names, *day);
    for (const Refusal& refusal : made_.refusals) session_.refusals().push_back(refusal);
    if (made_.list.empty()) return;
    for (const std::string& sentence : differences(files_of_facts(approval.all("file")), made_.list))
      session_.refuse("not-what-was-approved", sentence + " Put back what was approved, or have the batch approved again.");
    outcome_.files = made_.list;
    add_proof(approval);
    if (continued_ && !made_as_signed())
      session_.refuse(
          "not-what-was-released",
          "The files of this release cannot be made again as they were signed: the program or a form was changed since. "
          "The release can only be taken back, by two people.");
  }

  /// To the byte what the act of this release says, with the words for whoever loads the files.
  bool made_as_signed() const {
    const Fingerprint read_me = fingerprint_of(read_me_);
    return differences(files_of_facts(act_.all("file")), made_.list).empty() &&
           act_.fact("read-me") == fact_of({read_me_name, read_me.size, read_me.sha256});
  }

  /// The acts and the words for whoever loads the files.
  void add_proof(const acts::Act& approval) {
    const acts::Act& preparation = standing_.prepared->act;
    read_me_ = release_read_me(preparation, approval, signer_);
    const Fingerprint read_me = fingerprint_of(read_me_);
    if (continued_) {
      act_ = *continued_;
    } else {
      act_.kind = acts::released;
      act_.task = task_id();
      act_.batch = batch();
      act_.time_utc = session_.identity().moment.utc;
      act_.facts = {{"approval", acts::id_of(approval)},
                    {"folder", place_in_words()},
                    {"program", engine_version()},
                    {"decisions-logged", session_.log_fact()}};
      if (!session_.state().title.empty()) act_.facts.emplace_back("what", session_.state().title);
      act_.facts.emplace_back("rows", report::digest_of_released(rows(), batch()));
      act_.facts.emplace_back("day", moment_for_column(session_.identity().moment, report::ColumnKind::date));
      for (const ReleasedFile& file : made_.list) act_.facts.emplace_back("file", fact_of(file));
      act_.facts.emplace_back("read-me", fact_of({read_me_name, read_me.size, read_me.sha256}));
      act_.facts.emplace_back(acts::digests_under, digests_->for_new_act());
      for (const std::string& key : lines_as_in(act_, session_, *digests_)) act_.facts.emplace_back("line-key", key);
      act_ = signed_with_heads(std::move(act_), *seen_, signer_);
    }
    proof_ = {{read_me_name, read_me_},
              {prepared_file, acts::text_of(preparation)},
              {approved_file, acts::text_of(approval)},
              {released_file, acts::text_of(act_)}};
  }

  void check_folder() {
    std::error_code error;
    const auto& refusals = session_.refusals();
    if (!fs::exists(folder_, error) ||
        std::any_of(refusals.begin(), refusals.end(), [](const Refusal& each) { return each.id == "released-before"; }))
      return;
    session_.refuse("folder-taken", "The folder \"" + file_name_of(folder_) +
                                        "\" is there already. Move it away, or choose another place with --to FOLDER.");
  }

  static std::string code_in_words(const acts::Act& act) { return "check code = " + acts::code_of(act); }

  audit::AuditRecord audit_row() const {
    audit::AuditRecord row;
    for (const ReleasedFile& file : outcome_.files) row.inputs += (row.inputs.empty() ? "" : "\n") + file_in_words(file);
    row.settings = audit::sign_off_in_words(audit::release_action, batch());
    row.settings += "\nfolder = " + file_name_of(folder_);
    for (const UsedProfile& profile : made_.profiles)
      row.settings += "\nprofile = " + profile.id + (profile.installed ? "" : ", not installed, SHA-256 " + profile.sha256) +
                      (profile.values.empty() ? "" : "; " + profile.values);
    row.settings += "\n" + code_in_words(act_);
    if (continued_) row.settings += "\nbegun " + moment().local + ", and finished now";
    return row;
  }

  /// Of the release: of its act, where it was begun before (read_act has seen that it is a time).
  Moment moment() const { return continued_ ? make_moment(*parse_utc(continued_->time_utc), 0) : session_.identity().moment; }

  report::RecordTable rows() const {
    return report::rows_to_release(session_.task().spec, session_.release(), session_.record(), batch());
  }

  void mark(report::MarkedWorkbook& workbook) const {
    workbook.keep_released(rows(), batch());
    const auto& marks = session_.release().marks;
    if (!marks) return;
    const report::Table& table = *session_.task().spec.table(marks->table);
    const auto on = std::find_if(table.columns.begin(), table.columns.end(),
                                 [&](const report::Column& column) { return column.id == marks->released_on; });
    workbook.set(marks->table, marks->column, {session_.lines().keys.begin(), session_.lines().keys.end()},
                 {{marks->batch, batch()},
                  {marks->released_on, on->kind == report::ColumnKind::date && !act_.fact("day").empty()
                                           ? act_.fact("day")
                                           : moment_for_column(moment(), on->kind)},
                  {marks->released_by, act_.account}});
  }

  void carry_out() {
    report::MarkedWorkbook workbook = session_.open_to_mark();
    mark(workbook);
    BatchSession::Marked marked = session_.mark(workbook, audit_row());
    marked.facts.keys = lines_for_ledger(session_, request_.batch.ledger);
    for (const ReleasedFile& file : outcome_.files) marked.facts.files.push_back({file.bytes, file.sha256});
    const bool there = lie_ == CutOffFiles::Lie::in_place;
    if (lie_ == CutOffFiles::Lie::nowhere) {
      std::vector<FileToRelease> files;
      for (const report::ReleaseFile& file : made_.made) files.push_back({file.name, file.bytes.view()});
      for (const auto& [name, text] : proof_) files.push_back({name, text});
      write_release(folder_, files, request_.batch.workbook);
    }
    try {
      session_.journal().prepared({}, marked.facts, fingerprint_of(marked.bytes.view()),
                                  [&](const std::vector<audit::Entry>& entries) {
                                    if (continued_) return;  // signed: what a ledger says of it is no reason any more
                                    if (const auto reasons = not_first(entries); !reasons.empty())
                                      throw Failure{FailureKind::refused, reasons.front()};
                                  });
      claim();
      if (!there) publish_release(folder_);
    } catch (const Failure&) {
      if (!begun_) remove_unfinished(folder_);  // once it is signed, these are its files
      throw;
    }
    published_ = true;
    if (!there) session_.written().add(folder_);
    outcome_.folder = folder_;
    outcome_.code = acts::code_of(act_);
    outcome_.continued = continued_.has_value();
    outcome_.batch = session_.save(marked);
    complete();
    say();
  }

  /// The batch is this release's from here on. Of two at once one gets Failure (changed).
  void claim() {
    if (write_act_again_)
      seen_->add_again(act_);
    else if (!continued_)
      seen_->add(act_);
    begun_ = true;
  }

  std::string place_in_words() const {
    std::error_code error;
    const fs::path whole = fs::weakly_canonical(fs::absolute(folder_), error);
    return utf8_from_path(error ? fs::absolute(folder_) : whole);
  }

  /// From here on nothing of it is finished once more. Where it cannot be written, the same command writes it later.
  void complete() {
    acts::Act act;
    act.kind = acts::completed;
    act.task = task_id();
    act.batch = batch();
    act.time_utc = session_.identity().moment.utc;
    try {
      seen_->add(signed_with_heads(std::move(act), *seen_, signer_));
    } catch (const Failure&) {
      return;
    }
  }

  /// First thing.
  void tell_news(std::vector<std::string>& words) {
    const std::vector<std::string> news = record_news(*seen_);
    words.insert(words.begin(), news.begin(), news.end());
  }

  void say() {
    std::vector<std::string>& words = outcome_.batch.words;
    std::vector<std::string> own{batch_named_in_words(session_.state()) +
                                 " is released: " + count_of(static_cast<std::int64_t>(outcome_.files.size()), "file") +
                                 " in the folder \"" + file_name_of(folder_) + "\"."};
    if (continued_)
      own.push_back("A release that was begun by " + act_.account +
                    " and cut off is now finished; the files are those of that release.");
    own.push_back("Approved by " + acts::who_and_when_in_words(standing_.approved->act) + " (" + standing_.approved_standing.words +
                  ").");
    own.push_back("Check code of this release: " + outcome_.code + ".");
    own.push_back("Whoever loads the files checks them first, under their own login." +
                  at_command_line(" Type: counterfoil verify \"" + utf8_from_path(folder_) + "\""));
    if (const std::string deletion = deletion_in_words(record_folder_->file_of(act_)); !deletion.empty()) own.push_back(deletion);
    tell_news(own);
    words.insert(words.begin(), own.begin(), own.end());
  }

  const ReleaseRequest& request_;
  const Installation& installation_;
  BatchSession session_;
  ReleaseOutcome outcome_;
  fs::path folder_;
  std::optional<acts::SeenActs> seen_;
  std::optional<acts::RecordFolder> record_folder_;
  std::optional<acts::KeyedDigests> digests_;
  acts::BatchRecord record_;
  bool taken_back_ = false;                  // this one, by two people
  std::set<std::string> others_taken_back_;  // batches with lines of this one
  CutOffFiles::Lie lie_ = CutOffFiles::Lie::nowhere;
  acts::Signer signer_;
  acts::Relier relier_;
  acts::BatchStanding standing_;
  BatchFiles made_;
  acts::Act act_;
  std::string read_me_;
  std::vector<std::pair<std::string, std::string>> proof_;  // file name and text
  std::optional<acts::Act> continued_;                      // the act of this release, begun before
  bool write_act_again_ = false;
  bool begun_ = false;
  bool published_ = false;
};

}  // namespace

ReleaseOutcome release(const ReleaseRequest& request, const Installation& installation) {
  if (request.withdraw) return withdraw_release(request, installation);
  return telling_what_was_written([&](WrittenFiles& written) { return Releasing{request, installation, written}.run(); });
}

}  // namespace counterfoil::run
