// How the cell styles of a workbook look, as far as that says whether a person sees what a cell of that style holds: colours of
// font and fill, the size of the font, the number format.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "xlsx/workbook_reader.hpp"
#include "xlsx/xml_cursor.hpp"

namespace counterfoil::xlsx {

struct Colour {
  std::uint8_t red = 0, green = 0, blue = 0;
};

/// From 1 (the same) to 21 (black on white), as the web's accessibility guidelines count it.
double contrast(Colour one, Colour other);

/// Why a person does not see a text; for sentences: "its colour is that of its background".
enum class Unseen : std::uint8_t { no, colour, size, format };
const char* unseen_words(Unseen why);

/// A font, or what a rule or a run of a text says of one; what it leaves open is empty.
struct FontLook {
  std::optional<Colour> colour;
  std::optional<double> points;
};

class CellLooks {
 public:
  explicit CellLooks(const WorkbookReader& reader);

  /// `value`: as stored. A text has the fourth section of a format, a number one of the first three.
  Unseen unseen(std::uint32_t style, bool is_text, std::string_view value) const;
  /// A run of a text with a font of its own, in a cell of that style.
  Unseen unseen(const FontLook& run, std::uint32_t style) const;
  /// The fonts of a shared string's runs; nullptr: it has none of its own.
  const std::vector<FontLook>* fonts_of_string(std::uint32_t string) const;
  /// Whether a rule for colours ("dxf") would hide what it applies to.
  bool rule_hides(std::size_t rule) const { return rule < rules_hide_.size() && rules_hide_[rule]; }
  /// Of an element <color> or <fgColor>.
  std::optional<Colour> colour_of(const XmlCursor& cursor) const;

 private:
  Colour background(std::uint32_t style) const;
  Colour foreground(std::uint32_t style) const;
  void read_theme(const WorkbookReader& reader);
  void read_palette(const WorkbookReader& reader);
  void read_styles(const WorkbookReader& reader);
  void read_strings(const WorkbookReader& reader);

  const WorkbookReader& reader_;
  std::array<Colour, 64> palette_;
  std::array<Colour, 12> theme_;
  std::vector<FontLook> fonts_;
  std::vector<std::optional<Colour>> fills_;  // empty: none, or one of two colours, on which anything is seen
  std::vector<bool> plain_fills_;             // false: a gradient or a pattern
  struct Style {
    std::size_t font = 0;
    std::size_t fill = 0;
  };
  std::vector<Style> styles_;
  std::vector<bool> rules_hide_;
  std::map<std::uint32_t, std::vector<FontLook>> fonts_of_strings_;  // by number of the shared string
};

/// The part that the workbook part refers to by this type of relationship; empty: none.
std::string part_of_workbook(const WorkbookReader& reader, std::string_view type);

/// Whether a value is shown at all by a number format: `code` as stored. A section without any place for digits, dates or text
/// shows nothing of it.
bool format_hides(std::string_view code, bool is_text, std::string_view value);

}  // namespace counterfoil::xlsx
