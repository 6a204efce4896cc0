#include "report/new_sheets.hpp"

#include <algorithm>

#include "report/record/earlier_layout.hpp"
#include "xlsx/formula_references.hpp"
#include "xlsx/sheet_additions.hpp"

namespace counterfoil::report {

std::string free_sheet_name(const xlsx::WorkbookReader& workbook, const std::string& wanted) {
  const auto taken = [&](const std::string& name) {
    return std::any_of(workbook.sheets().begin(), workbook.sheets().end(),
                       [&](const xlsx::SheetInfo& info) { return xlsx::same_sheet_name(info.name, name); });
  };
  std::string name = wanted;
  for (unsigned count = 1; taken(name); ++count)
    name = wanted + " (Counterfoil" + (count == 1 ? "" : " " + std::to_string(count)) + ")";
  return name;
}

std::optional<Buffer> with_new_sheets(const WorkbookSpec& spec, const OpenedWorkbook& book, const std::function<Buffer()>& blank) {
  const Record* record = book.record();
  if (record == nullptr) return std::nullopt;
  std::map<std::string, std::string> names;
  for (const Sheet& sheet : spec.sheets)
    if (is_newer(sheet, *record)) names[sheet.name] = free_sheet_name(book.editor().reader(), sheet.name);
  if (names.empty()) return std::nullopt;
  return xlsx::with_sheets_of(book.bytes(), blank().view(), names);
}

}  // namespace counterfoil::report
