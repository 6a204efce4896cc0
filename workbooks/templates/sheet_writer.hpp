// One sheet of the blank workbook.
#pragma once

#include <xlsxwriter.h>

#include <cstdint>

#include "looks.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::report {

/// Throws std::runtime_error when the library refuses something.
void must(lxw_error error, const char* doing);

/// Rows and columns of the library count from 0, those of the specification from 1.
inline lxw_row_t row_of(std::uint32_t row) { return row - 1; }
inline lxw_col_t column_of(std::uint32_t column) { return static_cast<lxw_col_t>(column - 1); }

/// The part of a sheet that is printed: all but the working columns.
struct PrintedPart {
  std::uint32_t last_row = 1;
  std::uint32_t last_column = 1;
};

/// Headings, tables and charts.
PrintedPart write_sheet(lxw_workbook* workbook, lxw_worksheet* worksheet, const WorkbookSpec& spec, const Sheet& sheet,
                        Looks& looks);

/// A chart over a fixed table; returns the part of the sheet that it covers.
PrintedPart write_chart(lxw_workbook* workbook, lxw_worksheet* worksheet, const WorkbookSpec& spec, const ChartSpec& wanted);

/// Paper, margins, what repeats on each page, header and footer with the marking, panes, zoom.
void set_up_pages(lxw_worksheet* worksheet, const WorkbookSpec& spec, const Sheet& sheet, const PrintedPart& printed);

}  // namespace counterfoil::report
