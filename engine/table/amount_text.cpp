#include "table/amount_text.hpp"

#include <string>

namespace counterfoil::table {

namespace {

/// Length of the space of any kind that `text` begins with; 0 where it does not.
std::size_t leading_space(std::string_view text) {
  if (text.empty()) return 0;
  const auto first = static_cast<unsigned char>(text[0]);
  if (first <= ' ' || first == 0x7F) return 1;
  if (first < 0x80) return 0;
  if (text.starts_with("\xC2\xA0") || text.starts_with("\xC2\xAD") || text.starts_with("\xC2\x85")) return 2;
  if (text.size() < 3) return 0;
  if (first == 0xE2) {
    const auto second = static_cast<unsigned char>(text[1]);
    const auto third = static_cast<unsigned char>(text[2]);
    if (second == 0x80 && ((third >= 0x80 && third <= 0x8F) || third == 0xA8 || third == 0xA9 || (third >= 0xAA && third <= 0xAF)))
      return 3;
    if (second == 0x81 && (third == 0x9F || third == 0xA0)) return 3;
  }
  if (text.starts_with("\xE3\x80\x80") || text.starts_with("\xEF\xBB\xBF")) return 3;
  return 0;
}

std::size_t trailing_space(std::string_view text) {
  for (const std::size_t length : {std::size_t{1}, std::size_t{2}, std::size_t{3}})
    if (text.size() >= length && leading_space(text.substr(text.size() - length)) == length) return length;
  return 0;
}

bool equals_without_case(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char each = text[at] >= 'A' && text[at] <= 'Z' ? static_cast<char>(text[at] + 32) : text[at];
    if (each != lower[at]) return false;
  }
  return true;
}

bool take_front(std::string_view& text, std::string_view lower) {
  if (!equals_without_case(text.substr(0, lower.size()), lower)) return false;
  text = trim_text(text.substr(lower.size()));
  return true;
}

bool take_back(std::string_view& text, std::string_view lower) {
  if (text.size() < lower.size() || !equals_without_case(text.substr(text.size() - lower.size()), lower)) return false;
  text = trim_text(text.substr(0, text.size() - lower.size()));
  return true;
}

bool take_minus(std::string_view& text) {
  for (const std::string_view minus : {"-", "\xE2\x88\x92", "\xE2\x80\x93"})  // hyphen, minus, en dash
    if (take_front(text, minus)) return true;
  return false;
}

bool take_minus_behind(std::string_view& text) {
  for (const std::string_view minus : {"-", "\xE2\x88\x92", "\xE2\x80\x93"})
    if (take_back(text, minus)) return true;
  return false;
}

/// What a pound sign becomes when UTF-8 is read as Windows-1252 or the code page of DOS, or Windows-1252 as UTF-8.
bool take_damaged_pound(std::string_view& text) {
  for (const std::string_view sign :
       {"\xC3\x82\xC2\xA3", "\xE2\x94\xAC\xC3\xBA", "\xEF\xBF\xBD\xEF\xBF\xBD", "\xEF\xBF\xBD", "\xC5\x93", "\xC3\xBA"})
    if (take_front(text, sign)) return true;
  return false;
}

bool take_pound(std::string_view& text) { return take_front(text, "\xC2\xA3") || take_front(text, "gbp"); }

/// Thousands separators taken out; nothing where they do not part groups of three.
std::optional<std::string> plain_digits(std::string_view text) {
  std::string digits;
  std::size_t group = 0;  // digits since the last separator
  char separator = 0;     // one kind in one number
  bool whole = true;      // before the point or exponent
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t space = leading_space(text.substr(at));
    const bool comma = text[at] == ',' || text[at] == '\'';
    if (comma || space > 0) {
      const char kind = comma ? text[at] : ' ';
      if (!whole || group == 0 || group > 3 || (separator != 0 && (group != 3 || separator != kind))) return std::nullopt;
      separator = kind;
      group = 0;
      at += comma ? 1 : space;
      continue;
    }
    if (whole && (text[at] < '0' || text[at] > '9')) {
      if (separator != 0 && group != 3) return std::nullopt;
      whole = false;
    }
    digits += text[at++];
    ++group;
  }
  if (whole && separator != 0 && group != 3) return std::nullopt;
  return digits;
}

}  // namespace

std::string_view trim_text(std::string_view text) {
  while (const std::size_t length = leading_space(text)) text.remove_prefix(length);
  while (const std::size_t length = trailing_space(text)) text.remove_suffix(length);
  return text;
}

std::optional<AmountText> read_amount_text(std::string_view text, bool percent_allowed) {
  if (text.size() > 100) return std::nullopt;
  text = trim_text(text);
  AmountText amount;
  int signs = 0;  // brackets, a minus, CR or DR: one of them
  bool negative = false;
  const bool brackets = text.size() > 2 && text.front() == '(' && text.back() == ')';
  if (brackets) {
    text = trim_text(text.substr(1, text.size() - 2));
    negative = true;
    ++signs;
  }
  amount.pound_damaged = take_damaged_pound(text);
  bool pound = amount.pound_damaged || take_pound(text);
  if (take_back(text, "cr") || take_front(text, "cr")) {
    negative = true;
    ++signs;
  } else if (take_back(text, "dr") || take_front(text, "dr")) {
    ++signs;
  }
  const bool percent = percent_allowed && take_back(text, "%");
  if (take_minus(text)) {
    if (text.empty() && signs == 0 && !percent) {
      amount.dash = true;
      return amount;
    }
    negative = true;
    ++signs;
  }
  if (!pound) pound = take_pound(text) || (amount.pound_damaged = take_damaged_pound(text));
  if (pound && take_minus(text)) {
    if (text.empty() && signs == 0) {
      amount.dash = true;
      return amount;
    }
    negative = true;
    ++signs;
  }
  if (!pound) pound = take_back(text, "gbp");
  if (take_minus_behind(text)) {
    negative = true;
    ++signs;
  }
  if (take_front(text, "+")) ++signs;
  if (signs > 1 || text.empty() || text.front() == '+' || text.front() == '-' || (pound && percent)) return std::nullopt;
  const auto digits = plain_digits(text);
  if (!digits) return std::nullopt;
  const auto value = parse_decimal(*digits);
  if (!value || value->cut) return std::nullopt;
  amount.value = *value;
  amount.value.negative = negative && amount.value.digits != 0;
  if (percent) amount.value.scale += 2;
  return amount;
}

}  // namespace counterfoil::table
