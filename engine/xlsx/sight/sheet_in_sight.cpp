#include "xlsx/sheet_in_sight.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/sight/run_fonts.hpp"
#include "xlsx/sight/walk_part.hpp"

namespace counterfoil::xlsx {

namespace {

/// In characters and points: what is smaller shows no letter.
constexpr double narrowest_column = 0.5;
constexpr double lowest_row = 3;

bool is_below(const std::optional<std::string_view>& text, double least) {
  if (!text || text->empty()) return false;
  double number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  return error == std::errc{} && end == text->data() + text->size() && number < least;
}

std::vector<RangeReference> ranges_of(std::string_view list) {
  std::vector<RangeReference> ranges;
  while (!list.empty()) {
    const std::size_t space = std::min(list.find(' '), list.size());
    if (const auto range = parse_range_reference(list.substr(0, space))) ranges.push_back(*range);
    list.remove_prefix(std::min(space + 1, list.size()));
  }
  return ranges;
}

}  // namespace

void RowStretches::add(std::uint32_t row, bool filled) {
  if (!all_.empty() && row <= all_.back().last) return;  // a damaged sheet goes backwards
  if (all_.empty() || all_.back().last + 1 != row) all_.push_back({row, row, 0});
  all_.back().last = row;
  if (filled) ++all_.back().filled;
}

std::vector<RowStretches::Stretch>::const_iterator RowStretches::from(std::uint32_t row) const {
  return std::lower_bound(all_.begin(), all_.end(), row,
                          [](const Stretch& each, std::uint32_t wanted) { return each.last < wanted; });
}

bool RowStretches::has(std::uint32_t row) const {
  const auto stretch = from(row);
  return stretch != all_.end() && stretch->first <= row;
}

/// One pass over the sheet's part.
class SheetWalk {
 public:
  SheetWalk(const CellLooks& looks, SheetInSight& into) : looks_(looks), into_(into), inline_fonts_(looks) {}

  void take(XmlCursor& cursor, XmlCursor::Token token) {
    if (token == XmlCursor::Token::text) {
      if (inside_value_) cursor.append_to(value_, false);
      return;
    }
    inside_value_ = false;
    if (cursor.is("row"))
      start_row(cursor);
    else if (cursor.is("c"))
      start_cell(cursor);
    else if (cursor.is("v") || cursor.is("t"))
      inside_value_ = true;
    else if (cursor.is("col"))
      column(cursor);
    else if (cursor.is("sheetFormatPr"))
      defaults(cursor);
    else if (cursor.is("mergeCell"))
      merged(cursor);
    else if (cursor.is("conditionalFormatting"))
      rule_ranges_ = cursor.attribute_text("sqref");
    else if (cursor.is("cfRule"))
      rule(cursor);
    else
      inline_fonts_.start(cursor);
  }

  void finish() {
    end_row();
    if (!columns_hidden_by_default_) return;
    for (std::uint32_t each = 1; each <= last_column; ++each)
      if (!named_columns_[each]) into_.hide_columns(each, each);
  }

 private:
  void defaults(const XmlCursor& cursor) {
    rows_hidden_by_default_ = cursor.attribute_true("zeroHeight");
    columns_hidden_by_default_ = is_below(cursor.attribute("defaultColWidth"), narrowest_column);
  }

  void column(const XmlCursor& cursor) {
    const std::uint32_t first = whole_in_attribute(cursor.attribute_text("min"));
    const std::uint32_t last = std::min(whole_in_attribute(cursor.attribute_text("max")), last_column);
    if (first < 1 || first > last || named_columns_[first]) return;  // named twice: the first counts, and 100,000 cost no time
    std::fill(named_columns_.begin() + first, named_columns_.begin() + last + 1, true);
    if (cursor.attribute_true("hidden") || is_below(cursor.attribute("width"), narrowest_column)) into_.hide_columns(first, last);
  }

  void start_row(const XmlCursor& cursor) {
    end_row();
    const std::uint32_t given = whole_in_attribute(cursor.attribute_text("r"));
    row_ = given ? given : row_ + 1;
    const auto height = cursor.attribute("ht");
    row_hidden_ = cursor.attribute_true("hidden") || is_below(height, lowest_row) || (rows_hidden_by_default_ && !height);
    column_ = 0;
  }

  void start_cell(const XmlCursor& cursor) {
    end_cell();
    const auto place = parse_cell_reference(cursor.attribute_text("r"));
    column_ = place ? place->column : column_ + 1;
    style_ = whole_in_attribute(cursor.attribute_text("s"));
    type_ = cursor.attribute_text("t");
    in_cell_ = true;
  }

  void end_cell() {
    if (!in_cell_) return;
    in_cell_ = false;
    const std::string value = std::exchange(value_, {});
    const std::vector<FontLook> own_fonts = inline_fonts_.take();
    if (value.find_first_not_of(" \t\r\n") == std::string::npos || column_ < 1 || column_ > last_column) return;
    row_filled_ = true;
    into_.filled_[column_].add(row_);
    const bool is_text = type_ == "s" || type_ == "str" || type_ == "inlineStr" || type_ == "e" || type_ == "b";
    // What a format shows depends on the sign of a number alone.
    const char kind = is_text                                                 ? 't'
                      : value.starts_with('-')                                ? '-'
                      : value.find_first_of("123456789") == std::string::npos ? '0'
                                                                              : '+';
    const auto [known, is_new] = known_.try_emplace({style_, kind}, Unseen::no);
    if (is_new) known->second = looks_.unseen(style_, is_text, value);
    Unseen why = known->second;
    const std::vector<FontLook>* fonts = &own_fonts;
    if (type_ == "s")
      if (const auto* shared = looks_.fonts_of_string(whole_in_attribute(value))) fonts = shared;
    for (const FontLook& run : *fonts)
      if (why == Unseen::no) why = looks_.unseen(run, style_);
    if (why != Unseen::no) into_.reason("unseen-text", unseen_words(why), why).rows[column_].push_back(row_);
  }

  void end_row() {
    end_cell();
    if (row_hidden_) into_.hidden_rows_.add(row_, row_filled_);
    row_hidden_ = row_filled_ = false;
  }

  void merged(const XmlCursor& cursor) {
    end_row();
    if (const auto range = parse_range_reference(cursor.attribute_text("ref")))
      into_.cover(*range, false, "under-merged-cells", "it is covered by merged cells");
  }

  void rule(const XmlCursor& cursor) {
    end_row();
    const auto number = cursor.attribute("dxfId");
    if (!number || !looks_.rule_hides(whole_in_attribute(*number))) return;
    for (const RangeReference& range : ranges_of(rule_ranges_))
      into_.cover(range, true, "unseen-by-rule", "a rule for colours or formats can hide it");
  }

  const CellLooks& looks_;
  SheetInSight& into_;
  std::map<std::pair<std::uint32_t, char>, Unseen> known_;  // by style and kind of value
  RunFonts inline_fonts_;
  std::vector<bool> named_columns_ = std::vector<bool>(last_column + 1);
  bool rows_hidden_by_default_ = false;
  bool columns_hidden_by_default_ = false;
  std::uint32_t row_ = 0, column_ = 0, style_ = 0;
  bool row_hidden_ = false, row_filled_ = false, in_cell_ = false, inside_value_ = false;
  std::string type_, value_, rule_ranges_;
};

SheetInSight::SheetInSight(const WorkbookReader& reader, const CellLooks& looks, const SheetInfo& sheet)
    : hidden_columns_(last_column + 1) {
  SheetWalk walk{looks, *this};
  walk_part(reader, sheet.part, [&](XmlCursor& cursor, XmlCursor::Token token) { walk.take(cursor, token); });
  walk.finish();
  for (Reason& each : reasons_)
    for (auto& [column, rows] : each.rows) {
      std::sort(rows.begin(), rows.end());
      for (const std::uint32_t row : rows) each.cells[column].add(row);
      rows = {};
    }
}

void SheetInSight::hide_columns(std::uint32_t first, std::uint32_t last) {
  std::fill(hidden_columns_.begin() + first, hidden_columns_.begin() + last + 1, true);
}

SheetInSight::Reason& SheetInSight::reason(const char* id, const std::string& words, Unseen why) {
  for (Reason& each : reasons_)
    if (each.words == words) return each;
  return reasons_.emplace_back(Reason{id, why, words, {}, {}});
}

/// Of what is filled in a range: all, or all but the first cell.
void SheetInSight::cover(const RangeReference& range, bool all, const char* id, const std::string& words) {
  for (auto column = filled_.lower_bound(range.first.column); column != filled_.end() && column->first <= range.last.column;
       ++column)
    for (auto stretch = column->second.from(range.first.row);
         stretch != column->second.all().end() && stretch->first <= range.last.row; ++stretch)
      for (std::uint32_t row = std::max(stretch->first, range.first.row); row <= std::min(stretch->last, range.last.row); ++row)
        if (all || row != range.first.row || column->first != range.first.column)
          reason(id, words).rows[column->first].push_back(row);
}

bool SheetInSight::is_hidden(std::uint32_t row, std::uint32_t column) const {
  return (column < hidden_columns_.size() && hidden_columns_[column]) || hidden_rows_.has(row);
}

bool SheetInSight::is_unseen(std::uint32_t row, std::uint32_t column) const {
  return std::any_of(reasons_.begin(), reasons_.end(), [&](const Reason& each) {
    const auto cells = each.cells.find(column);
    return cells != each.cells.end() && cells->second.has(row);
  });
}

std::uint32_t SheetInSight::filled_columns_between(std::uint32_t first, std::uint32_t last) const {
  return static_cast<std::uint32_t>(std::distance(filled_.lower_bound(first), filled_.upper_bound(last)));
}

std::vector<OutOfSight> SheetInSight::all_out_of_sight() const {
  std::vector<OutOfSight> found;
  const auto hidden = [&](const char* id, const std::string& one, std::uint32_t count, std::uint32_t filled,
                          const std::string& first, const std::string& last) {
    if (filled == 0) return;  // nothing is given away
    const std::string words = count == 1 ? one + " " + first + " is hidden" : one + "s " + first + " to " + last + " are hidden";
    found.push_back(
        {id,
         words + (count == 1 ? ", and holds something." : ", and " + with_thousands(filled) + " of them hold something."),
         first + ":" + last,
         {}});
  };
  for (const auto& stretch : hidden_rows_.all())
    hidden("hidden-rows", "Row", stretch.last - stretch.first + 1, stretch.filled, std::to_string(stretch.first),
           std::to_string(stretch.last));
  for (std::uint32_t first = 1; first <= last_column; ++first) {
    if (!hidden_columns_[first]) continue;
    std::uint32_t last = first;
    while (last < last_column && hidden_columns_[last + 1]) ++last;
    hidden("hidden-columns", "Column", last - first + 1, filled_columns_between(first, last), column_letters(first),
           column_letters(last));
    first = last;
  }
  for (const Reason& each : reasons_)
    for (const auto& [column, rows] : each.cells)
      for (const auto& stretch : rows.all()) {
        const RangeReference range{{stretch.first, column}, {stretch.last, column}};
        found.push_back(
            {each.id, "Something stands here that is not seen: " + each.words + ".", to_string(range), range, each.why});
      }
  return found;
}

}  // namespace counterfoil::xlsx
