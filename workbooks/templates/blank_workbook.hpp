// The blank workbook of a specification: every sheet, heading, prototype row, drop-down, highlight, chart and print set-up, but no
// figures. The merge copies it and fills it, so what is here is what every row gets.
#pragma once

#include <string>

#include "spec/workbook_spec.hpp"

namespace counterfoil::report {

/// Writes it to `path`; the same specification gives the same bytes. Throws std::runtime_error with a sentence when it cannot.
void write_blank_workbook(const WorkbookSpec& spec, const std::string& path);

}  // namespace counterfoil::report
