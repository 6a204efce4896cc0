// Any bytes as a workbook: recognised, opened, every part read, every sheet scanned. Nothing but a Failure may come of it.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/failure.hpp"
#include "xlsx/sheet_scanner.hpp"
#include "xlsx/workbook_reader.hpp"

namespace {

using namespace counterfoil;
using namespace counterfoil::xlsx;

struct Ignore final : SheetSink {
  explicit Ignore(const WorkbookReader& workbook) : reader(workbook) {}
  bool cell(const CellView& cell) override {
    if (cell.kind == CellKind::shared_string) reader.shared_strings().find(cell.value);
    reader.styles().code(cell.style);
    return true;
  }
  const WorkbookReader& reader;
};

Limits small_limits() {
  Limits limits;
  limits.part_bytes = 1 << 20;
  limits.all_bytes = 4 << 20;
  limits.small_part_bytes = 1 << 20;
  return limits;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view file{reinterpret_cast<const char*>(data), size};
  refusal_words(recognise(file));
  try {
    const ZipArchive archive{file, small_limits()};
    for (const ZipEntry& entry : archive.entries()) {
      try {
        archive.read(entry);
      } catch (const Failure&) {
      }
    }
  } catch (const Failure&) {
  }
  try {
    const WorkbookReader reader{file, small_limits()};
    for (const SheetInfo& sheet : reader.sheets()) {
      Ignore sink{reader};
      SheetFacts facts;
      scan_sheet(reader.sheet_xml(sheet).view(), sink, &facts);
    }
  } catch (const Failure&) {
  }
  return 0;
}
