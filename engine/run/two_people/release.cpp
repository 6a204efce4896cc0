#include "run/release.hpp"

#include <algorithm>
#include <set>

#include "audit/sign_off_record.hpp"
#include "base/text.hpp"
#include "report/canonical.hpp"
#include "report/release_profile.hpp"
#include "run/past_runs/kept_lines.hpp"
#include "run/steps/telling_failure.hpp"
#include "run/two_people/released_before.hpp"

namespace counterfoil::run {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t profile_limit = 4 << 20;

struct ChosenProfile {
  report::ReleaseProfile profile;
  std::map<std::string, std::string> values;
  std::map<std::string, report::WorkbookSpec> blank_specs;
};

bool is_file_name(const std::string& name) { return name.ends_with(".json") || name.find_first_of("/\\") != std::string::npos; }

class Releasing {
 public:
  Releasing(const ReleaseRequest& request, const Installation& installation, WrittenFiles& written)
      : request_(request),
        installation_(installation),
        session_(request.batch, installation, std::string{audit::release_action}, written) {}

  ReleaseOutcome run() {
    try {
      folder_ = folder_of();
      if (finish_the_ledger()) return std::move(outcome_);
      check();
      if (session_.refusals().empty()) make_files();
      if (!session_.refusals().empty()) {
        outcome_.batch = session_.refused();
        return std::move(outcome_);
      }
      carry_out();
      return std::move(outcome_);
    } catch (const Failure& failure) {
      // Once the files are out, the release is begun, not given up: the ledger must go on saying so.
      if (!published_) session_.journal().failed(failure.kind());
      if (published_)
        throw Failure{failure.kind(), "The files are released in \"" + file_name_of(folder_) +
                                          "\", but the workbook could not be marked: " + failure.what() +
                                          " Run the same command again; it finishes this release and makes no second one."};
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

  /// A release that was cut off after the workbook was saved: nothing is left to do but to say so in the ledger.
  bool finish_the_ledger() {
    const BatchAct* act = session_.state().last(audit::release_action);
    if (!act || !session_.refusals().empty()) return false;
    const auto begun = begun_release(session_.ledger_entries(), task_id(), batch());
    if (!begun || begun->finished || begun->run_id != act->run_id) return false;
    PreparedFacts facts;
    facts.batch = batch();
    session_.journal().finished_for(facts);
    outcome_.continued = true;
    outcome_.folder = folder_;
    outcome_.batch.run_id = session_.identity().run_id;
    outcome_.batch.task = task_id();
    outcome_.batch.batch = batch();
    outcome_.batch.workbook = request_.batch.workbook;
    outcome_.batch.words = {"Batch " + batch() + " was released by " + act_in_words(*act) +
                            "; the ledger had not heard of the end, and now says so. " + session_.written().in_words()};
    return true;
  }

  void check() {
    session_.check_workbook();
    const BatchAct* released = session_.state().last(audit::release_action);
    if (!batch().empty())
      for (const std::string& sentence : why_not_approved(session_.state(), session_.identity().user))
        session_.refuse("not-approved", sentence, session_.state().sheet);
    for (const std::string& sentence : reviewers_stops(session_.task().spec, session_.bytes()))
      session_.refuse("stopped-by-reviewer", sentence);
    if (session_.lines().keys.empty()) session_.refuse("nothing-to-release", "The batch holds no line to release.");
    for (const std::string& sentence : session_.lines().wrong) session_.refuse("key-unusable", sentence);
    check_released_before(released);
    choose_profiles();
  }

  void check_released_before(const BatchAct* released) {
    if (released) {
      session_.refuse("released-before", "This batch was released by " + act_in_words(*released) + " (run " + released->run_id +
                                             "): " + files_in_words(released->files) +
                                             " It is released once; a correction is a new batch.");
      return;
    }
    for (const std::string& key : session_.lines().keys) keys_.push_back(audit::released_key_digest(task_id(), key));
    std::sort(keys_.begin(), keys_.end());
    if (const auto list = read_release_list(folder_))
      begin_again_from(*list);
    else if (const auto unfinished = read_release_list(unfinished_release(folder_)))
      begin_again_from(*unfinished);
    for (const std::string& sentence : not_first(session_.ledger_entries())) session_.refuse("released-before", sentence);
    std::error_code error;
    if (fs::exists(folder_, error) && !continued_)
      session_.refuse(
          "folder-taken",
          "The folder \"" + file_name_of(folder_) +
              "\" is there already and is not of this release. Move it away, or choose another place with --to FOLDER.");
  }

  static std::string files_in_words(const std::string& files) {
    std::vector<std::string> names;
    std::string_view rest = files;
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      names.emplace_back(line.substr(0, line.rfind(": ")));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    }
    return list_in_words(names) + ".";
  }

  /// What the ledger holds against this release. A release of the same batch that was cut off is ours to finish where its files are
  /// here, or where it was begun under the same login.
  std::vector<std::string> not_first(const std::vector<audit::Entry>& entries) {
    std::vector<std::string> reasons;
    if (const auto begun = begun_release(entries, task_id(), batch())) {
      const bool ours = audit::login_for_comparing(begun->user) == audit::login_for_comparing(session_.identity().user);
      const bool going_on = looked_ && known_begun_ != begun->run_id;  // begun by another process since this one looked
      if (begun->finished)
        reasons.push_back(
            "This batch was released by " + by_whom_and_when(begun->user, begun->time_utc) + " (run " + begun->run_id +
            "), from another copy of this workbook or before this one was put back. Take the workbook in which that is marked.");
      else if (going_on || (!continued_ && !ours))
        reasons.push_back("A release of this batch was begun by " + by_whom_and_when(begun->user, begun->time_utc) + " (run " +
                          begun->run_id +
                          ") from another copy of this workbook, or is going on now. They run \"counterfoil release\" on that copy "
                          "to finish it.");
      else
        known_begun_ = begun->run_id;
      if (reasons.empty() && !moment_known_) {
        moment_known_ = true;
        moment_.utc = begun->time_utc;
        moment_.local = begun->time_utc;
        released_by_ = begun->user;
        continued_here_ = true;
      }
    }
    looked_ = true;
    for (std::string& sentence : lines_released_before(entries, task_id(), batch(), keys_)) reasons.push_back(std::move(sentence));
    return reasons;
  }

  /// With the day and the name that the release was begun with, so that the files are the same to the byte.
  void begin_again_from(const ReleaseList& list) {
    if (list.batch != batch() || list.task != task_id()) return;
    continued_ = true;
    continued_here_ = true;
    moment_known_ = true;
    moment_ = list.moment;
    released_by_ = list.released_by;
  }

  std::vector<std::string> profile_names() const {
    if (!request_.profiles.empty()) return request_.profiles;
    for (const auto& [id, value] : KeptRun{session_.record()}.parameters())
      if (id == "profile" && !value.empty()) return {value};
    return session_.task().spec.release->profiles;
  }

  void choose_profiles() {
    for (const std::string& name : profile_names()) {
      const bool own = is_file_name(name);
      const std::string file = own ? file_name_of(path_from_utf8(name)) : name + ".json";
      const Buffer text = own ? read_file(path_from_utf8(name), profile_limit) : profile_text(installation_, name);
      ChosenProfile chosen{report::parse_release_profile(text.view(), file), {}, {}};
      for (const report::ProfileFile& each : chosen.profile.files)
        if (!each.spec.empty()) chosen.blank_specs.emplace(each.spec, load_spec(installation_, each.spec));
      report::check_profile(chosen.profile, session_.task().spec, file, chosen.blank_specs);
      for (const auto& [id, value] : chosen.profile.values) {
        const auto set = session_.settings().profile_values.find(id);
        chosen.values[id] = set == session_.settings().profile_values.end() ? value.preset : set->second;
        if (value.required && chosen.values[id].empty())
          session_.refuse("profile-value-missing", "The release profile " + chosen.profile.id + " needs the council's \"" +
                                                       value.title +
                                                       "\". Put it into the settings file, counterfoil-settings.json "
                                                       "beside the workbook: \"profile-values\": {\"" +
                                                       id + "\": \"...\"}.");
      }
      profiles_.push_back(std::move(chosen));
    }
  }

  void make_files() {
    if (!moment_known_) {
      moment_ = session_.identity().moment;
      released_by_ = session_.identity().user;
    }
    const std::int64_t day = *report_day(moment_);
    std::vector<std::string> wrong;
    std::set<std::string> names;
    for (const ChosenProfile& chosen : profiles_) {
      const report::ReleaseMaterial material{
          session_.task().spec,
          session_.record(),
          chosen.profile,
          chosen.values,
          batch(),
          day,
          chosen.blank_specs,
          [&](const std::string& spec) { return read_file(template_file(installation_, spec), profile_limit); }};
      for (report::ReleaseFile& file : report::make_release_files(material, wrong)) {
        if (!names.insert(fold_for_comparing(file.name)).second)
          wrong.push_back("Two of the profiles write a file of the name \"" + file.name +
                          "\". Release with one of them, or change the name in a profile.");
        const Fingerprint fingerprint = fingerprint_of(file.bytes.view());
        outcome_.files.push_back({file.name, fingerprint.size, fingerprint.sha256});
        made_.push_back(std::move(file));
      }
    }
    for (const std::string& sentence : wrong) session_.refuse("field-does-not-fit", sentence);
    std::error_code error;
    if (fs::exists(folder_, error) && !holds_release(folder_, outcome_.files))
      session_.refuse(
          "folder-taken",
          "The folder \"" + file_name_of(folder_) +
              "\" is there already, and its files are not the ones that this batch comes to: a file was changed, added or "
              "taken away, or another profile was used. Put the files back, or release with the profile that was used.");
  }

  static std::optional<std::int64_t> report_day(const Moment& moment) {
    return report::canonical_number(moment_for_column(moment, report::ColumnKind::date));
  }

  audit::AuditRecord audit_row() const {
    audit::AuditRecord row;
    for (const ReleasedFile& file : outcome_.files)
      row.inputs += (row.inputs.empty() ? "" : "\n") + file.name + ": " + count_of(static_cast<std::int64_t>(file.bytes), "byte") +
                    ", SHA-256 " + file.sha256;
    row.settings = audit::sign_off_in_words(audit::release_action, batch());
    row.settings += "\nfolder = " + file_name_of(folder_);
    for (const ChosenProfile& chosen : profiles_) {
      row.settings += "\nprofile = " + chosen.profile.id;
      for (const auto& [id, value] : chosen.values) row.settings += "; " + id + " = " + value;
    }
    if (continued_here_) row.settings += "\nbegun by " + released_by_ + ", " + moment_.local + ", and finished now";
    return row;
  }

  void carry_out() {
    report::MarkedWorkbook workbook = session_.open_to_mark();
    if (const auto& marks = session_.task().spec.release->marks) {
      const report::Table& table = *session_.task().spec.table(marks->table);
      const auto on = std::find_if(table.columns.begin(), table.columns.end(),
                                   [&](const report::Column& column) { return column.id == marks->released_on; });
      workbook.set(marks->table, marks->column, {session_.lines().keys.begin(), session_.lines().keys.end()},
                   {{marks->batch, batch()},
                    {marks->released_on, moment_for_column(moment_, on->kind)},
                    {marks->released_by, released_by_}});
    }
    BatchSession::Marked marked = session_.mark(workbook, audit_row());
    marked.facts.keys = keys_;
    for (const ReleasedFile& file : outcome_.files) marked.facts.files.push_back({file.bytes, file.sha256});

    std::error_code error;
    const bool there = fs::exists(folder_, error);
    if (!there) {
      ReleaseList list{task_id(),     batch(), session_.name(), released_by_, moment_, batch_in_words(session_.state()),
                       outcome_.files};
      std::vector<FileToRelease> files;
      for (const report::ReleaseFile& file : made_) files.push_back({file.name, file.bytes.view()});
      write_release(folder_, list, files);
    }
    try {
      // Another process may have released the same lines since the ledger was read.
      session_.journal().prepared({}, marked.facts, fingerprint_of(marked.bytes.view()),
                                  [&](const std::vector<audit::Entry>& entries) {
                                    if (const auto reasons = not_first(entries); !reasons.empty())
                                      throw Failure{FailureKind::refused, reasons.front()};
                                  });
      if (!there) publish_release(folder_);
    } catch (const Failure&) {
      if (!there) remove_unfinished(folder_);
      throw;
    }
    published_ = true;
    if (!there) session_.written().add(folder_);
    outcome_.folder = folder_;
    outcome_.continued = continued_here_;
    outcome_.batch = session_.save(marked);
    std::vector<std::string>& words = outcome_.batch.words;
    words.insert(words.begin(), "Batch " + batch() + " (" + batch_in_words(session_.state()) +
                                    ") is released: " + count_of(static_cast<std::int64_t>(outcome_.files.size()), "file") +
                                    " in the folder \"" + file_name_of(folder_) + "\".");
    if (continued_here_)
      words.insert(words.begin() + 1, "A release that was begun by " + released_by_ +
                                          " and cut off is now finished; the files are those of that release.");
  }

  const ReleaseRequest& request_;
  const Installation& installation_;
  BatchSession session_;
  ReleaseOutcome outcome_;
  fs::path folder_;
  std::vector<std::string> keys_;  // digests, sorted
  std::vector<ChosenProfile> profiles_;
  std::vector<report::ReleaseFile> made_;
  bool moment_known_ = false;
  Moment moment_;
  std::string released_by_;
  bool continued_ = false;       // the folder, finished or not, is of this release
  bool continued_here_ = false;  // it was begun before
  bool looked_ = false;          // into the ledger, before the files were made
  std::string known_begun_;      // the run that had begun this release then
  bool published_ = false;
};

}  // namespace

ReleaseOutcome release(const ReleaseRequest& request, const Installation& installation) {
  return telling_what_was_written([&](WrittenFiles& written) { return Releasing{request, installation, written}.run(); });
}

}  // namespace counterfoil::run
