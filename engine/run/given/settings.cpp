#include "run/given/settings.hpp"

#include <nlohmann/json.hpp>

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "run/given/team_answers.hpp"

namespace counterfoil::run {

namespace {

using Json = nlohmann::ordered_json;
constexpr std::uint64_t settings_limit = 1 << 20;

class Reader {
 public:
  explicit Reader(const std::filesystem::path& file) : name_(utf8_from_path(file.filename())) { settings_.file = file; }

  Settings read() {
    const Buffer text = read_file(settings_.file, settings_limit);
    std::string_view view = text.view();
    if (view.starts_with("\xEF\xBB\xBF")) view.remove_prefix(3);
    const Json json = Json::parse(view, nullptr, false, true);
    if (!json.is_object()) refuse("it is not sound JSON. Compare it with the example in the README");
    for (const auto& [member, value] : json.items()) take(member, value);
    return std::move(settings_);
  }

 private:
  void take(const std::string& member, const Json& value) {
    if (member == "headings") {
      for (const auto& [field, names] : object(member, value).items())
        settings_.headings[field] = texts(member + "." + field, names);
    } else if (member == "sheet") {
      for (const auto& [input, sheet] : object(member, value).items()) settings_.sheets[input] = text(member + "." + input, sheet);
    } else if (member == "parameters") {
      for (const auto& [id, given] : object(member, value).items())
        settings_.parameters.emplace_back(id, text(member + "." + id, given));
    } else if (member == "inputs") {
      for (const auto& [input, file] : object(member, value).items())
        settings_.inputs[input] = settings_.file.parent_path() / path_from_utf8(text(member + "." + input, file));
    } else if (member == "team-table") {
      for (const auto& [name, answer] : object(member, value).items()) {
        check_answer_name(name);
        settings_.team_table[name] = text(member + "." + name, answer);
      }
    } else if (member == "sheets-in") {
      settings_.sheets_in = settings_.file.parent_path() / path_from_utf8(text(member, value));
    } else if (member == "profile-values") {
      for (const auto& [name, given] : object(member, value).items())
        settings_.profile_values[name] = text(member + "." + name, given);
    } else if (member == "versions-kept") {
      settings_.versions_kept = number(member, value, 1000);
    } else if (member == "wait-seconds") {
      settings_.wait_seconds = number(member, value, 3600);
    } else {
      const std::string guess = nearest(member, {"headings", "sheet", "parameters", "inputs", "team-table", "sheets-in",
                                                 "profile-values", "versions-kept", "wait-seconds"});
      refuse("it has a part \"" + member + "\" that is not known" + (guess.empty() ? "" : ". Did you mean \"" + guess + "\"?"));
    }
  }

  const Json& object(const std::string& member, const Json& value) const {
    if (!value.is_object()) refuse("\"" + member + "\" must hold names and values in { }");
    return value;
  }

  std::string text(const std::string& member, const Json& value) const {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number_integer()) return value.dump();
    refuse("\"" + member + "\" must be text in quotes");
  }

  unsigned number(const std::string& member, const Json& value, unsigned most) const {
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > most)
      refuse("\"" + member + "\" must be a whole number from 0 to " + std::to_string(most));
    return value.get<unsigned>();
  }

  std::vector<std::string> texts(const std::string& member, const Json& value) const {
    if (value.is_string()) return {value.get<std::string>()};
    if (!value.is_array()) refuse("\"" + member + "\" must be a heading, or a list of headings in [ ]");
    std::vector<std::string> all;
    for (const Json& each : value) all.push_back(text(member, each));
    return all;
  }

  [[noreturn]] void refuse(const std::string& reason) const {
    throw Failure{FailureKind::usage, "The settings file " + name_ + " cannot be used: " + reason + "."};
  }

  std::string name_;
  Settings settings_;
};

}  // namespace

Settings read_settings(const std::filesystem::path& file) { return Reader{file}.read(); }

Settings settings_for(const std::filesystem::path& named, const std::filesystem::path& workbook) {
  if (!named.empty()) return read_settings(named);
  const std::filesystem::path beside = workbook.parent_path() / "counterfoil-settings.json";
  std::error_code error;
  return std::filesystem::is_regular_file(beside, error) ? read_settings(beside) : Settings{};
}

host::ParameterTexts joined(const host::ParameterTexts& of_file, const host::ParameterTexts& of_command) {
  host::ParameterTexts all = of_file;
  all.insert(all.end(), of_command.begin(), of_command.end());
  return all;
}

}  // namespace counterfoil::run
