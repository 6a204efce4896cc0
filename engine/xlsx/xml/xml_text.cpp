#include "xlsx/xml_text.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "base/failure.hpp"
#include "base/text.hpp"

namespace counterfoil::xlsx {
namespace {

constexpr char32_t replacement = 0xFFFD;

bool is_surrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }

char* put_utf8(char* out, char32_t c) {
  if (c < 0x80) {
    *out++ = static_cast<char>(c);
  } else if (c < 0x800) {
    *out++ = static_cast<char>(0xC0 | c >> 6);
    *out++ = static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    *out++ = static_cast<char>(0xE0 | c >> 12);
    *out++ = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    *out++ = static_cast<char>(0x80 | (c & 0x3F));
  } else {
    *out++ = static_cast<char>(0xF0 | c >> 18);
    *out++ = static_cast<char>(0x80 | (c >> 12 & 0x3F));
    *out++ = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    *out++ = static_cast<char>(0x80 | (c & 0x3F));
  }
  return out;
}

/// Length of the well-formed UTF-8 sequence at the front (none of the overlong, surrogate or beyond-Unicode kinds); 0 when
/// ill-formed.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
  const unsigned first = byte(0);
  if (first >= 0xC2 && first <= 0xDF) return tail(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = first == 0xED ? 0x9F : 0xBF;
    return byte(1) >= low && byte(1) <= high && tail(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned low = first == 0xF0 ? 0x90 : 0x80;
    const unsigned high = first == 0xF4 ? 0x8F : 0xBF;
    return byte(1) >= low && byte(1) <= high && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

/// Reads "&...;" at the front; sets its length.
char32_t read_entity(std::string_view text, std::size_t& length) {
  const std::size_t end = text.substr(0, 16).find(';');
  if (end == std::string_view::npos) xml_fault("an '&' does not begin an entity");
  length = end + 1;
  const std::string_view name = text.substr(1, end - 1);
  if (name == "amp") return '&';
  if (name == "lt") return '<';
  if (name == "gt") return '>';
  if (name == "quot") return '"';
  if (name == "apos") return '\'';
  if (name.size() >= 2 && name[0] == '#') {
    const bool hex = name[1] == 'x';
    const std::string_view digits = name.substr(hex ? 2 : 1);
    std::uint32_t value = 0;
    bool sound = !digits.empty();
    for (const char c : digits) {
      unsigned digit = 99;
      if (c >= '0' && c <= '9') {
        digit = static_cast<unsigned>(c - '0');
      } else if (hex && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))) {
        digit = static_cast<unsigned>((c | 0x20) - 'a' + 10);
      }
      sound = sound && digit < (hex ? 16u : 10u) && value <= 0x10FFFF;
      value = value * (hex ? 16 : 10) + digit;
    }
    const bool control = value < 0x20 && value != '\t' && value != '\n' && value != '\r';
    if (!sound || value > 0x10FFFF || is_surrogate(value) || control || value == 0xFFFE || value == 0xFFFF) {
      xml_fault("a numbered character that XML does not allow");
    }
    return value;
  }
  xml_fault("an entity that is not defined");
}

/// A run of "_xHHHH_" escapes may be a surrogate pair; sets the length used.
char32_t read_escape(std::string_view text, unsigned unit, std::size_t& length) {
  length = 7;
  if (unit >= 0xD800 && unit <= 0xDBFF) {
    const auto low = escaped_unit(text.substr(7));
    if (low && *low >= 0xDC00 && *low <= 0xDFFF) {
      length = 14;
      return 0x10000 + ((unit - 0xD800) << 10) + (*low - 0xDC00);
    }
  }
  return is_surrogate(unit) ? replacement : unit;
}

std::size_t decode(char* out, std::string_view raw, Escapes escapes, bool entities) {
  char* to = out;
  for (std::size_t i = 0; i < raw.size();) {
    const auto c = static_cast<unsigned char>(raw[i]);
    std::size_t length = 1;
    if (c == '&' && entities) {
      to = put_utf8(to, read_entity(raw.substr(i), length));
    } else if (c == '_' && escapes == Escapes::entities_and_cell_escapes) {
      if (const auto unit = escaped_unit(raw.substr(i))) {
        to = put_utf8(to, read_escape(raw.substr(i), *unit, length));
      } else {
        *to++ = '_';
      }
    } else if (c >= 0x80) {
      length = utf8_length(raw.substr(i));
      if (length == 0) xml_fault("text that is not UTF-8");
      for (std::size_t k = 0; k < length; ++k) *to++ = raw[i + k];
    } else if (c == '\r') {
      length = i + 1 < raw.size() && raw[i + 1] == '\n' ? 2 : 1;
      *to++ = '\n';
    } else {
      if (c < 0x20 && c != '\t' && c != '\n') xml_fault("a control character in text");
      *to++ = static_cast<char>(c);
    }
    i += length;
  }
  return static_cast<std::size_t>(to - out);
}

Buffer utf16_to_utf8(std::string_view bytes, bool big_endian) {
  if (bytes.size() % 2 != 0) xml_fault("text in UTF-16 that is cut short");
  const auto unit = [&](std::size_t i) {
    const unsigned a = static_cast<unsigned char>(bytes[i]);
    const unsigned b = static_cast<unsigned char>(bytes[i + 1]);
    return big_endian ? a << 8 | b : b << 8 | a;
  };
  Buffer result{bytes.size() / 2 * 3};
  char* out = result.data();
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    char32_t c = unit(i);
    if (is_surrogate(c)) {
      if (c >= 0xDC00 || i + 2 >= bytes.size() || unit(i + 2) < 0xDC00 || unit(i + 2) > 0xDFFF)
        xml_fault("text that is not UTF-16");
      i += 2;
      c = 0x10000 + ((c - 0xD800) << 10) + (unit(i) - 0xDC00);
    }
    out = put_utf8(out, c);
  }
  result.shrink(static_cast<std::size_t>(out - result.data()));
  return result;
}

/// Of Windows-1252, and of ISO-8859-1, whose printable characters are among its own. What the declaration says is put right, since
/// a part that is patched is written as UTF-8.
Buffer windows_1252_to_utf8(std::string_view bytes, std::string_view encoding) {
  std::string utf8 = utf8_from_windows_1252(bytes);
  const std::size_t name = utf8.find_first_of("\"'", utf8.find("encoding")) + 1;
  utf8.replace(name, encoding.size(), "UTF-8");
  Buffer result{utf8.size()};
  std::copy(utf8.begin(), utf8.end(), result.data());
  return result;
}

/// The encoding that an XML declaration names, in lower case; empty where it names none.
std::string declared_encoding(std::string_view xml) {
  if (xml.substr(0, 3) == "\xEF\xBB\xBF") xml.remove_prefix(3);
  if (xml.substr(0, 5) != "<?xml") return {};
  const std::string_view declaration = xml.substr(0, xml.substr(0, 512).find("?>"));
  std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  const std::size_t end = declaration.find(declaration[at], at + 1);
  std::string name{declaration.substr(at + 1, end == std::string_view::npos ? 0 : end - at - 1)};
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return name;
}

}  // namespace

void xml_fault(std::string_view what) {
  throw Failure{FailureKind::unreadable, "The file is damaged (" + std::string{what} +
                                             "). Open it in Excel, save a copy and use the copy, or export it again."};
}

std::optional<unsigned> escaped_unit(std::string_view text) {
  if (text.size() < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_') return {};
  unsigned value = 0;
  for (std::size_t i = 2; i < 6; ++i) {
    const char c = text[i];
    const char letter = static_cast<char>(c | 0x20);
    if (c >= '0' && c <= '9') {
      value = value * 16 + static_cast<unsigned>(c - '0');
    } else if (letter >= 'a' && letter <= 'f') {
      value = value * 16 + static_cast<unsigned>(letter - 'a' + 10);
    } else {
      return {};
    }
  }
  return value;
}

std::size_t decode_text(char* out, std::string_view raw, Escapes escapes) { return decode(out, raw, escapes, true); }
std::size_t decode_cdata(char* out, std::string_view raw, Escapes escapes) { return decode(out, raw, escapes, false); }

void append_decoded(std::string& out, std::string_view raw, Escapes escapes) {
  const std::size_t before = out.size();
  out.resize(before + raw.size());
  out.resize(before + decode_text(out.data() + before, raw, escapes));
}

std::string decoded(std::string_view raw, Escapes escapes) {
  std::string out;
  append_decoded(out, raw, escapes);
  return out;
}

bool needs_decoding(std::string_view raw) {
  for (const char c : raw) {
    if (static_cast<signed char>(c) < 0x20 || c == '&' || c == '_') return true;
  }
  return false;
}

Buffer to_utf8(Buffer part) {
  const std::string_view bytes = part.view();
  const auto begins = [&](std::string_view mark) { return bytes.substr(0, mark.size()) == mark; };
  using namespace std::string_view_literals;
  if (begins("\xFF\xFE\0\0"sv) || begins("\0\0\xFE\xFF"sv) || begins("<\0\0\0"sv) || begins("\0\0\0<"sv)) {
    xml_fault("text in an encoding that workbooks do not use");
  }
  if (begins("\xFF\xFE"sv)) return utf16_to_utf8(bytes.substr(2), false);
  if (begins("\xFE\xFF"sv)) return utf16_to_utf8(bytes.substr(2), true);
  if (begins("<\0"sv)) return utf16_to_utf8(bytes, false);
  if (begins("\0<"sv)) return utf16_to_utf8(bytes, true);
  const std::string encoding = declared_encoding(bytes);
  for (const std::string_view name : {"iso-8859-1", "iso8859-1", "latin1", "latin-1", "iso_8859-1", "windows-1252", "cp1252"})
    if (encoding == name) return windows_1252_to_utf8(bytes, encoding);
  if (!encoding.empty() && encoding != "utf-8" && encoding != "utf8" && encoding != "us-ascii" && encoding != "ascii") {
    xml_fault("text in an encoding that workbooks do not use");
  }
  return part;
}

}  // namespace counterfoil::xlsx
