// What the sheet scanner gives, as lines that a test can compare.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "xlsx/sheet_scanner.hpp"

namespace counterfoil::xlsx::test {

/// "row 3 hidden", "B3 number 12.5", "C3 text  a ", with " style 4", " formula" and " no-value" where they hold.
class Lines final : public SheetSink {
 public:
  bool row(const RowView& row) override {
    lines.push_back("row " + std::to_string(row.row) + (row.hidden ? " hidden" : ""));
    return --rows_wanted != 0;
  }
  bool cell(const CellView& cell) override {
    static constexpr const char* kinds[] = {"blank", "number", "shared", "text", "boolean", "error", "iso-date"};
    std::string line = to_string(CellReference{cell.row, cell.column}) + ' ' + kinds[static_cast<int>(cell.kind)];
    if (cell.has_value) line += ' ' + std::string{cell.value};
    if (cell.style != 0) line += " style " + std::to_string(cell.style);
    if (cell.has_formula) line += " formula";
    if (!cell.has_value && cell.kind != CellKind::blank) line += " no-value";
    lines.push_back(std::move(line));
    return --cells_wanted != 0;
  }
  std::vector<std::string> lines;
  int rows_wanted = 0;  // 0: all
  int cells_wanted = 0;
};

inline std::vector<std::string> scan_lines(std::string_view xml, SheetFacts* facts = nullptr) {
  Lines sink;
  scan_sheet(xml, sink, facts);
  return sink.lines;
}

inline const std::string main_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A sheet in the plain dialect. Blanks behind the end let the fast path run to the last cell.
inline std::string plain_sheet(const std::string& rows, const std::string& after = {}) {
  return "<worksheet xmlns=\"" + main_space +
         "\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheetData>" + rows + "</sheetData>" +
         after + "</worksheet>" + std::string(256, '\n');
}

}  // namespace counterfoil::xlsx::test
