// Rows 5 to 8 of sheet "Changes" change places: 5 goes to 7, 6 goes, 7 goes to 5, 8 stays.
#include <gtest/gtest.h>

#include "write_workbook.hpp"

namespace counterfoil::xlsx {
namespace {

using test::after_rows;
using test::between;
using test::part_of;
using test::sheet1;
using test::sheet_of;
using test::WorkbookMaker;

std::optional<std::uint32_t> new_place(std::uint32_t row) {
  if (row == 6) return std::nullopt;
  return row == 5 ? 7 : row == 7 ? 5 : row;
}

TEST(ReorderRows, WhatLiesWithinOneRowGoesWithIt) {
  const std::string file =
      WorkbookMaker{}
          .sheet(
              "Changes",
              sheet_of(
                  "",
                  "<mergeCells count=\"3\"><mergeCell ref=\"A5:B5\"/><mergeCell ref=\"A6:B6\"/><mergeCell "
                  "ref=\"C5:C8\"/></mergeCells>"
                  "<conditionalFormatting sqref=\"D5\"><cfRule><formula>$B5&lt;$C$2</formula></cfRule></conditionalFormatting>"
                  "<conditionalFormatting sqref=\"D6\"/><conditionalFormatting sqref=\"E5:E8\"/>"
                  "<dataValidations count=\"2\"><dataValidation sqref=\"F6 F7\"/><dataValidation sqref=\"F6\"/></dataValidations>"
                  "<hyperlinks><hyperlink ref=\"A6\" location=\"Changes!A1\"/></hyperlinks><pageMargins/>"))
          .make();
  WorkbookEditor editor{file};
  EXPECT_TRUE(editor.sheet("Changes")->reorder_rows(5, 8, new_place).empty());
  EXPECT_EQ(after_rows(std::string{editor.save().view()}),
            "<mergeCells count=\"2\"><mergeCell ref=\"A7:B7\"/><mergeCell ref=\"C5:C8\"/></mergeCells>"
            "<conditionalFormatting sqref=\"D7\"><cfRule><formula>$B7&lt;$C$2</formula></cfRule></conditionalFormatting>"
            "<conditionalFormatting sqref=\"E5:E8\"/><dataValidations count=\"1\"><dataValidation "
            "sqref=\"F5\"/></dataValidations><pageMargins/>");
}

TEST(ReorderRows, CommentsGoWithTheirRowsOrAreGivenBack) {
  const auto note = [](const std::string& cell, const std::string& text) {
    return "<comment ref=\"" + cell + "\" authorId=\"0\"><text><t>" + text + "</t></text></comment>";
  };
  const auto shape = [](const std::string& row) {
    return "<v:shape id=\"s" + row + "\"><x:ClientData ObjectType=\"Note\"><x:Anchor>1, 0, " + row + ", 0, 3, 0, " + row +
           ", 9</x:Anchor><x:Row>" + row + "</x:Row><x:Column>1</x:Column></x:ClientData></v:shape>";
  };
  const std::string threads =
      "<ThreadedComments xmlns=\"http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments\">"
      "<threadedComment ref=\"B6\" id=\"{1}\"><text>Who agreed &amp; when?</text></threadedComment>"
      "<threadedComment ref=\"B6\" id=\"{2}\" parentId=\"{1}\"><text>Team manager</text></threadedComment>"
      "<threadedComment ref=\"B7\" id=\"{3}\"><text>Fine</text></threadedComment></ThreadedComments>";
  const std::string file =
      WorkbookMaker{}
          .sheet("Changes", sheet_of(""))
          .part("xl/comments1.xml", "<comments xmlns=\"" + test::main_ns + "\"><commentList>" + note("B5", "Five") +
                                        note("B6", "[Threaded comment]") + note("C6", "Six") + note("B20", "Twenty") +
                                        "</commentList></comments>")
          .part("xl/drawings/vmlDrawing1.vml", "<xml>" + shape("4") + shape("5") + shape("19") + "</xml>")
          .part("xl/threadedComments/threadedComment1.xml", threads)
          .relation("xl/worksheets/sheet1.xml", "comments", "../comments1.xml")
          .relation("xl/worksheets/sheet1.xml", "vmlDrawing", "../drawings/vmlDrawing1.vml")
          .relation("xl/worksheets/sheet1.xml", "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
                    "../threadedComments/threadedComment1.xml")
          .make();
  WorkbookEditor editor{file};
  SheetEditor* const sheet = editor.sheet("Changes");
  EXPECT_EQ(sheet->comment({6, 2}), "Who agreed & when?\nTeam manager");
  EXPECT_EQ(sheet->comment({5, 2}), "Five");
  const std::vector<std::pair<CellReference, std::string>> removed = {{{6, 2}, "Who agreed & when?\nTeam manager"},
                                                                      {{6, 3}, "Six"}};
  EXPECT_EQ(sheet->reorder_rows(5, 8, new_place), removed);
  const std::string now{editor.save().view()};
  EXPECT_EQ(between(part_of(now, "xl/comments1.xml"), "<commentList>", "</commentList>"),
            note("B7", "Five") + note("B20", "Twenty"));
  EXPECT_EQ(part_of(now, "xl/drawings/vmlDrawing1.vml"),
            "<xml><v:shape id=\"s4\"><x:ClientData ObjectType=\"Note\"><x:Anchor>1, 0, 6, 0, 3, 0, 6, "
            "9</x:Anchor><x:Row>6</x:Row><x:Column>1</x:Column>"
            "</x:ClientData></v:shape>" +
                shape("19") + "</xml>");
  EXPECT_NE(part_of(now, "xl/threadedComments/threadedComment1.xml").find("<threadedComment ref=\"B5\" id=\"{3}\">"),
            std::string::npos);
  EXPECT_EQ(part_of(now, "xl/threadedComments/threadedComment1.xml").find("{1}"), std::string::npos);
}

TEST(ReorderRows, RowsThatStayChangeNoByte) {
  const std::string file =
      WorkbookMaker{}.sheet("Changes", sheet_of("", "<mergeCells count=\"9\"><mergeCell ref=\"A5:B5\"/></mergeCells>")).make();
  WorkbookEditor editor{file};
  editor.sheet("Changes")->reorder_rows(5, 8, [](std::uint32_t row) { return std::optional{row}; });
  EXPECT_TRUE(editor.save().view() == file);
}

}  // namespace
}  // namespace counterfoil::xlsx
