#include "run/given/team_answers.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/atomic_file.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace counterfoil::run {

namespace {

using Json = nlohmann::ordered_json;

/// These are about the run at hand: next month they would be wrong.
bool is_lasting(const std::string& name) { return name != "last-period" && name != "heading" && name != "band"; }

}  // namespace

const std::vector<std::string>& answer_names() {
  static const std::vector<std::string> names = {"sheet",   "headings-row", "person_id", "line_id",      "name",
                                                 "surname", "forename",     "service",   "service_type", "provider",
                                                 "payee",   "last-period",  "heading",   "band"};
  return names;
}

void check_answer_name(const std::string& name) {
  if (std::find(answer_names().begin(), answer_names().end(), name) != answer_names().end()) return;
  if (name.starts_with("formula:") && name.size() > 8) return;  // about a kind of formula, by its heading
  const std::string guess = nearest(name, answer_names());
  throw Failure{FailureKind::usage, "The team's table has no part \"" + name + "\"." +
                                        (guess.empty() ? "" : " Did you mean \"" + guess + "\"?") + " There are " +
                                        list_in_words(answer_names()) + "."};
}

void take_answers(Settings& settings, const TeamRequest& request) {
  for (const auto& [name, value] : request.answers) {
    check_answer_name(name);
    settings.team_table[name] = value;
  }
  for (const auto& [field, heading] : request.headings) {
    std::vector<std::string>& names = settings.headings[field];  // none: there is no such column
    if (!heading.empty()) names.push_back(heading);
  }
  if (!request.sheets_in.empty()) settings.sheets_in = request.sheets_in;
}

std::string keep_answers(const Settings& settings, const TeamRequest& request, const std::filesystem::path& workbook,
                         const std::string& run_id) {
  const std::filesystem::path file = settings.file.empty() ? workbook.parent_path() / "counterfoil-settings.json" : settings.file;
  const std::string name = file_name_of(file);
  Json json = Json::object();
  ReplaceOptions options;
  options.must_be_new = settings.file.empty();
  options.versions.most = 0;
  options.stamp = run_id;
  if (!settings.file.empty()) {
    const Buffer text = read_file(settings.file, settings_limit);
    options.base = fingerprint_of(text.view());
    std::string_view view = text.view();
    if (view.starts_with("\xEF\xBB\xBF")) view.remove_prefix(3);
    json = Json::parse(view, nullptr, false);
    if (!json.is_object())
      return "The answers could not be kept: " + name +
             " has remarks in it, which would be lost. Write the answers into it by hand.";
  }
  const Json before = json;
  for (const auto& [answer, value] : request.answers)
    if (is_lasting(answer)) json["team-table"][answer] = value;
  for (const auto& [field, heading] : request.headings) {
    Json& names = json["headings"][field];
    if (names.is_string()) names = Json::array({names});
    if (names.is_null()) names = Json::array();
    if (heading.empty()) continue;
    if (std::find(names.begin(), names.end(), Json(heading)) == names.end()) names.push_back(heading);
  }
  if (!request.sheets_in.empty()) {
    std::error_code error;
    const std::filesystem::path relative = std::filesystem::proximate(
        request.sheets_in, file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."}, error);
    json["sheets-in"] = utf8_from_path(error || relative.empty() ? request.sheets_in : relative);
  }
  if (json == before) return {};
  try {
    replace_file(file, json.dump(2) + "\n", options);
  } catch (const Failure& failure) {
    return std::string{"The answers could not be kept in "} + name + ": " + failure.what();
  }
  return "The answers are kept in " + name + ", so that next period needs none.";
}

}  // namespace counterfoil::run
