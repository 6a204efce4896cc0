#include "run/two_people/cut_off_files.hpp"

#include <system_error>

#include "base/file.hpp"
#include "run/two_people/batch_files.hpp"

namespace counterfoil::run {

namespace {

namespace fs = std::filesystem;

std::optional<acts::Act> act_of(const std::vector<acts::FoundAct>& acts, std::string_view kind, const std::string& id) {
  for (const acts::FoundAct& each : acts)
    if (each.act.kind == kind && acts::id_of(each.act) == id) return each.act;
  return std::nullopt;
}

}  // namespace

CutOffFiles cut_off_files(const acts::Act& release, const acts::BatchRecord& record, const fs::path& folder) {
  CutOffFiles files;
  std::vector<acts::FoundAct> acts = record.acts;
  for (const fs::path& place : {folder, unfinished_release(folder)}) {
    std::error_code error;
    std::vector<fs::path> torn;
    if (fs::is_directory(place, error))
      for (acts::FoundAct& each : acts::acts_beside(place, torn)) acts.push_back(std::move(each));
  }
  files.approved = act_of(acts, acts::approved, release.fact("approval"));
  if (files.approved) files.prepared = act_of(acts, acts::prepared, files.approved->fact("prepared"));
  if (!files.prepared) return files;
  files.all = files_of_facts(release.all("file"));
  for (ReleasedFile& read_me : files_of_facts(release.all("read-me"))) files.all.push_back(std::move(read_me));
  const auto add = [&](const char* name, const acts::Act& act) {
    const Fingerprint fingerprint = fingerprint_of(acts::text_of(act));
    files.all.push_back({name, fingerprint.size, fingerprint.sha256});
  };
  add(prepared_file, *files.prepared);
  add(approved_file, *files.approved);
  add(released_file, release);
  std::error_code error;
  if (fs::exists(folder, error)) {
    files.folder_taken = !wrong_in_release(folder, files.all).empty();
    if (!files.folder_taken) files.lie = CutOffFiles::Lie::in_place;
  } else if (fs::is_directory(unfinished_release(folder), error) &&
             wrong_in_release(unfinished_release(folder), files.all).empty()) {
    files.lie = CutOffFiles::Lie::beside;
  }
  return files;
}

}  // namespace counterfoil::run
