#include "run/form.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "spec/json_object.hpp"

namespace counterfoil::run {

namespace {

constexpr std::uint64_t form_limit = 1 << 20;
constexpr const char* other_settings = "Other settings";

/// "half-up" -> "Half up".
std::string title_of(const std::string& choice) {
  std::string title = choice;
  std::replace(title.begin(), title.end(), '-', ' ');
  if (!title.empty() && title.front() >= 'a' && title.front() <= 'z') title.front() = static_cast<char>(title.front() - 32);
  return title;
}

void read_groups(JsonObject& root, Form& form) {
  if (!root.has("groups")) return;
  for (JsonObject& group : root.objects("groups")) {
    const std::string title = group.text("title");
    for (const std::string& id : group.texts("settings")) {
      const auto setting = form.settings.find(id);
      if (setting == form.settings.end()) group.wrong("settings", "names \"" + id + "\", which is no setting of the task.");
      setting->second.group = title;
      form.order.push_back(id);
    }
    group.nothing_else();
  }
}

void read_choices(JsonObject& root, const host::PluginDescription& task, Form& form) {
  if (!root.has("choices")) return;
  JsonObject choices = root.object("choices");
  for (const host::ParameterDescription& parameter : task.parameters) {
    if (!choices.has(parameter.id.c_str())) continue;
    const auto titles = choices.text_by_name(parameter.id.c_str());
    for (std::size_t at = 0; at < parameter.choices.size(); ++at)
      if (const auto title = titles.find(parameter.choices[at]); title != titles.end())
        form.settings[parameter.id].choice_titles[at] = title->second;
  }
  choices.nothing_else();
}

void read_example(JsonObject& root, const Installation& installation, Form& form) {
  if (!root.has("example")) return;
  JsonObject example = root.object("example");
  form.example_workbook = example.text("workbook");
  for (const auto& [input, name] : example.text_by_name("files")) {
    std::error_code error;
    const std::filesystem::path file = installation.examples / path_from_utf8(name);
    if (std::filesystem::is_regular_file(file, error)) form.example_files[input] = file;
  }
  example.nothing_else();
}

}  // namespace

Form form_of(const Installation& installation, const host::PluginDescription& task) {
  Form form;
  form.purpose = task.summary;
  form.companions = load_spec(installation, task.id).companions;
  for (const host::ParameterDescription& parameter : task.parameters) {
    FormSetting& setting = form.settings[parameter.id];
    setting.group = other_settings;
    for (const std::string& choice : parameter.choices) setting.choice_titles.push_back(title_of(choice));
  }
  std::error_code error;
  const std::string name = task.id + ".json";
  const std::filesystem::path file = installation.forms / path_from_utf8(name);
  if (std::filesystem::is_regular_file(file, error)) {
    const Buffer text = read_file(file, form_limit);
    const JsonFile json{text.view(), {"The form"}, name};
    JsonObject root = json.root();
    form.purpose = root.text("purpose");
    for (const std::string& id : root.texts("main")) {
      const auto setting = form.settings.find(id);
      if (setting == form.settings.end()) root.wrong("main", "names \"" + id + "\", which is no setting of the task.");
      setting->second.advanced = false;
      form.order.push_back(id);
    }
    read_groups(root, form);
    read_choices(root, task, form);
    read_example(root, installation, form);
    root.nothing_else();
  }
  for (const host::ParameterDescription& parameter : task.parameters) form.order.push_back(parameter.id);
  std::vector<std::string> once;
  for (const std::string& id : form.order)
    if (std::find(once.begin(), once.end(), id) == once.end()) once.push_back(id);
  form.order = std::move(once);
  return form;
}

}  // namespace counterfoil::run
