// Characters of XML and of cells: entities, the _xHHHH_ escapes of spreadsheets, encodings.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/buffer.hpp"

namespace counterfoil::xlsx {

/// Throws Failure (unreadable): "The file is damaged (<what>). ..." with what to do.
[[noreturn]] void xml_fault(std::string_view what);

/// The UTF-16 unit when the text begins with "_xHHHH_".
std::optional<unsigned> escaped_unit(std::string_view text);

enum class Escapes { entities, entities_and_cell_escapes };

/// Decodes entities and line ends (and _xHHHH_ where asked), and proves that the rest is UTF-8 without forbidden characters.
/// Writes to `out`, which needs room for raw.size() bytes and may be raw.data() itself: the decoded text is never longer.
/// Returns the bytes written. Throws Failure.
std::size_t decode_text(char* out, std::string_view raw, Escapes escapes);
void append_decoded(std::string& out, std::string_view raw, Escapes escapes);
std::string decoded(std::string_view raw, Escapes escapes = Escapes::entities);

/// What stands between CDATA marks: no entities there, but cell escapes hold.
std::size_t decode_cdata(char* out, std::string_view raw, Escapes escapes);

/// False when decode_text would only copy: plain printable ASCII.
bool needs_decoding(std::string_view raw);

/// A part as UTF-8: UTF-16 is converted, UTF-8 passed through (a byte order mark may stay; XmlCursor skips it).
/// Other encodings are refused, since the standard has only these two.
Buffer to_utf8(Buffer part);

}  // namespace counterfoil::xlsx
