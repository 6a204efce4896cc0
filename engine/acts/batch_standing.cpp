#include "acts/batch_standing.hpp"

#include <algorithm>
#include <charconv>

#include "audit/sign_off_record.hpp"
#include "base/clock.hpp"
#include "base/command_words.hpp"
#include "base/file.hpp"
#include "counterfoil/money.hpp"

namespace counterfoil::acts {

namespace {

std::int64_t number_of(const std::string& text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// Clocks of two PCs differ a little.
constexpr std::int64_t most_minutes_apart = 10;

/// From the earlier, "2025-12-08T09:30:00Z", to the later; 0 where either does not read.
std::int64_t minutes_between(const std::string& earlier, const std::string& later) {
  const auto from = parse_utc(earlier), to = parse_utc(later);
  return from && to ? (*to - *from) / 60 : 0;
}

std::string how_to_prove(const Act& act) {
  return " Ask " + act.account + ", by telephone, for the code of their key" +
         at_command_line(" (\"counterfoil people\" shows it to them)") + ". If it is " + key_code(act.public_key) + ", confirm it" +
         at_command_line(": counterfoil people --confirm " + key_code(act.public_key) + " --who " + act.account) +
         " (or the council's people file names it).";
}

/// Why an approval does not count; empty when it does.
std::optional<Objection> against(const FoundAct& approval, const Standing& standing, const std::optional<FoundAct>& preparation,
                                 const std::string& content) {
  const Act& act = approval.act;
  const std::string who = who_and_when_in_words(act);
  if (!preparation || act.fact("prepared") != id_of(preparation->act))
    return Objection{"approval-of-other", "The approval by " + who +
                                              " is of a preparation that the record does not hold. Have the batch approved again."};
  if (!content.empty() && act.fact("content") != content)
    return Objection{"approved-otherwise", "What the workbook holds now is not what " + who +
                                               " approved. Take the workbook as it was approved, or have it approved again."};
  if (minutes_between(act.time_utc, preparation->act.time_utc) > most_minutes_apart)
    return Objection{"approval-before-preparation",
                     "The approval by " + who + " is dated before the batch was prepared (" +
                         who_and_when_in_words(preparation->act) +
                         "), so one of two clocks is wrong. Put it right, and have the batch approved again."};
  if (same_person(act, preparation->act))
    return Objection{"same-person", "The batch was approved by " + act.account +
                                        ", who also prepared it. A second person looks at the workbook and approves it under their "
                                        "own login" +
                                        at_command_line(" (counterfoil approve)") + "."};
  if (standing.known == KeyKnown::no)
    return Objection{"approver-not-proven",
                     "The approval by " + who + " is named, not proven: nothing here says whose the key is." + how_to_prove(act)};
  if (!standing.may_approve)
    return Objection{"approver-may-not",
                     act.account + " may not approve, by the council's people file. Somebody who may has to approve the batch."};
  if (standing.up_to_pence && number_of(act.fact("gross")) > *standing.up_to_pence)
    return Objection{"approver-limit", act.account + " may approve batches of up to " +
                                           format_pounds(Pence{*standing.up_to_pence}) + ", and this one comes to " +
                                           format_pounds(Pence{number_of(act.fact("gross"))}) +
                                           " gross. Somebody with a higher limit has to approve it."};
  return std::nullopt;
}

class Judging {
 public:
  Judging(const BatchRecord& record, const Relier& relier, const std::string& content)
      : record_(record), relier_(relier), content_(content) {}

  BatchStanding judge() {
    for (const auto& file : record_.torn)
      object("act-torn",
             "The file " + file_name_of(file) +
                 " of this batch in the record folder is not whole, or not signed as it says. Until it is explained the batch goes "
                 "nowhere; "
                 "other batches are not concerned. If a release was cut off while it was written, whoever ran it runs it again.");
    for (const FoundAct& each : record_.acts) {
      if (each.act.kind == rejected) result_.rejected = each;
      if (each.act.kind == released) result_.released = each;
      if (each.act.kind == withdrawn) result_.withdrawn.push_back(each);
    }
    for (const FoundAct& each : record_.acts)
      if (each.act.kind == completed && result_.released && each.act.public_key == result_.released->act.public_key)
        result_.completed = true;
    for (std::string& words : gone_in_words(record_)) object("act-gone", std::move(words));
    choose();
    if (result_.rejected)
      object("rejected", "The batch was rejected by " + who_and_when_in_words(result_.rejected->act) +
                             ". A rejection is final for its batch: correct what was wrong and run the task again; the new batch "
                             "is then checked.");
    judge_preparation();
    if (result_.released) result_.released_standing = standing(*result_.released);
    return std::move(result_);
  }

 private:
  void object(const char* id, std::string words) { result_.objections.push_back({id, std::move(words)}); }

  Standing standing(const FoundAct& found) const { return standing_of(found.act, relier_, own_batch_); }

  const FoundAct* preparation(const std::string& id) const {
    for (const FoundAct& each : record_.acts)
      if (each.act.kind == prepared && id_of(each.act) == id) return &each;
    return nullptr;
  }

  bool is_own(const FoundAct* found) const {
    return found && (audit::login_for_comparing(found->act.account) == audit::login_for_comparing(relier_.account) ||
                     found->act.public_key == relier_.public_key);
  }

  /// The newest approval that counts, else the newest with what is against it.
  void choose() {
    std::optional<Objection> last;
    bool any = false;
    for (const FoundAct& each : record_.acts) {
      if (each.act.kind != approved) continue;
      any = true;
      const FoundAct* named = preparation(each.act.fact("prepared"));
      own_batch_ = is_own(named);
      const Standing how = standing(each);
      const std::optional<FoundAct> of = named ? std::optional{*named} : std::nullopt;
      auto objection = against(each, how, of, content_);
      if (objection && result_.approved && !last) continue;  // an earlier one counts
      last = std::move(objection);
      result_.approved = each;
      result_.approved_standing = how;
      result_.prepared = of;
    }
    if (!any) {
      if (!result_.rejected)
        object("not-approved",
               "Nobody has approved the batch. A second person looks at the workbook and approves it under their own login" +
                   at_command_line(" (counterfoil approve)") + ".");
      for (const FoundAct& each : record_.acts)
        if (each.act.kind == prepared && (content_.empty() || each.act.fact("content") == content_)) result_.prepared = each;
    } else if (last) {
      object(last->id.c_str(), last->words);
    }
    own_batch_ = is_own(result_.prepared ? &*result_.prepared : nullptr);
  }

  void judge_preparation() {
    if (!result_.prepared) {
      object("not-prepared",
             "The record folder does not hold the signed act of this batch's preparation, or of another content. It is prepared "
             "again: run the task again, with the record folder at hand.");
      return;
    }
    result_.prepared_standing = standing(*result_.prepared);
    if (result_.prepared_standing.known == KeyKnown::no)
      object("preparer-not-proven", "That " + who_and_when_in_words(result_.prepared->act) +
                                        " prepared the batch is named, not proven: nothing here says whose the key is, so nobody "
                                        "can be shown to be a second person." +
                                        how_to_prove(result_.prepared->act));
  }

  const BatchRecord& record_;
  const Relier& relier_;
  const std::string& content_;
  bool own_batch_ = false;
  BatchStanding result_;
};

}  // namespace

bool withdrawn_by_two(const BatchRecord& record, const Relier* relier) {
  const auto of_kind = [&](std::string_view kind) {
    std::vector<const FoundAct*> found;
    for (const FoundAct& each : record.acts)
      if (each.act.kind == kind) found.push_back(&each);
    return found;
  };
  const auto releases = of_kind(released);
  if (releases.empty()) return false;
  bool own_batch = false;
  if (relier)
    for (const FoundAct* each : of_kind(prepared))
      own_batch = own_batch || each->act.public_key == relier->public_key ||
                  audit::login_for_comparing(each->act.account) == audit::login_for_comparing(relier->account);
  std::vector<const FoundAct*> people;
  for (const FoundAct* each : of_kind(withdrawn)) {
    if (each->act.fact("release") != id_of(releases.front()->act)) continue;
    if (same_person(each->act, releases.front()->act)) continue;  // they finish it; it is for two others
    if (relier) {
      const Standing standing = standing_of(each->act, *relier, own_batch);
      if (standing.known == KeyKnown::no || !(standing.may_approve || standing.may_release)) continue;
    }
    if (std::none_of(people.begin(), people.end(), [&](const FoundAct* other) { return same_person(other->act, each->act); }))
      people.push_back(each);
  }
  return people.size() >= 2;
}

std::vector<std::string> gone_in_words(const BatchRecord& record) {
  std::vector<std::string> words;
  for (const MissedAct& each : record.gone) {
    const std::string what = each.act ? "The act \"" + each.act->kind + "\" of batch " + each.act->batch + " by " +
                                            who_and_when_in_words(*each.act) + ", which you have seen in the record folder,"
                                      : "The act " + file_name_of(each.file) +
                                            ", which you or whoever signed a later one has seen in the record folder,";
    words.push_back(what +
                    " is not there any more as it was: somebody took it away or changed it. Ask whoever keeps the folder to "
                    "bring it back from a backup. The batch goes nowhere until then; other batches are not concerned.");
  }
  return words;
}

bool same_person(const Act& left, const Act& right) {
  const std::string login = audit::login_for_comparing(left.account);
  return left.public_key == right.public_key || login.empty() || login == audit::login_for_comparing(right.account);
}

std::string who_and_when_in_words(const Act& act) {
  const std::string& time = act.time_utc;  // read_act has seen that it is one
  return act.account + " on " + time.substr(8, 2) + "/" + time.substr(5, 2) + "/" + time.substr(0, 4) + " at " +
         time.substr(11, 5) + " UTC";
}

BatchStanding standing_of_batch(const BatchRecord& record, const Relier& relier, const std::string& content) {
  return Judging{record, relier, content}.judge();
}

}  // namespace counterfoil::acts
