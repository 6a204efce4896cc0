// bench_scan FILE: CPU seconds of the workbook reader alone: open, inflate and check, shared strings, and the pass over every
// sheet.
#include <cstdio>
#include <fstream>
#include <string>

#include "measure.hpp"
#include "xlsx/sheet_scanner.hpp"
#include "xlsx/workbook_reader.hpp"

namespace {

using namespace counterfoil::xlsx;

struct Counter final : SheetSink {
  bool cell(const CellView& cell) override {
    ++cells;
    bytes += cell.value.size();
    columns += cell.column;
    return true;
  }
  std::size_t cells = 0;
  std::size_t bytes = 0;
  std::size_t columns = 0;
};

}  // namespace

int main(int count, char** arguments) {
  using namespace counterfoil::bench;
  if (count != 2) return 3;
  std::ifstream stream{arguments[1], std::ios::binary | std::ios::ate};
  std::string file(static_cast<std::size_t>(stream.tellg()), '\0');
  stream.seekg(0);
  stream.read(file.data(), static_cast<std::streamsize>(file.size()));

  const double begin = cpu_seconds();
  const WorkbookReader reader{file};
  const std::size_t texts = reader.shared_strings().size();
  const double strings_done = cpu_seconds();
  Counter counter;
  double inflated = 0;
  double scanned = 0;
  for (const SheetInfo& sheet : reader.sheets()) {
    if (!sheet.worksheet) continue;
    const double from = cpu_seconds();
    const counterfoil::Buffer xml = reader.sheet_xml(sheet);
    const double between = cpu_seconds();
    scan_sheet(xml.view(), counter);
    scanned += cpu_seconds() - between;
    inflated += between - from;
  }
  print_usage("scan", cpu_seconds() - begin);
  std::printf("cells=%zu texts=%zu bytes=%zu columns=%zu strings_cpu=%.4f sheet_inflate_cpu=%.4f sheet_scan_cpu=%.4f\n",
              counter.cells, texts, counter.bytes, counter.columns, strings_done - begin, inflated, scanned);
}
