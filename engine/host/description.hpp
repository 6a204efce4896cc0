// A plugin's description as C++ values, copied out of the library.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "counterfoil/plugin_abi.h"
#include "findings/finding.hpp"

namespace counterfoil::host {

struct InputDescription {
  std::string id;
  std::string title;
  std::string layout;
  bool required = false;
  std::string help;
};

struct ParameterDescription {
  std::string id;
  std::string title;
  cf_kind kind = CF_TEXT;
  std::string default_value;
  std::string minimum;
  std::string maximum;
  std::vector<std::string> choices;
  std::string help;
};

struct PluginDescription {
  std::string id;
  std::string version;
  std::string title;
  std::string summary;
  std::string workbook;
  std::vector<InputDescription> inputs;
  std::vector<ParameterDescription> parameters;
  std::vector<FindingKind> findings;

  const InputDescription* input(std::string_view id) const;
  const ParameterDescription* parameter(std::string_view id) const;
};

/// Throws Failure (refused) when the description breaks the contract: a missing id, an unknown kind, a null table.
PluginDescription describe(const cf_plugin& plugin);

}  // namespace counterfoil::host
