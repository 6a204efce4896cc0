// What is entered in the ledger for one run: started, prepared, then finished, failed or cancelled. Digests, counts and positions;
// no names, ids or amounts of people.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "audit/entry.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "run/given/identity.hpp"
#include "run/given/task.hpp"
#include "run/steps/read_inputs.hpp"

namespace counterfoil::run {

using audit::PreparedFacts;

class Journal {
 public:
  /// Opens the ledger and records `started`; Failure when it cannot, and then the run does not begin.
  /// `action`: "approve", "reject" or "release"; empty for a run.
  Journal(const std::filesystem::path& ledger, const RunIdentity& identity, const Task& task, const std::string& workbook,
          const std::string& action = {});
  ~Journal();

  /// Hash of the newest entry.
  std::string head() const;
  /// Just before the rename. `may_follow`: see Ledger::append.
  void prepared(const std::vector<InputFact>& inputs, const PreparedFacts& facts, const Fingerprint& output,
                const std::function<void(const std::vector<audit::Entry>&)>& may_follow = {});
  void finished();
  /// Completes a release that an earlier process began; the entry names only the batch.
  void finished_for(const PreparedFacts& facts);
  /// A sign-off or a release that was refused by this number of checks.
  void refused(std::uint64_t checks);
  void stopped_by_findings(const std::vector<InputFact>& inputs, std::uint64_t blocking);
  /// Never throws: the failure itself is what staff must hear of.
  void failed(FailureKind kind) noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace counterfoil::run
