// Where a batch stands by its signed acts alone: who prepared, approved and rejected it, whether that is proven for whoever asks,
// and what stands between it and its release.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "acts/people.hpp"
#include "acts/record_folder.hpp"

namespace counterfoil::acts {

struct Objection {
  std::string id;  // kebab-case
  std::string words;
};

struct BatchStanding {
  std::optional<FoundAct> prepared;  // the one that the approval names; without an approval, the one of this content
  Standing prepared_standing;
  std::optional<FoundAct> approved;  // the newest that counts; without one that counts, the newest
  Standing approved_standing;
  std::optional<FoundAct> rejected;
  std::optional<FoundAct> released;
  bool completed = false;           // by whoever released it
  std::vector<FoundAct> withdrawn;  // the release, by whom; it takes two
  Standing released_standing;
  std::vector<Objection> objections;  // to a release
};

/// `content`: of the batch in the workbook, or empty where there is none at hand (a released folder).
BatchStanding standing_of_batch(const BatchRecord& record, const Relier& relier, const std::string& content);

/// Two acts of one person: the same login, or the same key.
bool same_person(const Act& left, const Act& right);

/// Whether two people, others than who began it, took back the release of this batch. `relier`: whose view it is, by keys that
/// count for them; nullptr: by what the acts say of themselves.
bool withdrawn_by_two(const BatchRecord& record, const Relier* relier);

/// "a file of the batch that you have seen is gone": a sentence each.
std::vector<std::string> gone_in_words(const BatchRecord& record);

/// "b.checker on 08/12/2025 at 09:30 UTC"
std::string who_and_when_in_words(const Act& act);

}  // namespace counterfoil::acts
