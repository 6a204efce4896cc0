#include "run/two_people/released_before.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "audit/sign_off_record.hpp"
#include "base/text.hpp"

namespace counterfoil::run {

namespace {

struct KnownRelease {
  BegunRelease release;
  audit::RunFacts facts;
};

/// Releases that may have come out: those that were given up before their files were in place did not.
std::vector<KnownRelease> releases(const std::vector<audit::Entry>& entries, const std::string& task) {
  std::map<std::string, std::size_t> by_run;
  std::vector<KnownRelease> known;
  std::set<std::string> given_up;
  for (const audit::Entry& entry : entries) {
    if (entry.task != task) continue;
    const bool prepared = entry.is(audit::EntryKind::prepared), finished = entry.is(audit::EntryKind::finished);
    if (entry.is(audit::EntryKind::failed) || entry.is(audit::EntryKind::cancelled)) given_up.insert(entry.run_id);
    if (!prepared && !finished) continue;
    auto facts = audit::from_body(entry.body);
    if (!facts || facts->action != audit::release_action) continue;
    const auto [place, fresh] = by_run.try_emplace(entry.run_id, known.size());
    if (fresh) known.push_back({{entry.run_id, entry.user, entry.time_utc, false}, std::move(*facts)});
    if (finished) known[place->second].release.finished = true;
  }
  std::erase_if(known, [&](const KnownRelease& each) { return given_up.contains(each.release.run_id); });
  return known;
}

}  // namespace

std::optional<BegunRelease> begun_release(const std::vector<audit::Entry>& entries, const std::string& task,
                                          const std::string& batch) {
  std::optional<BegunRelease> begun;
  for (const KnownRelease& each : releases(entries, task)) {
    if (each.facts.batch != batch) continue;
    if (!begun) begun = each.release;  // its time is that of the files
    begun->finished = begun->finished || each.release.finished;
  }
  return begun;
}

std::vector<std::string> lines_released_before(const std::vector<audit::Entry>& entries, const std::string& task,
                                               const std::string& batch, const std::vector<std::string>& keys) {
  const std::set<std::string> wanted{keys.begin(), keys.end()};
  std::vector<std::string> found;
  for (const KnownRelease& each : releases(entries, task)) {
    if (each.facts.batch == batch) continue;
    const auto count =
        std::count_if(each.facts.keys.begin(), each.facts.keys.end(), [&](const std::string& key) { return wanted.contains(key); });
    if (count == 0) continue;
    found.push_back(
        count_of(count, "line") + " of this batch " + (count == 1 ? "was" : "were") + " released before, in batch " +
        each.facts.batch + " by " + by_whom_and_when(each.release.user, each.release.time_utc) +
        (each.release.finished ? "" : " (that release was cut off; finish it from its own workbook)") +
        ". A line is released once: take the workbook in which that release is marked, and run the task again into it.");
  }
  return found;
}

std::string by_whom_and_when(const std::string& user, const std::string& time_utc) {
  if (time_utc.size() < 16) return user;
  return user + " on " + time_utc.substr(8, 2) + "/" + time_utc.substr(5, 2) + "/" + time_utc.substr(0, 4) + " at " +
         time_utc.substr(11, 5) + " UTC";
}

}  // namespace counterfoil::run
