#include "run/two_people/batches.hpp"

#include <algorithm>

#include "acts/batch_standing.hpp"
#include "audit/sign_off_record.hpp"
#include "base/command_words.hpp"
#include "base/in_quotes.hpp"
#include "base/text.hpp"

namespace counterfoil::run {

namespace {

/// How far a batch has come, by the acts that are there. Whose keys they are is asked later, of the one that is chosen.
struct Come {
  bool approved = false, rejected = false, released = false, cut_off = false;

  bool is_open() const { return !rejected && !released; }
  const char* in_words() const {
    return cut_off    ? "whose release was cut off"
           : released ? "released"
           : rejected ? "rejected"
           : approved ? "approved"
                      : "waiting";
  }
};

Come come_of(const acts::BatchRecord& record) {
  Come come;
  bool completed = false;
  for (const acts::FoundAct& each : record.acts) {
    come.approved = come.approved || each.act.kind == acts::approved;
    come.rejected = come.rejected || each.act.kind == acts::rejected;
    come.released = come.released || each.act.kind == acts::released;
    completed = completed || each.act.kind == acts::completed;
  }
  come.cut_off = come.released && !completed && !acts::withdrawn_by_two(record, nullptr);
  return come;
}

/// What the action is for, the nearest first. The second group is asked only where the first is empty.
std::vector<std::vector<std::size_t>> groups_for(const std::string& action, const std::vector<Come>& come) {
  std::vector<std::vector<std::size_t>> groups(3);
  for (std::size_t at = 0; at < come.size(); ++at) {
    const Come& each = come[at];
    if (action == audit::release_action) {
      if (each.cut_off) groups[0].push_back(at);
      if (each.is_open() && each.approved) groups[1].push_back(at);
    } else if (each.is_open() && (action == audit::reject_action || !each.approved)) {
      groups[0].push_back(at);
    }
    if (each.is_open()) groups[2].push_back(at);
  }
  return groups;
}

std::string asked_which(const std::vector<BatchState>& states, const std::vector<Come>& come, const std::string& action) {
  std::vector<std::string> named, typed;
  for (std::size_t at = 0; at < states.size(); ++at) {
    named.push_back(batch_named_in_words(states[at]) + ": " + come[at].in_words());
    typed.push_back("--batch " + states[at].release->id);
  }
  std::string words = "The workbook holds " + count_of(static_cast<std::int64_t>(states.size()), "batch", "batches") +
                      ", and each is approved and released by itself. ";
  for (const std::string& each : named) words += each + ". ";
  return words + "Say which one you " + action + at_command_line(" (" + list_in_words(typed, " or ") + ")") + ".";
}

}  // namespace

std::string batch_id(const report::WorkbookSpec& spec, const report::Release& release, const std::string& run_id) {
  return release.id == spec.releases.front().id ? run_id : run_id + "-" + release.id;
}

const report::Release& release_of_batch(const report::WorkbookSpec& spec, const std::string& batch) {
  for (std::size_t at = 1; at < spec.releases.size(); ++at)
    if (batch.ends_with("-" + spec.releases[at].id)) return spec.releases[at];
  return spec.releases.front();
}

bool same_kind(const report::WorkbookSpec& spec, const std::string& left, const std::string& right) {
  if (spec.releases.empty()) return true;  // periods are of one kind
  return release_of_batch(spec, left).id == release_of_batch(spec, right).id;
}

std::string batch_named_in_words(const BatchState& state) {
  const std::string what = batch_in_words(state);
  return state.title.empty() ? "Batch " + state.batch + " (" + what + ")"
                             : state.title + " (batch " + state.batch + ", " + what + ")";
}

ChosenBatch choose_batch(const std::vector<BatchState>& states, const std::string& which, const std::string& action,
                         const acts::RecordFolder& folder, const std::string& task) {
  if (!which.empty()) {
    const std::string wanted = fold_for_comparing(which);
    for (std::size_t at = 0; at < states.size(); ++at)
      for (const std::string* name : {&states[at].batch, &states[at].release->id, &states[at].title})
        if (!name->empty() && fold_for_comparing(*name) == wanted) return {at, {}};
    std::string words = "The workbook holds no batch " + in_quotes(which) + ".";
    for (const BatchState& each : states) words += " It holds " + batch_named_in_words(each) + ".";
    return {std::nullopt, words};
  }
  if (states.size() <= 1) return {states.empty() ? std::nullopt : std::optional<std::size_t>{0}, {}};
  std::vector<Come> come;
  for (const BatchState& each : states) come.push_back(come_of(folder.of_batch(task, each.batch)));
  for (const std::vector<std::size_t>& group : groups_for(action, come)) {
    if (group.size() == 1) return {group.front(), {}};
    if (!group.empty()) return {std::nullopt, asked_which(states, come, action)};
  }
  return {0, {}};  // nothing waits: why, is said of the first
}

}  // namespace counterfoil::run
