#pragma once

#include <string>

namespace examples::turning {

/// Two exports, an allowance table and planted.json into `folder`, which is there already.
void write_all(const std::string& folder);

}  // namespace examples::turning
