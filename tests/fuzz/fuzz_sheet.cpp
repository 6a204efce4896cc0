// Any bytes as sheet XML, as shared strings and as styles. The fast pass and the walker alone must give the same cells: a comment
// in front of the first row keeps nothing from the fast path, but a namespace declared by prefix does.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/failure.hpp"
#include "xlsx/read/shared_strings.hpp"
#include "xlsx/read/styles.hpp"
#include "xlsx/sheet_scanner.hpp"
#include "xlsx/xml_text.hpp"

namespace {

using namespace counterfoil;
using namespace counterfoil::xlsx;

/// All that a scan says, as one text.
struct Transcript final : SheetSink {
  bool row(const RowView& row) override {
    text += "row " + std::to_string(row.row) + (row.hidden ? " hidden\n" : "\n");
    return true;
  }
  bool cell(const CellView& cell) override {
    text += to_string(CellReference{cell.row, cell.column}) + ' ' + std::to_string(static_cast<int>(cell.kind)) + ' ' +
            std::to_string(cell.style) + (cell.has_formula ? " f" : "") + (cell.has_value ? " v " : " ") + std::string{cell.value} +
            '\n';
    return true;
  }
  std::string text;
};

struct Scan {
  std::string text;
  bool sound = true;
};

Scan scan(std::string_view xml) {
  Transcript sink;
  Scan result;
  try {
    SheetFacts facts;
    scan_sheet(xml, sink, &facts);
  } catch (const Failure&) {
    result.sound = false;
  }
  result.text = std::move(sink.text);
  return result;
}

/// The walker alone, without the fast path.
Scan walk(std::string_view xml) {
  Transcript sink;
  Scan result;
  try {
    SheetFacts facts;
    detail::SheetWalker walker{xml, &facts};
    for (;;) {
      const auto event = walker.next();
      if (event == detail::SheetWalker::Event::finish) break;
      if (event == detail::SheetWalker::Event::row) sink.row(walker.row);
      if (event == detail::SheetWalker::Event::cell) sink.cell(walker.cell);
    }
  } catch (const Failure&) {
    result.sound = false;
  }
  result.text = std::move(sink.text);
  return result;
}

Buffer copy_of(std::string_view bytes) {
  Buffer buffer{bytes.size()};
  std::copy(bytes.begin(), bytes.end(), buffer.data());
  return buffer;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  try {
    to_utf8(copy_of(bytes));
  } catch (const Failure&) {
  }
  try {
    Styles{bytes};
  } catch (const Failure&) {
  }
  try {
    SharedStrings{copy_of(bytes)};
  } catch (const Failure&) {
  }
  // As a whole part, and as the rows of a sound one: mutations of rows alone get deeper.
  const std::string wrapped = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>" +
                              std::string{bytes} + "</sheetData></worksheet>" + std::string(200, ' ');
  for (const std::string_view xml : {bytes, std::string_view{wrapped}}) {
    const Scan fast = scan(xml);
    const Scan slow = walk(xml);
    // The fast path does not prove what it passes over, so it may accept more; what the walker accepts must be the same in both.
    if (slow.sound && (!fast.sound || fast.text != slow.text)) {
      std::fprintf(stderr, "the two passes differ:\n%s---\n%s", fast.text.c_str(), slow.text.c_str());
      std::abort();
    }
  }
  return 0;
}
