// What is asked of all acts that a person has seen, by their index of them.
#include <algorithm>
#include <map>
#include <system_error>

#include "acts/keyed_digests.hpp"
#include "acts/seen_acts.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/secret_file.hpp"

namespace counterfoil::acts {

namespace fs = std::filesystem;

namespace {

constexpr const char* index_name = "acts.sqlite";
constexpr std::size_t at_once = 200;  // acts that are in memory while the index is made

}  // namespace

std::optional<FoundAct> SeenActs::seen_of(const std::string& name) const {
  if (const SeenList::Entry* entry = seen_.find(name))
    if (auto copy = copy_of(*entry)) return copy;
  return std::binary_search(names_.begin(), names_.end(), name) ? folder_.act_in(name) : std::nullopt;
}

std::vector<FoundAct> SeenActs::each_seen_of(const std::vector<std::string>& names) const {
  std::vector<FoundAct> found;
  for (const std::string& name : names)
    if (auto each = seen_of(name)) found.push_back(std::move(*each));
  return found;
}

std::unique_ptr<ActIndex> SeenActs::index_of_what_is_seen() const {
  const fs::path file = memory_ / index_name;
  std::error_code error;
  if (fs::exists(file, error) && open_to_others(file)) return nullptr;
  auto index = std::make_unique<ActIndex>(file);
  // It knows acts that were seen and no others: as many as there are, and it knows them all.
  const std::size_t all = names_.size() + gone_.size();
  if (index->size() == all) return index;
  if (index->size() + new_.size() == all) {
    index->add(each_seen_of(new_));
    if (index->size() == all) return index;
  }
  const std::set<std::string> known = index->files();
  std::vector<FoundAct> fresh;
  const auto take_in = [&](const std::string& name) {
    if (known.contains(name)) return;
    if (auto found = seen_of(name)) fresh.push_back(std::move(*found));
    if (fresh.size() < at_once) return;
    index->add(fresh);
    fresh.clear();
  };
  for (const std::string& name : names_) take_in(name);
  for (const GoneAct& each : gone_) take_in(each.file);
  index->add(fresh);
  return index;
}

void SeenActs::forget_index() const {
  std::error_code error;
  if (!memory_.empty()) fs::remove(memory_ / index_name, error);
}

ActIndex* SeenActs::index() const {
  if (index_tried_ || memory_.empty()) return index_.get();
  index_tried_ = true;
  std::error_code error;
  for (const bool again : {false, true}) {
    try {
      index_ = index_of_what_is_seen();
      break;
    } catch (const Failure& failure) {
      // One that another command uses at this moment is left to it; one that is damaged is made anew.
      if (again || failure.kind() == FailureKind::locked || !fs::remove(memory_ / index_name, error)) break;
    }
  }
  return index_.get();
}

std::vector<FoundAct> SeenActs::releases_with(const std::string& task, const std::vector<std::string>& keys) const {
  std::vector<FoundAct> found;
  if (ActIndex* known = index()) {
    const std::set<std::string> files = known->releases_with(task, keys);
    found = each_seen_of({files.begin(), files.end()});
  } else {
    const std::set<std::string> wanted{keys.begin(), keys.end()};
    const std::vector<FoundAct> all = all_seen();
    std::copy_if(all.begin(), all.end(), std::back_inserter(found), [&](const FoundAct& each) {
      const std::vector<std::string> lines =
          each.act.kind == released && each.act.task == task ? each.act.all("line-key") : std::vector<std::string>{};
      return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) { return wanted.contains(line); });
    });
  }
  RecordFolder::sort_by_time(found);
  return found;
}

std::vector<FoundAct> SeenActs::all_seen() const {
  std::vector<FoundAct> all = each_seen_of(names_);
  for (const GoneAct& each : gone_)
    if (each.copy) all.push_back(*each.copy);
  RecordFolder::sort_by_time(all);
  return all;
}

std::vector<FoundAct> SeenActs::one_of_each_secret() const {
  if (ActIndex* known = index()) return each_seen_of(known->one_of_each_secret());
  std::map<std::string, FoundAct> met;
  for (FoundAct& each : all_seen())
    if (const std::string secret = each.act.fact(digests_under); each.act.kind == released && !secret.empty())
      met.try_emplace(secret, std::move(each));
  std::vector<FoundAct> acts;
  for (auto& [secret, found] : met) acts.push_back(std::move(found));
  return acts;
}

std::optional<FoundAct> SeenActs::last_release(const std::string& task) const {
  if (ActIndex* known = index()) {
    const auto file = known->newest_release(task);
    return file ? seen_of(*file) : std::nullopt;
  }
  const std::vector<FoundAct> all = all_seen();
  const auto last = std::find_if(all.rbegin(), all.rend(),
                                 [&](const FoundAct& each) { return each.act.kind == released && each.act.task == task; });
  return last == all.rend() ? std::nullopt : std::optional{*last};
}

bool SeenActs::holds_code(const std::string& code) const {
  const auto is_there = [&](const FoundAct& each) {
    return code_of(each.act) == code && std::binary_search(names_.begin(), names_.end(), utf8_from_path(each.file.filename()));
  };
  if (ActIndex* known = index()) {
    for (const std::string& file : known->files_of_code(code))
      if (const auto found = folder_.act_in(file); found && is_there(*found)) return true;
    return false;
  }
  const std::vector<FoundAct> all = all_seen();
  return std::any_of(all.begin(), all.end(), is_there);
}

std::vector<FoundAct> SeenActs::signers() const {
  if (ActIndex* known = index()) return each_seen_of(known->one_of_each_signer());
  std::map<std::pair<std::string, std::string>, FoundAct> met;
  for (FoundAct& each : all_seen()) met.try_emplace({each.act.account, each.act.public_key}, std::move(each));
  std::vector<FoundAct> acts;
  for (auto& [who, found] : met) acts.push_back(std::move(found));
  return acts;
}

}  // namespace counterfoil::acts
