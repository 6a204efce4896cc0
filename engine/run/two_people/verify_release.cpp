#include "run/verify_release.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "acts/batch_standing.hpp"
#include "base/command_words.hpp"
#include "base/failure.hpp"
#include "base/text.hpp"
#include "base/who_and_when.hpp"
#include "counterfoil/money.hpp"
#include "run/two_people/batch_files.hpp"
#include "run/two_people/record_news.hpp"
#include "run/two_people/release_words.hpp"
#include "run/two_people/signed_acts.hpp"

namespace counterfoil::run {

namespace {

namespace fs = std::filesystem;

class Verifying {
 public:
  explicit Verifying(const fs::path& folder) : folder_(folder), relier_(relier_without_key(user_name())) {}

  ReleaseReport run() {
    std::vector<fs::path> torn;
    beside_.acts = acts::acts_beside(folder_, torn);
    for (const fs::path& file : torn)
      problem("act-torn", "The file " + file_name_of(file) +
                              " is not whole, or not signed as it says: its signature does not fit what stands in it.");
    find_acts();
    if (released_ && approved_ && prepared_) {
      judge();
      compare_files();
      ask_the_record();
      describe();
    }
    limits();
    const auto rank = [](audit::Verdict verdict) {
      return verdict == audit::Verdict::problem ? 0 : verdict == audit::Verdict::sound ? 1 : 2;
    };
    std::stable_sort(result_.report.statements.begin(), result_.report.statements.end(),
                     [&](const audit::VerifyStatement& left, const audit::VerifyStatement& right) {
                       return rank(left.verdict) < rank(right.verdict);
                     });
    const std::size_t problems = result_.report.problems();
    result_.summary = problems == 0 ? "Every file is what was approved, by somebody else than who prepared it. Load it."
                                    : count_of(static_cast<std::int64_t>(problems), "problem") +
                                          (problems == 1 ? " was" : " were") + " found. Do not load these files.";
    return std::move(result_);
  }

 private:
  void say(audit::Verdict verdict, const char* id, std::string words) {
    result_.report.statements.push_back({verdict, id, std::move(words), {}, {}, {}, {}, {}});
  }
  void problem(const char* id, std::string words) { say(audit::Verdict::problem, id, std::move(words)); }

  const acts::FoundAct* only(std::string_view kind) {
    const acts::FoundAct* found = nullptr;
    for (const acts::FoundAct& each : beside_.acts)
      if (each.act.kind == kind) {
        if (found)
          problem("act-twice",
                  "There are two acts of the kind \"" + std::string{kind} + "\" in the folder, and a release has one.");
        found = &each;
      }
    if (!found)
      problem("act-missing", "The signed act \"" + std::string{kind} +
                                 "\" is not in the folder, so nothing proves that the batch was " + std::string{kind} + ".");
    return found;
  }

  void find_acts() {
    prepared_ = only(acts::prepared);
    approved_ = only(acts::approved);
    released_ = only(acts::released);
    if (!prepared_ || !approved_ || !released_) return;
    for (const acts::FoundAct* each : {prepared_, approved_})
      if (each->act.batch != released_->act.batch || each->act.task != released_->act.task)
        problem("act-of-other", "The act \"" + each->act.kind + "\" is of another batch than the release.");
    if (released_->act.fact("approval") != acts::id_of(approved_->act))
      problem("act-of-other", "The release is of another approval than the one in the folder.");
  }

  void judge() {
    acts::BatchRecord record;
    for (const acts::FoundAct& each : beside_.acts)
      if (each.act.batch == released_->act.batch) record.acts.push_back(each);
    const acts::BatchStanding standing = acts::standing_of_batch(record, relier_, {});
    for (const acts::Objection& each : standing.objections) say(audit::Verdict::problem, each.id.c_str(), each.words);
    approver_known_ = standing.approved_standing.words;
    preparer_known_ = standing.prepared_standing.words;
    releaser_known_ = standing.released_standing.words;
    if (standing.released_standing.known == acts::KeyKnown::no)
      problem("releaser-not-proven",
              "That " + acts::who_and_when_in_words(released_->act) +
                  " released the batch is named, not proven: nothing here says whose the key is. Ask " + released_->act.account +
                  ", by telephone, for the code of their key" + at_command_line(" (\"counterfoil people\" shows it to them)") +
                  ". If it is " + acts::key_code(released_->act.public_key) + ", confirm it" +
                  at_command_line(": counterfoil people --confirm " + acts::key_code(released_->act.public_key) + " --who " +
                                  released_->act.account) +
                  ".");
    else if (!standing.released_standing.may_release)
      problem("releaser-may-not", released_->act.account + " may not release, by the council's people file.");
  }

  void compare_files() {
    const std::vector<ReleasedFile> approved = files_of_facts(approved_->act.all("file"));
    std::vector<ReleasedFile> expected = files_of_facts(released_->act.all("file"));
    if (expected.empty()) problem("no-files", "The release names no file.");
    for (const std::string& sentence : differences(approved, expected)) problem("not-what-was-approved", sentence);
    for (ReleasedFile& read_me : files_of_facts(released_->act.all("read-me"))) expected.push_back(std::move(read_me));
    for (const acts::FoundAct* each : {prepared_, approved_, released_}) {
      const Fingerprint fingerprint = fingerprint_of(acts::text_of(each->act));
      expected.push_back({utf8_from_path(each->file.filename()), fingerprint.size, fingerprint.sha256});
    }
    for (const std::string& sentence : wrong_in_release(folder_, expected)) problem("file-differs", sentence);
    for (const ReleasedFile& file : approved) files_ += (files_.empty() ? "" : ", ") + file.name;
  }

  /// The team's record, where it can be reached from here: a rejection, or another release of the batch, stands there.
  void ask_the_record() {
    acts::SeenActs seen = seen_acts_for(folder_, relier_);
    const acts::RecordFolder& folder = seen.folder();
    if (!folder.there()) {
      say(audit::Verdict::limit, "record-not-here",
          "The team's record folder is not beside this folder, nor named by IT for this machine. That the batch was rejected "
          "meanwhile, or that the release was "
          "taken back, would stand there.");
      return;
    }
    const acts::BatchRecord record = seen.of_batch(released_->act.task, released_->act.batch);
    for (std::string& words : acts::gone_in_words(record)) problem("act-gone", std::move(words));
    for (audit::VerifyStatement& each : record_statements(seen, relier_)) result_.report.statements.push_back(std::move(each));
    bool met = false;
    for (const acts::FoundAct& each : record.acts) {
      if (each.act.kind == acts::rejected)
        problem("rejected", "The batch was rejected by " + acts::who_and_when_in_words(each.act) + ". A rejection is final.");
      if (each.act.kind == acts::withdrawn)
        problem("withdrawn", acts::who_and_when_in_words(each.act) + " has taken this release back. Do not load its files.");
      if (each.act.kind == acts::released) met = acts::id_of(each.act) == acts::id_of(released_->act);
    }
    if (!met)
      problem("release-not-in-record", "The team's record folder " + utf8_from_path(folder.path()) +
                                           " does not hold this release. It was made elsewhere, or the record was changed.");
    else
      say(audit::Verdict::sound, "release-in-record",
          "The team's record folder holds this release, and no rejection of the batch.");
  }

  /// By more than clocks of two machines differ.
  static bool after(const acts::Act& first, const acts::Act& second) {
    constexpr std::int64_t seconds = 600;
    return parse_utc(first.time_utc).value_or(0) > parse_utc(second.time_utc).value_or(0) + seconds;
  }

  static std::string known(const std::string& how) { return how.empty() ? "NOT PROVEN" : how; }

  void describe() {
    const acts::Act &prepared = prepared_->act, &approved = approved_->act, &released = released_->act;
    std::int64_t gross = 0;
    const std::string text = approved.fact("gross");
    std::from_chars(text.data(), text.data() + text.size(), gross);
    say(audit::Verdict::sound, "release-batch",
        (approved.fact("what").empty() ? std::string{} : approved.fact("what") + ": batch ") +
            (approved.fact("what").empty() ? "Batch " : "") + released.batch + " of the task " + released.task + ": " +
            approved.fact("lines") + " lines, " + format_pounds(Pence{gross}) + " gross (" + list_in_words(approved.all("kind")) +
            "). Files: " + files_ + ".");
    for (const std::string& setting : approved.all("unusual")) say(audit::Verdict::limit, "setting-unusual", setting + ".");
    const auto who = [&](const char* id, const char* what, const acts::FoundAct& found, const std::string& how) {
      say(audit::Verdict::sound, id,
          std::string{what} + " by " + acts::who_and_when_in_words(found.act) + ", with " + acts::key_in_words(found.act) + ": " +
              known(how) + ".");
    };
    who("release-prepared", "Prepared", *prepared_, preparer_known_);
    who("release-approved", "Approved", *approved_, approver_known_);
    who("release-released", "Released", *released_, releaser_known_);
    say(audit::Verdict::sound, "release-code",
        "Check codes: of the approval " + acts::code_of(approved) + ", of the release " + acts::code_of(released) + ".");
    if (after(prepared, approved) || after(approved, released))
      problem("order-of-time",
              "The acts are dated in another order than prepared, approved, released: a clock was wrong, or a date was made up.");
  }

  void limits() {
    say(audit::Verdict::limit, "release-limits",
        "Not proven: that the figures are right, that nobody used an approver's own login or machine, and that the two are not in "
        "league. Administrators of the PC or "
        "the share can change whatever they like.");
  }

  const fs::path& folder_;
  acts::Relier relier_;
  acts::BatchRecord beside_;
  const acts::FoundAct* prepared_ = nullptr;
  const acts::FoundAct* approved_ = nullptr;
  const acts::FoundAct* released_ = nullptr;
  std::string approver_known_, preparer_known_, releaser_known_, files_;
  ReleaseReport result_;
};

}  // namespace

ReleaseReport verify_release(const fs::path& folder) { return Verifying{folder}.run(); }

ReleaseReport verify_expected(const fs::path& where, const std::string& typed) {
  const std::string code = acts::check_code_as_typed(typed);
  if (code.empty())
    throw Failure{FailureKind::usage, "\"" + typed + "\" is no check code: four groups of five letters and digits."};
  std::error_code error;
  std::vector<fs::path> torn;
  bool met = seen_acts_for(where, relier_without_key(user_name())).holds_code(code);
  if (!met && fs::is_directory(where, error))
    for (const acts::FoundAct& each : acts::acts_beside(where, torn)) met = met || acts::code_of(each.act) == code;
  ReleaseReport result;
  result.report.statements.push_back(
      met ? audit::VerifyStatement{audit::Verdict::sound,
                                   "expected-code",
                                   "The record holds the act with the code " + code + ".",
                                   {},
                                   {},
                                   {},
                                   {},
                                   {}}
          : audit::VerifyStatement{
                audit::Verdict::problem,
                "code-not-there",
                "The record holds no act with the code " + code +
                    ": it was taken away, or this is another record. Do not load anything until that is explained.",
                {},
                {},
                {},
                {},
                {}});
  result.summary = result.report.summary();
  return result;
}

}  // namespace counterfoil::run
