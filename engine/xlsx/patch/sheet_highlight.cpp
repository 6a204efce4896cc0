// A conditional format added to a sheet.
#include <algorithm>
#include <array>
#include <charconv>

#include "xlsx/formula_references.hpp"
#include "xlsx/patch/sheet_editor.hpp"
#include "xlsx/patch/style_parts.hpp"
#include "xlsx/sheet_additions.hpp"
#include "xlsx/xml_text.hpp"

namespace counterfoil::xlsx {

namespace {

// What stands before_conditional_formats conditional formats after the rows, by the standard.
constexpr std::array<std::string_view, 11> before_conditional_formats = {
    "sheetCalcPr",     "sheetProtection",  "protectedRanges", "scenarios",  "autoFilter",           "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells",      "phoneticPr", "conditionalFormatting"};

struct Formats {
  std::size_t place = 0;       // where another one belongs
  std::uint32_t priority = 0;  // the largest
  bool there = false;          // the same rule reaches the cell already
};

Formats look_through(std::string_view tail, CellReference cell, std::string_view expression) {
  Formats formats;
  XmlWalker walker{tail, 0, XmlWalker::Part::fragment};
  std::string_view ranges;
  while (walker.next()) {
    const XmlTag tag = walker.tag();
    if (tag.kind != XmlTagKind::close && tag.local == "conditionalFormatting") ranges = walker.attribute("sqref");
    if (tag.kind != XmlTagKind::close && tag.local == "cfRule") {
      const std::string_view digits = walker.attribute("priority");
      std::uint32_t priority = 0;
      std::from_chars(digits.data(), digits.data() + digits.size(), priority);
      formats.priority = std::max(formats.priority, priority);
    }
    if (tag.kind == XmlTagKind::open && tag.local == "formula" && walker.inside("conditionalFormatting") && !formats.there) {
      const auto origin = origin_of(ranges);
      const std::string_view stored = tail.substr(tag.end, tail.find('<', tag.end) - tag.end);
      const auto covers = [&](std::string_view list) {
        std::size_t at = 0;
        while (at < list.size()) {
          const std::size_t end = std::min(list.find(' ', at), list.size());
          const auto range = parse_range_reference(list.substr(at, end - at));
          if (range && range->first.row <= cell.row && cell.row <= range->last.row && range->first.column <= cell.column &&
              cell.column <= range->last.column)
            return true;
          at = end + 1;
        }
        return false;
      };
      if (origin && covers(ranges))
        formats.there = decoded(shift_relative(stored, std::int64_t{cell.row} - origin->row,
                                               std::int64_t{cell.column} - origin->column)) == expression;
    }
    const bool top = walker.depth() == (tag.kind == XmlTagKind::open ? 1u : 0u);
    if (top && std::find(before_conditional_formats.begin(), before_conditional_formats.end(), tag.local) !=
                   before_conditional_formats.end())
      formats.place = tag.end;
  }
  return formats;
}

}  // namespace

void SheetPatch::highlight(RangeReference range, std::string_view expression, std::string_view look) {
  const Formats formats = look_through(rows_.tail(), range.first, expression);
  if (formats.there) return;
  const std::uint32_t number = look_number(workbook_.package, look);
  const std::string& prefix = rows_.prefix();
  std::string tail = rows_.tail();
  tail.insert(formats.place, "<" + prefix + "conditionalFormatting sqref=\"" + to_string(range) + "\"><" + prefix +
                                 "cfRule type=\"expression\" dxfId=\"" + std::to_string(number) + "\" priority=\"" +
                                 std::to_string(formats.priority + 1) + "\"><" + prefix + "formula>" + escape_formula(expression) +
                                 "</" + prefix + "formula></" + prefix + "cfRule></" + prefix + "conditionalFormatting>");
  rows_.set_tail(std::move(tail));
  forget_facts();
}

void highlight(SheetEditor& sheet, RangeReference range, std::string_view expression, std::string_view look) {
  static_cast<SheetPatch&>(sheet).highlight(range, expression, look);
}

}  // namespace counterfoil::xlsx
