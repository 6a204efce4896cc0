#include "run/past_runs/changed_settings.hpp"

#include <algorithm>

#include "base/command_words.hpp"
#include "base/text.hpp"
#include "counterfoil/money.hpp"
#include "counterfoil/quantity.hpp"

namespace counterfoil::run {

namespace {

std::string words_of(const host::ParameterValues& now, const std::string& id) {
  const auto value = now.find(id);
  return value == now.end() ? std::string{} : value_in_words(value->second);
}

/// Of a setting, for a sentence.
struct Words {
  std::string title;
  std::string value;
  std::string usual;  // "the council's is £25.00"
};

Words words_for(const host::PluginDescription& plugin, const host::ParameterValues& now, const ChangedSetting& each) {
  const host::ParameterDescription* parameter = plugin.parameter(each.id);
  const auto shown = [&](const std::string& value) {
    if (value.empty()) return std::string{"empty"};
    return parameter == nullptr ? value : as_typed(*parameter, value);
  };
  return {parameter == nullptr || parameter->title.empty() ? each.id : parameter->title, shown(words_of(now, each.id)),
          (each.usual_is_councils ? "the council's is " : "usually it is ") + shown(each.usual)};
}

std::string with_full_stop(const std::string& reason) {
  return reason.empty() || reason.ends_with('.') || reason.ends_with('!') || reason.ends_with('?') ? reason : reason + ".";
}

/// As the run before gave it, for the same value.
std::string kept_reason(const KeptRun& last, const std::string& id, const std::string& value) {
  for (const auto& [then, held] : last.parameters())
    if (then == id && held != value) return {};
  for (const ChangedSetting& each : last.settings().changed)
    if (each.id == id) return each.reason;
  return {};
}

}  // namespace

std::string usual_value(const host::ParameterDescription& parameter, const CouncilSettings& council) {
  const auto of_council = council.values.find(parameter.id);
  const std::string& text = of_council != council.values.end() ? of_council->second.value : parameter.default_value;
  const auto value = text.empty() ? std::nullopt : host::read_parameter(parameter.kind, text);
  return value ? value_in_words(*value) : text;
}

std::string as_typed(const host::ParameterDescription& parameter, const std::string& value) {
  if (parameter.kind != CF_QUANTITY || !parameter.default_value.ends_with('%')) return value;
  const auto read = host::read_parameter(CF_QUANTITY, value);
  return read ? format_quantity(Quantity{read->number * 100}) + "%" : value;
}

std::vector<ChangedSetting> changed_settings(const host::PluginDescription& plugin, const CouncilSettings& council,
                                             const host::ParameterValues& now) {
  std::vector<ChangedSetting> changed;
  for (const host::ParameterDescription& parameter : plugin.parameters) {
    const bool of_council = council.has(parameter.id);
    if (parameter.default_value.empty() && !of_council) continue;
    std::string usual = usual_value(parameter, council);
    if (words_of(now, parameter.id) == usual) continue;
    changed.push_back({parameter.id, std::move(usual), of_council, {}});
  }
  return changed;
}

std::vector<Problem> find_reasons(const host::PluginDescription& plugin, const host::ParameterValues& now,
                                  const GivenReasons& given, const KeptRun* last, std::vector<ChangedSetting>& changed) {
  std::vector<Problem> problems;
  for (ChangedSetting& each : changed) {
    const bool for_once = given.by_command.contains(each.id);
    const std::string value = words_of(now, each.id);
    if (const auto saved = given.of_file.find(each.id); !for_once && saved != given.of_file.end()) each.reason = saved->second;
    if (each.reason.empty()) each.reason = given.of_command;
    if (each.reason.empty() && !for_once && last != nullptr) each.reason = kept_reason(*last, each.id, value);
    if (!each.reason.empty()) continue;
    const Words words = words_for(plugin, now, each);
    problems.push_back({Problem::About::setting, each.id,
                        "The setting " + at_command_line(each.id + " (") + words.title + at_command_line(")") + " is " +
                            words.value + "; " + words.usual + ". Say why, for whoever signs the result" +
                            at_command_line(for_once ? ": --reason \"...\""
                                                     : ": --reason \"...\", or in the settings file under \"reasons\": {\"" +
                                                           each.id + "\": \"...\"}") +
                            ", or leave it as it usually is."});
  }
  return problems;
}

void tell_changed_settings(const host::PluginDescription& plugin, const host::ParameterValues& now,
                           const std::vector<ChangedSetting>& changed, const std::string& sheet, report::Report& report,
                           Findings& findings) {
  for (const ChangedSetting& each : changed) {
    const Words words = words_for(plugin, now, each);
    findings.add(
        "setting-unusual", Place{},
        {{"setting", words.title}, {"value", words.value}, {"usual", words.usual}, {"reason", with_full_stop(each.reason)}});
  }
  if (changed.empty()) return;
  const std::string words = "; " + count_of(static_cast<std::int64_t>(changed.size()), "setting") +
                            (changed.size() == 1 ? " is" : " are") + " unlike the usual (see " + sheet + ")";
  report.facts[std::string{report::settings_fact}] = {report::ValueKind::text, 0, report.keep(words)};
}

}  // namespace counterfoil::run
