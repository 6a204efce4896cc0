#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace counterfoil {

namespace {

constexpr std::uint32_t replacement = 0xFFFD;

/// Length of the valid sequence at the start of `text`, 0 when there is none (overlong forms and surrogates are not valid).
std::size_t sequence_length(std::string_view text, std::uint32_t& code_point) {
  const auto byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u; };
  const auto follows = [&](std::size_t at) { return (byte(at) & 0xC0u) == 0x80u; };
  const std::uint32_t first = byte(0);
  if (first < 0x80) {
    code_point = first;
    return 1;
  }
  if (first >= 0xC2 && first <= 0xDF && follows(1)) {
    code_point = (first & 0x1F) << 6 | (byte(1) & 0x3F);
    return 2;
  }
  if (first >= 0xE0 && first <= 0xEF && follows(1) && follows(2)) {
    code_point = (first & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    if (code_point < 0x800 || (code_point >= 0xD800 && code_point <= 0xDFFF)) return 0;
    return 3;
  }
  if (first >= 0xF0 && first <= 0xF4 && follows(1) && follows(2) && follows(3)) {
    code_point = (first & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
    if (code_point < 0x10000 || code_point > 0x10FFFF) return 0;
    return 4;
  }
  return 0;
}

std::vector<std::uint32_t> code_points(std::string_view text) {
  std::vector<std::uint32_t> result;
  result.reserve(text.size());
  while (!text.empty()) {
    std::uint32_t code_point = replacement;
    const std::size_t length = sequence_length(text, code_point);
    result.push_back(length == 0 ? replacement : code_point);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return result;
}

bool matters(std::uint32_t code_point) {
  if (code_point < 0x80)
    return (code_point >= '0' && code_point <= '9') || (code_point >= 'a' && code_point <= 'z') ||
           (code_point >= 'A' && code_point <= 'Z');
  if (code_point < 0xA0) return false;
  if (code_point < 0xC0)  // signs and punctuation of Latin-1, but for its letters and raised digits
    return code_point == 0xAA || code_point == 0xB2 || code_point == 0xB3 || code_point == 0xB5 || code_point == 0xB9 ||
           code_point == 0xBA;
  const bool punctuation = code_point >= 0x2000 && code_point <= 0x206F;
  const bool currency = code_point >= 0x20A0 && code_point <= 0x20CF;
  return !punctuation && !currency && code_point != 0x3000 && code_point != 0xFEFF;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  std::uint32_t code_point = 0;
  while (!text.empty()) {
    const std::size_t length = sequence_length(text, code_point);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string repair_utf8(std::string_view text) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](char each) { return static_cast<unsigned char>(each) < 0x80; });
  if (ascii) return std::string{text};
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    std::uint32_t code_point = 0;
    const std::size_t length = sequence_length(text, code_point);
    if (length == 0)
      append_utf8(result, replacement);
    else
      result += text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return result;
}

std::string utf8_from_windows_1252(std::string_view bytes) {
  static constexpr std::array<std::uint16_t, 32> upper = {0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                          0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                                          0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                          0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
  std::string result;
  result.reserve(bytes.size());
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    append_utf8(result, value >= 0x80 && value < 0xA0 ? upper[value - 0x80u] : value);
  }
  return result;
}

std::string utf8_from_utf16_le(std::string_view bytes) {
  const auto unit = [&](std::size_t at) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at]) | static_cast<unsigned char>(bytes[at + 1]) << 8);
  };
  std::string result;
  result.reserve(bytes.size());
  std::size_t at = 0;
  for (; at + 1 < bytes.size(); at += 2) {
    const std::uint32_t high = unit(at);
    if (high >= 0xD800 && high <= 0xDBFF && at + 3 < bytes.size()) {
      const std::uint32_t low = unit(at + 2);
      if (low >= 0xDC00 && low <= 0xDFFF) {
        append_utf8(result, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
        at += 2;
        continue;
      }
    }
    append_utf8(result, high);
  }
  if (at < bytes.size()) append_utf8(result, replacement);
  return result;
}

void append_utf8(std::string& text, std::uint32_t code_point) {
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) code_point = replacement;
  const auto add = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (code_point < 0x80) {
    add(code_point);
  } else if (code_point < 0x800) {
    add(0xC0 | code_point >> 6);
    add(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    add(0xE0 | code_point >> 12);
    add(0x80 | (code_point >> 6 & 0x3F));
    add(0x80 | (code_point & 0x3F));
  } else {
    add(0xF0 | code_point >> 18);
    add(0x80 | (code_point >> 12 & 0x3F));
    add(0x80 | (code_point >> 6 & 0x3F));
    add(0x80 | (code_point & 0x3F));
  }
}

std::string fold_for_comparing(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    std::uint32_t code_point = replacement;
    const std::size_t length = std::max<std::size_t>(sequence_length(text, code_point), 1);
    if (matters(code_point)) {
      if (code_point >= 'A' && code_point <= 'Z')
        result += static_cast<char>(code_point + ('a' - 'A'));
      else
        result += text.substr(0, length);
    }
    text.remove_prefix(length);
  }
  return result;
}

std::size_t edit_distance(std::string_view left, std::string_view right) {
  const auto a = code_points(left);
  const auto b = code_points(right);
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

std::string nearest(std::string_view name, const std::vector<std::string>& candidates) {
  constexpr std::size_t longest = 256;  // names beyond this are not typing slips, and the distance costs length squared
  const std::string wanted = fold_for_comparing(name);
  if (wanted.empty() || wanted.size() > longest) return {};
  const std::string* best = nullptr;
  std::size_t best_distance = 0;
  for (const std::string& candidate : candidates) {
    const std::string known = fold_for_comparing(candidate);
    if (known.empty() || known.size() > longest) continue;
    std::size_t distance = edit_distance(wanted, known);
    // A name that begins or ends with the other is close however much is missing: "comparison" for "cwd-comparison".
    const auto& [shorter, longer] = std::minmax(wanted, known, [](const auto& x, const auto& y) { return x.size() < y.size(); });
    const bool part = shorter.size() >= 4 && (longer.starts_with(shorter) || longer.ends_with(shorter));
    const std::size_t allowed = std::max<std::size_t>(1, std::max(wanted.size(), known.size()) / 3);
    if (part) distance = std::min(distance, allowed);
    if (distance > allowed) continue;
    if (!best || distance < best_distance) {
      best = &candidate;
      best_distance = distance;
    }
  }
  return best ? *best : std::string{};
}

std::string with_thousands(std::int64_t number) {
  const std::string digits = std::to_string(number);
  std::string text;
  text.reserve(digits.size() + digits.size() / 3);
  for (std::size_t at = 0; at < digits.size(); ++at) {
    const bool after_a_digit = at > 0 && digits[at - 1] != '-';
    if (after_a_digit && (digits.size() - at) % 3 == 0) text += ',';
    text += digits[at];
  }
  return text;
}

std::string count_of(std::int64_t number, std::string_view one, std::string_view many) {
  std::string text = with_thousands(number) + ' ';
  if (number == 1) return text.append(one);
  if (!many.empty()) return text.append(many);
  return text.append(one).append("s");
}

std::string list_in_words(const std::vector<std::string>& items, std::string_view last_joint) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? last_joint : std::string_view{", "};
    text += items[i];
  }
  return text;
}

}  // namespace counterfoil
