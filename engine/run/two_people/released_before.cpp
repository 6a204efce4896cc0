#include "run/two_people/released_before.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "acts/batch_standing.hpp"
#include "audit/file_names.hpp"
#include "audit/sign_off_record.hpp"
#include "base/text.hpp"
#include "run/two_people/batch_files.hpp"
#include "run/words.hpp"

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
                                               const std::string& batch, const std::vector<std::string>& keys,
                                               const std::set<std::string>& taken_back) {
  const std::set<std::string> wanted{keys.begin(), keys.end()};
  std::vector<std::string> found;
  for (const KnownRelease& each : releases(entries, task)) {
    if (each.facts.batch == batch || taken_back.contains(each.facts.batch)) continue;
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

std::vector<std::string> line_digests(const BatchSession& session, const acts::KeyedDigests& digests) {
  std::vector<std::string> all;
  for (const std::string& key : session.lines().keys)
    for (std::string& digest : digests.lines_of(session.task().description().id, key)) all.push_back(std::move(digest));
  return all;
}

std::vector<std::string> lines_as_in(const acts::Act& act, const BatchSession& session, const acts::KeyedDigests& digests) {
  std::vector<std::string> keys;
  for (const std::string& key : session.lines().keys) keys.push_back(digests.line_in(act, key));
  std::sort(keys.begin(), keys.end());
  return keys;
}

std::vector<std::string> lines_for_ledger(const BatchSession& session, const std::filesystem::path& ledger) {
  const audit::FileNames names{ledger};
  std::vector<std::string> keys;
  if (!names.have_secret()) return keys;
  for (const std::string& key : session.lines().keys) keys.push_back(names.digest_of_line(session.task().description().id, key));
  std::sort(keys.begin(), keys.end());
  return keys;
}

std::vector<std::string> lines_as_ledgers_name_them(const BatchSession& session, const std::filesystem::path& ledger) {
  const audit::FileNames names{ledger};
  const std::string& task = session.task().description().id;
  std::vector<std::string> digests;
  for (const std::string& key : session.lines().keys) {
    digests.push_back(audit::released_key_digest(task, key));
    if (std::string keyed = names.digest_of_line(task, key); !keyed.empty()) digests.push_back(std::move(keyed));
  }
  return digests;
}

namespace {

std::int64_t lines_of(const acts::Act& release, const std::vector<std::string>& keys) {
  const std::vector<std::string> out = release.all("line-key");
  const std::set<std::string> known{out.begin(), out.end()};
  return std::count_if(keys.begin(), keys.end(), [&](const std::string& key) { return known.contains(key); });
}

}  // namespace

std::set<std::string> batches_taken_back(const acts::SeenActs& seen, const std::vector<acts::FoundAct>& releases,
                                         const acts::Relier& relier) {
  std::set<std::string> batches;
  for (const acts::FoundAct& each : releases)
    if (acts::withdrawn_by_two(seen.kept_of_batch(each.act.task, each.act.batch), &relier)) batches.insert(each.act.batch);
  return batches;
}

std::vector<std::string> lines_out_before(const std::vector<acts::FoundAct>& releases, const std::string& batch,
                                          const std::vector<std::string>& keys, const std::set<std::string>& taken_back) {
  std::vector<std::string> found;
  for (const acts::FoundAct& each : releases) {
    if (each.act.batch == batch || taken_back.contains(each.act.batch)) continue;
    if (const std::int64_t count = lines_of(each.act, keys); count > 0)
      found.push_back(
          count_of(count, "line") + " of this batch " + (count == 1 ? "was" : "were") + " released before, in batch " +
          each.act.batch + " by " + acts::who_and_when_in_words(each.act) +
          ". A line is released once: take the workbook in which that release is marked, and run the task again into it.");
  }
  return found;
}

std::vector<std::string> lines_withdrawn_before(const BatchSession& session, const acts::SeenActs& seen,
                                                const acts::Relier& relier) {
  const std::string& task = session.task().description().id;
  const std::vector<std::string> keys = line_digests(session, acts::KeyedDigests{seen});
  const std::vector<acts::FoundAct> releases = seen.releases_with(task, keys);
  const std::set<std::string> taken_back = batches_taken_back(seen, releases, relier);
  std::vector<std::string> found;
  for (const acts::FoundAct& each : releases) {
    if (!taken_back.contains(each.act.batch)) continue;
    std::set<std::string> files;
    for (const acts::FoundAct& act : seen.kept_of_batch(task, each.act.batch).acts)
      if (act.act.kind == acts::withdrawn)
        for (const ReleasedFile& file : files_of_facts(act.act.all("may-be-loaded"))) files.insert(file.name);
    found.push_back(count_of(lines_of(each.act, keys), "line") + " stood in batch " + each.act.batch + " by " +
                    acts::who_and_when_in_words(each.act) + ", whose release was cut off and taken back. " +
                    (files.empty() ? std::string{"No file of it was found."}
                                   : "Loaded already may be " + list_in_words({files.begin(), files.end()}) +
                                         ": look in the system that takes them before you approve."));
  }
  return found;
}

std::string by_whom_and_when(const std::string& user, const std::string& time_utc) {
  if (time_utc.size() < 16) return user;
  return user + " on " + time_utc.substr(8, 2) + "/" + time_utc.substr(5, 2) + "/" + time_utc.substr(0, 4) + " at " +
         time_utc.substr(11, 5) + " UTC";
}

}  // namespace counterfoil::run
