#include "launcher/open_at.hpp"

#include "launcher/words.hpp"

namespace counterfoil::launcher {

namespace {

std::string escaped(const std::string& text, const std::string& plain) {
  static const char digits[] = "0123456789ABCDEF";
  std::string result;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool is_word = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
    if (is_word || plain.find(letter) != std::string::npos)
      result += letter;
    else
      result += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return result;
}

}  // namespace

std::string address_of(const std::string& path, const std::string& sheet, const std::string& cell) {
  std::string address = "file://" + escaped(path, "/-._~");
  if (sheet.empty()) return address;
  std::string name = sheet;
  const bool plain = escaped(sheet, "_") == sheet;
  if (!plain) {
    for (std::size_t at = name.find('\''); at != std::string::npos; at = name.find('\'', at + 2)) name.insert(at, 1, '\'');
    name = "'" + name + "'";
  }
  return address + "#" + escaped(name, "_'") + (cell.empty() ? "" : "." + cell);
}

std::string place_in_words(const std::string& sheet, const std::string& cell) {
  if (sheet.empty()) return cell.empty() ? std::string{} : words::place_cell + cell;
  return words::place_sheet + sheet + (cell.empty() ? "" : words::place_and_cell + cell);
}

}  // namespace counterfoil::launcher
