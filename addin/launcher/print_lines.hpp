// Lines of text on paper: wrapped, with page numbers, by the system's own dialog for printing.
#pragma once

#include <wx/wx.h>

#include <string>
#include <vector>

namespace counterfoil::launcher {

void print_lines(wxWindow* parent, const std::string& title, const std::vector<std::string>& lines);

}  // namespace counterfoil::launcher
