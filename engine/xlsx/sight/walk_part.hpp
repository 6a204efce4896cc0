// A part's XML, token by token, for those who only look.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/failure.hpp"
#include "xlsx/relationships.hpp"
#include "xlsx/workbook_reader.hpp"
#include "xlsx/xml_cursor.hpp"
#include "xlsx/xml_text.hpp"

namespace counterfoil::xlsx {

/// 0 for anything but digits, and beyond what any sheet has.
inline std::uint32_t whole_in_attribute(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? number : 0;
}

/// Calls `at` at each start and each text. A part that is not there or is damaged ends the walk: others say so.
template <class At>
void walk_part(const WorkbookReader& reader, const std::string& part, const At& at) {
  try {
    const ZipEntry* entry = part.empty() ? nullptr : find_part(reader.archive(), part);
    if (!entry) return;
    const Buffer text = to_utf8(reader.archive().read(*entry));
    XmlCursor cursor{text.view()};
    for (auto token = cursor.next(); token != XmlCursor::Token::finish; token = cursor.next())
      if (token != XmlCursor::Token::end) at(cursor, token);
  } catch (const Failure&) {
  }
}

}  // namespace counterfoil::xlsx
