#include "acts/seen_acts.hpp"

#include <algorithm>
#include <fstream>
#include <functional>
#include <system_error>

#include "audit/sign_off_record.hpp"
#include "base/digest.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/secret_file.hpp"

namespace counterfoil::acts {

namespace fs = std::filesystem;

namespace {

// Both files are only ever added to; what two commands at once make unreadable is seen anew.
constexpr const char *list_name = "list", *copies_name = "copies";
constexpr std::uint64_t longest_list = 256 << 20;
constexpr std::size_t most_heads = 64;  // of one act; it names them, and the next one has fewer to name

fs::path memory_folder(const RecordFolder& folder, const fs::path& data_folder, const std::string& account) {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(fs::absolute(folder.path(), error), error);
  FieldDigest digest{"counterfoil seen acts"};
  digest.add("account", audit::login_for_comparing(account)).add("folder", utf8_from_path(error ? folder.path() : whole));
  return data_folder / "seen" / digest.hex().substr(0, 24);
}

/// "file id", as an act names one that its writer had seen.
std::pair<std::string, std::string> named_in(const std::string& fact) {
  const std::size_t blank = fact.rfind(' ');
  if (blank == std::string::npos || fact.substr(0, blank).find_first_of("/\\\t") != std::string::npos) return {};
  return {fact.substr(0, blank), fact.substr(blank + 1)};
}

}  // namespace

SeenActs::SeenActs(RecordFolder folder, const fs::path& data_folder, const std::string& account, const std::string& public_key)
    : folder_(std::move(folder)) {
  RecordFolder::Names names = folder_.names();
  names_ = std::move(names.acts);
  secrets_ = std::move(names.secrets);
  if (!audit::login_for_comparing(account).empty()) memory_ = memory_folder(folder_, data_folder, account);
  read_memory();
  const bool first_look = seen_.empty();
  if (first_look) forget_index();
  for (const std::string& name : names_without_entry()) {
    const auto found = folder_.act_in(name);
    if (!found) continue;  // torn: its batch is told
    const bool news = audit::login_for_comparing(found->act.account) == audit::login_for_comparing(account) &&
                      !(first_look && found->act.public_key == public_key);
    if (news) in_your_name_.push_back(*found);
    take(*found, news);
    new_.push_back(name);
  }
  auto name = names_.begin();  // both are sorted
  for (const SeenList::Entry& entry : seen_) {
    while (name != names_.end() && *name < entry.file) ++name;
    if (name == names_.end() || *name != entry.file)
      gone_.push_back({std::string{entry.file}, std::string{entry.id}, copy_of(entry), entry.told});
  }
}

std::vector<std::string> SeenActs::names_without_entry() const {
  std::vector<std::string> found;
  auto entry = seen_.begin();  // both are sorted
  for (const std::string& name : names_) {
    while (entry != seen_.end() && entry->file < name) ++entry;
    if (entry == seen_.end() || entry->file != name) found.push_back(name);
  }
  return found;
}

void SeenActs::read_memory() {
  std::error_code error;
  const fs::path file = memory_ / list_name;
  if (memory_.empty() || !fs::exists(file, error) || open_to_others(file)) return;
  seen_.read(read_file(file, longest_list));
}

void SeenActs::write_down(const std::string& lines) {
  if (memory_.empty()) return;
  try {
    std::error_code error;
    if (!fs::exists(memory_ / list_name, error)) make_secret_file(memory_ / list_name, {});
  } catch (const std::system_error&) {
    return;
  }
  // The line break first ends what a command that was killed left.
  std::ofstream{memory_ / list_name, std::ios::binary | std::ios::app} << "\n" + lines;
}

void SeenActs::take(const FoundAct& found, bool untold) {
  const std::string text = text_of(found.act), name = utf8_from_path(found.file.filename()), act_id = id_of(found.act);
  SeenList::Entry entry{name, act_id, -1, static_cast<std::int64_t>(text.size()), false, false};
  if (!memory_.empty()) {
    try {
      std::error_code error;
      if (!fs::exists(memory_ / copies_name, error)) make_secret_file(memory_ / copies_name, {});
      std::ofstream copies{memory_ / copies_name, std::ios::binary | std::ios::app};
      copies.seekp(0, std::ios::end);
      const auto at = static_cast<std::int64_t>(copies.tellp());
      if (copies << text << std::flush) entry.at = at;
    } catch (const std::system_error&) {
      entry.at = -1;
    }
  }
  std::string lines = SeenList::line_of(entry);
  seen_.put(entry);
  for (const std::string& fact : found.act.all("seen")) {
    const auto [file, id] = named_in(fact);
    if (!file.ends_with(act_suffix) || id.size() != 64) continue;
    if (seen_.put_named(file, id)) lines += SeenList::line_of(*seen_.find(file));
    lines += SeenList::line_of_named(id);
  }
  if (untold)
    untold_ += lines;
  else
    write_down(lines);
}

std::optional<FoundAct> SeenActs::copy_of(const SeenList::Entry& entry) const {
  constexpr std::int64_t longest_copy = 16 << 20;
  if (entry.at < 0 || entry.bytes <= 0 || entry.bytes > longest_copy) return std::nullopt;
  std::ifstream copies{memory_ / copies_name, std::ios::binary};
  std::string text(static_cast<std::size_t>(entry.bytes), '\0');
  copies.seekg(entry.at);
  if (!copies.read(text.data(), entry.bytes)) return std::nullopt;
  auto act = read_act(text);
  if (!act || id_of(*act) != entry.id || !signature_is_good(*act)) return std::nullopt;
  return FoundAct{std::move(*act), {}, folder_.path() / path_from_utf8(entry.file)};
}

std::vector<std::string> SeenActs::names_from(const std::string& start) const {
  std::vector<std::string> found;
  for (auto name = std::lower_bound(names_.begin(), names_.end(), start); name != names_.end() && name->starts_with(start); ++name)
    found.push_back(*name);
  return found;
}

void SeenActs::add_gone_of(const std::string& start, BatchRecord& record) const {
  for (const GoneAct& each : gone_) {
    if (!each.file.starts_with(start)) continue;
    record.gone.push_back({folder_.path() / path_from_utf8(each.file), each.copy ? std::optional{each.copy->act} : std::nullopt});
    // What stops a batch goes on stopping it, for whoever saw it.
    if (each.copy && each.copy->act.kind != prepared && each.copy->act.kind != approved) record.acts.push_back(*each.copy);
  }
  RecordFolder::sort_by_time(record.acts);
}

BatchRecord SeenActs::of_batch(const std::string& task, const std::string& batch) const {
  const std::string start = RecordFolder::start_of(task, batch);
  BatchRecord record = folder_.of_batch(task, batch, names_from(start));
  for (const FoundAct& each : record.acts) {
    const SeenList::Entry* seen = seen_.find(utf8_from_path(each.file.filename()));
    if (seen != nullptr && seen->id != id_of(each.act)) record.gone.push_back({each.file, std::nullopt});
  }
  add_gone_of(start, record);
  return record;
}

BatchRecord SeenActs::kept_of_batch(const std::string& task, const std::string& batch) const {
  const std::string start = RecordFolder::start_of(task, batch);
  BatchRecord record;
  for (const std::string& name : names_from(start)) {
    auto found = seen_of(name);
    if (found && found->act.task == task && found->act.batch == batch)
      record.acts.push_back(std::move(*found));
    else
      record.torn.push_back(folder_.path() / path_from_utf8(name));
  }
  add_gone_of(start, record);
  return record;
}

std::vector<std::string> SeenActs::heads(const std::string& task, const std::string& batch) const {
  std::vector<std::string> own, others;
  const std::string start = RecordFolder::start_of(task, batch);
  for (const SeenList::Entry& entry : seen_) {
    if (entry.named) continue;
    std::vector<std::string>& heads = entry.file.starts_with(start) ? own : others;
    if (heads.size() < most_heads && std::binary_search(names_.begin(), names_.end(), entry.file, std::less<>{}))
      heads.push_back(std::string{entry.file} + " " + std::string{entry.id});
  }
  own.insert(own.end(), others.begin(), others.end());
  if (own.size() > most_heads) own.resize(most_heads);
  return own;
}

void SeenActs::add(const Act& act) {
  folder_.add(act);
  take_own(act);
}

void SeenActs::add_again(const Act& act) {
  folder_.add_again(act);
  take_own(act);
}

void SeenActs::take_own(const Act& act) {
  const fs::path file = folder_.file_of(act);
  take({act, {}, file});
  const std::string name = utf8_from_path(file.filename());
  const auto place = std::lower_bound(names_.begin(), names_.end(), name);
  if (place == names_.end() || *place != name) names_.insert(place, name);
}

void SeenActs::told() {
  std::string lines = std::move(untold_);
  untold_.clear();
  for (GoneAct& each : gone_) {
    if (each.told) continue;
    each.told = true;
    lines += SeenList::line_of_told(each.file);
  }
  if (!lines.empty()) write_down(lines);
}

}  // namespace counterfoil::acts
