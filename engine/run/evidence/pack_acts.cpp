#include "run/evidence/pack_acts.hpp"

#include <algorithm>
#include <system_error>

#include "acts/people.hpp"
#include "base/digest.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "run/two_people/batch_files.hpp"
#include "run/two_people/signed_acts.hpp"

namespace counterfoil::run {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t longest_act = 64u << 20;

std::string file_of(const acts::Act& act) { return "acts/" + acts::id_of(act).substr(0, 24) + acts::act_suffix; }

/// "12 3f...": the first 12 lines of which log have this digest?
std::string bound_log(const std::string& fact, const std::vector<PackLog>& logs) {
  if (fact.empty()) return {};
  const std::size_t blank = fact.find(' ');
  const std::string count = fact.substr(0, blank), digest = blank == std::string::npos ? std::string{} : fact.substr(blank + 1);
  if (count == "0") return "None was logged yet";
  for (const PackLog& log : logs) {
    if (log.name.empty()) continue;
    std::size_t end = 0;
    for (std::uint64_t lines = 1; (end = log.lines.find('\n', end)) != std::string::npos; ++lines) {
      ++end;
      if (std::to_string(lines) != count) continue;
      if (sha256_hex(std::string_view{log.lines}.substr(0, end)) == digest)
        return "The first " + count + " of " + log.name + ".txt";
      break;
    }
  }
  return "Lines that are not here as they were";
}

std::string state_of(const std::set<fs::path>& folders, const ReleasedFile& file) {
  std::string state = "Not beside a signed act here";
  for (const fs::path& folder : folders) {
    std::error_code error;
    const fs::path path = folder / path_from_utf8(file.name);
    if (!fs::is_regular_file(fs::symlink_status(path, error))) continue;
    if (fingerprint_of_file(path) != Fingerprint{file.bytes, file.sha256}) return "THERE, BUT NOT AS SIGNED";
    state = "There, byte for byte";
  }
  return state;
}

}  // namespace

void PackActs::take(const FolderFile& file) {
  folders_.insert(file.path.parent_path());
  const Buffer bytes = read_file(file.path, longest_act);
  auto act = acts::read_act(bytes.view());
  if (!act || !acts::signature_is_good(*act)) {
    outcome_.problems.push_back({file.shown, "This is no whole signed act, or its signature does not hold."});
    return;
  }
  add(std::move(*act), file.path.parent_path());
}

void PackActs::take_folder(const acts::RecordFolder& folder) {
  if (!folder.there() || folders_.contains(folder.path())) return;
  const acts::RecordFolder::Names names = folder.names();
  for (const std::string& name : names.acts) {
    auto found = folder.act_in(name);
    if (found)
      add(std::move(found->act), folder.path());
    else
      outcome_.problems.push_back({name, "In the record folder this is no whole signed act, or its signature does not hold."});
  }
}

void PackActs::add(acts::Act act, const fs::path& folder) {
  if (year_.has(act.time_utc)) batches_.emplace(act.task, act.batch);
  const std::string id = acts::id_of(act);
  met_.try_emplace(id, Met{std::move(act), {}}).first->second.folders.insert(folder);
}

std::set<std::string> PackActs::released() const {
  std::set<std::string> digests;
  for (const auto& [id, met] : met_)
    if (met.act.kind == acts::released)
      for (const ReleasedFile& file : files_of_facts(met.act.all("file"))) digests.insert(file.sha256);
  return digests;
}

void PackActs::finish(const std::vector<PackLog>& logs, const std::string& account) {
  const acts::Relier relier = relier_without_key(account);
  std::vector<const Met*> in_order;
  for (const auto& [id, met] : met_)
    if (batches_.contains({met.act.task, met.act.batch})) in_order.push_back(&met);
  std::stable_sort(in_order.begin(), in_order.end(),
                   [](const Met* left, const Met* right) { return left->act.time_utc < right->act.time_utc; });
  for (const Met* met : in_order) {
    const acts::Act& act = met->act;
    const std::string known = acts::standing_of(act, relier, false).words;
    sheets_.acts.rows.push_back({act.kind, act.task, act.batch, act.account, act.time_utc, acts::code_of(act),
                                 acts::key_code(act.public_key), known.empty() ? std::string{"Not known here"} : known,
                                 bound_log(act.fact("decisions-logged"), logs), file_of(act)});
    ++told_;
    if (act.kind == acts::released) tell_release(*met);
  }
}

void PackActs::tell_release(const Met& met) {
  if (year_.has(met.act.time_utc)) ++releases_;
  for (const ReleasedFile& file : files_of_facts(met.act.all("file"))) {
    const std::string state = state_of(met.folders, file);
    sheets_.releases.rows.push_back({met.act.batch, file.name, static_cast<std::int64_t>(file.bytes), file.sha256, state});
    if (state.starts_with("THERE"))
      outcome_.problems.push_back(
          {file.name, "It lies beside the signed release of batch " + met.act.batch + ", and is not what was signed."});
  }
}

void PackActs::add_files(std::map<std::string, std::string>& files) const {
  for (const auto& [id, met] : met_)
    if (batches_.contains({met.act.task, met.act.batch})) files.emplace(file_of(met.act), acts::text_of(met.act));
}

}  // namespace counterfoil::run
