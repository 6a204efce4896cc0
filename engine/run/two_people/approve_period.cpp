#include "run/two_people/approve_period.hpp"

#include <algorithm>

#include "acts/batch_standing.hpp"
#include "audit/sign_off_record.hpp"
#include "base/command_words.hpp"
#include "base/text.hpp"
#include "base/who_and_when.hpp"
#include "run/two_people/approval_steps.hpp"
#include "run/two_people/period_content.hpp"
#include "run/two_people/period_standing.hpp"
#include "run/two_people/record_news.hpp"
#include "run/two_people/signed_acts.hpp"
#include "run/two_people/unusual_settings.hpp"
#include "run/words.hpp"

namespace counterfoil::run {

namespace {

constexpr std::size_t undecided_on_the_audit_sheet = 40, undecided_said = 20;

class ApprovingPeriod {
 public:
  ApprovingPeriod(const ApproveRequest& request, BatchSession& session) : request_(request), session_(session) {}

  ApproveOutcome run() {
    ApproveOutcome outcome = approve_in_steps(
        session_, outcome_, saved_, [this] { check(); }, [this] { carry_out(); });
    if (session_.only_looks()) {
      if (seen_) outcome.to_sign = what_is_signed();
      outcome.batch.words.clear();
    }
    return outcome;
  }

 private:
  const std::string& period() const { return session_.state().batch; }

  void check() {
    if (!request_.reject) session_.check_workbook();
    session_.check_second_person();
    if (!request_.profiles.empty())
      throw Failure{FailureKind::usage,
                    "A period releases nothing, so no form of files goes with its approval. Leave out --profile."};
    if (period().empty() || audit::login_for_comparing(session_.identity().user).empty()) return;
    content_ =
        period_content(session_.task().spec, session_.book(), period(),
                       Removals{session_.task().spec.id, request_.batch.workbook, session_.book().audit(session_.task().spec)});
    signer_ = signer_here(session_.identity().user);
    const acts::Relier relier = acts::relier_here(data_folder(), session_.identity().user, signer_.key.public_key);
    seen_.emplace(seen_acts_for(request_.batch.workbook, relier));
    folder_.emplace(seen_->folder());
    standing_ = period_standing(seen_->of_batch(session_.task().description().id, period()), relier, session_.state(), content_,
                                acts::KeyedDigests{*seen_});
    check_record();
    unusual_ = unusual_settings(session_, *seen_);
    overlaps_ = session_.overlaps();
    if (!request_.reject && relier.people && !acts::standing_of(acts::signed_act({}, signer_), relier, false).may_approve)
      session_.refuse("may-not-approve", "The council's people file does not say that " + session_.identity().user +
                                             " may approve. Ask whoever keeps it.");
  }

  void check_record() {
    for (const std::string& words : acts::gone_in_words(standing_.record)) session_.refuse("act-gone", words);
    if (!standing_.record.torn.empty())
      session_.refuse("act-torn", "The file " + file_name_of(standing_.record.torn.front()) +
                                      " of this period in the record folder is not whole, or not signed as it says. Run the task "
                                      "again: the new run is approved.");
    // The signed preparation names a key; whoever holds it is the preparer under whatever login.
    const auto& prepared = standing_.prepared;
    if (prepared &&
        acts::same_person(prepared->act, acts::Act{{}, {}, {}, session_.identity().user, {}, {}, {}, signer_.key.public_key, {}}) &&
        audit::login_for_comparing(session_.state().prepared_by) != audit::login_for_comparing(session_.identity().user))
      session_.refuse_same_person(prepared->act.account);
    if (request_.reject) return;
    for (const acts::FoundAct& each : standing_.record.acts)
      if (each.act.kind == acts::rejected && each.act.fact("content") == digest_for(each.act, content_))
        session_.refuse("rejected-before", "The period was rejected by " + acts::who_and_when_in_words(each.act) +
                                               ", and nothing was decided otherwise since. Settle what they said first.");
  }

  acts::Act make_act() const {
    acts::Act act;
    act.kind = request_.reject ? acts::rejected : acts::approved;
    act.task = session_.task().description().id;
    act.batch = period();
    act.time_utc = session_.identity().moment.utc;
    const auto hold = [&](const char* name, const std::string& value) { act.facts.emplace_back(name, value); };
    hold("of", "period");
    hold("prepared", standing_.prepared ? acts::id_of(standing_.prepared->act) : "not signed");
    hold("prepared-by", session_.state().prepared_by);
    hold("content", content_.digest);
    hold("figures", content_.figures);
    hold(signed_too, explanations_of_periods);
    hold("program", engine_version());
    hold("decisions-logged", session_.log_fact());
    hold(std::string{acts::seen_workbook}.c_str(), fingerprint_of(session_.book().bytes()).sha256);
    for (const std::string& setting : settings_to_sign(session_)) hold("setting", setting);
    for (const std::string& words : unusual_) hold("unusual", words);
    for (const Overlap& overlap : overlaps_) hold("overlap", overlap.words);
    for (const std::string& total : content_.totals) hold("total", total);
    for (const std::string& tally : content_.tallies) hold("decisions", tally);
    acts::KeyedDigests digests{*seen_};
    hold(acts::digests_under, digests.for_new_act());
    for (const PeriodRow& row : content_.rows) {
      const std::string named = row_in(act, row, digests);
      hold("decision", named + " " + state_in(act, row, digests));
      if (row.undecided) hold("undecided", named);
    }
    return signed_with_heads(std::move(act), *seen_, signer_);
  }

  std::vector<const PeriodRow*> undecided() const {
    std::vector<const PeriodRow*> rows;
    for (const PeriodRow& row : content_.rows)
      if (row.undecided) rows.push_back(&row);
    std::sort(rows.begin(), rows.end(), [](const PeriodRow* left, const PeriodRow* right) {
      return std::pair{left->sheet, left->name} < std::pair{right->sheet, right->name};
    });
    return rows;
  }

  audit::AuditRecord audit_row() const {
    audit::AuditRecord row;
    row.settings = audit::period_sign_off_in_words(session_.action(), period()) + "\ncheck code = " + outcome_.code;
    if (!request_.comment.empty()) {
      std::string comment = request_.comment;
      std::replace_if(
          comment.begin(), comment.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
      row.settings += "\ncomment = " + comment;
    }
    for (const std::string& setting : unusual_) row.settings += "\n" + setting;
    for (const Overlap& overlap : overlaps_) row.settings += "\n" + overlap.words;
    for (const std::string& tally : content_.tallies) row.settings += "\n" + tally;
    if (const auto rows = undecided(); !rows.empty())
      row.settings += "\nundecided = " + rows_in_words(rows, undecided_on_the_audit_sheet);
    for (const std::string& total : content_.totals) row.totals += (row.totals.empty() ? "" : "\n") + total;
    if (row.totals.empty()) row.totals = "none";
    return row;
  }

  void carry_out() {
    const acts::Act act = make_act();
    outcome_.code = acts::code_of(act);
    report::MarkedWorkbook workbook = session_.open_to_mark();
    BatchSession::Marked marked = session_.mark(workbook, audit_row());
    session_.journal().prepared({}, marked.facts, fingerprint_of(marked.bytes.view()));
    outcome_.batch = session_.save(marked);
    saved_ = true;
    try {
      seen_->add(act);
    } catch (const Failure& failure) {
      throw Failure{failure.kind(), "The workbook is marked, but nothing is signed yet: " + std::string{failure.what()} +
                                        " Then run the same command again."};
    }
    say(act);
  }

  std::vector<SignedFact> what_is_signed() const {
    std::vector<SignedFact> facts;
    for (const std::string& total : content_.totals) facts.push_back({"total", total});
    for (const std::string& tally : content_.tallies) facts.push_back({"decisions", tally});
    for (const std::string& setting : unusual_) facts.push_back({"setting", setting});
    for (const Overlap& overlap : overlaps_) facts.push_back({"overlap", overlap.words});
    if (const auto rows = undecided(); !rows.empty())
      facts.push_back({"undecided", "Undecided: " + rows_in_words(rows, undecided_said)});
    return facts;
  }

  void say(const acts::Act& act) {
    std::vector<std::string> words{"The period of run " + period() + ", prepared by " + session_.state().prepared_by + ", is " +
                                   (request_.reject ? "rejected" : "approved") + " by " + session_.identity().user + "."};
    for (const SignedFact& fact : what_is_signed()) words.push_back("  " + fact.words);
    if (!standing_.prepared)
      words.push_back("That " + session_.state().prepared_by +
                      " prepared it is named on the Audit sheet, not proven: the run was made without the record folder.");
    words.push_back("Check code of this " + std::string{request_.reject ? "rejection" : "approval"} + ": " + outcome_.code +
                    ". Note it outside of the workbook" + at_command_line("; \"counterfoil verify --expect CODE\" asks for it") +
                    ".");
    if (!request_.reject)
      words.emplace_back(
          "What is decided otherwise from now on is told when the workbook is verified, and at the next run. The next period waits "
          "for nothing.");
    if (std::string deletion = deletion_in_words(folder_->file_of(act)); !deletion.empty()) words.push_back(std::move(deletion));
    const std::vector<std::string> news = record_news(*seen_);
    words.insert(words.begin(), news.begin(), news.end());
    std::vector<std::string>& all = outcome_.batch.words;
    all.insert(all.begin(), words.begin(), words.end());
  }

  const ApproveRequest& request_;
  BatchSession& session_;
  ApproveOutcome outcome_;
  PeriodContent content_;
  PeriodStanding standing_;
  std::optional<acts::SeenActs> seen_;
  std::optional<acts::RecordFolder> folder_;
  acts::Signer signer_;
  std::vector<std::string> unusual_;  // settings
  std::vector<Overlap> overlaps_;
  bool saved_ = false;
};

}  // namespace

ApproveOutcome approve_period(const ApproveRequest& request, BatchSession& session) {
  return ApprovingPeriod{request, session}.run();
}

}  // namespace counterfoil::run
