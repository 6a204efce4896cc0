#include "run/steps/settings_table.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "base/text.hpp"
#include "run/past_runs/changed_settings.hpp"
#include "run/past_runs/setting_origins.hpp"
#include "run/steps/table_writer.hpp"

namespace counterfoil::run {

namespace {

struct SettingRow {
  std::string id, title, value, standing, council, usual, before, source, by, reason;
  int rank() const { return standing == "Unlike the usual" ? 0 : standing == "Changed" ? 1 : by.empty() ? 3 : 2; }
};

std::string source_in_words(const std::string& source) {
  static const std::map<std::string, std::string> words = {{"default", "The program"},
                                                           {"council", "The council"},
                                                           {"settings-file", "Settings file"},
                                                           {"given", "Given for this run"},
                                                           {"workbook", "The run before"}};
  const auto found = words.find(source);
  return found == words.end() ? std::string{} : found->second;
}

std::string value_words_of(const host::ParameterValues& values, const std::string& id) {
  const auto value = values.find(id);
  return value == values.end() ? std::string{} : value_in_words(value->second);
}

class SettingRows {
 public:
  SettingRows(const host::PluginDescription& plugin, const Settings& settings, const host::ParameterValues& used)
      : settings_(settings) {
    for (const host::ParameterDescription& parameter : plugin.parameters) add_own(parameter, used);
    for (const auto& [id, value] : further_settings(settings)) {
      SettingRow& row = rows_.emplace_back();
      row.id = id;
      row.title = static_cast<char>(id.front() - 'a' + 'A') + id.substr(1);
      row.value = value;
      fill(row, value, {});
    }
    std::stable_sort(rows_.begin(), rows_.end(),
                     [](const SettingRow& left, const SettingRow& right) { return left.rank() < right.rank(); });
  }

  const std::vector<SettingRow>& all() const { return rows_; }
  bool have_a_past() const {
    return std::any_of(settings_.origins.begin(), settings_.origins.end(), [](const SettingOrigin& each) { return each.before; });
  }
  std::int64_t count(std::string_view standing) const {
    return std::count_if(rows_.begin(), rows_.end(), [&](const SettingRow& row) { return row.standing == standing; });
  }

 private:
  void add_own(const host::ParameterDescription& parameter, const host::ParameterValues& used) {
    SettingRow& row = rows_.emplace_back();
    const auto typed = [&](const std::string& value) { return value.empty() ? value : as_typed(parameter, value); };
    const std::string value = value_words_of(used, parameter.id);
    row.id = parameter.id;
    row.title = parameter.title.empty() ? parameter.id : parameter.title;
    row.value = typed(value);
    row.usual = typed(usual_value(parameter, {}));
    for (const ChangedSetting& each : settings_.changed)
      if (each.id == parameter.id) {
        row.standing = "Unlike the usual";
        row.reason = each.reason;
      }
    fill(row, value, typed);
  }

  void fill(SettingRow& row, const std::string& value, const std::function<std::string(const std::string&)>& typed) const {
    const auto shown = [&](const std::string& text) { return typed ? typed(text) : text; };
    for (const SettingOrigin& each : settings_.origins) {
      if (each.id != row.id) continue;
      row.source = source_in_words(each.source);
      row.by = each.by;
      row.council = shown(each.council);
      if (!each.before) return;
      row.before = each.before->empty() ? std::string{"empty"} : shown(*each.before);
      if (*each.before != value && row.standing.empty()) row.standing = "Changed";
    }
  }

  const Settings& settings_;
  std::vector<SettingRow> rows_;
};

std::string heading_words(const SettingRows& rows) {
  const std::int64_t unlike = rows.count("Unlike the usual"), changed = rows.count("Changed");
  if (unlike + changed == 0)
    return rows.have_a_past() ? "Every setting is as usual, and as in the run before." : "Every setting is as usual.";
  std::string words;
  if (unlike > 0) words = count_of(unlike, "setting") + (unlike == 1 ? " is" : " are") + " unlike the usual";
  if (changed > 0)
    words += (words.empty() ? count_of(changed, "setting") : "; " + with_thousands(changed) + " more") +
             (changed == 1 ? " is" : " are") + " not as in the run before";
  return words + ". They stand first.";
}

}  // namespace

void add_settings_table(const report::WorkbookSpec& spec, const host::PluginDescription& plugin, const Settings& settings,
                        const host::ParameterValues& used, report::Report& report) {
  if (!spec.table("settings")) return;
  const SettingRows rows{plugin, settings, used};
  TableWriter table{
      report, "settings", {"setting", "value", "standing", "council", "default", "before", "source", "given_by", "reason", "id"}};
  for (const SettingRow& row : rows.all())
    table.text(row.title)
        .text(row.value)
        .text(row.standing)
        .text(row.council)
        .text(row.usual)
        .text(row.before)
        .text(row.source)
        .text(row.by)
        .text(row.reason)
        .text(row.id);
  report.facts.insert_or_assign("settings_heading", report::Value{report::ValueKind::text, 0, report.keep(heading_words(rows))});
}

}  // namespace counterfoil::run
