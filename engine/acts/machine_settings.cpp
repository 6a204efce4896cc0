#include "acts/machine_settings.hpp"

#include <system_error>
#include <utility>

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/who_and_when.hpp"
#include "spec/json_object.hpp"

namespace counterfoil::acts {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t longest_settings_file = 1 << 20;
constexpr const char* settings_file_name = "counterfoil.json";

}  // namespace

MachineSettings read_machine_settings(std::string_view text, const fs::path& file) {
  MachineSettings settings;
  settings.file = file;
  const JsonFile json{text, {"The settings of this machine"}, file_name_of(file)};
  JsonObject root = json.root();
  settings.record = path_from_utf8(root.text_or_empty("record"));
  settings.people = path_from_utf8(root.text_or_empty("people"));
  for (const auto& [name, path] : {std::pair{"record", &settings.record}, std::pair{"people", &settings.people}})
    if (!path->empty() && !path->is_absolute()) root.wrong(name, "must be a whole path.");
  if (root.has("folders"))
    for (const std::string& folder : root.texts("folders")) {
      settings.folders.push_back(path_from_utf8(folder));
      if (!settings.folders.back().is_absolute()) root.wrong("folders", "must hold whole paths.");
    }
  for (auto& [task, values] : root.named_objects("settings")) {
    std::map<std::string, CouncilValue>& of_task = settings.of_the_tasks[task];
    for (auto& [id, value] : values.named_objects()) {
      of_task[id] = {value.value("value"), value.flag("locked")};
      value.nothing_else();
    }
  }
  for (auto& [field, names] : root.named_lists("headings")) settings.headings[field] = std::move(names);
  for (auto& [name, value] : root.named_values("profile-values")) settings.profile_values[name] = std::move(value);
  root.nothing_else();
  return settings;
}

MachineSettings machine_settings() {
  const fs::path file = machine_folder() / settings_file_name;
  std::error_code error;
  if (!fs::exists(file, error)) return {};
  if (!is_from_it(file))
    throw Failure{FailureKind::refused,
                  "The settings for this whole machine, " + utf8_from_path(file) +
                      ", can be written by others than its administrators, so they prove nothing. Ask IT to look at them."};
  return read_machine_settings(read_file(file, longest_settings_file).view(), file);
}

}  // namespace counterfoil::acts
