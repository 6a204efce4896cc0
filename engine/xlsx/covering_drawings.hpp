// Pictures, shapes and charts that lie over cells of a sheet.
#pragma once

#include <string>
#include <vector>

#include "xlsx/cell_reference.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::xlsx {

struct CoveringDrawing {
  std::string what;          // "A picture", "A shape", "A chart"
  RangeReference cells;      // that it touches; up to the end of the sheet where its size is not counted in cells
  bool see_through = false;  // a shape without a filling, such as a ring around a figure
};

/// Those that lie on the sheet's drawing. Comments' boxes and controls are not among them.
std::vector<CoveringDrawing> covering_drawings(const WorkbookReader& reader, const SheetInfo& sheet);

}  // namespace counterfoil::xlsx
