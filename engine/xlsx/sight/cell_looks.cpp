#include "xlsx/cell_looks.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "xlsx/relationships.hpp"
#include "xlsx/sight/run_fonts.hpp"
#include "xlsx/sight/walk_part.hpp"

namespace counterfoil::xlsx {

namespace {

/// Below this nobody reads a text, on any screen: light grey on white, which some find hard, has 1.4.
constexpr double least_contrast = 1.25;
constexpr double smallest_points = 4;
constexpr Colour black{0, 0, 0};
constexpr Colour white{255, 255, 255};

/// The 64 colours that older workbooks count (ECMA-376, part 1, 18.8.27).
constexpr std::array<std::uint32_t, 64> standard_palette = {
    0x000000, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF00FF, 0x00FFFF, 0x000000, 0xFFFFFF, 0xFF0000,
    0x00FF00, 0x0000FF, 0xFFFF00, 0xFF00FF, 0x00FFFF, 0x800000, 0x008000, 0x000080, 0x808000, 0x800080, 0x008080,
    0xC0C0C0, 0x808080, 0x9999FF, 0x993366, 0xFFFFCC, 0xCCFFFF, 0x660066, 0xFF8080, 0x0066CC, 0xCCCCFF, 0x000080,
    0xFF00FF, 0xFFFF00, 0x00FFFF, 0x800080, 0x800000, 0x008080, 0x0000FF, 0x00CCFF, 0xCCFFFF, 0xCCFFCC, 0xFFFF99,
    0x99CCFF, 0xFF99CC, 0xCC99FF, 0xFFCC99, 0x3366FF, 0x33CCCC, 0x99CC00, 0xFFCC00, 0xFF9900, 0xFF6600, 0x666699,
    0x969696, 0x003366, 0x339966, 0x003300, 0x333300, 0x993300, 0x993366, 0x333399, 0x333333};
/// The theme that a workbook without one is shown with: light and dark first, as <color theme=""> counts.
constexpr std::array<std::uint32_t, 12> standard_theme = {0xFFFFFF, 0x000000, 0xEEECE1, 0x1F497D, 0x4F81BD, 0xC0504D,
                                                          0x9BBB59, 0x8064A2, 0x4BACC6, 0xF79646, 0x0000FF, 0x800080};

Colour colour_of_number(std::uint32_t number) {
  return {static_cast<std::uint8_t>(number >> 16 & 0xFF), static_cast<std::uint8_t>(number >> 8 & 0xFF),
          static_cast<std::uint8_t>(number & 0xFF)};
}

/// "FF1F497D" or "1F497D".
std::optional<Colour> colour_of_hex(std::string_view hex) {
  if (hex.size() == 8) hex.remove_prefix(2);
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), number, 16);
  if (hex.size() != 6 || error != std::errc{} || end != hex.data() + hex.size()) return std::nullopt;
  return colour_of_number(number);
}

double number_of(std::string_view text, double otherwise) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && std::isfinite(number) ? number : otherwise;
}

std::size_t index_of(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? number : std::string_view::npos;
}

Colour tinted(Colour colour, double tint) {
  tint = std::clamp(tint, -1.0, 1.0);
  const auto one = [tint](std::uint8_t part) {
    const double moved = tint < 0 ? part * (1 + tint) : part + (255 - part) * tint;
    return static_cast<std::uint8_t>(std::lround(moved));
  };
  return {one(colour.red), one(colour.green), one(colour.blue)};
}

double luminance(Colour colour) {
  const auto part = [](std::uint8_t value) {
    const double share = value / 255.0;
    return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * part(colour.red) + 0.7152 * part(colour.green) + 0.0722 * part(colour.blue);
}

/// One section of a number format, without colours, conditions, words and spaces.
struct Section {
  bool shows = false;        // a place for digits, parts of a date, or text
  bool conditional = false;  // "[>100]"
  std::string colour;        // "white", "color2"
};

/// In its order.
std::vector<Section> sections_of(std::string_view code) {
  std::vector<Section> sections(1);
  for (std::size_t at = 0; at < code.size(); ++at) {
    const char c = code[at];
    Section& now = sections.back();
    if (c == ';') {
      sections.emplace_back();
    } else if (c == '"') {
      at = std::min(code.find('"', at + 1), code.size());
    } else if (c == '\\' || c == '_' || c == '*') {
      ++at;
    } else if (c == '[') {
      const std::size_t close = std::min(code.find(']', at), code.size());
      std::string inside{code.substr(at + 1, close - at - 1)};
      std::transform(inside.begin(), inside.end(), inside.begin(),
                     [](char each) { return each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each; });
      if (!inside.empty() && (inside[0] == '<' || inside[0] == '>' || inside[0] == '='))
        now.conditional = true;
      else if (!inside.empty() && inside.find_first_not_of("hms") == std::string::npos)
        now.shows = true;  // hours beyond 24
      else if (!inside.empty() && inside[0] != '$')
        now.colour = inside;
      at = close;
    } else if (std::string_view{"0#?@dDmMyYhHsSeEgGaAbB"}.find(c) != std::string_view::npos) {
      now.shows = true;  // "General" too
    }
  }
  return sections;
}

/// The one that shows a value; nullptr: none of its own, so that it is shown plainly.
const Section* section_for(const std::vector<Section>& sections, bool is_text, std::string_view value) {
  if (is_text) return sections.size() >= 4 ? &sections[3] : nullptr;
  for (const Section& each : sections)
    if (each.conditional) {  // whichever of them applies
      const auto hiding = std::find_if(sections.begin(), sections.end(), [](const Section& one) { return !one.shows; });
      return hiding == sections.end() ? &each : &*hiding;
    }
  const double number = number_of(value, 0);
  if (sections.size() >= 2 && number < 0) return &sections[1];
  if (sections.size() >= 3 && number == 0) return &sections[2];
  return &sections[0];
}

}  // namespace

double contrast(Colour one, Colour other) {
  const double first = luminance(one), second = luminance(other);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

const char* unseen_words(Unseen why) {
  switch (why) {
    case Unseen::colour: return "its colour is nearly that of its background";
    case Unseen::size: return "its letters are too small to be seen";
    case Unseen::format: return "its number format hides it";
    case Unseen::no: break;
  }
  return "";
}

bool format_hides(std::string_view code, bool is_text, std::string_view value) {
  if (code.empty() || code == "General") return false;
  const std::vector<Section> sections = sections_of(code);
  const Section* section = section_for(sections, is_text, value);
  return section && !section->shows;
}

std::string part_of_workbook(const WorkbookReader& reader, std::string_view type) {
  for (const Relationship& root : read_relationships(reader.archive(), {})) {
    if (root.type != "officeDocument" || root.external) continue;
    for (const Relationship& each : read_relationships(reader.archive(), root.part))
      if (each.type == type && !each.external)
        if (const ZipEntry* entry = find_part(reader.archive(), each.part)) return entry->name;
  }
  return {};
}

CellLooks::CellLooks(const WorkbookReader& reader) : reader_(reader) {
  std::transform(standard_palette.begin(), standard_palette.end(), palette_.begin(), colour_of_number);
  std::transform(standard_theme.begin(), standard_theme.end(), theme_.begin(), colour_of_number);
  read_theme(reader);
  read_palette(reader);
  read_styles(reader);
  read_strings(reader);
}

const std::vector<FontLook>* CellLooks::fonts_of_string(std::uint32_t string) const {
  const auto found = fonts_of_strings_.find(string);
  return found == fonts_of_strings_.end() ? nullptr : &found->second;
}

void CellLooks::read_strings(const WorkbookReader& reader) {
  RunFonts fonts{*this};
  std::uint32_t strings = 0;
  const auto end_string = [&] {
    if (auto all = fonts.take(); !all.empty()) fonts_of_strings_[strings - 1] = std::move(all);
  };
  walk_part(reader, part_of_workbook(reader, "sharedStrings"), [&](XmlCursor& cursor, XmlCursor::Token token) {
    if (token != XmlCursor::Token::start) return;
    if (cursor.is("si")) {
      end_string();
      ++strings;
    }
    fonts.start(cursor);
  });
  end_string();
}

std::optional<Colour> CellLooks::colour_of(const XmlCursor& cursor) const {
  const double tint = number_of(cursor.attribute("tint").value_or(std::string_view{}), 0);
  if (const auto rgb = cursor.attribute("rgb"))
    if (const auto colour = colour_of_hex(*rgb)) return tinted(*colour, tint);
  if (const auto theme = cursor.attribute("theme"))
    if (const std::size_t at = index_of(*theme); at < theme_.size()) return tinted(theme_[at], tint);
  if (const auto indexed = cursor.attribute("indexed")) {
    const std::size_t at = index_of(*indexed);
    if (at < palette_.size()) return tinted(palette_[at], tint);
    if (at == 64) return black;
    if (at == 65) return white;
  }
  return std::nullopt;  // the system's own
}

/// The theme lists dark before light; colours of cells count light first.
void CellLooks::read_theme(const WorkbookReader& reader) {
  static constexpr std::array<std::string_view, 12> names = {"lt1",     "dk1",     "lt2",     "dk2",     "accent1", "accent2",
                                                             "accent3", "accent4", "accent5", "accent6", "hlink",   "folHlink"};
  const std::string part = part_of_workbook(reader, "theme");
  if (part.empty()) return;
  std::size_t at = names.size();
  walk_part(reader, part, [&](XmlCursor& cursor, XmlCursor::Token token) {
    if (token != XmlCursor::Token::start) return;
    if (const auto found = std::find(names.begin(), names.end(), cursor.local()); found != names.end())
      at = static_cast<std::size_t>(found - names.begin());
    if (at == names.size()) return;
    if (cursor.local() != "srgbClr" && cursor.local() != "sysClr") return;
    const auto hex = cursor.attribute(cursor.local() == "srgbClr" ? "val" : "lastClr");
    if (const auto colour = hex ? colour_of_hex(*hex) : std::nullopt) theme_[at] = *colour;
    at = names.size();
  });
}

void CellLooks::read_palette(const WorkbookReader& reader) {
  const std::string part = part_of_workbook(reader, "styles");
  if (part.empty()) return;
  std::size_t at = 0;
  bool inside = false;
  walk_part(reader, part, [&](XmlCursor& cursor, XmlCursor::Token token) {
    if (token != XmlCursor::Token::start) return;
    if (cursor.is("indexedColors")) inside = true;
    if (!inside || !cursor.is("rgbColor") || at >= palette_.size()) return;
    if (const auto colour = colour_of_hex(cursor.attribute_text("rgb"))) palette_[at] = *colour;
    ++at;
  });
}

void CellLooks::read_styles(const WorkbookReader& reader) {
  const std::string part = part_of_workbook(reader, "styles");
  if (part.empty()) return;
  std::string list;  // "fonts", "fills", "cellXfs", "dxfs"
  bool solid = false;
  FontLook rule_font;
  std::optional<Colour> rule_fill;
  const auto end_rule = [&] {
    if (rules_hide_.empty()) return;
    if (rule_font.colour && contrast(*rule_font.colour, rule_fill.value_or(white)) < least_contrast) rules_hide_.back() = true;
    rule_font = {};
    rule_fill.reset();
  };
  walk_part(reader, part, [&](XmlCursor& cursor, XmlCursor::Token token) {
    if (token != XmlCursor::Token::start) return;
    if (cursor.depth() == 2) {
      if (list == "dxfs") end_rule();
      list = cursor.local();
    } else if (list == "fonts") {
      if (cursor.depth() == 3) fonts_.emplace_back();
      if (cursor.is("color")) fonts_.back().colour = colour_of(cursor);
      if (cursor.is("sz")) fonts_.back().points = number_of(cursor.attribute_text("val"), 11);
    } else if (list == "fills") {
      if (cursor.depth() == 3) {
        fills_.emplace_back();
        plain_fills_.push_back(true);
      }
      if (cursor.is("patternFill")) {
        const std::string pattern = cursor.attribute_text("patternType");
        solid = pattern == "solid";
        plain_fills_.back() = solid || pattern.empty() || pattern == "none";
      }
      if (cursor.is("fgColor") && solid) fills_.back() = colour_of(cursor).value_or(black);
      if (cursor.is("gradientFill")) plain_fills_.back() = false;
    } else if (list == "cellXfs" && cursor.depth() == 3) {
      styles_.push_back({index_of(cursor.attribute_text("fontId")), index_of(cursor.attribute_text("fillId"))});
    } else if (list == "dxfs") {
      if (cursor.depth() == 3) {
        end_rule();
        rules_hide_.push_back(false);
      }
      if (cursor.is("color") && cursor.depth() == 5 && !rule_font.colour) rule_font.colour = colour_of(cursor);
      if (cursor.is("fgColor") || cursor.is("bgColor"))  // the second is what fills; some programs write only the first
        if (const auto colour = colour_of(cursor)) rule_fill = colour;
      if (cursor.is("numFmt")) {
        const std::string code = cursor.attribute_text("formatCode");
        if (format_hides(code, true, "x") || format_hides(code, false, "1") || format_hides(code, false, "-1"))
          rules_hide_.back() = true;
      }
    }
  });
  end_rule();
}

Colour CellLooks::background(std::uint32_t style) const {
  const std::size_t fill = style < styles_.size() ? styles_[style].fill : std::string::npos;
  return fill < fills_.size() && fills_[fill] ? *fills_[fill] : white;
}

Colour CellLooks::foreground(std::uint32_t style) const {
  const std::size_t font = style < styles_.size() ? styles_[style].font : std::string::npos;
  return font < fonts_.size() && fonts_[font].colour ? *fonts_[font].colour : black;
}

Unseen CellLooks::unseen(const FontLook& run, std::uint32_t style) const {
  if (run.points && *run.points < smallest_points) return Unseen::size;
  const std::size_t fill = style < styles_.size() ? styles_[style].fill : std::string::npos;
  if (fill < plain_fills_.size() && !plain_fills_[fill]) return Unseen::no;
  const Colour colour = run.colour ? *run.colour : foreground(style);
  return contrast(colour, background(style)) < least_contrast ? Unseen::colour : Unseen::no;
}

Unseen CellLooks::unseen(std::uint32_t style, bool is_text, std::string_view value) const {
  const std::string& code = reader_.styles().code(style);
  if (format_hides(code, is_text, value)) return Unseen::format;
  const std::size_t font = style < styles_.size() ? styles_[style].font : std::string::npos;
  FontLook look = font < fonts_.size() ? fonts_[font] : FontLook{};
  const Unseen plainly = unseen(look, style);
  const std::vector<Section> sections = sections_of(code);
  const Section* section = section_for(sections, is_text, value);
  if (plainly == Unseen::size || !section || section->colour.empty()) return plainly;
  if (section->colour == "white") look.colour = white;
  if (section->colour.starts_with("color"))
    if (const std::size_t at = index_of(std::string_view{section->colour}.substr(5)); at >= 1 && at + 7 < palette_.size())
      look.colour = palette_[at + 7];
  return unseen(look, style) == Unseen::no ? Unseen::no : Unseen::format;
}

}  // namespace counterfoil::xlsx
