#include "run/past_runs/setting_origins.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "run/past_runs/changed_settings.hpp"

namespace counterfoil::run {

namespace {

bool of_a_person(const std::string& source) { return source == "given" || source == "settings-file"; }

/// The run before: its values, and where they came from.
class RunBefore {
 public:
  explicit RunBefore(const KeptRun* last) {
    if (last == nullptr) return;
    const Settings then = last->settings();
    for (const auto& [id, value] : last->parameters()) values_[id] = value;
    for (const auto& [id, value] : further_settings(then)) values_[id] = value;
    for (const SettingOrigin& each : then.origins) origins_[each.id] = each;
    there_ = true;
  }

  /// Fills in what it was, and who gave it first where nothing has changed since.
  void add_to(SettingOrigin& origin, const std::string& now, const std::string& user) const {
    const auto value = values_.find(origin.id);
    if (value != values_.end())
      origin.before = value->second;
    else if (there_ && further(origin.id))
      origin.before = std::string{};
    if (!of_a_person(origin.source)) return;
    const auto known = origins_.find(origin.id);
    const bool as_before = origin.source == "settings-file" && known != origins_.end() && known->second.source == origin.source &&
                           value != values_.end() && value->second == now;
    origin.by = as_before ? known->second.by : user;
  }

 private:
  /// No task has a setting with a space in its name.
  static bool further(const std::string& id) { return id.find(' ') != std::string::npos; }

  bool there_ = false;
  std::map<std::string, std::string> values_;
  std::map<std::string, SettingOrigin> origins_;
};

}  // namespace

std::vector<std::pair<std::string, std::string>> further_settings(const Settings& settings) {
  std::vector<std::pair<std::string, std::string>> all;
  for (const auto& [field, names] : settings.headings) all.emplace_back("heading of " + field, list_in_words(names, " or "));
  for (const auto& [input, sheet] : settings.sheets) all.emplace_back("sheet of " + input, sheet);
  if (settings.months_kept > 0) all.emplace_back("retention in months", std::to_string(settings.months_kept));
  return all;
}

std::vector<SettingOrigin> setting_origins(const OriginsOrder& order) {
  const RunBefore before{order.last};
  std::vector<SettingOrigin> origins;
  const auto add = [&](const std::string& id, std::string source, const std::string& now, std::string council) {
    SettingOrigin& origin = origins.emplace_back(SettingOrigin{id, std::move(source), {}, {}, std::move(council)});
    before.add_to(origin, now, order.user);
  };
  for (const host::ParameterDescription& parameter : order.plugin.parameters) {
    const auto value = order.now.find(parameter.id);
    const bool in_file = std::any_of(order.settings.parameters.begin(), order.settings.parameters.end(),
                                     [&](const auto& each) { return each.first == parameter.id; });
    const bool of_council = order.council.has(parameter.id);
    add(parameter.id,
        order.by_command.contains(parameter.id) ? "given"
        : in_file                               ? "settings-file"
        : of_council                            ? "council"
                                                : "default",
        value == order.now.end() ? std::string{} : value_in_words(value->second),
        of_council ? usual_value(parameter, order.council) : std::string{});
  }
  for (const auto& [id, value] : further_settings(order.settings)) add(id, "settings-file", value, {});
  return origins;
}

void tell_taken_over(std::vector<SettingOrigin>& origins, const host::ParameterValues& given, const host::ParameterValues& used) {
  const auto words_of = [](const host::ParameterValues& values, const std::string& id) {
    const auto value = values.find(id);
    return value == values.end() ? std::string{} : value_in_words(value->second);
  };
  for (SettingOrigin& each : origins) {
    if (words_of(given, each.id) == words_of(used, each.id)) continue;
    each.source = "workbook";
    each.by.clear();
  }
}

}  // namespace counterfoil::run
