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

MachineSettings machine_settings() {
  MachineSettings settings;
  const fs::path file = machine_folder() / settings_file_name;
  std::error_code error;
  if (!fs::exists(file, error)) return settings;
  if (!is_from_it(file))
    throw Failure{FailureKind::refused,
                  "The settings for this whole machine, " + utf8_from_path(file) +
                      ", can be written by others than its administrators, so they prove nothing. Ask IT to look at them."};
  settings.file = file;
  const Buffer text = read_file(file, longest_settings_file);
  const JsonFile json{text.view(), {"The settings of this machine"}, file_name_of(file)};
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
  root.nothing_else();
  return settings;
}

}  // namespace counterfoil::acts
