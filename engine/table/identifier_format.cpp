#include "table/identifier_format.hpp"

namespace counterfoil::table {

IdentifierFormat::IdentifierFormat(std::string_view code) {
  std::string pattern;
  std::size_t zeros = 0;
  for (std::size_t at = 0; at < code.size(); ++at) {
    const char each = code[at];
    if (each == ';') break;  // the section for positive numbers is enough
    if (each == '0') {
      pattern += '\0';
      ++zeros;
    } else if (each == '\\' && at + 1 < code.size()) {
      pattern += code[++at];
    } else if (each == '"') {
      for (++at; at < code.size() && code[at] != '"'; ++at) pattern += code[at];
    } else if (each == '[') {
      while (at < code.size() && code[at] != ']') ++at;
    } else if ((each == '_' || each == '*') && at + 1 < code.size()) {
      ++at;
    } else if (each == ' ' || each == '-' || each == '/' || each == '(' || each == ')') {
      pattern += each;
    } else {
      return;
    }
  }
  pattern_ = std::move(pattern);
  zeros_ = zeros;
}

std::string IdentifierFormat::show(std::string_view digits) const {
  std::string shown;
  const std::size_t padding = zeros_ > digits.size() ? zeros_ - digits.size() : 0;
  std::size_t surplus = digits.size() > zeros_ ? digits.size() - zeros_ : 0;  // goes before the first placeholder
  std::size_t at = 0;
  std::size_t placeholder = 0;
  for (const char each : pattern_) {
    if (each != '\0') {
      shown += each;
      continue;
    }
    if (placeholder == 0) {
      shown += digits.substr(0, surplus);
      at = surplus;
    }
    shown += placeholder < padding ? '0' : digits[at++];
    ++placeholder;
  }
  return shown;
}

bool is_scientific_text(std::string_view text) {
  std::size_t at = 0;
  const auto digit = [&] { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
  if (!digit() || text[at] == '0') return false;
  ++at;
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (!digit()) return false;
    while (digit()) ++at;
  }
  if (at >= text.size() || (text[at] != 'E' && text[at] != 'e')) return false;
  ++at;
  if (at >= text.size() || text[at] != '+') return false;
  ++at;
  const std::size_t exponent = at;
  while (digit()) ++at;
  return at == text.size() && at - exponent >= 2 && at - exponent <= 3;
}

}  // namespace counterfoil::table
