// Short ways to write down what a plugin is: its parameters, its findings (from a findings.def of FINDING(id, severity, title,
// sentence)) and the description as a whole. All of it lives as long as the library: write the arrays as constexpr.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "counterfoil/plugin.hpp"

namespace counterfoil::plugin {

inline constexpr std::uint32_t severity_of_note = 0;      // for the record
inline constexpr std::uint32_t severity_of_warning = 1;   // staff should look
inline constexpr std::uint32_t severity_of_blocking = 2;  // the run ends with the report of findings

/// `choices`: "weekly|monthly", or empty for any text.
constexpr cf_parameter text_parameter(const char* id, const char* title, const char* value, const char* choices, const char* help) {
  return {literal(id), literal(title), CF_TEXT, 0, literal(value), literal(""), literal(""), literal(choices), literal(help)};
}
constexpr cf_parameter date_parameter(const char* id, const char* title, const char* help) {
  return {literal(id), literal(title), CF_DATE, 0, literal(""), literal(""), literal(""), literal(""), literal(help)};
}
/// `kind`: CF_PENCE, CF_QUANTITY or CF_INTEGER; default and limits as a person would type them.
constexpr cf_parameter number_parameter(cf_kind kind, const char* id, const char* title, const char* value, const char* low,
                                        const char* high, const char* help) {
  return {literal(id), literal(title), static_cast<std::uint32_t>(kind), 0, literal(value), literal(low), literal(high),
          literal(""), literal(help)};
}
constexpr cf_finding finding_kind(const char* id, std::uint32_t severity, const char* title, const char* sentence) {
  return {literal(id), severity, 0, literal(title), literal(sentence)};
}

/// `id` is also the name of the workbook's specification.
template <std::size_t InputCount, std::size_t ParameterCount, std::size_t FindingCount>
cf_plugin describe(const char* id, const char* version, const char* title, const char* summary,
                   const cf_input (&inputs)[InputCount], const cf_parameter (&parameters)[ParameterCount],
                   const cf_finding (&findings)[FindingCount]) {
  cf_plugin plugin{};
  plugin.id = literal(id);
  plugin.version = literal(version);
  plugin.title = literal(title);
  plugin.summary = literal(summary);
  plugin.workbook = literal(id);
  plugin.inputs = inputs;
  plugin.input_count = InputCount;
  plugin.parameters = parameters;
  plugin.parameter_count = ParameterCount;
  plugin.findings = findings;
  plugin.finding_count = FindingCount;
  return plugin;
}

/// Whether one of `notes` (each with an `id`) is of a kind that ends the run.
template <std::size_t FindingCount, class Notes>
bool any_blocking(const cf_finding (&findings)[FindingCount], const Notes& notes) {
  return std::any_of(notes.begin(), notes.end(), [&](const auto& note) {
    return std::any_of(findings, findings + FindingCount, [&](const cf_finding& kind) {
      return kind.severity == severity_of_blocking && from_abi(kind.id) == note.id;
    });
  });
}

}  // namespace counterfoil::plugin
