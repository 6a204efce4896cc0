// A name in the quotation marks that every sentence uses.
#pragma once

#include <string>
#include <string_view>

namespace counterfoil {

/// "Summary" with its quotation marks. What stands in the name is not changed.
inline std::string in_quotes(std::string_view name) {
  std::string quoted;
  quoted.reserve(name.size() + 2);
  quoted += '"';
  quoted += name;
  quoted += '"';
  return quoted;
}

}  // namespace counterfoil
