#include "acts/record_folder.hpp"

#include <algorithm>
#include <system_error>

#include "base/digest.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/secret_file.hpp"

namespace counterfoil::acts {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t longest_act = 16 << 20;

[[noreturn]] void unreachable(const fs::path& folder, const std::error_code& error) {
  throw Failure{FailureKind::unreadable, "The team's record folder " + utf8_from_path(folder) +
                                             " cannot be reached: " + cause_in_words(error) +
                                             ". Without it nothing is approved or released. Connect to it, and try again."};
}

/// `take`: of a file's name in the folder, which it may keep.
template <class Take>
void each_file(const fs::path& folder, const Take& take) {
  std::error_code error;
  if (!fs::exists(folder, error) && !error) return;  // nothing was ever written
  fs::directory_iterator each{folder, error}, end;
  if (error) unreachable(folder, error);
  for (; each != end; each.increment(error)) {
    if (error) unreachable(folder, error);
    take(file_name_of(each->path()));
  }
}

/// Nothing where the file is no whole act with a good signature.
std::optional<FoundAct> read_found(const fs::path& file) {
  std::error_code error;
  if (fs::symlink_status(file, error).type() != fs::file_type::regular) return std::nullopt;
  if (fs::file_size(file, error) == 0 || error) return std::nullopt;
  const Buffer text = read_file(file, longest_act);
  auto act = read_act(text.view());
  if (!act || !signature_is_good(*act)) return std::nullopt;
  return FoundAct{std::move(*act), owner_of_file(file), file};
}

/// A completion had the one name of its batch in earlier versions.
bool has_the_name(const fs::path& file, const fs::path& own, const Act& act) {
  return own.filename() == file.filename() ||
         (act.kind == completed &&
          file.filename() == path_from_utf8(RecordFolder::start_of(act.task, act.batch) + std::string{completed} + act_suffix));
}

}  // namespace

std::string RecordFolder::start_of(const std::string& task, const std::string& batch) {
  FieldDigest digest{"counterfoil batch"};
  digest.add("task", task).add("batch", batch);
  return digest.hex().substr(0, 24) + ".";
}

void RecordFolder::sort_by_time(std::vector<FoundAct>& acts) {
  std::sort(acts.begin(), acts.end(), [](const FoundAct& left, const FoundAct& right) {
    return std::pair{left.act.time_utc, left.act.signature} < std::pair{right.act.time_utc, right.act.signature};
  });
}

RecordFolder::Names RecordFolder::names() const {
  Names names;
  each_file(folder_, [&](std::string name) {
    if (name.ends_with(secret_suffix))
      names.secrets.push_back(std::move(name));
    else if (name.ends_with(act_suffix))
      names.acts.push_back(std::move(name));
  });
  std::sort(names.acts.begin(), names.acts.end());
  std::sort(names.secrets.begin(), names.secrets.end());
  return names;
}

std::optional<FoundAct> RecordFolder::act_in(const std::string& name) const {
  const fs::path file = folder_ / path_from_utf8(name);
  auto found = read_found(file);
  if (found && !has_the_name(file, file_of(found->act), found->act)) return std::nullopt;
  return found;
}

bool RecordFolder::there() const {
  std::error_code error;
  return fs::is_directory(folder_, error);
}

BatchRecord RecordFolder::of_batch(const std::string& task, const std::string& batch) const {
  const std::string start = start_of(task, batch);
  std::vector<std::string> names;
  each_file(folder_, [&](std::string name) {
    if (name.starts_with(start) && name.ends_with(act_suffix)) names.push_back(std::move(name));
  });
  return of_batch(task, batch, names);
}

BatchRecord RecordFolder::of_batch(const std::string& task, const std::string& batch, const std::vector<std::string>& names) const {
  BatchRecord record;
  for (const std::string& name : names) {
    // A file under another act's name is as bad as one that does not read: it could hide the real one.
    auto found = act_in(name);
    if (!found || found->act.task != task || found->act.batch != batch)
      record.torn.push_back(folder_ / path_from_utf8(name));
    else
      record.acts.push_back(std::move(*found));
  }
  sort_by_time(record.acts);
  return record;
}

fs::path RecordFolder::file_of(const Act& act) const {
  std::string name = start_of(act.task, act.batch) + act.kind;
  if (act.kind != released) name += "." + id_of(act).substr(0, 16);
  return folder_ / (name + act_suffix);
}

void RecordFolder::add(const Act& act) const {
  std::error_code error;
  fs::create_directory(folder_, error);
  try {
    make_lasting_file(file_of(act), text_of(act));
  } catch (const std::system_error& failure) {
    // The very act, signed twice within a second, is there once. A release is never taken for one's own that another process made.
    if (failure.code() == std::errc::file_exists && act.kind != released)
      if (const auto there = read_found(file_of(act)); there && text_of(there->act) == text_of(act)) return;
    if (failure.code() == std::errc::file_exists)
      throw Failure{FailureKind::changed, "Batch " + act.batch + " was " + act.kind +
                                              " by somebody else at this moment. Look at \"counterfoil verify\"."};
    throw Failure{FailureKind::unwritable, "The team's record folder " + utf8_from_path(folder_) + " takes no new file: " +
                                               cause_in_words(failure.code()) + ". Ask whoever keeps the folder."};
  }
}

void RecordFolder::add_again(const Act& act) const {
  try {
    make_lasting_file_again(file_of(act), text_of(act));
  } catch (const std::system_error& failure) {
    throw Failure{FailureKind::unwritable, "The team's record folder " + utf8_from_path(folder_) +
                                               " does not let the act be finished whose writing was cut off: " +
                                               cause_in_words(failure.code()) + ". Ask whoever keeps the folder."};
  }
}

std::vector<FoundAct> acts_beside(const fs::path& folder, std::vector<fs::path>& torn) {
  std::vector<FoundAct> acts;
  each_file(folder, [&](const std::string& name) {
    if (!name.ends_with(act_suffix)) return;
    const fs::path file = folder / path_from_utf8(name);
    if (auto found = read_found(file))
      acts.push_back(std::move(*found));
    else
      torn.push_back(file);
  });
  RecordFolder::sort_by_time(acts);
  return acts;
}

}  // namespace counterfoil::acts
