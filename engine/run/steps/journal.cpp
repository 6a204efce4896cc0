#include "run/steps/journal.hpp"

#include <spdlog/spdlog.h>

#include "audit/ledger.hpp"
#include "base/environment.hpp"
#include "run/words.hpp"

namespace counterfoil::run {

namespace {

constexpr int exit_finished = 0;
constexpr int exit_findings = 1;
constexpr int exit_could_not = 2;

std::vector<audit::InputFacts> input_facts(const std::vector<InputFact>& inputs) {
  std::vector<audit::InputFacts> facts;
  for (const InputFact& input : inputs)
    facts.push_back({input.id, input.fingerprint.size, input.fingerprint.sha256, input.rows, !input.kept_by.empty(),
                     input.has_control ? std::optional{input.pence} : std::nullopt});
  return facts;
}

}  // namespace

struct Journal::State {
  audit::Ledger ledger;
  audit::NewEntry entry;  // what every entry of this run says

  std::string append(audit::EntryKind kind, const audit::RunFacts& facts,
                     const std::function<void(const std::vector<audit::Entry>&)>& may_follow = {}) {
    audit::NewEntry next = entry;
    next.kind = kind;
    next.facts = facts;
    return ledger.append(next, may_follow);
  }
};

Journal::Journal(const std::filesystem::path& ledger, const RunIdentity& identity, const Task& task, const std::string& workbook,
                 const std::string& action)
    : state_(new State{audit::Ledger::open(ledger, identity.moment.utc), {}}) {
  audit::NewEntry& entry = state_->entry;
  entry.time_utc = identity.moment.utc;
  entry.run_id = identity.run_id;
  entry.user = identity.user;
  const bool reproducible = identity.moment.fixed;  // the same bytes on every machine and system: nothing of this one is entered
  entry.machine = reproducible ? std::string{} : machine_name();
  entry.task = task.description().id;
  entry.facts.engine_version = engine_version();
  entry.facts.plugin_id = task.description().id;
  entry.facts.plugin_version = task.description().version;
  entry.facts.plugin_sha256 = reproducible ? std::string{} : task.entry.sha256;
  entry.facts.workbook = workbook;
  entry.facts.action = action;
  entry.facts.clock_fixed = identity.moment.fixed;
  state_->append(audit::EntryKind::started, entry.facts);
}

Journal::~Journal() = default;

std::string Journal::head() const { return state_->ledger.head().hash; }

void Journal::prepared(const std::vector<InputFact>& inputs, const PreparedFacts& prepared, const Fingerprint& output,
                       const std::function<void(const std::vector<audit::Entry>&)>& may_follow) {
  audit::RunFacts& facts = state_->entry.facts;
  static_cast<PreparedFacts&>(facts) = prepared;
  facts.inputs = input_facts(inputs);
  facts.workbook_bytes = output.size;
  facts.workbook_sha256 = output.sha256;
  state_->append(audit::EntryKind::prepared, facts, may_follow);
}

void Journal::finished() {
  audit::RunFacts facts = state_->entry.facts;
  facts.keys.clear();  // they stand in the entry before
  facts.exit_status = exit_finished;
  state_->append(audit::EntryKind::finished, facts);
}

void Journal::stopped_by_findings(const std::vector<InputFact>& inputs, std::uint64_t blocking) {
  audit::RunFacts facts = state_->entry.facts;
  facts.inputs = input_facts(inputs);
  facts.findings = {{"blocking", blocking}};
  facts.exit_status = exit_findings;
  facts.reason = "findings";
  state_->append(audit::EntryKind::failed, facts);
}

void Journal::finished_for(const PreparedFacts& facts) {
  state_->entry.facts.batch = facts.batch;
  finished();
}

void Journal::refused(std::uint64_t checks) {
  audit::RunFacts facts = state_->entry.facts;
  facts.findings = {{"checks", checks}};
  facts.exit_status = exit_findings;
  facts.reason = "checks";
  state_->append(audit::EntryKind::failed, facts);
}

void Journal::failed(FailureKind kind) noexcept {
  try {
    audit::RunFacts facts = state_->entry.facts;
    facts.exit_status = exit_could_not;
    facts.reason = reason_word(kind);
    state_->append(kind == FailureKind::cancelled ? audit::EntryKind::cancelled : audit::EntryKind::failed, facts);
  } catch (const std::exception& failure) {
    spdlog::warn("run {}: the ledger could not take the last entry", state_->entry.run_id);
  }
}

}  // namespace counterfoil::run
