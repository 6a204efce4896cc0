// Any bytes as a text file: read or refused, every column with all its rows, no crash.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/failure.hpp"
#include "table/input_table.hpp"

namespace {

constexpr std::string_view layout_text = R"({
  "id": "fuzz", "title": "Fuzz", "required": [["person_id"], ["net"]], "control": ["net"],
  "fields": [
    {"id": "person_id", "title": "ID", "kind": "identifier", "headings": ["ID"], "required_value": true},
    {"id": "name", "title": "Name", "kind": "text", "headings": ["N"]},
    {"id": "born", "title": "Born", "kind": "date", "headings": ["D"]},
    {"id": "hours", "title": "Hours", "kind": "quantity", "headings": ["Q"]},
    {"id": "net", "title": "Net", "kind": "pence", "headings": ["P"]},
    {"id": "from", "title": "From", "kind": "date", "headings": ["F"], "from_title": true},
    {"id": "to", "title": "To", "kind": "date", "headings": ["T"], "from_title": true}]})";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace counterfoil;
  static const table::Layout layout = table::parse_layout(layout_text, "fuzz.json");
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  if (bytes.starts_with("PK")) return 0;  // workbooks have a fuzzer of their own
  try {
    Findings findings;
    const table::InputTable table = table::read_input(bytes, "input.csv", layout, {}, findings);
    std::int64_t sum = 0;
    for (const table::TypedColumn& column : table.columns) {
      if ((column.texts.empty() ? column.numbers.size() : column.texts.size()) != table.rows()) std::abort();
      for (const std::string_view text : column.texts)
        for (const char each : text) sum += each;
    }
    if (table.control_total() == sum) return 0;
  } catch (const Failure&) {
  }
  return 0;
}
