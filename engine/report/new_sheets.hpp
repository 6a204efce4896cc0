// Sheets that came with a later version of the program, for workbooks whose last run did not know them.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/buffer.hpp"
#include "report/opened_workbook.hpp"
#include "spec/workbook_spec.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::report {

/// A name for our sheet that the team has not taken: "Settings (Counterfoil)".
std::string free_sheet_name(const xlsx::WorkbookReader& workbook, const std::string& wanted);

/// The workbook with those sheets, empty, behind its own. Nothing where it has all of them, or no record. `blank` gives the
/// template that they come from, and is asked only where it is needed.
std::optional<Buffer> with_new_sheets(const WorkbookSpec& spec, const OpenedWorkbook& book, const std::function<Buffer()>& blank);

}  // namespace counterfoil::report
