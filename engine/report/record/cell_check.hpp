// Every engine-owned cell of a workbook against what was recorded of it.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "report/merge/table_location.hpp"
#include "report/workbook_merge.hpp"

namespace counterfoil::report {

/// Adds to `check` what differs in the tables that the record knows. `filled`: gets, by table, the columns with something in them
/// in any row of the body. `styles`: also what a reader does not see of these cells.
void check_tables(const Locations& locations, bool dates_from_1904, CellCheck& check,
                  std::map<std::string, std::set<std::uint32_t>, std::less<>>* filled = nullptr,
                  const xlsx::Styles* styles = nullptr);

}  // namespace counterfoil::report
