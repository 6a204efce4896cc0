// Workbooks: the sheet is found, not assumed.
#pragma once

#include <string_view>

#include "findings/finding.hpp"
#include "table/input_table.hpp"

namespace counterfoil::table {

/// Fills `table`, whose layout and file name are set.
void read_workbook(InputTable& table, std::string_view bytes, const ReadOptions& options, Findings& findings);

}  // namespace counterfoil::table
