// Page breaks between rows, in place of those that were there.
#include <algorithm>
#include <array>

#include "xlsx/patch/sheet_editor.hpp"
#include "xlsx/sheet_additions.hpp"

namespace counterfoil::xlsx {

namespace {

// What stands before_page_breaks page breaks after the rows, by the standard.
constexpr std::array<std::string_view, 17> before_page_breaks = {
    "sheetCalcPr", "sheetProtection", "protectedRanges",       "scenarios",
    "autoFilter",  "sortState",       "dataConsolidate",       "customSheetViews",
    "mergeCells",  "phoneticPr",      "conditionalFormatting", "dataValidations",
    "hyperlinks",  "printOptions",    "pageMargins",           "pageSetup",
    "headerFooter"};

struct Breaks {
  std::size_t begin = 0;  // of those that are there, or where they belong
  std::size_t end = 0;
};

Breaks find_breaks(std::string_view tail) {
  Breaks breaks;
  XmlWalker walker{tail, 0, XmlWalker::Part::fragment};
  bool inside = false;
  while (walker.next()) {
    const XmlTag tag = walker.tag();
    const bool top = walker.depth() == (tag.kind == XmlTagKind::open ? 1u : 0u);
    if (!top) continue;
    if (tag.local == "rowBreaks") {
      if (!inside) breaks.begin = tag.begin;
      inside = true;
      breaks.end = tag.end;
    } else if (!inside && std::find(before_page_breaks.begin(), before_page_breaks.end(), tag.local) != before_page_breaks.end()) {
      breaks.begin = breaks.end = tag.end;
    }
  }
  return breaks;
}

}  // namespace

void break_pages(SheetEditor& sheet, const std::vector<std::uint32_t>& rows) {
  SheetPatch& patch = static_cast<SheetPatch&>(sheet);
  const std::string& prefix = patch.rows().prefix();
  std::string tail = patch.rows().tail();
  const Breaks breaks = find_breaks(tail);
  const std::string count = std::to_string(rows.size());
  std::string xml;
  if (!rows.empty()) {
    xml = "<" + prefix + "rowBreaks count=\"" + count + "\" manualBreakCount=\"" + count + "\">";
    // Its id is the row above it.
    for (const std::uint32_t row : rows)
      xml += "<" + prefix + "brk id=\"" + std::to_string(row - 1) + "\" max=\"16383\" man=\"1\"/>";
    xml += "</" + prefix + "rowBreaks>";
  }
  tail.replace(breaks.begin, breaks.end - breaks.begin, xml);
  patch.rows().set_tail(std::move(tail));
  patch.forget_facts();
}

}  // namespace counterfoil::xlsx
