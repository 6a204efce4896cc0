// What stands around the cells of a sheet that nobody sees on it.
#include <algorithm>

#include "run/disclosure/disclosure_parts.hpp"

namespace counterfoil::run {

namespace {

using xlsx::XmlCursor;

class SheetLook {
 public:
  SheetLook(const xlsx::SheetInfo& sheet, DisclosedList& found) : sheet_(sheet), found_(found) {}

  void take(XmlCursor& cursor, XmlCursor::Token token) {
    if (token == XmlCursor::Token::text) {
      if (inside_ != Inside::nothing) cursor.append_to(text_, false);
      return;
    }
    leave();
    if (cursor.is("sheetData"))
      cursor.skip();
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

 private:
  enum class Inside { nothing, header, choices };

  void tell(const char* id, const std::string& words, const std::string& cell) { found_.push_back({id, words, sheet_.name, cell}); }

  const xlsx::SheetInfo& sheet_;
  DisclosedList& found_;
  Inside inside_ = Inside::nothing;
  std::string text_;
  std::string validated_;
  std::vector<std::string> headers_;
};

}  // namespace

void find_in_sheet(const xlsx::WorkbookReader& reader, const xlsx::SheetInfo& sheet, DisclosedList& found) {
  SheetLook look{sheet, found};
  walk_part(reader, sheet.part, found, [&](XmlCursor& cursor, XmlCursor::Token token) { look.take(cursor, token); });
  look.leave();
}

}  // namespace counterfoil::run
