#include "run/forget/removals.hpp"

#include <algorithm>

#include "acts/batch_standing.hpp"
#include "acts/people.hpp"
#include "audit/sign_off_record.hpp"
#include "base/command_words.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "base/who_and_when.hpp"
#include "run/two_people/signed_acts.hpp"

namespace counterfoil::run {

namespace {

using audit::Verdict;

bool is_removal(const audit::AuditRow& row) { return audit::kind_of_row(audit::from_row(row)) == audit::forget_action; }

const acts::Act* act_of(const std::vector<acts::FoundAct>& acts, std::string_view kind) {
  const auto found = std::find_if(acts.begin(), acts.end(), [&](const acts::FoundAct& each) { return each.act.kind == kind; });
  return found == acts.end() ? nullptr : &found->act;
}

audit::VerifyStatement statement(Verdict verdict, std::string id, std::string words) {
  return {verdict, std::move(id), std::move(words), {}, {}, {}, {}, {}};
}

std::string removal_in_words(const acts::Act& begun) {
  std::vector<std::string> removed = begun.all(removal_fact::removed);
  if (const std::size_t earlier = begun.all(removal_fact::of_versions).size(); earlier > 0)
    removed.push_back(count_of(static_cast<std::int64_t>(earlier), "table") + " of earlier versions");
  return "One person was removed under retention by " + acts::who_and_when_in_words(begun) +
         ": who it was is no more in this workbook, and the pounds stay. All of it was from before " +
         begun.fact(removal_fact::before_day) + ". Removed: " + list_in_words(removed, "; ") +
         ". Periods: " + list_in_words(begun.all(removal_fact::period)) + ". The act is signed; its check code is " +
         acts::code_of(begun) + ".";
}

}  // namespace

std::size_t removals_at_end(const std::vector<audit::AuditRow>& rows) {
  std::size_t count = 0;
  while (count < rows.size() && is_removal(rows[rows.size() - 1 - count])) ++count;
  return count;
}

Removals::Removals(const std::string& task, const std::filesystem::path& workbook, const std::vector<audit::AuditRow>& rows) {
  for (const audit::AuditRow& row : rows) {
    if (!is_removal(row)) continue;
    Told& told = told_.emplace_back();
    told.row = audit::from_row(row);
    try {
      told.acts = record_folder_for(workbook).of_batch(task, audit::removal_of(told.row)).acts;
      if (const acts::Act* act = act_of(told.acts, acts::removal_begun))
        told.proven = acts::standing_of(*act, relier_without_key(user_name()), false).known != acts::KeyKnown::no;
    } catch (const Failure& failure) {
      told.trouble = failure.what();
    }
    const acts::Act* begun = act_of(told.acts, acts::removal_begun);
    if (!begun || !told.proven) continue;
    for (const auto& [fact, pairs] : {std::pair{removal_fact::figures, &figures_}, std::pair{removal_fact::file, &files_},
                                      std::pair{removal_fact::released, &released_}})
      for (const std::string& value : begun->all(fact))
        if (const std::size_t blank = value.find(' '); blank != std::string::npos)
          pairs->emplace(value.substr(blank + 1), value.substr(0, blank));
    marks_.push_back(begun->fact(removal_fact::mark));
  }
}

std::string Removals::before(const Pairs& pairs, std::string digest) {
  for (std::size_t steps = 0; steps <= pairs.size(); ++steps) {
    const auto found = pairs.find(digest);
    if (found == pairs.end() || found->second == digest) break;
    digest = found->second;
  }
  return digest;
}

bool Removals::is_mark(std::string_view text) const {
  return std::any_of(marks_.begin(), marks_.end(),
                     [&](const std::string& mark) { return !mark.empty() && text.substr(0, mark.size()) == mark; });
}

std::vector<audit::VerifyStatement> Removals::statements() const {
  std::vector<audit::VerifyStatement> all;
  for (const Told& told : told_) {
    const std::string who = told.row.user + " removed a person on " + told.row.time_local;
    const acts::Act* begun = act_of(told.acts, acts::removal_begun);
    if (!told.trouble.empty())
      all.push_back(
          statement(Verdict::limit, "removal-not-checked",
                    "The Audit sheet says that " + who + ". Whether that is signed could not be checked. " + told.trouble));
    else if (!begun)
      all.push_back(statement(Verdict::problem, "removal-not-signed",
                              "The Audit sheet says that " + who +
                                  ", but the record folder holds no signed act of it. What is written on a sheet is no signature: "
                                  "ask them what was taken out."));
    else if (!act_of(told.acts, acts::removed))
      all.push_back(
          statement(Verdict::problem, "removal-cut-off",
                    "The removal of a person by " + acts::who_and_when_in_words(*begun) +
                        " was cut off: this workbook is done, others may still name them. Give the same command again, and "
                        "it goes on."));
    else if (!told.proven)
      all.push_back(statement(Verdict::limit, "removed-under-retention",
                              removal_in_words(*begun) + " It is named, not proven: nothing here says whose the key is. Ask " +
                                  begun->account + ", by telephone, whether its code is " + acts::key_code(begun->public_key) +
                                  at_command_line(", and confirm it: counterfoil people --confirm CODE --who " + begun->account) +
                                  "."));
    else
      all.push_back(statement(Verdict::sound, "removed-under-retention", removal_in_words(*begun)));
  }
  return all;
}

}  // namespace counterfoil::run
