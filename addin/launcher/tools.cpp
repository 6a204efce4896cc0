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
  if (is("people")) return ask({"people", "--json"});
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
  if (button == "take") return has_row;
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
  return arguments;
}

void Tools::act(const std::string& button, int row) {
  if (!may(button, row)) return;
  if (button == "take") return set("base", rows_[static_cast<std::size_t>(row)].key);
  will_be_made_ = button == "copy" ? value("copy") : std::string{};
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
    const std::string where = statement->sheet + (statement->cell.empty() ? "" : ", " + statement->cell);
    rows_.push_back({state_of(statement->kind), where, statement->words, {}});
  }
  if (const auto* version = std::get_if<client::Version>(&event))
    rows_.push_back({std::to_string(version->number), version->time, version_in_words(*version),
                     is("join") ? version->file : std::to_string(version->number)});
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
