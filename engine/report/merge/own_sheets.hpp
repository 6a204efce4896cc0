// Sheets that are not the specification's: staff's own, which no key brings together.
#pragma once

#include <vector>

#include "report/workbook_copies.hpp"
#include "xlsx/workbook_editor.hpp"

namespace counterfoil::report {

/// Adds a question for each cell of such a sheet that the other copy changed and the lead does not have so, and for each sheet that
/// only the other copy has.
void compare_own_sheets(const WorkbookSpec& spec, xlsx::WorkbookEditor& base, xlsx::WorkbookEditor& lead,
                        xlsx::WorkbookEditor& other, bool lead_is_mine, std::vector<CopyQuestion>& questions);

}  // namespace counterfoil::report
