// Workbooks of earlier versions, whose tables had other columns than the specification has now. What they were is in their record.
#pragma once

#include <optional>
#include <string>

#include "report/record.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::report {

/// A sheet of which the record has no table: the version that wrote it had no such sheet.
bool is_newer(const Sheet& sheet, const Record& record);

/// The specification without the sheets, and the engine's columns, that the record does not have: they came later, and are not
/// missing. The same as `spec` for a workbook of this version.
WorkbookSpec as_recorded(const WorkbookSpec& spec, const Record& record);

/// Did a table of the record have other columns than the engine gives it now? Its formulas may have been others too.
bool is_of_earlier_layout(const WorkbookSpec& spec, const Record& record);

/// Says which column is not there, where a table's rows are told apart by one that came later: such a workbook cannot take in
/// another run. "its sheet "Changes" has no column "About", by which rows are told apart now".
std::optional<std::string> told_apart_otherwise(const WorkbookSpec& spec, const Record& record);

}  // namespace counterfoil::report
