#include "run/disclosure/copy_looks.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <set>
#include <vector>

#include "run/disclosure/disclosure_parts.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::run {

namespace {

using xlsx::XmlCursor;

using Attributes = std::set<std::string_view>;
/// What may be in each list, and with which attributes. Everything else is left out.
const std::map<std::string_view, std::map<std::string_view, Attributes>>& kept() {
  static const Attributes none;
  static const Attributes value{"val"};
  static const Attributes side{"style"};
  static const std::map<std::string_view, std::map<std::string_view, Attributes>> kept = {
      {"fonts",
       {{"font", none},
        {"b", value},
        {"i", value},
        {"strike", value},
        {"u", value},
        {"vertAlign", value},
        {"sz", value},
        {"family", value},
        {"charset", value}}},
      {"fills",
       {{"fill", none},
        {"patternFill", {"patternType"}},
        {"gradientFill", {"type", "degree", "left", "right", "top", "bottom"}},
        {"stop", {"position"}}}},
      {"borders",
       {{"border", {"diagonalUp", "diagonalDown", "outline"}},
        {"left", side},
        {"right", side},
        {"top", side},
        {"bottom", side},
        {"diagonal", side},
        {"vertical", side},
        {"horizontal", side}}},
      {"cellXfs",
       {{"xf",
         {"numFmtId", "fontId", "fillId", "borderId", "quotePrefix", "applyNumberFormat", "applyFont", "applyFill", "applyBorder",
          "applyAlignment"}},
        {"alignment", {"horizontal", "vertical", "textRotation", "wrapText", "indent", "shrinkToFit", "readingOrder"}}}}};
  return kept;
}

bool is_colour(std::string_view name) { return name == "color" || name == "fgColor" || name == "bgColor"; }

/// A number, or a word of the standard's: small first letter, no spaces.
bool is_plain(std::string_view value) {
  const bool word = !value.empty() && value[0] >= 'a' && value[0] <= 'z';
  return !value.empty() && value.size() <= 20 && std::all_of(value.begin(), value.end(), [word](char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || (word && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')));
  });
}

/// A font's name could be anybody's words.
std::string known_font(const std::string& name) {
  constexpr std::array<std::string_view, 18> fonts = {
      "Arial",           "Arial Narrow",     "Aptos",       "Aptos Narrow", "Calibri",         "Calibri Light",
      "Cambria",         "Carlito",          "Courier New", "DejaVu Sans",  "Georgia",         "Helvetica",
      "Liberation Sans", "Liberation Serif", "Segoe UI",    "Tahoma",       "Times New Roman", "Verdana"};
  return std::find(fonts.begin(), fonts.end(), name) == fonts.end() ? "Arial" : name;
}

class LooksWriter {
 public:
  LooksWriter(const xlsx::CellLooks& looks, const KnownNames& known) : looks_(looks), known_(known) {}

  void start(XmlCursor& cursor) {
    if (cursor.depth() == 2) list_ = cursor.local();
    if (cursor.depth() < 3) return;
    const std::string_view name = cursor.local();
    if (list_ == "numFmts") return format(cursor);
    const auto list = kept().find(list_);
    if (list == kept().end()) return cursor.skip();
    if (is_colour(name)) return colour(cursor);
    if (list_ == "fonts" && name == "name") {
      add("<name val=\"" + known_font(cursor.attribute_text("val")) + "\"/>");
      return cursor.skip();
    }
    const auto allowed = list->second.find(name);
    if (allowed == list->second.end()) return cursor.skip();
    std::string tag = "<" + std::string{name};
    for (const std::string_view attribute : allowed->second)
      if (const auto value = cursor.attribute(attribute); value && is_plain(*value))
        tag += " " + std::string{attribute} + "=\"" + std::string{*value} + "\"";
    if (name == "xf") tag += " xfId=\"0\"";
    add(tag + ">");
  }

  void end(const XmlCursor& cursor) {
    if (cursor.depth() < 2) return;
    const auto list = kept().find(list_);
    if (list != kept().end() && list->second.contains(cursor.local())) add("</" + std::string{cursor.local()} + ">");
  }

  std::string part() const {
    const auto one = [&](const std::string& name, const std::string& otherwise) {
      const auto found = lists_.find(name);
      const std::string& inside = found == lists_.end() || found->second.empty() ? otherwise : found->second;
      return inside.empty() ? std::string{} : "<" + name + ">" + inside + "</" + name + ">";
    };
    return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
           "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">" +
           one("numFmts", "") + one("fonts", "<font/>") + one("fills", "<fill/>") + one("borders", "<border/>") +
           "<cellStyleXfs><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>" +
           one("cellXfs", "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>") +
           "<cellStyles><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";
  }

 private:
  void add(const std::string& xml) { lists_[list_] += xml; }

  void colour(XmlCursor& cursor) {
    std::string value = "auto=\"1\"";
    if (const auto found = looks_.colour_of(cursor)) {
      std::array<char, 9> hex{};
      std::snprintf(hex.data(), hex.size(), "FF%02X%02X%02X", found->red, found->green, found->blue);
      value = "rgb=\"" + std::string{hex.data()} + "\"";
    }
    add("<" + std::string{cursor.local()} + " " + value + "/>");
    cursor.skip();
  }

  void format(XmlCursor& cursor) {
    const std::string id = cursor.attribute_text("numFmtId");
    if (cursor.is("numFmt") && is_plain(id))
      add("<numFmt numFmtId=\"" + id + "\" formatCode=\"" +
          xlsx::escape_attribute(format_for_copy(cursor.attribute_text("formatCode"), known_)) + "\"/>");
    cursor.skip();
  }

  const xlsx::CellLooks& looks_;
  const KnownNames& known_;
  std::string list_;
  std::map<std::string, std::string> lists_;
};

bool is_capital(char c) { return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0xC3; }

bool may_stay(const std::string& words, const KnownNames& known) {
  if (known.without_names(words) != words) return false;
  bool letter_before = false;
  for (const char c : words) {
    const bool letter = (c >= 'a' && c <= 'z') || is_capital(c);
    if (!letter_before && is_capital(c) && words.size() > 3) return false;  // "GBP" is none
    letter_before = letter;
  }
  return words.size() <= 20;
}

}  // namespace

std::string format_for_copy(std::string_view code, const KnownNames& known) {
  std::string kept, escaped;
  const auto end_escaped = [&] {
    if (escaped.empty()) return;
    std::string words;
    for (std::size_t at = 1; at < escaped.size(); at += 2) words += escaped[at];
    if (may_stay(words, known)) kept += escaped;
    escaped.clear();
  };
  for (std::size_t at = 0; at < code.size(); ++at) {
    const char c = code[at];
    if (c == '\\' && at + 1 < code.size()) {
      escaped += c;
      escaped += code[++at];
      continue;
    }
    end_escaped();
    if (c == '"') {
      const std::size_t close = std::min(code.find('"', at + 1), code.size());
      const std::string words{code.substr(at + 1, close - at - 1)};
      if (may_stay(words, known)) kept += "\"" + words + "\"";
      at = close;
    } else if (c == '[') {
      const std::size_t close = std::min(code.find(']', at), code.size());
      const std::string_view inside = code.substr(at, close - at + 1);
      const std::size_t dash = inside.find('-');
      const bool long_sign =
          inside.starts_with("[$") && std::min(dash, inside.size()) > 6;  // "[$GBP-809]"; a pound sign is two bytes
      kept += long_sign ? "[$" + std::string{dash == std::string_view::npos ? "]" : inside.substr(dash)} : std::string{inside};
      at = close;
    } else {
      kept += c;
    }
  }
  end_escaped();
  return kept.empty() ? "General" : kept;
}

std::string styles_for_copy(const xlsx::WorkbookReader& reader, const xlsx::CellLooks& looks, const KnownNames& known) {
  const std::string part = xlsx::part_of_workbook(reader, "styles");
  if (part.empty()) return {};
  LooksWriter writer{looks, known};
  walk_part_whole(reader, part, [&](XmlCursor& cursor, XmlCursor::Token token) {
    if (token == XmlCursor::Token::start) writer.start(cursor);
    if (token == XmlCursor::Token::end) writer.end(cursor);
  });
  return writer.part();
}

}  // namespace counterfoil::run
