#include "table/row_words.hpp"

#include <gtest/gtest.h>

namespace counterfoil::table {
namespace {

TEST(RowWords, TheWordAlone) {
  for (const char* text : {"Total", "TOTAL:", "Totals", "Grand Total", "Sub-total", "Subtotal", "Sub total", "Sum", "Overall total",
                           "Report total", "Total net", "Total of payments", "Net total", "** Total **"})
    EXPECT_EQ(total_word(text), TotalWord::exact) << text;
}

TEST(RowWords, BesideOtherWords) {
  for (const char* text :
       {"P1001 Total", "1001 Total", "Total for East team", "East team subtotal", "Total Care Ltd", "Grand total October"})
    EXPECT_EQ(total_word(text), TotalWord::part) << text;
}

TEST(RowWords, OtherTexts) {
  for (const char* text :
       {"", "P1001", "TOTAL01", "Totally Invented", "Summer club", "Ann Example", "Dr Sum Example Ltd", "Subtotalled"})
    EXPECT_EQ(total_word(text), TotalWord::none) << text;
}

}  // namespace
}  // namespace counterfoil::table
