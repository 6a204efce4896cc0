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

/// From the root of a disk or of a share; others are only names.
bool is_whole(const std::string& path) {
  return path.starts_with('/') || path.starts_with("\\\\") || (path.size() > 2 && path[1] == ':');
}

/// "finished" as the beginning of a line; of a longer state its first letter alone is another.
std::string capitalised(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

ToolRow row_of(const client::RecordedRun& run) {
  std::string words = run.period;
  const auto add = [&](const std::string& more) { words += (words.empty() ? "" : "; ") + more; };
  if (run.batch_rows > 0) add(rows_in_words(run.batch_rows) + (run.batch_pence ? ", " + pounds(*run.batch_pence) : ""));
  if (!run.workbook.empty()) add(run.workbook);
  add(run.run);
  const std::string time = run.time.size() >= 16 ? " " + run.time.substr(11, 5) + " UTC" : "";
  return {capitalised(run.state), uk_day(run.time) + time + ", " + run.task + words::by + run.user, words, {}};
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
      {"decisions",
       words::tool_decisions,
       words::tool_decisions_purpose,
       {{"workbook", words::field_workbook, Kind::file, false},
        {"of", words::field_of, Kind::text, true},
        {"as", words::field_new_file, Kind::new_file, true}},
       {{"list", words::do_list_decisions, false}, {"save-decisions", words::do_save_decisions, false}}},
      {"runs", words::tool_runs, words::tool_runs_purpose, {}, {{"list", words::do_list_runs, false}}},
      {"find",
       words::tool_find,
       words::tool_find_purpose,
       {{"wanted", words::field_wanted, Kind::text, false},
        {"folder", words::field_look_in, Kind::folder, false},
        {"as", words::field_found, Kind::new_file, false}},
       {{"find", words::do_find, false}}},
      {"evidence",
       words::tool_evidence,
       words::tool_evidence_purpose,
       {{"year", words::field_year, Kind::text, false},
        {"folder", words::field_gather_from, Kind::folder, false},
        {"colleague", words::field_colleague_record, Kind::file, true},
        {"to", words::field_gather_to, Kind::new_folder, false}},
       {{"gather", words::do_gather, false}}},
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
  if (const std::string known = !file.empty()                ? file
                                : !value("workbook").empty() ? value("workbook")
                                                             : value("mine");
      !known.empty())
    at_work_on_ = known;
  at_ = at;
  values_.clear();
  said_.clear();
  rows_.clear();
  made_.clear();
  for (const ToolField& field : tool().fields)
    if (field.kind == Kind::file && (field.id == "workbook" || field.id == "mine")) values_[field.id] = at_work_on_;
  if (is("people") || is("settings") || is("runs")) return ask(command("list", -1));
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
  if (button == "save-decisions") return !value("workbook").empty() && !value("as").empty();
  if (button == "list" && is("join")) return !value("mine").empty();
  if (button == "copy") return !value("workbook").empty() && !value("copy").empty();
  if (button == "confirm") return !value("who").empty() && !value("code").empty();
  return std::all_of(tool().fields.begin(), tool().fields.end(),
                     [&](const ToolField& field) { return field.may_be_empty || !value(field.id).empty(); });
}

/// The command of what an auditor asks; empty: of something else.
std::vector<std::string> Tools::audit_question(const std::string& button) const {
  if (is("runs")) return {"history", "--json"};
  if (is("find")) return {"find", "--json", "--save-as", value("as"), "--", value("wanted"), value("folder")};
  std::vector<std::string> arguments;
  const auto add_if_given = [&](const char* option, const std::string& field) {
    if (!value(field).empty()) arguments.insert(arguments.end(), {option, value(field)});
  };
  if (is("decisions")) {
    arguments = {"decisions", "--json", value("workbook")};
    add_if_given("--of", "of");
    if (button == "save-decisions") add_if_given("--save-as", "as");
  }
  if (is("evidence")) {
    arguments = {"evidence", "--json", "--year", value("year"), "--save-to", value("to")};
    add_if_given("--with-ledger", "colleague");
    arguments.push_back(value("folder"));
  }
  return arguments;
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
  if (std::vector<std::string> question = audit_question(button); !question.empty()) return question;
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
  will_be_made_ = button == "copy" ? value("copy") : button == "save" || button == "save-decisions" ? value("as") : std::string{};
  ask(command(button, row));
}

void Tools::ask(std::vector<std::string> arguments) {
  said_.clear();
  rows_.clear();
  made_.clear();
  running_ = start_(std::move(arguments), [this](const client::Event& event) { told(event); });
  changed_();
}

/// What is found or decided says where it stands, so that it can be opened there.
ToolRow Tools::row_of(const client::Statement& statement) const {
  const std::string where = statement.sheet + (statement.cell.empty() ? "" : ", " + statement.cell);
  ToolRow row{state_of(statement.kind), where, statement.words, {}};
  if (statement.event == "not-read") row.state = words::not_read;
  if (statement.event == "found") row.state = words::found;
  if (statement.event == "decision") row.state = statement.id == "typed-since" ? words::typed_since : words::saw_it;
  row.sheet = statement.sheet;
  row.cell = statement.cell;
  row.path = is_whole(statement.file) ? statement.file : statement.sheet.empty() ? std::string{} : value("workbook");
  return row;
}

void Tools::told(const client::Event& event) {
  if (const auto* statement = std::get_if<client::Statement>(&event)) {
    if (statement->event == "merged") {
      made_ = statement->workbook;
      return;
    }
    if (is("answers") && statement->kind != "problem") return;
    rows_.push_back(row_of(*statement));
  }
  if (const auto* run = std::get_if<client::RecordedRun>(&event)) rows_.push_back(launcher::row_of(*run));
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
  if (!outcome->folder.empty()) made_ = outcome->folder;
  if (outcome->status != "failed" && !will_be_made_.empty()) made_ = will_be_made_;
  will_be_made_.clear();
  // What needs a person stands first.
  const auto needs_person = [](const ToolRow& row) { return row.state == words::look_at_it || row.state == words::not_read; };
  std::stable_partition(rows_.begin(), rows_.end(), needs_person);
  running_.reset();
  changed_();
}

}  // namespace counterfoil::launcher
