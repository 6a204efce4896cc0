#include "run/two_people/release_folder.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <system_error>

#include "base/atomic_file.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"

namespace counterfoil::run {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* list_name = "counterfoil-release.json";
constexpr std::uint64_t list_limit = 1 << 20;

std::string list_text(const ReleaseList& list) {
  Json files = Json::array();
  for (const ReleasedFile& file : list.files)
    files.push_back({{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}});
  const Json json = {{"task", list.task},           {"batch", list.batch},
                     {"workbook", list.workbook},   {"released_by", list.released_by},
                     {"time_utc", list.moment.utc}, {"time_local", list.moment.local},
                     {"totals", list.totals},       {"files", files}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

void write_file(const fs::path& path, std::string_view bytes) {
  const auto file = system_file_operations().create(path, {});
  file->write(bytes);
  file->flush();
  file->close();
}

[[noreturn]] void unwritable(const fs::path& folder, const std::error_code& error) {
  throw Failure{FailureKind::unwritable, "The folder \"" + file_name_of(folder) +
                                             "\" for the released files cannot be written: " + cause_in_words(error) + "."};
}

}  // namespace

std::optional<ReleaseList> read_release_list(const fs::path& folder) {
  std::error_code error;
  if (!fs::is_regular_file(folder / list_name, error)) return std::nullopt;
  const Buffer text = read_file(folder / list_name, list_limit);
  const Json json = Json::parse(text.view(), nullptr, false);
  if (!json.is_object()) return std::nullopt;
  const auto get = [&](const char* name) {
    return json.contains(name) && json[name].is_string() ? json[name].get<std::string>() : std::string{};
  };
  ReleaseList list;
  list.task = get("task");
  list.batch = get("batch");
  list.workbook = get("workbook");
  list.released_by = get("released_by");
  list.moment.utc = get("time_utc");
  list.moment.local = get("time_local");
  list.totals = get("totals");
  if (!json.contains("files") || !json["files"].is_array()) return std::nullopt;
  for (const Json& each : json["files"]) {
    if (!each.is_object() || !each.contains("name") || !each["name"].is_string() || !each.contains("sha256") ||
        !each["sha256"].is_string() || !each.contains("bytes") || !each["bytes"].is_number_unsigned())
      return std::nullopt;
    list.files.push_back({each["name"].get<std::string>(), each["bytes"].get<std::uint64_t>(), each["sha256"].get<std::string>()});
  }
  return list;
}

fs::path unfinished_release(const fs::path& folder) { return companion_of(folder, ".unfinished"); }

void write_release(const fs::path& folder, const ReleaseList& list, const std::vector<FileToRelease>& files) {
  const fs::path beside = unfinished_release(folder);
  std::error_code error;
  fs::remove_all(beside, error);
  if (error) unwritable(folder, error);
  try {
    system_file_operations().make_folder(beside);
    for (const FileToRelease& file : files) write_file(beside / path_from_utf8(file.name), file.bytes);
    write_file(beside / list_name, list_text(list));
    system_file_operations().flush_folder(beside);
  } catch (const std::system_error& failure) {
    remove_unfinished(folder);
    unwritable(folder, failure.code());
  }
  for (const FileToRelease& file : files)
    if (fingerprint_of_file(beside / path_from_utf8(file.name)) != fingerprint_of(file.bytes)) {
      remove_unfinished(folder);
      throw Failure{FailureKind::unwritable, "The drive did not keep the file " + file.name +
                                                 " as it was written. Try again, or release to another drive with --to FOLDER."};
    }
}

void publish_release(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(folder, error) || error)
    throw Failure{FailureKind::changed,
                  "The folder \"" + file_name_of(folder) +
                      "\" is there already. Look at what it holds; move it away if it is not of this release."};
  fs::rename(unfinished_release(folder), folder, error);
  if (error) unwritable(folder, error);
  try {
    system_file_operations().flush_folder(folder.has_parent_path() ? folder.parent_path() : fs::path{"."});
  } catch (const std::system_error&) {
    return;  // the folder is there; drives that cannot flush one say so here
  }
}

void remove_unfinished(const fs::path& folder) noexcept {
  std::error_code error;
  fs::remove_all(unfinished_release(folder), error);
}

bool holds_release(const fs::path& folder, const std::vector<ReleasedFile>& files) {
  std::set<std::string> expected{list_name};
  for (const ReleasedFile& file : files) {
    expected.insert(file.name);
    std::error_code error;
    if (!fs::is_regular_file(folder / path_from_utf8(file.name), error)) return false;
    if (fingerprint_of_file(folder / path_from_utf8(file.name)) != Fingerprint{file.bytes, file.sha256}) return false;
  }
  std::error_code error;
  for (fs::directory_iterator each{folder, error}, end; !error && each != end; each.increment(error))
    if (!expected.contains(utf8_from_path(each->path().filename()))) return false;
  return !error;
}

}  // namespace counterfoil::run
