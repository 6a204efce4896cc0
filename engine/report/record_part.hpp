// The record's place in a workbook: a custom XML part, found whatever version of Counterfoil wrote it.
#pragma once

#include <optional>
#include <string>

#include "report/record.hpp"
#include "xlsx/workbook_editor.hpp"

namespace counterfoil::report {

/// Nothing when the workbook has none. Failure (refused) when a later version of Counterfoil wrote it: such a workbook is left
/// alone.
std::optional<std::string> record_xml(const xlsx::WorkbookEditor& editor);

/// In the place of the record that the workbook has, of whichever version, or as a new part.
void put_record(xlsx::WorkbookEditor& editor, const Record& record);

}  // namespace counterfoil::report
