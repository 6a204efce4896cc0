// Prints every cell of a workbook, one JSON line each, for comparing with what another program reads (see crosscheck.py).
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "base/failure.hpp"
#include "xlsx/sheet_scanner.hpp"
#include "xlsx/workbook_reader.hpp"

namespace {

using namespace counterfoil;
using namespace counterfoil::xlsx;

std::string json_text(std::string_view text) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += digits[c >> 4];
      out += digits[c & 15];
    } else {
      out += c;
    }
  }
  return out + '"';
}

class Printer final : public SheetSink {
 public:
  explicit Printer(const WorkbookReader& reader) : reader_(reader) {}

  bool cell(const CellView& cell) override {
    static constexpr const char* kinds[] = {"blank", "number", "text", "text", "boolean", "error", "iso_date"};
    std::string_view value = cell.value;
    if (cell.kind == CellKind::shared_string) {
      const auto text = reader_.shared_strings().find(cell.value);
      if (!text)
        throw Failure{FailureKind::unreadable,
                      "Cell " + to_string(CellReference{cell.row, cell.column}) + " means a text that is not there."};
      value = *text;
    }
    std::cout << "[\"" << to_string(CellReference{cell.row, cell.column}) << "\",\"" << kinds[static_cast<int>(cell.kind)] << "\","
              << json_text(value) << ',' << (cell.has_formula ? "true" : "false") << "]\n";
    return true;
  }

 private:
  const WorkbookReader& reader_;
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 3;
  std::ifstream stream{arguments[1], std::ios::binary};
  const std::string bytes{std::istreambuf_iterator<char>{stream}, {}};
  try {
    const WorkbookReader reader{bytes};
    std::cout << "{\"date1904\":" << (reader.uses_1904_dates() ? "true" : "false") << "}\n";
    for (const SheetInfo& sheet : reader.sheets()) {
      if (!sheet.worksheet) continue;
      std::cout << "{\"sheet\":" << json_text(sheet.name) << "}\n";
      Printer printer{reader};
      scan_sheet(reader.sheet_xml(sheet).view(), printer);
    }
  } catch (const Failure& failure) {
    std::cout << "{\"failure\":" << json_text(failure.what()) << "}\n";
    return 2;
  }
}
