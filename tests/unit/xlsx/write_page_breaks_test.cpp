// Page breaks come where the standard puts them, in place of those that were there.
#include <gtest/gtest.h>

#include "write_workbook.hpp"
#include "xlsx/sheet_additions.hpp"

namespace counterfoil::xlsx {
namespace {

using test::sheet1;
using test::sheet_of;
using test::WorkbookMaker;

const std::string rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";

std::string tail_with(const std::string& tail, const std::vector<std::uint32_t>& breaks) {
  const std::string file = WorkbookMaker{}.sheet("Team", sheet_of(rows, tail)).make();
  WorkbookEditor editor{file};
  break_pages(*editor.sheet("Team"), breaks);
  const std::string text = sheet1(editor.save().view());
  const std::size_t end = text.find("</sheetData>") + 12;
  return text.substr(end, text.find("</worksheet>") - end);
}

TEST(PageBreaks, StandAfterThePageAndBeforeDrawings) {
  EXPECT_EQ(
      tail_with("<pageMargins left=\"1\"/><headerFooter><oddFooter>x</oddFooter></headerFooter><drawing r:id=\"rId9\"/>", {6, 9}),
      "<pageMargins left=\"1\"/><headerFooter><oddFooter>x</oddFooter></headerFooter><rowBreaks count=\"2\" "
      "manualBreakCount=\"2\"><brk id=\"5\" max=\"16383\" "
      "man=\"1\"/><brk id=\"8\" max=\"16383\" man=\"1\"/></rowBreaks><drawing r:id=\"rId9\"/>");
}

TEST(PageBreaks, TakeThePlaceOfThoseBefore) {
  const std::string before = "<pageMargins left=\"1\"/><rowBreaks count=\"1\"><brk id=\"3\"/></rowBreaks><colBreaks count=\"0\"/>";
  EXPECT_EQ(tail_with(before, {5}),
            "<pageMargins left=\"1\"/><rowBreaks count=\"1\" manualBreakCount=\"1\"><brk id=\"4\" max=\"16383\" "
            "man=\"1\"/></rowBreaks><colBreaks count=\"0\"/>");
  EXPECT_EQ(tail_with(before, {}), "<pageMargins left=\"1\"/><colBreaks count=\"0\"/>");
}

}  // namespace
}  // namespace counterfoil::xlsx
