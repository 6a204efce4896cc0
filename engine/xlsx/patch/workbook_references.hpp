// References to a changed sheet from everywhere in its workbook: cells, defined names, charts, tables, pivot caches, controls.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "xlsx/patch/open_workbook.hpp"
#include "xlsx/patch/range_rewriter.hpp"

namespace counterfoil::xlsx {

/// What was changed outside of a block of rows of the changed sheet: cells, names, charts and so on, in words.
struct ChangedElsewhere {
  std::uint32_t top = 0;
  std::uint32_t bottom = 0;
  std::vector<std::string> places;
};

/// Formulas of all sheets and names follow. Charts too: where a series comes to cover other cells its cached values, which would be
/// those of the old range, are taken out; spreadsheet programs read them anew from the cells.
void rewrite_references(OpenWorkbook& workbook, const SheetInfo& changed, const RangeMap& map, ChangedElsewhere* told = nullptr);

}  // namespace counterfoil::xlsx
