// References to a changed sheet from everywhere in its workbook: cells, defined names, charts, tables, pivot caches, controls.
#pragma once

#include "xlsx/patch/open_workbook.hpp"
#include "xlsx/patch/range_rewriter.hpp"

namespace counterfoil::xlsx {

/// Formulas of all sheets and names follow. Charts too: where a series comes to cover other cells its cached values, which would be
/// those of the old range, are taken out; spreadsheet programs read them anew from the cells.
void rewrite_references(OpenWorkbook& workbook, const SheetInfo& changed, const RangeMap& map);

}  // namespace counterfoil::xlsx
