#include "xlsx/read/styles.hpp"

#include <charconv>
#include <unordered_map>

#include "base/failure.hpp"
#include "xlsx/xml_cursor.hpp"
#include "xlsx/xml_text.hpp"

namespace counterfoil::xlsx {
namespace {

// Excel holds 65,490 cell formats and codes of 255 characters; some room for other programs.
constexpr std::size_t most_styles = 100'000;
constexpr std::size_t longest_code = 2'048;

/// Codes of the ids that a file need not spell out, as Excel shows them in the United Kingdom.
std::string_view built_in_code(unsigned id) {
  switch (id) {
    case 1: return "0";
    case 2: return "0.00";
    case 3: return "#,##0";
    case 4: return "#,##0.00";
    case 5: return "\"£\"#,##0;-\"£\"#,##0";
    case 6: return "\"£\"#,##0;[Red]-\"£\"#,##0";
    case 7: return "\"£\"#,##0.00;-\"£\"#,##0.00";
    case 8: return "\"£\"#,##0.00;[Red]-\"£\"#,##0.00";
    case 9: return "0%";
    case 10: return "0.00%";
    case 11: return "0.00E+00";
    case 12: return "# ?/?";
    case 13: return "# ?\?/??";
    case 14: return "dd/mm/yyyy";
    case 15: return "dd-mmm-yy";
    case 16: return "dd-mmm";
    case 17: return "mmm-yy";
    case 18: return "h:mm AM/PM";
    case 19: return "h:mm:ss AM/PM";
    case 20: return "hh:mm";
    case 21: return "hh:mm:ss";
    case 22: return "dd/mm/yyyy hh:mm";
    case 37: return "#,##0;-#,##0";
    case 38: return "#,##0;[Red]-#,##0";
    case 39: return "#,##0.00;-#,##0.00";
    case 40: return "#,##0.00;[Red]-#,##0.00";
    case 41: return "_-* #,##0_-;-* #,##0_-;_-* \"-\"_-;_-@_-";
    case 42: return "_-\"£\"* #,##0_-;-\"£\"* #,##0_-;_-\"£\"* \"-\"_-;_-@_-";
    case 43: return "_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"??_-;_-@_-";
    case 44: return "_-\"£\"* #,##0.00_-;-\"£\"* #,##0.00_-;_-\"£\"* \"-\"??_-;_-@_-";
    case 45: return "mm:ss";
    case 46: return "[h]:mm:ss";
    case 47: return "mm:ss.0";
    case 48: return "##0.0E+0";
    case 49: return "@";
    default: break;
  }
  // East Asian ids, whose codes depend on the language: dates and times all the same.
  if ((id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58)) return "yyyy/mm/dd";
  if (id >= 32 && id <= 35) return "hh:mm:ss";
  return "General";
}

bool same_word(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    if ((text[i] | 0x20) != lower[i]) return false;
  }
  return true;
}

/// What the first section of a code (the one for positive numbers) shows.
struct Marks {
  bool day_or_year = false;
  bool hour_or_second = false;
  bool m = false;
  bool digits = false;
  bool number_sign = false;
  bool percent = false;
  bool at = false;
};

bool is_date_letter(char lower) { return lower == 'd' || lower == 'm' || lower == 'y' || lower == 'h' || lower == 's'; }

/// A run of letters outside of quotation marks. Excel writes no other letters without them, other programs do: "GBP #,##0.00".
void read_letters(std::string_view letters, Marks& marks) {
  bool only_date_letters = true;
  for (const char c : letters) only_date_letters = only_date_letters && is_date_letter(static_cast<char>(c | 0x20));
  // Years and eras of other calendars: "ggge", "bbbb".
  if (letters.find_first_not_of("eEgG") == std::string_view::npos || letters.find_first_not_of("bB") == std::string_view::npos)
    marks.day_or_year = true;
  if (!only_date_letters) return;
  for (const char c : letters) {
    const char lower = static_cast<char>(c | 0x20);
    marks.day_or_year = marks.day_or_year || lower == 'd' || lower == 'y';
    marks.hour_or_second = marks.hour_or_second || lower == 'h' || lower == 's';
    marks.m = marks.m || lower == 'm';
  }
}

Marks read_marks(std::string_view code) {
  Marks marks;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (c == ';') break;
    if (c == '"') {
      i = code.find('"', i + 1);
      if (i == std::string_view::npos) break;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;  // the next character stands for itself, its width, or a filling
    } else if (c == '[') {
      const std::size_t end = code.find(']', i);
      if (end == std::string_view::npos) break;
      const std::string_view inside = code.substr(i + 1, end - i - 1);
      // [h], [mm] and [ss] count on past a day; colours, conditions and languages show nothing.
      if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos) marks.hour_or_second = true;
      i = end;
    } else if (same_word(code.substr(i), "general")) {
      i += 6;
    } else if (same_word(code.substr(i), "am/pm")) {
      marks.hour_or_second = true;
      i += 4;
    } else if ((c | 0x20) == 'e' && i + 1 < code.size() && (code[i + 1] == '+' || code[i + 1] == '-')) {
      ++i;  // scientific
    } else if (letter) {
      std::size_t end = i + 1;
      while (end < code.size() && ((code[end] >= 'A' && code[end] <= 'Z') || (code[end] >= 'a' && code[end] <= 'z')) &&
             !same_word(code.substr(end), "am/pm"))
        ++end;
      read_letters(code.substr(i, end - i), marks);
      i = end - 1;
    } else if (c == '0' || c == '#' || c == '?') {
      marks.digits = true;
      // No date has these: what letters there are stand for themselves. A date has noughts only for parts of a second.
      if (c != '0' || !marks.hour_or_second) marks.number_sign = true;
    } else if (c == '%') {
      marks.percent = true;
    } else if (c == '@') {
      marks.at = true;
    }
  }
  if (marks.number_sign) marks.day_or_year = marks.hour_or_second = marks.m = false;
  return marks;
}

}  // namespace

NumberFormatKind number_format_kind(unsigned id, std::string_view code) {
  if (code.empty()) code = built_in_code(id);
  const Marks marks = read_marks(code);
  if (marks.day_or_year) return marks.hour_or_second ? NumberFormatKind::date_time : NumberFormatKind::date;
  if (marks.hour_or_second) return NumberFormatKind::time;
  if (marks.m) return NumberFormatKind::date;
  if (marks.percent) return NumberFormatKind::percent;
  if (marks.digits) return NumberFormatKind::number;
  return marks.at ? NumberFormatKind::text : NumberFormatKind::general;
}

Styles::Styles(std::string_view part) {
  std::unordered_map<unsigned, std::string> codes;
  const auto id_of = [](const XmlCursor& xml) {
    const std::string_view raw = xml.attribute("numFmtId").value_or("0");
    unsigned id = 0;
    std::from_chars(raw.data(), raw.data() + raw.size(), id);
    return id;
  };
  XmlCursor xml{part};
  bool in_formats = false;
  bool in_cell_styles = false;
  std::vector<unsigned> ids;
  for (auto token = xml.next(); token != XmlCursor::Token::finish; token = xml.next()) {
    if (token != XmlCursor::Token::start) continue;
    if (xml.depth() == 2) {
      in_formats = xml.is("numFmts");
      in_cell_styles = xml.is("cellXfs");
    } else if (xml.depth() == 3 && in_formats && xml.is("numFmt")) {
      std::string code = xml.attribute_text("formatCode");
      if (code.size() > longest_code || codes.size() == most_styles) xml_fault("more number formats than Excel can hold");
      codes[id_of(xml)] = std::move(code);
    } else if (xml.depth() == 3 && in_cell_styles && xml.is("xf")) {
      if (ids.size() == most_styles) xml_fault("more cell formats than Excel can hold");
      ids.push_back(id_of(xml));
    }
  }
  kinds_.reserve(ids.size());
  codes_.reserve(ids.size());
  for (const unsigned id : ids) {
    const auto found = codes.find(id);
    codes_.push_back(found != codes.end() && !found->second.empty() ? found->second : std::string{built_in_code(id)});
    kinds_.push_back(number_format_kind(id, codes_.back()));
  }
}

const std::string& Styles::code(std::uint32_t style) const {
  static const std::string general = "General";
  return style < codes_.size() ? codes_[style] : general;
}

}  // namespace counterfoil::xlsx
