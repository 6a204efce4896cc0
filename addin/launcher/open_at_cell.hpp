// Opens a workbook at a sheet and cell where the system's program for it can be told; each system has its own way.
#pragma once

#include <wx/window.h>

#include <string>

namespace counterfoil::launcher {

/// Opens the file in the system's own program, at the cell where that program listens (LibreOffice by an address, Excel once it has
/// the workbook open). Elsewhere the file is opened as it is: the caller says in words where to look.
void open_at_cell(wxWindow* parent, const std::string& path, const std::string& sheet, const std::string& cell);

}  // namespace counterfoil::launcher
