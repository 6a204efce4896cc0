#include "run/settings_table.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "acts/machine_settings.hpp"
#include "base/atomic_file.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/who_and_when.hpp"
#include "run/given/settings.hpp"
#include "spec/json_object.hpp"

namespace counterfoil::run {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* no_such_column = "we have no such column";
constexpr const char* fixed_for_everybody = "fixed for everybody";

fs::path user_file() { return data_folder() / "settings.json"; }

std::vector<fs::path> read_user_settings(std::string_view text, const std::string& name) {
  const JsonFile json{text, {"Your own settings"}, name};
  JsonObject root = json.root();
  std::vector<fs::path> folders;
  if (root.has("folders"))
    for (const std::string& folder : root.texts("folders")) {
      folders.push_back(path_from_utf8(folder));
      if (!folders.back().is_absolute()) root.wrong("folders", "must hold whole paths.");
    }
  root.nothing_else();
  return folders;
}

/// The strict reader of a level; Failure with the member that is wrong.
void check_text(const std::string& level, std::string_view text, const fs::path& file) {
  if (level == "machine")
    acts::read_machine_settings(text, file);
  else if (level == "team")
    read_settings_text(text, file);
  else
    read_user_settings(text, file_name_of(file));
}

std::string text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string in_words(const std::string& name) {
  static const std::map<std::string, std::string, std::less<>> words = {{"folders", "Folder of the team"},
                                                                        {"record", "Record folder"},
                                                                        {"people", "People file"},
                                                                        {"settings", "Setting of the task "},
                                                                        {"headings", "Further heading for "},
                                                                        {"sheet", "Sheet for "},
                                                                        {"parameters", "Setting: "},
                                                                        {"reasons", "Reason for the setting "},
                                                                        {"inputs", "File that is always used for "},
                                                                        {"team-table", "How the team's table is read: "},
                                                                        {"profile-values", "Finance file layout: "},
                                                                        {"sheets-in", "Second workbook for the sheets"},
                                                                        {"versions-kept", "Earlier versions that are kept"},
                                                                        {"calendar-details", "What calendar entries say of people"},
                                                                        {"calendar-organizer", "Whose calendar it is"},
                                                                        {"retention", "How long what is past is kept: "},
                                                                        {"wait-seconds", "Seconds to wait for another run"}};
  const std::size_t dot = name.find('.');
  const auto found = words.find(std::string_view{name}.substr(0, dot));
  if (found == words.end()) return name;
  return found->second + (dot == std::string::npos ? "" : name.substr(dot + 1));
}

class Table {
 public:
  explicit Table(const SettingsTableRequest& request) : request_(request) {
    files_.push_back({"machine", machine_folder() / "counterfoil.json", false, {}});
    if (!request.settings.empty() || !request.workbook.empty())
      files_.push_back({"team",
                        request.settings.empty() ? request.workbook.parent_path() / "counterfoil-settings.json" : request.settings,
                        false,
                        {}});
    files_.push_back({"user", user_file(), false, {}});
  }

  SettingsTable run() {
    if (!request_.level.empty()) change();
    for (SettingsFileLook& file : files_) look_at(file);
    mark_what_counts();
    table_.files = files_;
    return std::move(table_);
  }

 private:
  void look_at(SettingsFileLook& file) {
    std::error_code error;
    file.there = fs::is_regular_file(file.file, error);
    if (!file.there) return;
    try {
      if (file.level == "machine") acts::machine_settings();  // whether it is IT's, besides
      const Buffer text = read_file(file.file, settings_limit);
      check_text(file.level, text.view(), file.file);
      tell(file.level, parsed(text.view()), {});
    } catch (const Failure& failure) {
      file.trouble = failure.what();
    }
  }

  static Json parsed(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    return Json::parse(text, nullptr, false, true);
  }

  void tell(const std::string& level, const Json& value, const std::string& name) {
    if (value.is_object() && value.contains("value") && name.starts_with("settings.")) {
      const bool locked = value.value("locked", false);
      table_.lines.push_back({level, name, in_words(name), text_of(value["value"]), locked ? fixed_for_everybody : "", false});
    } else if (value.is_object()) {
      for (const auto& [member, inner] : value.items()) tell(level, inner, name.empty() ? member : name + "." + member);
    } else if (value.is_array() && value.empty() && name.starts_with("headings.")) {
      table_.lines.push_back({level, name, in_words(name), no_such_column, {}, level == "team"});
    } else if (value.is_array()) {
      for (const Json& one : value) tell(level, one, name);
    } else {
      const bool answer = level == "team" && (name.starts_with("headings.") || name.starts_with("team-table."));
      table_.lines.push_back({level, name, in_words(name), text_of(value), {}, answer});
    }
  }

  /// What the team says of a setting comes after the council's, unless that is fixed.
  void mark_what_counts() {
    for (SettingsLine& line : table_.lines) {
      if (line.level != "machine" || !line.name.starts_with("settings.") || !line.note.empty()) continue;
      const std::string id = line.name.substr(line.name.rfind('.') + 1);
      for (const SettingsLine& other : table_.lines)
        if (other.level == "team" && other.name == "parameters." + id)
          line.note = "where the task has it, the team's own counts instead";
    }
  }

  void change() {
    const auto file = std::find_if(files_.begin(), files_.end(), [&](const auto& each) { return each.level == request_.level; });
    if (file == files_.end())
      throw Failure{FailureKind::usage,
                    request_.level == "team"
                        ? "Say whose team's settings are changed: name the workbook."
                        : "There are settings of the machine, of the team and of the user, none of \"" + request_.level + "\"."};
    Json json = Json::object();
    ReplaceOptions options;
    options.versions.most = 0;
    std::error_code error;
    if (fs::exists(file->file, error)) {
      const Buffer text = read_file(file->file, settings_limit);
      options.base = fingerprint_of(text.view());
      if (text.view().find("//") != std::string_view::npos && !Json::accept(text.view()))
        throw Failure{FailureKind::usage,
                      file_name_of(file->file) +
                          " has remarks in it, which would be lost. Change it by hand; what it holds is checked here."};
      json = parsed(text.view());
      if (!json.is_object())
        throw Failure{FailureKind::usage, file_name_of(file->file) + " does not read. Put it right by hand first."};
    } else {
      options.must_be_new = true;
    }
    for (const auto& [name, value] : request_.sets) set(json, name, value);
    for (const std::string& name : request_.take_out) take_out(json, name);
    const std::string text = json.dump(2) + "\n";
    check_text(file->level, text, file->file);
    fs::create_directories(file->file.parent_path(), error);
    replace_file(file->file, text, options);
    table_.words.push_back("Saved in " + utf8_from_path(file->file) + ".");
  }

  /// "settings.uplift.rounding" to its members.
  static std::vector<std::string> parts_of(const std::string& name) {
    std::vector<std::string> parts;
    for (std::size_t start = 0; start <= name.size();) {
      const std::size_t end = std::min(name.find('.', start), name.size());
      parts.push_back(name.substr(start, end - start));
      start = end + 1;
    }
    return parts;
  }

  void set(Json& json, const std::string& name, const std::string& value) const {
    Json* at = &json;
    const std::vector<std::string> parts = parts_of(name);
    for (const std::string& part : parts) {
      if (!at->is_object() && !at->is_null()) throw Failure{FailureKind::usage, "There is no setting \"" + name + "\"."};
      at = &(*at)[part];
    }
    const bool is_list = parts.front() == "folders" || parts.front() == "headings";
    if (is_list) {
      if (at->is_string()) *at = Json::array({*at});
      if (std::find(at->begin(), at->end(), Json(value)) == at->end()) at->push_back(value);
    } else if (parts.front() == "settings" && request_.level == "machine" && parts.size() == 3) {
      (*at)["value"] = value;
    } else if (parts.size() == 4 && parts.back() == "locked") {
      *at = value == "yes" || value == "true";
    } else if (parts.front() == "versions-kept" || parts.front() == "wait-seconds" || parts.front() == "retention") {
      const Json number = Json::parse(value, nullptr, false);
      *at = number.is_number_unsigned() ? number : Json(value);
    } else {
      *at = value;
    }
  }

  static void take_out(Json& json, const std::string& text) {
    const std::size_t equals = text.find('=');
    const std::string name = text.substr(0, equals);
    const std::optional<std::string> value = equals == std::string::npos ? std::nullopt : std::optional{text.substr(equals + 1)};
    std::vector<Json*> way{&json};
    const std::vector<std::string> parts = parts_of(name);
    for (const std::string& part : parts) {
      if (!way.back()->is_object() || !way.back()->contains(part))
        throw Failure{FailureKind::usage, "There is no setting \"" + name + "\" to take out."};
      way.push_back(&(*way.back())[part]);
    }
    if (value && way.back()->is_array() && !way.back()->empty()) {
      const auto found = std::find(way.back()->begin(), way.back()->end(), Json(*value));
      if (found == way.back()->end())
        throw Failure{FailureKind::usage, "\"" + *value + "\" is not among the settings \"" + name + "\"."};
      way.back()->erase(found);
      if (!way.back()->empty()) return;
    }
    // What is empty now goes too.
    for (std::size_t at = parts.size(); at-- > 0;) {
      way[at]->erase(parts[at]);
      if (!way[at]->empty()) break;
    }
  }

  const SettingsTableRequest& request_;
  std::vector<SettingsFileLook> files_;
  SettingsTable table_;
};

}  // namespace

SettingsTable settings_table(const SettingsTableRequest& request) { return Table{request}.run(); }

std::vector<fs::path> folders_of_user() {
  std::error_code error;
  const fs::path file = user_file();
  if (!fs::is_regular_file(file, error)) return {};
  const Buffer text = read_file(file, settings_limit);
  return read_user_settings(text.view(), file_name_of(file));
}

}  // namespace counterfoil::run
