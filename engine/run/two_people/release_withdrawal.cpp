#include "run/two_people/release_withdrawal.hpp"

#include <algorithm>

#include "acts/batch_standing.hpp"
#include "audit/sign_off_record.hpp"
#include "base/command_words.hpp"
#include "base/text.hpp"
#include "base/who_and_when.hpp"
#include "report/workbook_merge.hpp"
#include "run/two_people/batch_files.hpp"
#include "run/two_people/record_news.hpp"
#include "run/two_people/signed_acts.hpp"
#include "run/words.hpp"
#include "xlsx/limits.hpp"

namespace counterfoil::run {

namespace {

namespace fs = std::filesystem;

/// What lies of a release, by the digests in its act. Where its folder cannot be looked at, everything may have been loaded.
struct Lying {
  std::vector<ReleasedFile> may_be_loaded;
  bool looked = true;
};

Lying lying(const acts::Act& release) {
  Lying found;
  const std::vector<ReleasedFile> files = files_of_facts(release.all("file"));
  const fs::path folder = path_from_utf8(release.fact("folder"));
  std::error_code error;
  if (!fs::is_directory(folder.parent_path(), error)) return {files, false};
  if (!fs::exists(folder, error) && !error) return found;
  for (const ReleasedFile& file : files)
    if (fs::exists(folder / path_from_utf8(file.name), error) || error) found.may_be_loaded.push_back(file);
  return found;
}

class Withdrawing {
 public:
  Withdrawing(const ReleaseRequest& request, const Installation& installation) : request_(request), identity_(new_identity()) {
    const std::string name = file_name_of(request.batch.workbook);
    const report::OpenedWorkbook book{read_file(request.batch.workbook, xlsx::Limits{}.file_bytes)};
    if (!book.record())
      throw Failure{FailureKind::unreadable, name + " holds no record of Counterfoil, so no release of it was ever begun."};
    const Task loaded = load_task(installation, book.task(), {});
    outcome_.batch.run_id = identity_.run_id;
    outcome_.batch.task = book.task();
    outcome_.batch.workbook = request.batch.workbook;
    spec_ = loaded.spec;
    rows_ = book.audit(spec_);
    if (audit::login_for_comparing(identity_.user).empty())
      refuse("checker-unknown",
             "This machine does not say who you are, so your signature would be nobody's. Sign in under a login of your own.");
    else
      look(name);
  }

  ReleaseOutcome run() {
    if (!outcome_.batch.refusals.empty()) {
      outcome_.batch.words = {"Nothing was taken back."};
      return std::move(outcome_);
    }
    sign();
    return std::move(outcome_);
  }

 private:
  void refuse(const char* id, const std::string& words) { outcome_.batch.refusals.push_back({id, words, {}, {}}); }

  void look(const std::string& name) {
    signer_ = signer_here(identity_.user);
    relier_ = acts::relier_here(data_folder(), identity_.user, signer_.key.public_key);
    seen_.emplace(seen_acts_for(request_.batch.workbook, relier_));
    cut_off_ = cut_off_release(*seen_, spec_, rows_, &relier_);
    if (!cut_off_)
      refuse("nothing-to-withdraw", "No release of " + name +
                                        " was cut off: there is nothing to take back. What was released whole is put right by "
                                        "another batch.");
    else
      check();
  }

  const acts::Act& release() const { return cut_off_->release.act; }

  void check() {
    outcome_.batch.batch = release().batch;
    const acts::Act mine = acts::signed_act({}, signer_);
    if (acts::same_person(release(), mine))
      refuse("own-release", "You began this release yourself. You finish it by releasing the same workbook again" +
                                at_command_line(" (counterfoil release WORKBOOK)") + "; only two others take it back.");
    for (const acts::FoundAct& each : cut_off_->withdrawn)
      if (acts::same_person(each.act, mine))
        refuse("same-person", "You have taken this release back already (" + acts::who_and_when_in_words(each.act) +
                                  "). It takes a second person.");
    const acts::Standing standing = acts::standing_of(mine, relier_, false);
    if (relier_.people && !standing.may_approve && !standing.may_release)
      refuse("may-not-withdraw",
             "The council's people file lets you neither approve nor release, so you cannot take back a release "
             "either. Ask somebody who may.");
  }

  void sign() {
    const Lying found = lying(release());
    acts::Act act;
    act.kind = acts::withdrawn;
    act.task = release().task;
    act.batch = release().batch;
    act.time_utc = identity_.moment.utc;
    act.facts = {{"release", acts::id_of(release())}, {"program", engine_version()}};
    for (const ReleasedFile& file : found.may_be_loaded) act.facts.emplace_back("may-be-loaded", fact_of(file));
    act = signed_with_heads(std::move(act), *seen_, signer_);
    const std::vector<std::string> news = record_news(*seen_);
    seen_->add(act);
    outcome_.withdrawn = true;
    outcome_.code = acts::code_of(act);
    std::vector<std::string>& words = outcome_.batch.words;
    words = news;
    const bool done = acts::withdrawn_by_two(seen_->of_batch(release().task, release().batch), &relier_);
    words.push_back(
        "You have taken back the release of batch " + release().batch + ", begun by " + acts::who_and_when_in_words(release()) +
        ". " +
        (done ? "You are the second person: it is taken back, and cannot be finished any more. Its lines can go out in a "
                "new batch, of which the checker is told this."
              : "A second person has to do the same" + at_command_line(" (counterfoil release WORKBOOK --withdraw)") +
                    "; until then it stands."));
    std::vector<std::string> names;
    for (const ReleasedFile& file : found.may_be_loaded) names.push_back(file.name);
    if (names.empty())
      words.push_back("None of its files lies in \"" + release().fact("folder") + "\". Ask " + release().account +
                      " all the same whether one was taken from there.");
    else
      words.push_back((found.looked ? "In \"" + release().fact("folder") + "\" lie files that may have been loaded already: "
                                    : "Its folder \"" + release().fact("folder") +
                                          "\" cannot be reached from here, so all of its files may have been loaded already: ") +
                      list_in_words(names) +
                      ". Ask whoever loads them before the lines go out again, and see that nobody loads them from now on.");
    words.push_back("Check code of what you signed: " + outcome_.code + ".");
  }

  const ReleaseRequest& request_;
  RunIdentity identity_;
  report::WorkbookSpec spec_;
  ReleaseOutcome outcome_;
  std::vector<audit::AuditRow> rows_;
  acts::Signer signer_;
  acts::Relier relier_;
  std::optional<acts::SeenActs> seen_;
  std::optional<CutOffRelease> cut_off_;
};

}  // namespace

ReleaseOutcome withdraw_release(const ReleaseRequest& request, const Installation& installation) {
  return Withdrawing{request, installation}.run();
}

}  // namespace counterfoil::run
