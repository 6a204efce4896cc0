#include "launcher/tools.hpp"

#include <algorithm>

#include "launcher/presenter.hpp"
#include "launcher/words.hpp"

namespace counterfoil::launcher {

namespace {

using Kind = ToolField::Kind;

std::string state_of(const std::string& kind) {
  return kind == "problem" ? words::look_at_it : kind == "limit" ? words::for_information : words::in_order;
}

std::string version_in_words(const client::Version& version) {
  if (!version.trouble.empty()) return version.trouble;
  std::string text = version.run.empty() ? words::version_before_first : words::version_after_run + version.run;
  if (!version.user.empty()) text += words::by + version.user;
  if (!version.replaced_by.empty()) text += words::version_until + version.replaced_by;
  return text;
}

}  // namespace

/// Long because it is a table: for each thing to do its words, fields and buttons.
const std::vector<Tool>& Tools::all() {
  static const std::vector<Tool> tools = {
      {"verify",
       words::tool_verify,
       words::tool_verify_purpose,
       {{"workbook", words::field_workbook, Kind::file, false}, {"code", words::field_check_code, Kind::text, true}},
       {{"check", words::do_check, false}}},
      {"release-check",
       words::tool_release_check,
       words::tool_release_check_purpose,
       {{"folder", words::field_release_folder, Kind::folder, false}},
       {{"check", words::do_check, false}}},
      {"versions",
       words::tool_versions,
       words::tool_versions_purpose,
       {{"workbook", words::field_workbook, Kind::file, false},
        {"day", words::field_day, Kind::text, true},
        {"as", words::field_new_file, Kind::new_file, true}},
       {{"list", words::do_list, false}, {"restore", words::do_restore, false}}},
      {"join",
       words::tool_join,
       words::tool_join_purpose,
       {{"mine", words::field_mine, Kind::file, false},
        {"theirs", words::field_theirs, Kind::file, false},
        {"base", words::field_base, Kind::file, false},
        {"as", words::field_new_file, Kind::new_file, true}},
       {{"list", words::do_list_versions, false}, {"take", words::do_take_base, true}, {"join", words::do_join, false}}},
      {"safe-copy",
       words::tool_safe_copy,
       words::tool_safe_copy_purpose,
       {{"workbook", words::field_workbook, Kind::file, false}, {"copy", words::field_copy, Kind::new_file, true}},
       {{"look", words::do_look, false}, {"copy", words::do_copy, false}}},
      {"people",
       words::tool_people,
       words::tool_people_purpose,
       {{"workbook", words::field_people_workbook, Kind::file, true},
        {"who", words::field_who, Kind::text, true},
        {"code", words::field_key_code, Kind::text, true}},
       {{"list", words::do_list_keys, false}, {"confirm", words::do_confirm, false}}},
      {"answers",
       words::tool_answers,
       words::tool_answers_purpose,
       {{"workbook", words::field_workbook, Kind::file, false}},
       {{"list", words::do_list_answers, false}, {"undo", words::do_undo, true}}},
      {"settings",
       words::tool_settings,
       words::tool_settings_purpose,
       {{"workbook", words::field_settings_workbook, Kind::file, true},
        {"level",
         words::field_level,
         Kind::choice,
         true,
         {{"machine", words::level_machine}, {"team", words::level_team}, {"user", words::level_user}}},
        {"name", words::field_setting_name, Kind::text, true},
        {"value", words::field_setting_value, Kind::text, true}},
       {{"list", words::do_list_settings, false},
        {"fill", words::do_fill, true},
        {"set", words::do_set, false},
        {"undo", words::do_take_out, true}}},
      {"problem",
       words::tool_problem,
       words::tool_problem_purpose,
       {{"as", words::field_report, Kind::new_file, true}},
       {{"look", words::do_look_report, false}, {"save", words::do_save_report, false}}},
  };
  return tools;
}

std::string Tools::value(const std::string& field) const {
  const auto found = values_.find(field);
  return found == values_.end() ? std::string{} : found->second;
}

void Tools::choose(std::size_t at, const std::string& file) {
  if (running_ || at >= all().size()) return;
  const std::string known = !file.empty() ? file : !value("workbook").empty() ? value("workbook") : value("mine");
  at_ = at;
  values_.clear();
  said_.clear();
  rows_.clear();
  made_.clear();
  for (const ToolField& field : tool().fields)
    if (field.kind == Kind::file && (field.id == "workbook" || field.id == "mine")) values_[field.id] = known;
  if (is("people") || is("settings")) return ask(command("list", -1));
  changed_();
}

void Tools::set(const std::string& field, const std::string& value) {
  if (values_[field] == value) return;
  values_[field] = value;
  changed_();
}

bool Tools::may(const std::string& button, int row) const {
  if (running_) return false;
  const bool has_row =
      row >= 0 && static_cast<std::size_t>(row) < rows_.size() && !rows_[static_cast<std::size_t>(row)].key.empty();
  if (button == "restore") return !value("workbook").empty() && (has_row || !value("day").empty());
  if (button == "take" || button == "fill" || button == "undo") return has_row;
  if (button == "set") return !value("level").empty() && !value("name").empty() && !value("value").empty();
  if (button == "save") return !value("as").empty();
  if (button == "list" && is("join")) return !value("mine").empty();
  if (button == "copy") return !value("workbook").empty() && !value("copy").empty();
  if (button == "confirm") return !value("who").empty() && !value("code").empty();
  return std::all_of(tool().fields.begin(), tool().fields.end(),
                     [&](const ToolField& field) { return field.may_be_empty || !value(field.id).empty(); });
}

std::vector<std::string> Tools::command(const std::string& button, int row) const {
  std::vector<std::string> arguments;
  const auto add_if_given = [&](const char* option, const std::string& field) {
    if (!value(field).empty()) arguments.insert(arguments.end(), {option, value(field)});
  };
  if (is("verify")) {
    arguments = {"verify", "--json", value("workbook")};
    add_if_given("--expect", "code");
  } else if (is("release-check")) {
    arguments = {"verify", "--json", value("folder")};
  } else if (is("versions")) {
    arguments = {"restore", "--json", value("workbook")};
    if (button == "list") return arguments;
    if (!value("day").empty())
      add_if_given("--as-at", "day");
    else
      arguments.insert(arguments.end(), {"--version", rows_[static_cast<std::size_t>(row)].key});
    add_if_given("--as", "as");
  } else if (is("join")) {
    if (button == "list") return {"restore", "--json", value("mine")};
    arguments = {"merge", "--json", value("base"), value("mine"), value("theirs")};
    add_if_given("--as", "as");
  } else if (is("safe-copy")) {
    arguments = {"disclose", "--json", value("workbook")};
    if (button == "copy") add_if_given("--copy", "copy");
  } else if (is("people")) {
    arguments = {"people", "--json"};
    add_if_given("--workbook", "workbook");
    if (button == "confirm") {
      add_if_given("--confirm", "code");
      add_if_given("--who", "who");
    }
  }
  if (is("answers") || is("settings")) {
    arguments = {"settings", "--json"};
    add_if_given("--workbook", "workbook");
    if (button == "set") {
      add_if_given("--in", "level");
      arguments.insert(arguments.end(), {"--set", value("name") + "=" + value("value")});
    }
    if (button == "undo") {
      const ToolRow& chosen = rows_[static_cast<std::size_t>(row)];
      arguments.insert(arguments.end(), {"--in", chosen.level, "--take-out", chosen.key});
    }
  } else if (is("problem")) {
    arguments = {"problem-report", "--json"};
    if (button == "save") arguments.push_back(value("as"));
  }
  return arguments;
}

void Tools::act(const std::string& button, int row) {
  if (!may(button, row)) return;
  if (button == "take") return set("base", rows_[static_cast<std::size_t>(row)].key);
  if (button == "fill") {
    const ToolRow chosen = rows_[static_cast<std::size_t>(row)];
    const std::size_t equals = chosen.key.find('=');
    values_["level"] = chosen.level;
    values_["name"] = chosen.key.substr(0, equals);
    values_["value"] = chosen.key.substr(equals + 1);
    return changed_();
  }
  will_be_made_ = button == "copy" ? value("copy") : button == "save" ? value("as") : std::string{};
  ask(command(button, row));
}

void Tools::ask(std::vector<std::string> arguments) {
  said_.clear();
  rows_.clear();
  made_.clear();
  running_ = start_(std::move(arguments), [this](const client::Event& event) { told(event); });
  changed_();
}

void Tools::told(const client::Event& event) {
  if (const auto* statement = std::get_if<client::Statement>(&event)) {
    if (statement->event == "merged") {
      made_ = statement->workbook;
      return;
    }
    if (is("answers") && statement->kind != "problem") return;
    const std::string where = statement->sheet + (statement->cell.empty() ? "" : ", " + statement->cell);
    rows_.push_back({state_of(statement->kind), where, statement->words, {}, {}});
  }
  if (const auto* version = std::get_if<client::Version>(&event))
    rows_.push_back({std::to_string(version->number),
                     version->time,
                     version_in_words(*version),
                     is("join") ? version->file : std::to_string(version->number),
                     {}});
  if (const auto* line = std::get_if<client::SettingLine>(&event); line && (is("settings") || line->answer))
    rows_.push_back({line->level == "machine" ? words::level_machine
                     : line->level == "team"  ? words::level_team
                                              : words::level_user,
                     line->what, line->value + (line->note.empty() ? "" : " (" + line->note + ")"), line->name + "=" + line->value,
                     line->level});
  if (const auto* key = std::get_if<client::Key>(&event))
    rows_.push_back({key->own ? words::key_own : words::key_of_others,
                     key->account,
                     key->code + " (" + (key->own ? words::key_on + key->machine : key->how) + ")",
                     {}});
  const auto* outcome = std::get_if<client::Outcome>(&event);
  if (!outcome) return;
  for (const std::string& sentence : outcome->words)
    if (!sentence.empty()) said_.push_back(sentence);
  if (!outcome->workbook.empty()) made_ = outcome->workbook;
  if (outcome->status != "failed" && !will_be_made_.empty()) made_ = will_be_made_;
  will_be_made_.clear();
  // What needs a person stands first.
  std::stable_sort(rows_.begin(), rows_.end(), [](const ToolRow& one, const ToolRow& other) {
    return one.state == words::look_at_it && other.state != words::look_at_it;
  });
  running_.reset();
  changed_();
}

}  // namespace counterfoil::launcher
