#include "xlsx/covering_drawings.hpp"

#include <algorithm>

#include "xlsx/limits.hpp"
#include "xlsx/sight/walk_part.hpp"

namespace counterfoil::xlsx {

namespace {

/// A cell is at least so large, in English metric units (914,400 an inch), unless somebody made it smaller: what is anchored at one
/// cell is taken to touch no fewer cells than that.
constexpr std::uint64_t small_column = 200'000;
constexpr std::uint64_t small_row = 120'000;

std::uint32_t within(std::uint64_t number, std::uint32_t most) {
  return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(number, 1, most));
}

class AnchorWalk {
 public:
  explicit AnchorWalk(std::vector<CoveringDrawing>& found) : found_(found) {}

  void take(XmlCursor& cursor, XmlCursor::Token token) {
    if (token == XmlCursor::Token::text) {
      if (into_ != nullptr) cursor.append_to(text_, false);
      return;
    }
    end_number();
    const std::string_view name = cursor.local();
    if (cursor.depth() == 2) {
      finish();
      open_ = name.ends_with("Anchor");
      absolute_ = name == "absoluteAnchor";
      return;
    }
    if (!open_) return;
    if (cursor.depth() == 3 && (name == "from" || name == "to")) corner_ = name == "from" ? &from_ : &to_;
    if (cursor.depth() == 3 && name == "ext") {
      width_ = whole_in_attribute(cursor.attribute_text("cx"));
      height_ = whole_in_attribute(cursor.attribute_text("cy"));
    }
    if (cursor.depth() == 3) kind(name);
    if (cursor.depth() == 4 && (name == "col" || name == "row") && corner_ != nullptr)
      into_ = name == "col" ? &corner_->column : &corner_->row;
    if (name == "noFill" && in_properties_ && cursor.depth() == 5) see_through_ = true;
    if (cursor.depth() == 4) in_properties_ = name == "spPr";
    if (name == "t") see_through_ = false;  // words of its own
  }

  void finish() {
    end_number();
    if (open_ && !what_.empty()) {
      const std::uint64_t column = absolute_ ? 0 : from_.column, row = absolute_ ? 0 : from_.row;
      const std::uint64_t last_column_there = to_.given ? to_.column : column + width_ / small_column;
      const std::uint64_t last_row_there = to_.given ? to_.row : row + height_ / small_row;
      found_.push_back({what_,
                        {{within(row + 1, last_row), within(column + 1, last_column)},
                         {within(last_row_there + 1, last_row), within(last_column_there + 1, last_column)}},
                        see_through_});
    }
    open_ = absolute_ = see_through_ = in_properties_ = false;
    what_.clear();
    from_ = to_ = {};
    corner_ = nullptr;
    width_ = height_ = 0;
  }

 private:
  struct Corner {
    std::uint64_t column = 0, row = 0;  // from 0
    bool given = false;
  };

  void kind(std::string_view name) {
    if (name == "pic") what_ = "A picture";
    if (name == "sp" || name == "grpSp" || name == "cxnSp") what_ = "A shape";
    if (name == "graphicFrame") what_ = "A chart";
    if (name == "contentPart" || name == "AlternateContent") what_ = "A drawing";
  }

  void end_number() {
    if (into_ == nullptr) return;
    *into_ = whole_in_attribute(text_);
    corner_->given = true;
    into_ = nullptr;
    text_.clear();
  }

  std::vector<CoveringDrawing>& found_;
  bool open_ = false, absolute_ = false, see_through_ = false, in_properties_ = false;
  std::string what_, text_;
  Corner from_, to_;
  Corner* corner_ = nullptr;
  std::uint64_t* into_ = nullptr;
  std::uint64_t width_ = 0, height_ = 0;
};

}  // namespace

std::vector<CoveringDrawing> covering_drawings(const WorkbookReader& reader, const SheetInfo& sheet) {
  std::vector<CoveringDrawing> found;
  try {
    for (const Relationship& each : read_relationships(reader.archive(), sheet.part)) {
      if (each.external || each.type != "drawing") continue;
      AnchorWalk walk{found};
      walk_part(reader, each.part, [&](XmlCursor& cursor, XmlCursor::Token token) { walk.take(cursor, token); });
      walk.finish();
    }
  } catch (const Failure&) {  // relationships that do not read: the sheet's drawing is not shown
  }
  return found;
}

}  // namespace counterfoil::xlsx
