// The draft of the contract for plugins in C++: calls that are being tried and not promised (plugin_abi_draft.h says what that
// means). A plugin that uses them: COUNTERFOIL_DRAFT_PLUGIN in place of COUNTERFOIL_PLUGIN, and a Draft of its run.
#pragma once

#include <optional>
#include <string_view>

#include "counterfoil/plugin.hpp"
#include "counterfoil/plugin_abi_draft.h"

namespace counterfoil::plugin {

class Draft {
 public:
  explicit Draft(const Run& run) : host_(reinterpret_cast<const cf_host_draft*>(&run.host())) {}

  /// The heading of a field's column as it stands in the export; it lives until the run ends. None: the export has no such column.
  std::optional<std::string_view> heading(std::string_view input, std::string_view field) const {
    cf_text text{};
    const cf_status status = host_->heading(host_->promised.self, to_abi(input), to_abi(field), &text);
    if (status == CF_ABSENT) return std::nullopt;
    detail::require(status, "heading");
    return from_abi(text);
  }

 private:
  const cf_host_draft* host_;
};

}  // namespace counterfoil::plugin

#define COUNTERFOIL_DRAFT_PLUGIN(description, body) \
  COUNTERFOIL_PLUGIN_OF((CF_CONTRACT_DRAFT | CF_DRAFT_REVISION), description, body)
