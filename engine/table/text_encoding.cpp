#include "table/text_encoding.hpp"

#include <algorithm>
#include <cstring>

#include "table/accents.hpp"

namespace counterfoil::table {

namespace {

// Windows-1252 from 0x80 to 0x9F; 0 where the code page has no character.
constexpr char16_t windows_1252_upper[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                             0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                             0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

constexpr char32_t replacement = 0xFFFD;

char* put(char* out, char32_t code) {
  if (code < 0x80) {
    *out++ = static_cast<char>(code);
  } else if (code < 0x800) {
    *out++ = static_cast<char>(0xC0 | (code >> 6));
    *out++ = static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    *out++ = static_cast<char>(0xE0 | (code >> 12));
    *out++ = static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    *out++ = static_cast<char>(0x80 | (code & 0x3F));
  } else {
    *out++ = static_cast<char>(0xF0 | (code >> 18));
    *out++ = static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    *out++ = static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    *out++ = static_cast<char>(0x80 | (code & 0x3F));
  }
  return out;
}

void decode_utf16(DecodedText& result, std::string_view bytes, bool little) {
  const std::size_t units = bytes.size() / 2;
  result.buffer = Buffer{units * 3 + 3};
  char* out = result.buffer.data();
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at * 2]);
    const auto second = static_cast<unsigned char>(bytes[at * 2 + 1]);
    return static_cast<char32_t>(little ? first | second << 8 : first << 8 | second);
  };
  for (std::size_t at = 0; at < units; ++at) {
    char32_t code = unit(at);
    if (code >= 0xD800 && code < 0xE000) {
      const char32_t low = code < 0xDC00 && at + 1 < units ? unit(at + 1) : 0;
      if (low >= 0xDC00 && low < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        ++at;
      } else {
        code = replacement;
        ++result.damaged;
      }
    }
    out = put(out, code);
  }
  if (bytes.size() % 2 != 0) {
    out = put(out, replacement);
    ++result.damaged;
  }
  result.buffer.shrink(static_cast<std::size_t>(out - result.buffer.data()));
}

void decode_windows_1252(DecodedText& result, std::string_view bytes) {
  result.buffer = Buffer{bytes.size() * 3};
  char* out = result.buffer.data();
  for (const char each : bytes) {
    const auto byte = static_cast<unsigned char>(each);
    char32_t code = byte;
    if (byte >= 0x80 && byte < 0xA0) {
      code = windows_1252_upper[byte - 0x80];
      if (code == 0) {
        code = replacement;
        ++result.damaged;
      }
    }
    out = put(out, code);
  }
  result.buffer.shrink(static_cast<std::size_t>(out - result.buffer.data()));
}

/// Length of the sound UTF-8 sequence at `at`; 0 where there is none.
std::size_t sound_sequence(const char* at, const char* end) {
  const auto follows = [&](int offset) { return at + offset < end && (static_cast<unsigned char>(at[offset]) & 0xC0) == 0x80; };
  const auto first = static_cast<unsigned char>(*at);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first < 0xF0) {
    if (!follows(1) || !follows(2)) return 0;
    const auto second = static_cast<unsigned char>(at[1]);
    return (first == 0xE0 && second < 0xA0) || (first == 0xED && second >= 0xA0) ? 0 : 3;
  }
  if (first >= 0xF0 && first < 0xF5) {
    if (!follows(1) || !follows(2) || !follows(3)) return 0;
    const auto second = static_cast<unsigned char>(at[1]);
    return (first == 0xF0 && second < 0x90) || (first == 0xF4 && second >= 0x90) ? 0 : 4;
  }
  return 0;
}

/// The first byte that is not part of sound UTF-8, or the end.
const char* sound_until(const char* at, const char* end) {
  while (at < end) {
    while (end - at >= 8) {  // eight ASCII bytes at a time
      std::uint64_t eight;
      std::memcpy(&eight, at, 8);
      if (eight & 0x8080808080808080ull) break;
      at += 8;
    }
    if (at == end) break;
    const std::size_t length = sound_sequence(at, end);
    if (length == 0) return at;
    at += length;
  }
  return end;
}

/// As it is, with each byte that is not UTF-8 replaced.
void copy_utf8(DecodedText& result, std::string_view bytes) {
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  const char* good = sound_until(at, end);
  result.buffer = Buffer{good == end ? bytes.size() : bytes.size() * 3};
  char* out = result.buffer.data();
  while (at < end) {
    std::memcpy(out, at, static_cast<std::size_t>(good - at));
    out += good - at;
    at = good;
    if (at < end) {
      out = put(out, replacement);
      ++result.damaged;
      ++at;
      good = sound_until(at, end);
    }
  }
  result.buffer.shrink(static_cast<std::size_t>(out - result.buffer.data()));
}

}  // namespace

std::string_view encoding_name(TextEncoding encoding) {
  switch (encoding) {
    case TextEncoding::utf8: return "UTF-8";
    case TextEncoding::utf16_little_endian:
    case TextEncoding::utf16_big_endian: return "UTF-16";
    case TextEncoding::windows_1252: return "Windows-1252";
  }
  return "";
}

bool is_utf8(std::string_view bytes) {
  const char* const end = bytes.data() + bytes.size();
  return sound_until(bytes.data(), end) == end;
}

std::optional<TextEncoding> utf16_without_mark(std::string_view bytes) {
  const std::size_t size = bytes.size() < 4096 ? bytes.size() : 4096;
  if (size < 4) return std::nullopt;
  std::size_t zeros[2] = {0, 0};
  for (std::size_t at = 0; at < size; ++at)
    if (bytes[at] == 0) ++zeros[at % 2];
  // Nearly every character of an export is ASCII, so one of its two bytes is zero and the other hardly ever.
  if (zeros[0] * 20 <= size && zeros[1] * 10 >= size * 4) return TextEncoding::utf16_little_endian;
  if (zeros[1] * 20 <= size && zeros[0] * 10 >= size * 4) return TextEncoding::utf16_big_endian;
  return std::nullopt;
}

/// Bytes of value 0 are no characters: a program's padding, or a fault of whatever moved the file. In place.
void leave_out_nuls(DecodedText& result) {
  char* const begin = result.buffer.data();
  char* const end = begin + result.buffer.view().size();
  char* const kept = std::remove(begin, end, '\0');
  result.nuls = static_cast<std::uint64_t>(end - kept);
  if (result.nuls > 0) result.buffer.shrink(static_cast<std::size_t>(kept - begin));
}

DecodedText decode_text(std::string_view bytes) {
  DecodedText result;
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    result.marked = true;
    result.encoding = bytes.starts_with("\xFF\xFE") ? TextEncoding::utf16_little_endian : TextEncoding::utf16_big_endian;
    decode_utf16(result, bytes.substr(2), result.encoding == TextEncoding::utf16_little_endian);
  } else if (const auto guessed = utf16_without_mark(bytes)) {
    result.encoding = *guessed;
    decode_utf16(result, bytes, *guessed == TextEncoding::utf16_little_endian);
  } else {
    result.marked = bytes.starts_with("\xEF\xBB\xBF");
    if (result.marked) bytes.remove_prefix(3);
    if (result.marked || is_utf8(bytes)) {
      copy_utf8(result, bytes);
    } else {
      result.encoding = TextEncoding::windows_1252;
      decode_windows_1252(result, bytes);
    }
  }
  leave_out_nuls(result);
  if (has_combining_marks(result.buffer.view()))
    result.buffer.shrink(compose_accents(result.buffer.data(), result.buffer.view().size()));
  result.text = result.buffer.view();
  return result;
}

}  // namespace counterfoil::table
