// What ledger and record know of earlier releases.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "acts/keyed_digests.hpp"
#include "acts/people.hpp"
#include "acts/seen_acts.hpp"
#include "audit/entry.hpp"
#include "run/two_people/batch_session.hpp"

namespace counterfoil::run {

/// A release of this very batch that was begun, and how far it came.
struct BegunRelease {
  std::string run_id;
  std::string user;
  std::string time_utc;
  bool finished = false;
};
std::optional<BegunRelease> begun_release(const std::vector<audit::Entry>& entries, const std::string& task,
                                          const std::string& batch);

/// A sentence for each earlier release, of another batch, in which some of these lines were. `keys`: lines_as_ledgers_name_them().
/// `taken_back`: batches whose release two people withdrew.
std::vector<std::string> lines_released_before(const std::vector<audit::Entry>& entries, const std::string& task,
                                               const std::string& batch, const std::vector<std::string>& keys,
                                               const std::set<std::string>& taken_back);

/// However an act may name a line of the session's batch.
std::vector<std::string> line_digests(const BatchSession& session, const acts::KeyedDigests& digests);

/// As this act names the lines of the session's batch, sorted.
std::vector<std::string> lines_as_in(const acts::Act& act, const BatchSession& session, const acts::KeyedDigests& digests);
/// As this person's ledger shall name them, sorted; none where it can keep no secret.
std::vector<std::string> lines_for_ledger(const BatchSession& session, const std::filesystem::path& ledger);
/// However this person's ledger may name them.
std::vector<std::string> lines_as_ledgers_name_them(const BatchSession& session, const std::filesystem::path& ledger);

/// Batches among these whose release two people withdrew, by keys that count for `relier`.
std::set<std::string> batches_taken_back(const acts::SeenActs& seen, const std::vector<acts::FoundAct>& releases,
                                         const acts::Relier& relier);

/// What the record folder's releases of these lines say: a sentence for each of another batch.
std::vector<std::string> lines_out_before(const std::vector<acts::FoundAct>& releases, const std::string& batch,
                                          const std::vector<std::string>& keys, const std::set<std::string>& taken_back);

/// For a checker: lines of this batch stood in a release that was cut off and taken back, and whose files may have been loaded.
std::vector<std::string> lines_withdrawn_before(const BatchSession& session, const acts::SeenActs& seen,
                                                const acts::Relier& relier);

/// "b.checker on 08/12/2025 at 09:30 UTC"
std::string by_whom_and_when(const std::string& user, const std::string& time_utc);

}  // namespace counterfoil::run
