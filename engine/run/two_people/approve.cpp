#include "run/approve.hpp"

#include <algorithm>
#include <set>

#include "acts/batch_standing.hpp"
#include "acts/keyed_digests.hpp"
#include "audit/sign_off_record.hpp"
#include "base/command_words.hpp"
#include "base/text.hpp"
#include "base/who_and_when.hpp"
#include "counterfoil/money.hpp"
#include "report/canonical.hpp"
#include "run/steps/telling_failure.hpp"
#include "run/two_people/approval_steps.hpp"
#include "run/two_people/approve_period.hpp"
#include "run/two_people/batch_content.hpp"
#include "run/two_people/batch_files.hpp"
#include "run/two_people/batches.hpp"
#include "run/two_people/record_news.hpp"
#include "run/two_people/released_before.hpp"
#include "run/two_people/signed_acts.hpp"
#include "run/two_people/unusual_settings.hpp"
#include "run/words.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

namespace {

constexpr std::size_t longest_comment = 1000;  // what a cell still shows

class Approving {
 public:
  Approving(const ApproveRequest& request, const Installation& installation, WrittenFiles& written)
      : request_(request),
        installation_(installation),
        action_(request.reject ? audit::reject_action : audit::approve_action),
        session_(request.batch, installation, action_, written) {}

  ApproveOutcome run() {
    if (session_.is_period()) return approve_period(request_, session_);
    ApproveOutcome outcome = approve_in_steps(
        session_, outcome_, saved_, [this] { check(); }, [this] { carry_out(); });
    if (session_.only_looks()) {
      if (seen_) outcome.to_sign = what_is_signed();
      outcome.batch.words.clear();
      return outcome;
    }
    if (!outcome.batch.refusals.empty() && seen_) tell_news(outcome.batch.words);
    return outcome;
  }

 private:
  void check() {
    if (session_.asks_which()) return;
    // Whatever is wrong may be the reason to reject; what cannot be signed for is another matter.
    if (!request_.reject || session_.state().batch.empty()) session_.check_workbook();
    session_.check_second_person();
    if (session_.state().batch.empty() || audit::login_for_comparing(session_.identity().user).empty()) return;
    content_ = batch_content(session_.task().spec, session_.record(), session_.state().batch);
    signer_ = signer_here(session_.identity().user);
    relier_ = acts::relier_here(data_folder(), session_.identity().user, signer_.key.public_key);
    seen_.emplace(seen_acts_for(request_.batch.workbook, relier_));
    folder_.emplace(seen_->folder());
    record_ = seen_->of_batch(session_.task().description().id, session_.state().batch);
    if (const auto cut_off = cut_off_release(*seen_, session_.task().spec, session_.audit_rows()))
      session_.refuse("release-cut-off", cut_off_in_words(*cut_off, session_.identity().user));
    digests_.emplace(*seen_);
    check_record();
    if (!request_.reject) check_approval();
  }

  void check_record() {
    for (const acts::FoundAct& each : record_.acts) {
      if (each.act.kind == acts::released)
        session_.refuse("released-before", "This batch was released by " + acts::who_and_when_in_words(each.act) +
                                               ". It can no longer be approved or rejected.");
      if (each.act.kind == acts::rejected && !request_.reject)
        session_.refuse("rejected-before",
                        "This batch was rejected by " + acts::who_and_when_in_words(each.act) +
                            ". A rejection is final for its batch: correct what was wrong and run the task again; "
                            "the new batch is then checked.");
      if (each.act.kind == acts::prepared && each.act.fact("content") == content_.digest) prepared_ = each.act;
    }
    for (const std::string& words : acts::gone_in_words(record_)) session_.refuse("act-gone", words);
    if (!record_.torn.empty())
      session_.refuse(
          "act-torn",
          "The file " + file_name_of(record_.torn.front()) +
              " of this batch in the record folder is not whole, or not signed as it says. The batch goes nowhere; run the task "
              "again for a new one.");
    if (!prepared_)
      session_.refuse("not-prepared", "The record folder " + utf8_from_path(folder_->path()) +
                                          " does not hold the signed act of this batch's preparation as the workbook has it now. "
                                          "The workbook was moved away from its record, "
                                          "prepared without it, or changed. Run the task again, with the record folder at hand.");
    else if (acts::same_person(*prepared_,
                               acts::Act{{}, {}, {}, session_.identity().user, {}, {}, {}, signer_.key.public_key, {}}) &&
             audit::login_for_comparing(session_.state().prepared_by) != audit::login_for_comparing(session_.identity().user))
      session_.refuse_same_person(prepared_->account);
  }

  void check_approval() {
    session_.check_reviewers();
    if (fold_for_comparing(session_.state().decision) == "reject" &&
        std::none_of(record_.acts.begin(), record_.acts.end(),
                     [](const acts::FoundAct& each) { return each.act.kind == acts::rejected; }))
      session_.refuse("rejected-before",
                      "The sign-off on the sheet \"" + session_.state().sheet +
                          "\" says Reject. Run the task again, or have whoever typed it take it out.",
                      session_.state().sheet);
    if (const std::string words = acts::missing_secret_in_words(*seen_); !words.empty()) session_.refuse("secret-missing", words);
    if (session_.lines().keys.empty()) session_.refuse("nothing-to-release", "The batch holds no line to release.");
    for (const std::string& sentence : session_.lines().wrong) session_.refuse("key-unusable", sentence);
    check_rights();
    day_ = report::canonical_number(moment_for_column(session_.identity().moment, report::ColumnKind::date)).value();
    unusual_ = unusual_settings(session_, *seen_);
    overlaps_ = session_.overlaps();
    withdrawn_lines_ = lines_withdrawn_before(session_, *seen_, relier_);
    made_ = make_batch_files(session_, installation_, request_.profiles, day_);
    for (const Refusal& refusal : made_.refusals) session_.refusals().push_back(refusal);
  }

  void check_rights() {
    if (!relier_.people) return;
    const acts::Act mine = acts::signed_act({}, signer_);
    const acts::Standing standing = acts::standing_of(mine, relier_, false);
    if (!standing.may_approve)
      session_.refuse("may-not-approve", "The council's people file does not say that " + session_.identity().user +
                                             " may approve. Ask whoever keeps it.");
    if (standing.up_to_pence && content_.gross > *standing.up_to_pence)
      session_.refuse("approver-limit", "You may approve batches of up to " + format_pounds(Pence{*standing.up_to_pence}) +
                                            ", and this one comes to " + format_pounds(Pence{content_.gross}) +
                                            " gross. Somebody with a higher limit has to approve it.");
  }

  acts::Act make_act() {
    acts::Act act;
    act.kind = request_.reject ? acts::rejected : acts::approved;
    act.task = session_.task().description().id;
    act.batch = session_.state().batch;
    act.time_utc = session_.identity().moment.utc;
    act.facts = {{"prepared", acts::id_of(*prepared_)},
                 {"content", content_.digest},
                 {"program", engine_version()},
                 {"decisions-logged", session_.log_fact()},
                 {std::string{acts::seen_workbook}, fingerprint_of(session_.book().bytes()).sha256}};
    if (!session_.state().title.empty()) act.facts.emplace_back("what", session_.state().title);
    if (request_.reject) return signed_with_heads(std::move(act), *seen_, signer_);
    const auto hold = [&](const char* name, const std::string& value) { act.facts.emplace_back(name, value); };
    hold("lines", std::to_string(content_.rows));
    hold("gross", std::to_string(content_.gross));
    for (const KindTotal& kind : content_.kinds) hold("kind", kind_in_words(kind));
    for (const KindTotal& kind : content_.held) hold("held", kind_in_words(kind));
    const std::string secret = digests_->for_new_act();
    hold(acts::digests_under, secret);
    for (const std::string& line : content_.largest) hold("largest", digests_->digest(secret, "largest", line));
    hold("accounting-day", std::to_string(day_));
    for (const std::string& setting : settings_to_sign(session_)) hold("setting", setting);
    for (const std::string& words : unusual_) hold("unusual", words);
    for (const Overlap& overlap : overlaps_) hold("overlap", overlap.words);
    for (const std::string& words : withdrawn_lines_) hold("withdrawn-before", words);
    for (const UsedProfile& profile : made_.profiles) hold("profile", profile.sha256 + " " + profile.name);
    for (const ReleasedFile& file : made_.list) hold("file", fact_of(file));
    for (const std::string& payee : content_.payees) hold("payee", digests_->digest(secret, "payee", payee));
    for (const std::string& account : content_.accounts) hold("account-paid", digests_->digest(secret, "account", account));
    return signed_with_heads(std::move(act), *seen_, signer_);
  }

  /// Of the same kind as this one; empty where none is known.
  std::string last_batch_out() const {
    const report::WorkbookSpec& spec = session_.task().spec;
    const auto is_like = [&](const std::string& batch) { return same_kind(spec, batch, session_.state().batch); };
    if (const auto last = seen_->last_release(spec.id); last && is_like(last->act.batch)) return last->act.batch;
    const auto& rows = session_.audit_rows();
    for (auto row = rows.rbegin(); row != rows.rend(); ++row)
      if (const auto act = audit::sign_off_of(audit::from_row(*row));
          act && act->action == audit::release_action && is_like(act->batch))
        return act->batch;
    return {};
  }

  /// Not in the batch that was released last, by what its approval says; nothing where there was none.
  std::vector<std::string> strangers(const char* fact, const char* what, const std::vector<std::string>& now) const {
    const std::string last = last_batch_out();
    if (last.empty()) return {};
    const acts::BatchRecord before = seen_->kept_of_batch(session_.task().spec.id, last);
    const acts::Act* approval = nullptr;
    for (const acts::FoundAct& each : before.acts)
      if (each.act.kind == acts::approved) approval = &each.act;
    std::set<std::string> known;
    if (approval)
      for (std::string& value : approval->all(fact)) known.insert(std::move(value));
    std::vector<std::string> found;
    for (const std::string& each : now)
      if (!approval || !known.contains(digests_->digest_in(*approval, what, each))) found.push_back(each);
    return found;
  }

  /// A line each: the sign-off that is printed has the same as whoever signs is told.
  std::vector<SignedFact> what_is_signed() const {
    std::vector<SignedFact> facts;
    for (const std::string& total : totals_in_words(content_.kinds, {})) facts.push_back({"kind", total});
    facts.back().about = "gross";
    for (const std::string& held : held_in_words(content_.held)) facts.push_back({"held", held});
    for (const std::string& withdrawn : withdrawn_lines_) facts.push_back({"withdrawn-before", withdrawn});
    for (const std::string& line : content_.largest) facts.push_back({"largest", "Among the largest: " + line});
    if (const auto payees = strangers("payee", "payee", content_.payees); !payees.empty())
      facts.push_back({"payee", "Not in the last batch: " + list_in_words(payees)});
    if (const auto accounts = strangers("account-paid", "account", content_.accounts); !accounts.empty())
      facts.push_back({"account", "Accounts that were not in the last batch: " + list_in_words(accounts)});
    for (const std::string& setting : unusual_) facts.push_back({"setting", setting});
    for (const Overlap& overlap : overlaps_) facts.push_back({"overlap", overlap.words});
    for (const UsedProfile& profile : made_.profiles)
      if (!profile.installed)
        facts.push_back({"form", "The form of the files is not one that came with the program: " + profile.name + ", SHA-256 " +
                                     profile.sha256 + ". Look at the files before they are loaded."});
    for (const ReleasedFile& file : made_.list) facts.push_back({"file", "Will go out as " + file_in_words(file)});
    return facts;
  }

  void show_what_is_signed(report::MarkedWorkbook& workbook) const {
    const report::RecordTable* table = session_.record().table(report::sign_off_table);
    if (!table || table->column(report::sign_off_shown) == report::RecordTable::npos) return;  // an earlier version's
    std::string shown;
    for (const SignedFact& fact : what_is_signed()) shown += (shown.empty() ? "" : "\n") + fact.words;
    workbook.set(report::sign_off_table, "batch", {session_.state().batch}, {{report::sign_off_shown, shown}});
  }

  void carry_out() {
    const acts::Act act = make_act();
    outcome_.code = acts::code_of(act);
    outcome_.files = made_.list;
    report::MarkedWorkbook workbook = session_.open_to_mark();
    const std::string day = moment_for_column(session_.identity().moment, report::ColumnKind::date);
    const std::string comment = request_.comment + (request_.comment.empty() ? "" : "\n") + "Check code " + outcome_.code;
    workbook.set(report::sign_off_table, "batch", {session_.state().batch},
                 {{"checked_by", session_.identity().user},
                  {"decision", request_.reject ? "Reject" : "Approve"},
                  {"checked_on", day},
                  {"comment", comment}});
    if (!request_.reject) show_what_is_signed(workbook);
    audit::AuditRecord row;
    row.settings = audit::sign_off_in_words(action_, session_.state().batch) + "\ncheck code = " + outcome_.code;
    for (const UsedProfile& profile : made_.profiles)
      row.settings += "\nprofile = " + profile.id + (profile.installed ? "" : ", not installed, SHA-256 " + profile.sha256) +
                      (profile.values.empty() ? "" : "; " + profile.values);
    for (const std::string& setting : unusual_) row.settings += "\n" + setting;
    for (const Overlap& overlap : overlaps_) row.settings += "\n" + overlap.words;
    for (const std::string& withdrawn : withdrawn_lines_) row.settings += "\n" + withdrawn;
    for (const std::string& line : totals_in_words(content_.kinds, content_.held)) row.settings += "\n" + line;
    BatchSession::Marked marked = session_.mark(workbook, std::move(row));
    session_.journal().prepared({}, marked.facts, fingerprint_of(marked.bytes.view()));
    outcome_.batch = session_.save(marked);
    saved_ = true;
    try {
      // Last: a workbook that shows a signature which the record does not hold is not released.
      seen_->add(act);
      signed_in_ = folder_->file_of(act);
    } catch (const Failure& failure) {
      throw Failure{failure.kind(), "The workbook is marked, but nothing is signed yet: " + std::string{failure.what()} +
                                        " Then run the same command again."};
    }
    say();
  }

  /// First thing.
  void tell_news(std::vector<std::string>& words) {
    const std::vector<std::string> news = record_news(*seen_);
    words.insert(words.begin(), news.begin(), news.end());
  }

  void say() {
    std::vector<std::string> words{batch_named_in_words(session_.state()) + ", prepared by " + session_.state().prepared_by +
                                   ", is " + (request_.reject ? "rejected" : "approved") + " by " + session_.identity().user + "."};
    if (!request_.reject)
      for (const SignedFact& fact : what_is_signed()) words.push_back("  " + fact.words);
    words.push_back("Check code of this " + std::string{request_.reject ? "rejection" : "approval"} + ": " + outcome_.code +
                    ". Note it outside of the workbook" + at_command_line("; \"counterfoil verify --expect CODE\" asks for it") +
                    ".");
    if (acts::standing_of(*prepared_, relier_, false).known == acts::KeyKnown::no)
      words.push_back("That " + prepared_->account + " prepared it is named, not proven, until their key is known" +
                      at_command_line(": \"counterfoil people\" says how") + ".");
    words.push_back(request_.reject
                        ? "It cannot be released. Once it is corrected, the task is run again and the new batch is checked."
                        : "It can now be released." +
                              at_command_line(" Type: counterfoil release \"" + utf8_from_path(request_.batch.workbook) + "\"" +
                                              (session_.release().id.empty() ? "" : " --batch " + session_.release().id)));
    if (const std::string deletion = deletion_in_words(signed_in_); !deletion.empty()) words.push_back(deletion);
    tell_news(words);
    std::vector<std::string>& all = outcome_.batch.words;
    all.insert(all.begin(), words.begin(), words.end());
  }

  const ApproveRequest& request_;
  const Installation& installation_;
  std::string action_;
  BatchSession session_;
  ApproveOutcome outcome_;
  BatchContent content_;
  std::optional<acts::SeenActs> seen_;
  std::optional<acts::RecordFolder> folder_;
  std::optional<acts::KeyedDigests> digests_;
  std::filesystem::path signed_in_;
  acts::BatchRecord record_;
  acts::Signer signer_;
  acts::Relier relier_;
  std::optional<acts::Act> prepared_;
  std::int64_t day_ = 0;
  BatchFiles made_;
  std::vector<std::string> unusual_;  // settings
  std::vector<Overlap> overlaps_;
  std::vector<std::string> withdrawn_lines_;  // of releases that were taken back
  bool saved_ = false;
};

}  // namespace

ApproveOutcome approve(const ApproveRequest& request, const Installation& installation) {
  if (request.comment.size() > longest_comment)
    throw Failure{FailureKind::usage, "The comment is longer than " + with_thousands(longest_comment) + " characters. Shorten it."};
  return telling_what_was_written([&](WrittenFiles& written) { return Approving{request, installation, written}.run(); });
}

}  // namespace counterfoil::run
