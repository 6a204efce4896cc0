// Delimited text: encoding and delimiter are found, not assumed.
#pragma once

#include <string_view>

#include "findings/finding.hpp"
#include "table/input_table.hpp"

namespace counterfoil::table {

/// Fills `table`, whose layout and file name are set.
void read_text(InputTable& table, std::string_view bytes, Findings& findings);

}  // namespace counterfoil::table
