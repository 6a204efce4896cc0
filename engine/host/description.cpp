#include "host/description.hpp"

#include <algorithm>

#include "base/failure.hpp"

namespace counterfoil::host {

namespace {

std::string copy(cf_text text) { return text.data ? std::string{text.data, text.length} : std::string{}; }

std::string copy_id(cf_text text, std::string_view what) {
  std::string id = copy(text);
  if (id.empty())
    throw Failure{FailureKind::refused, "The plugin describes " + std::string{what} + " without an id, so it cannot be used."};
  return id;
}

std::vector<std::string> split(const std::string& words, char separator) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  while (start <= words.size() && !words.empty()) {
    const std::size_t end = std::min(words.find(separator, start), words.size());
    parts.push_back(words.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

template <class T>
const T* find_by_id(const std::vector<T>& all, std::string_view id) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const T& each) { return each.id == id; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

const InputDescription* PluginDescription::input(std::string_view wanted) const { return find_by_id(inputs, wanted); }
const ParameterDescription* PluginDescription::parameter(std::string_view wanted) const { return find_by_id(parameters, wanted); }

PluginDescription describe(const cf_plugin& plugin) {
  if ((plugin.input_count && !plugin.inputs) || (plugin.parameter_count && !plugin.parameters) ||
      (plugin.finding_count && !plugin.findings))
    throw Failure{FailureKind::refused, "The plugin's description is incomplete, so it cannot be used."};
  PluginDescription description;
  description.id = copy_id(plugin.id, "itself");
  description.version = copy(plugin.version);
  description.title = copy(plugin.title);
  description.summary = copy(plugin.summary);
  description.workbook = copy(plugin.workbook);
  for (std::uint64_t index = 0; index < plugin.input_count; ++index) {
    const cf_input& input = plugin.inputs[index];
    description.inputs.push_back(
        {copy_id(input.id, "an input"), copy(input.title), copy(input.layout), input.required != 0, copy(input.help)});
  }
  for (std::uint64_t index = 0; index < plugin.parameter_count; ++index) {
    const cf_parameter& parameter = plugin.parameters[index];
    if (parameter.kind < CF_TEXT || parameter.kind > CF_INTEGER)
      throw Failure{FailureKind::refused,
                    "The plugin's parameter " + copy(parameter.id) + " is of a kind that this version does not know."};
    description.parameters.push_back({copy_id(parameter.id, "a parameter"), copy(parameter.title),
                                      static_cast<cf_kind>(parameter.kind), copy(parameter.default_value), copy(parameter.minimum),
                                      copy(parameter.maximum), split(copy(parameter.choices), '|'), copy(parameter.help)});
  }
  for (std::uint64_t index = 0; index < plugin.finding_count; ++index) {
    const cf_finding& finding = plugin.findings[index];
    const Severity severity = finding.severity == 0   ? Severity::note
                              : finding.severity == 1 ? Severity::warning
                                                      : Severity::blocking;
    description.findings.push_back({copy_id(finding.id, "a finding"), severity, copy(finding.title), copy(finding.sentence)});
  }
  return description;
}

}  // namespace counterfoil::host
