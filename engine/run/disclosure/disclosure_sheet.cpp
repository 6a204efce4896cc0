// What one sheet holds that nobody sees on it.
#include <algorithm>
#include <map>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "run/disclosure/disclosure_parts.hpp"
#include "xlsx/cell_reference.hpp"
#include "xlsx/limits.hpp"

namespace counterfoil::run {

namespace {

using xlsx::XmlCursor;

std::uint32_t number_of(const std::string& text) {
  std::uint32_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return 0;
    number = number < 100'000'000 ? number * 10 + static_cast<std::uint32_t>(c - '0') : number;
  }
  return number;
}

bool is_nought(const std::optional<std::string_view>& text) {
  return text && !text->empty() && text->find_first_not_of("0.") == std::string_view::npos;
}

class SheetLook {
 public:
  SheetLook(const xlsx::SheetInfo& sheet, std::vector<bool> invisible, DisclosedList& found)
      : sheet_(sheet), invisible_(std::move(invisible)), found_(found) {}

  void take(XmlCursor& cursor, XmlCursor::Token token) {
    if (token == XmlCursor::Token::text) {
      if (inside_ == Inside::value && !cursor.blank()) filled_ = true;
      if (inside_ == Inside::header || inside_ == Inside::choices) cursor.append_to(text_, false);
      return;
    }
    leave();
    if (cursor.is("row"))
      start_row(cursor);
    else if (cursor.is("c"))
      start_cell(cursor);
    else if (cursor.is("v") || cursor.is("t"))
      inside_ = Inside::value;
    else if (cursor.is("col"))
      column(cursor);
    else if (cursor.is("dataValidation"))
      validated_ = cursor.attribute_text("type") == "list" ? cursor.attribute_text("sqref") : std::string{};
    else if (cursor.is("formula1") && !validated_.empty())
      inside_ = Inside::choices;
    else if (cursor.is("scenario"))
      tell("scenario", "A scenario keeps other values for cells: " + cursor.attribute_text("name") + ".", {});
    else if (cursor.is("customSheetView"))
      tell("custom-view", "A saved view of the sheet is kept, perhaps a person's own.", {});
    else if (cursor.local().ends_with("Header") || cursor.local().ends_with("Footer"))
      inside_ = Inside::header;
  }

  void finish() {
    leave();
    end_row();
    stretches("hidden-rows", "Row", hidden_rows_, [](std::uint32_t row) { return std::to_string(row); });
    for (auto& [first, last] : hidden_columns_) {
      std::uint32_t filled = 0;
      for (std::uint32_t each = first; each <= last; ++each) filled += filled_columns_.count(each) ? 1 : 0;
      tell_hidden("hidden-columns", "Column", last - first + 1, filled, xlsx::column_letters(first), xlsx::column_letters(last));
    }
    for (const auto& [column, rows] : unseen_)
      for (const auto& stretch : rows.all()) {
        const std::string range = xlsx::to_string(xlsx::RangeReference{{stretch.first, column}, {stretch.last, column}});
        tell("unseen-text",
             (stretch.first == stretch.last ? "The cell " : "The cells ") + range +
                 " hold something that is not shown: it is white on white, or has a format that shows nothing.",
             range);
      }
  }

 private:
  enum class Inside { nothing, value, header, choices };

  void tell(const char* id, const std::string& words, const std::string& cell) { found_.push_back({id, words, sheet_.name, cell}); }

  void leave() {
    if (inside_ == Inside::header && text_.find_first_not_of(" \r\n") != std::string::npos &&
        std::find(headers_.begin(), headers_.end(), text_) == headers_.end()) {
      headers_.push_back(text_);
      tell("header-footer", "It prints with a header or footer: " + text_ + ".", {});
    }
    if (inside_ == Inside::choices && !text_.empty())
      tell("choices",
           text_.front() == '"' ? "A drop-down keeps its choices: " + text_ + "."
                                : "A drop-down takes its choices from " + text_ + ".",
           validated_);
    inside_ = Inside::nothing;
    text_.clear();
  }

  void start_row(const XmlCursor& cursor) {
    end_row();
    const std::uint32_t given = number_of(cursor.attribute_text("r"));
    row_ = given ? given : row_ + 1;
    row_hidden_ = cursor.attribute_true("hidden") || is_nought(cursor.attribute("ht"));
    column_ = 0;
  }

  void start_cell(const XmlCursor& cursor) {
    end_cell();
    const auto place = xlsx::parse_cell_reference(cursor.attribute_text("r"));
    column_ = place ? place->column : column_ + 1;
    style_ = number_of(cursor.attribute_text("s"));
  }

  void end_cell() {
    if (!filled_) return;
    filled_ = false;
    row_filled_ = true;
    filled_columns_[column_] = true;
    if (style_ < invisible_.size() && invisible_[style_]) unseen_[column_].add(row_, true);
  }

  void end_row() {
    end_cell();
    if (row_hidden_) hidden_rows_.add(row_, row_filled_);
    row_hidden_ = row_filled_ = false;
  }

  void column(const XmlCursor& cursor) {
    if (!cursor.attribute_true("hidden") && !is_nought(cursor.attribute("width"))) return;
    const std::uint32_t first = number_of(cursor.attribute_text("min"));
    const std::uint32_t last = std::min(number_of(cursor.attribute_text("max")), xlsx::last_column);
    if (first >= 1 && first <= last) hidden_columns_.emplace_back(first, last);
  }

  template <class Name>
  void stretches(const char* id, const char* one, const Stretches& stretches, const Name& name) {
    for (const auto& stretch : stretches.all())
      tell_hidden(id, one, stretch.last - stretch.first + 1, stretch.filled, name(stretch.first), name(stretch.last));
  }

  void tell_hidden(const char* id, const std::string& one, std::uint32_t count, std::uint32_t filled, const std::string& first,
                   const std::string& last) {
    if (filled == 0) return;  // nothing is given away
    const std::string words = count == 1 ? one + " " + first + " is hidden" : one + "s " + first + " to " + last + " are hidden";
    tell(id, words + (count == 1 ? ", and holds something." : ", and " + with_thousands(filled) + " of them hold something."),
         first + ":" + last);
  }

  const xlsx::SheetInfo& sheet_;
  std::vector<bool> invisible_;
  DisclosedList& found_;
  Inside inside_ = Inside::nothing;
  std::string text_;
  std::string validated_;
  std::vector<std::string> headers_;
  std::uint32_t row_ = 0;
  std::uint32_t column_ = 0;
  std::uint32_t style_ = 0;
  bool filled_ = false;
  bool row_filled_ = false;
  bool row_hidden_ = false;
  Stretches hidden_rows_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> hidden_columns_;
  std::map<std::uint32_t, bool> filled_columns_;
  std::map<std::uint32_t, Stretches> unseen_;
};

/// The fonts that are white, and the fills that are white or none, by number.
struct Whites {
  std::vector<bool> fonts;
  std::vector<bool> fills;
};

bool is_white(const XmlCursor& cursor) {
  const std::string rgb = cursor.attribute_text("rgb");
  const auto tint = cursor.attribute("tint");
  return rgb == "FFFFFFFF" || rgb == "00FFFFFF" || rgb == "FFFFFF" || cursor.attribute_text("indexed") == "9" ||
         cursor.attribute_text("indexed") == "1" || (cursor.attribute_text("theme") == "0" && (!tint || is_nought(tint)));
}

}  // namespace

std::vector<bool> invisible_styles(const xlsx::WorkbookReader& reader) {
  std::vector<bool> invisible;
  std::string part;
  for (const xlsx::ZipEntry& entry : reader.archive().entries())
    if (entry.name.ends_with("styles.xml") || entry.name.ends_with("Styles.xml")) part = entry.name;
  DisclosedList unread;
  Whites whites;
  std::string list;  // "fonts", "fills", "cellXfs"
  bool solid = false;
  walk_part(reader, part, unread, [&](XmlCursor& cursor, XmlCursor::Token token) {
    if (token != XmlCursor::Token::start) return;
    if (cursor.depth() == 2) list = cursor.local();
    if (list == "fonts") {
      if (cursor.depth() == 3)
        whites.fonts.push_back(false);
      else if (cursor.is("color") && !whites.fonts.empty())
        whites.fonts.back() = is_white(cursor);
    } else if (list == "fills") {
      if (cursor.depth() == 3)
        whites.fills.push_back(true);
      else if (cursor.is("patternFill") && !whites.fills.empty()) {
        solid = cursor.attribute_text("patternType") == "solid";
        whites.fills.back() =
            !solid && (cursor.attribute_text("patternType") == "none" || cursor.attribute_text("patternType").empty());
      } else if (cursor.is("fgColor") && solid && !whites.fills.empty())
        whites.fills.back() = is_white(cursor);
      else if (cursor.is("gradientFill") && !whites.fills.empty())
        whites.fills.back() = false;
    } else if (list == "cellXfs" && cursor.depth() == 3) {
      const std::size_t font = number_of(cursor.attribute_text("fontId"));
      const std::size_t fill = number_of(cursor.attribute_text("fillId"));
      const auto style = static_cast<std::uint32_t>(invisible.size());
      const std::string& code = reader.styles().code(style);
      invisible.push_back(
          code == ";;;" || code == ";;;;" ||
          (font < whites.fonts.size() && whites.fonts[font] && (fill >= whites.fills.size() || whites.fills[fill])));
    }
  });
  return invisible;
}

void find_in_sheet(const xlsx::WorkbookReader& reader, const xlsx::SheetInfo& sheet, DisclosedList& found) {
  SheetLook look{sheet, invisible_styles(reader), found};
  walk_part(reader, sheet.part, found, [&](XmlCursor& cursor, XmlCursor::Token token) { look.take(cursor, token); });
  look.finish();
}

}  // namespace counterfoil::run
