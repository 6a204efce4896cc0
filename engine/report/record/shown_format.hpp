// Whether a number format lets a reader see the value that the cell holds.
#pragma once

#include <string_view>

#include "spec/workbook_spec.hpp"

namespace counterfoil::report {

/// `code`: as stored ("£#,##0.00;-£#,##0.00"). False where it shows digits or words of its own, hides a sign, pence or the whole
/// value, divides by thousands, or depends on a condition. Another currency sign, separators or colours are as good as ours.
bool format_shows(std::string_view code, ColumnKind kind);

}  // namespace counterfoil::report
