// Headings that staff renamed: a column that is not found by its heading may still be known by its place, by a name that is near,
// and by what stands in it.
#pragma once

#include <cstdint>
#include <functional>

#include "report/merge/table_location.hpp"

namespace counterfoil::report {

/// Fills those of `table.columns` that are 0 and can be recognised, and names them in `table.renamed`. The table's heading row,
/// record and the columns that were found must be set. `is_taken`: a heading cell, by its column, that belongs to something else.
void recognise_renamed(LocatedTable& table, bool dates_from_1904, const std::function<bool(std::uint32_t)>& is_taken);

}  // namespace counterfoil::report
