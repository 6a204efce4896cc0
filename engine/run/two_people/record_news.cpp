#include "run/two_people/record_news.hpp"

#include <algorithm>
#include <set>

#include "acts/batch_standing.hpp"
#include "acts/keyed_digests.hpp"
#include "audit/sign_off_record.hpp"
#include "base/command_words.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/secret_file.hpp"
#include "base/text.hpp"
#include "base/who_and_when.hpp"
#include "run/two_people/batches.hpp"
#include "run/two_people/signed_acts.hpp"
#include "run/words.hpp"

namespace counterfoil::run {

namespace {

constexpr std::size_t named_one_by_one = 3;

std::string act_in_short(const acts::Act& act) {
  return "\"" + act.kind + "\" of batch " + act.batch + ", " + acts::who_and_when_in_words(act);
}

std::string in_your_name_in_words(const std::vector<acts::FoundAct>& acts) {
  if (acts.empty()) return {};
  std::vector<std::string> told;
  for (auto each = acts.rbegin(); each != acts.rend() && told.size() < named_one_by_one; ++each)
    told.push_back(act_in_short(each->act) + ", with " + acts::key_in_words(each->act));
  return "In your name, " + count_of(static_cast<std::int64_t>(acts.size()), "act") + (acts.size() == 1 ? " was" : " were") +
         " signed since you last looked, and not by a command of yours here: " + list_in_words(told) +
         (told.size() < acts.size() ? " and earlier ones" : "") +
         ". If that was not you at another machine, tell your manager and whoever loads the files at once.";
}

std::string gone_in_words(const std::vector<acts::GoneAct>& gone, bool told_too) {
  std::vector<std::string> told;
  std::size_t count = 0;
  for (const acts::GoneAct& each : gone) {
    if (each.told && !told_too) continue;
    ++count;
    if (told.size() < named_one_by_one) told.push_back(each.copy ? act_in_short(each.copy->act) : each.file);
  }
  if (count == 0) return {};
  return "From the record folder " + count_of(static_cast<std::int64_t>(count), "act") + (count == 1 ? " is" : " are") +
         " gone that you or those who signed later ones have seen: " + list_in_words(told) +
         (told.size() < count ? " and others" : "") +
         ". Ask whoever keeps the folder to bring them back from a backup. Their batches are stopped for you.";
}

/// A workbook's batches are those of the runs that its Audit sheet names.
std::set<std::string> batches_of(const report::WorkbookSpec& spec, const std::vector<audit::AuditRow>& rows) {
  std::set<std::string> batches;
  for (const audit::AuditRow& row : rows) {
    const audit::AuditRecord record = audit::from_row(row);
    if (audit::sign_off_of(record)) continue;
    for (const report::Release& release : spec.releases) batches.insert(batch_id(spec, release, record.run_id));
  }
  return batches;
}

}  // namespace

std::vector<std::string> record_news(acts::SeenActs& seen) {
  std::vector<std::string> words;
  for (const std::string& each : {in_your_name_in_words(seen.in_your_name()), gone_in_words(seen.gone(), false)})
    if (!each.empty()) words.push_back(each);
  seen.told();
  return words;
}

std::vector<audit::VerifyStatement> record_statements(acts::SeenActs& seen, const acts::Relier& relier) {
  std::vector<audit::VerifyStatement> statements;
  const auto say = [&](audit::Verdict verdict, const char* id, std::string words) {
    if (!words.empty()) statements.push_back({verdict, id, std::move(words), {}, {}, {}, {}, {}});
  };
  // Of another key that the council's list gives this person, or theirs here, it is news; else an alarm.
  const auto& own = seen.in_your_name();
  const bool known = std::all_of(own.begin(), own.end(), [&](const acts::FoundAct& each) {
    return acts::standing_of(each.act, relier, false).known != acts::KeyKnown::no;
  });
  say(known ? audit::Verdict::limit : audit::Verdict::problem, "signed-in-your-name", in_your_name_in_words(seen.in_your_name()));
  say(audit::Verdict::problem, "secret-missing", acts::missing_secret_in_words(seen));
  say(audit::Verdict::limit, "acts-gone", gone_in_words(seen.gone(), true));
  if (!seen.names().empty())
    say(audit::Verdict::limit, "record-can-be-thinned",
        deletion_in_words(seen.folder().path() / path_from_utf8(seen.names().front())));
  seen.told();
  return statements;
}

std::string deletion_in_words(const std::filesystem::path& act) {
  if (!could_be_deleted(act)) return {};
  return "What is signed in the record folder can be deleted there again, and who did not see it or note its check code would not "
         "miss it. IT can prevent that" +
         at_command_line(": \"counterfoil record setup\" prints the commands") + ".";
}

std::optional<CutOffRelease> cut_off_release(const acts::SeenActs& seen, const report::WorkbookSpec& spec,
                                             const std::vector<audit::AuditRow>& rows, const acts::Relier* relier) {
  const std::set<std::string> names{seen.names().begin(), seen.names().end()};
  const std::string& task = spec.id;
  for (const std::string& batch : batches_of(spec, rows)) {
    if (!names.contains(acts::RecordFolder::start_of(task, batch) + std::string{acts::released} + acts::act_suffix)) continue;
    const acts::BatchRecord record = seen.kept_of_batch(task, batch);
    const acts::BatchStanding standing = acts::standing_of_batch(record, {}, {});
    if (!standing.released || standing.completed || acts::withdrawn_by_two(record, relier)) continue;
    return CutOffRelease{*standing.released, standing.withdrawn};
  }
  return std::nullopt;
}

std::string cut_off_in_words(const CutOffRelease& cut_off, const std::string& account) {
  const acts::Act& act = cut_off.release.act;
  const bool mine = audit::login_for_comparing(act.account) == audit::login_for_comparing(account);
  std::string words = "The release of batch " + act.batch + ", begun by " + acts::who_and_when_in_words(act) + " into \"" +
                      act.fact("folder") +
                      "\", was cut off. It is finished or taken back before anything else happens to this workbook. ";
  words += mine ? "You finish it by releasing the same workbook again" + at_command_line(" (counterfoil release WORKBOOK)") + "."
                : act.account +
                      " finishes it by releasing the same workbook again. Where they are away, two other people take it back" +
                      at_command_line(", each with counterfoil release WORKBOOK --withdraw") + ".";
  for (const acts::FoundAct& each : cut_off.withdrawn)
    words += " " + acts::who_and_when_in_words(each.act) + " has taken it back; a second person is needed.";
  return words;
}

std::vector<std::string> refuse_where_cut_off(const report::WorkbookSpec& spec, const std::filesystem::path& workbook,
                                              const std::vector<audit::AuditRow>& rows) {
  if (spec.releases.empty() || rows.empty()) return {};
  std::optional<acts::SeenActs> seen;
  try {
    seen.emplace(seen_acts_for(workbook, relier_without_key(user_name())));
  } catch (const Failure&) {
    return {};  // a run needs no record folder; what it prepares is then not approved
  }
  if (const auto cut_off = cut_off_release(*seen, spec, rows))
    throw Failure{FailureKind::refused, cut_off_in_words(*cut_off, user_name())};
  return record_news(*seen);
}

}  // namespace counterfoil::run
