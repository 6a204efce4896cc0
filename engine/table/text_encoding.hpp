// The bytes of a text file as UTF-8.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/buffer.hpp"

namespace counterfoil::table {

enum class TextEncoding : std::uint8_t { utf8, utf16_little_endian, utf16_big_endian, windows_1252 };

/// "UTF-8", "UTF-16", "Windows-1252".
std::string_view encoding_name(TextEncoding encoding);

struct DecodedText {
  Buffer buffer;          // owns the text
  std::string_view text;  // without a byte order mark
  TextEncoding encoding = TextEncoding::utf8;
  bool marked = false;        // a byte order mark said so
  std::uint64_t damaged = 0;  // characters that could not be read and stand as U+FFFD
  std::uint64_t nuls = 0;     // bytes of value 0, left out
};

/// By byte order mark; else UTF-16 where every other byte is zero; else UTF-8 where all of it is; else Windows-1252.
/// Letters whose accents are characters of their own become one character.
DecodedText decode_text(std::string_view bytes);

/// UTF-16 without a mark is known by its zero bytes.
std::optional<TextEncoding> utf16_without_mark(std::string_view bytes);

bool is_utf8(std::string_view bytes);

}  // namespace counterfoil::table
