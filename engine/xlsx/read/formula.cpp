#include "xlsx/formula.hpp"

#include "xlsx/cell_reference.hpp"
#include "xlsx/xml_text.hpp"

namespace counterfoil::xlsx {
namespace {

void append_escape(std::string& out, unsigned code) {
  constexpr char digits[] = "0123456789ABCDEF";
  out += "_x";
  for (int shift = 12; shift >= 0; shift -= 4) out += digits[code >> shift & 15];
  out += '_';
}

bool plain_name_character(unsigned char c) {
  return c >= 0x80 || c == '_' || c == '.' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// Names that Excel would read as a cell, in A1 or R1C1 style.
bool looks_like_reference(std::string_view name) {
  if (parse_cell_reference(name)) return true;
  std::size_t at = 0;
  const auto skip_digits = [&] {
    while (at < name.size() && name[at] >= '0' && name[at] <= '9') ++at;
  };
  if (at < name.size() && (name[at] == 'R' || name[at] == 'r')) {
    ++at;
    skip_digits();
  }
  if (at < name.size() && (name[at] == 'C' || name[at] == 'c')) {
    ++at;
    skip_digits();
  }
  return at == name.size();
}

bool is_word(std::string_view name, std::string_view upper) {
  if (name.size() != upper.size()) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if ((name[i] & ~0x20) != upper[i]) return false;
  }
  return true;
}

}  // namespace

std::string escape_text(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '_':
        // A text that holds the look of an escape: its underscore is escaped, so that it reads back as it is.
        if (escaped_unit(text.substr(i))) {
          append_escape(out, '_');
        } else {
          out += '_';
        }
        break;
      default:
        if (c < 0x20 && c != '\t' && c != '\n') {
          append_escape(out, c);  // a carriage return too: XML readers would turn it into a line feed
        } else if (c == 0xEF && text.substr(i, 3) == "\xEF\xBF\xBE") {
          append_escape(out, 0xFFFE);
          i += 2;
        } else if (c == 0xEF && text.substr(i, 3) == "\xEF\xBF\xBF") {
          append_escape(out, 0xFFFF);
          i += 2;
        } else {
          out += static_cast<char>(c);
        }
    }
  }
  return out;
}

std::string quote_sheet_name(std::string_view name) {
  bool plain = !name.empty() && !(name[0] >= '0' && name[0] <= '9') && name[0] != '.' && !looks_like_reference(name) &&
               !is_word(name, "TRUE") && !is_word(name, "FALSE");
  for (const char c : name) plain = plain && plain_name_character(static_cast<unsigned char>(c));
  if (plain) return std::string{name};
  std::string out = "'";
  for (const char c : name) {
    out += c;
    if (c == '\'') out += c;
  }
  return out + "'";
}

}  // namespace counterfoil::xlsx
