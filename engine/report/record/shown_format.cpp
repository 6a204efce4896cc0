#include "report/record/shown_format.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace counterfoil::report {

namespace {

/// One of the up to four parts of a format code: for numbers above nought, below it, nought itself, and text.
struct Section {
  std::string literals;      // that stand there whatever the value
  std::string placeholders;  // digits, points and commas
  bool general = false, text = false, percent = false, day = false, month = false, year = false, conditional = false;
  bool another = false;  // something that makes the value another: a fraction, an exponent, a time's parts
};

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool starts_with_word(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(), [](char wanted, char c) { return small(c) == wanted; });
}

void take_bracket(std::string_view inside, Section& section) {
  if (inside.empty()) return;
  if (inside.front() == '$')
    section.literals += inside.substr(1, inside.find('-', 1) == std::string_view::npos ? inside.npos : inside.find('-', 1) - 1);
  else if (inside.find_first_of("<>=") != std::string_view::npos)
    section.conditional = true;
  else if (starts_with_word(inside, "white") || starts_with_word(inside, "color2") || starts_with_word(inside, "color 2"))
    section.another = true;
  else if (inside.find_first_not_of("hHmMsS") == std::string_view::npos)
    section.another = true;  // time that is counted on
}

std::vector<Section> sections_of(std::string_view code) {
  std::vector<Section> sections(1);
  for (std::size_t at = 0; at < code.size(); ++at) {
    Section& section = sections.back();
    const char c = code[at], lower = small(c);
    if (c == ';') {
      sections.emplace_back();
    } else if (c == '"') {
      const std::size_t end = std::min(code.find('"', at + 1), code.size());
      section.literals += code.substr(at + 1, end - at - 1);
      at = end;
    } else if ((c == '\\' || c == '*' || c == '_') && at + 1 < code.size()) {
      ++at;
      if (c != '_') section.literals += code[at];  // an underscore leaves a blank as wide as what follows
    } else if (c == '[') {
      const std::size_t end = std::min(code.find(']', at), code.size());
      take_bracket(code.substr(at + 1, end - at - 1), section);
      at = end;
    } else if (starts_with_word(code.substr(at), "general") || starts_with_word(code.substr(at), "standard")) {
      section.general = true;
      at += lower == 'g' ? 6 : 7;
    } else if (lower == 'e' && at + 1 < code.size() && (code[at + 1] == '+' || code[at + 1] == '-')) {
      section.another = true;
      ++at;
    } else if (c == '0' || c == '#' || c == '?' || ((c == '.' || c == ',') && !section.day && !section.month && !section.year)) {
      section.placeholders += c;
    } else if (c == '%') {
      section.percent = true;
    } else if (c == '@') {
      section.text = true;
    } else if (lower == 'd') {
      section.day = true;
    } else if (lower == 'm') {
      section.month = true;
    } else if (lower == 'y' || lower == 'e') {
      section.year = true;
    } else if (c == '/' && section.placeholders.find_first_of("0#?") != std::string::npos) {
      section.another = true;
    } else if (lower != 'h' && lower != 's') {
      section.literals += c;
    }
  }
  return sections;
}

bool has_any(std::string_view text, bool letters) {
  return std::any_of(text.begin(), text.end(),
                     [&](char c) { return (c >= '0' && c <= '9') || (letters && small(c) >= 'a' && small(c) <= 'z'); });
}

bool shows_sign(const Section& section) {
  return section.literals.find_first_of("-(") != std::string::npos || section.literals.find("\u2212") != std::string::npos;
}

bool shows_number(const Section& section, ColumnKind kind) {
  if (section.another || section.conditional || section.day || section.year || section.text)
    return section.text && !section.another;
  if (section.general) return !has_any(section.literals, false);
  // A point or a comma of the format's own moves the decimals of a whole number.
  if (has_any(section.literals, false) || section.literals.find_first_of(".,") != std::string::npos) return false;
  const std::string& digits = section.placeholders;
  const std::size_t last = digits.find_last_of("0#?"), point = digits.find('.');
  if (last == std::string::npos || digits.find_last_of(',') + 1 == digits.size()) return false;
  if (point != std::string::npos && point > 0 && digits[point - 1] == ',') return false;
  if (section.percent != (kind == ColumnKind::percent)) return false;
  if (kind == ColumnKind::integer || kind == ColumnKind::percent) return true;
  return point != std::string::npos && last >= point + 2;
}

bool shows_text(const std::vector<Section>& sections) {
  if (sections.size() >= 4) return sections[3].text && !has_any(sections[3].literals, true) && !sections[3].another;
  return std::none_of(sections.begin(), sections.end(),
                      [](const Section& each) { return each.text && has_any(each.literals, true); });
}

bool shows_date(const Section& section) {
  if (section.another || section.conditional || has_any(section.literals, false)) return false;
  if (!section.day && !section.month && !section.year) return section.general || !section.placeholders.empty() || section.text;
  return section.day && section.month && section.year;
}

}  // namespace

bool format_shows(std::string_view code, ColumnKind kind) {
  if (code.empty()) return true;
  const std::vector<Section> sections = sections_of(code);
  if (kind == ColumnKind::text || kind == ColumnKind::paragraph) return shows_text(sections);
  if (kind == ColumnKind::date || kind == ColumnKind::timestamp)
    return std::all_of(sections.begin(), sections.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(sections.size(), 1)),
                       shows_date);
  if (!shows_number(sections[0], kind)) return false;
  if (sections.size() > 1 && !sections[1].text && !(shows_number(sections[1], kind) && shows_sign(sections[1]))) return false;
  if (sections.size() < 3 || sections[2].text) return true;
  const bool dash = sections[2].literals.find('-') != std::string::npos && !has_any(sections[2].literals, true);
  return dash || shows_number(sections[2], kind);
}

}  // namespace counterfoil::report
