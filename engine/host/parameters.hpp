// Parameters as people type them, checked against kind, choices and limits.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/description.hpp"

namespace counterfoil::host {

/// A parameter's value as the contract holds it: text, or a whole number (days, pence, millionths, integer).
struct ParameterValue {
  cf_kind kind = CF_BLANK;
  std::int64_t number = 0;
  std::string text;
};

/// "08/12/2025" or "2025-12-08"; "£1,234.56" or "1234.56"; "7.5" or "10%" (a fraction: 0.1); "12". nullopt when it does not read.
std::optional<ParameterValue> read_parameter(cf_kind kind, std::string_view text);

using ParameterTexts = std::vector<std::pair<std::string, std::string>>;  // id and text, as given
using ParameterValues = std::map<std::string, ParameterValue, std::less<>>;

/// Defaults, then what was given, later ones winning. Failure (usage) with one sentence for an unknown name (the nearest one is
/// named), a value that does not read, one outside the limits or not among the choices.
ParameterValues read_parameters(const PluginDescription& plugin, const ParameterTexts& given);

/// One setting that cannot be taken as it was given.
struct ParameterTrouble {
  std::string id;
  std::string words;  // a part for the command line alone is marked (base/command_words.hpp)
};
/// The same without a Failure: all that is wrong, one after the other; the values are those that are right.
ParameterValues read_parameters(const PluginDescription& plugin, const ParameterTexts& given,
                                std::vector<ParameterTrouble>& troubles);

}  // namespace counterfoil::host
