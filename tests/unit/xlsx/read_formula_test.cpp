#include <gtest/gtest.h>

#include "xlsx/formula.hpp"
#include "xlsx/xml_text.hpp"

namespace counterfoil::xlsx {
namespace {

TEST(EscapeText, EscapesWhatXmlReserves) {
  EXPECT_EQ(escape_text("a & b < c > d \"e\" 'f'"), "a &amp; b &lt; c &gt; d &quot;e&quot; 'f'");
}

TEST(EscapeText, KeepsTabsLineFeedsAndOtherLanguages) { EXPECT_EQ(escape_text("Zoë\tÖ\n£"), "Zoë\tÖ\n£"); }

TEST(EscapeText, EscapesControlCharactersAsSpreadsheetsDo) {
  EXPECT_EQ(escape_text(std::string("a\x01"
                                    "b\r")),
            "a_x0001_b_x000D_");
  EXPECT_EQ(escape_text("\xEF\xBF\xBF"), "_xFFFF_");
}

TEST(EscapeText, ATextThatLooksLikeAnEscapeSurvives) {
  EXPECT_EQ(escape_text("_x0041_"), "_x005F_x0041_");
  EXPECT_EQ(escape_text("_x004_ _y0041_ a_b"), "_x004_ _y0041_ a_b");
}

TEST(EscapeText, ReadsBackAsItWas) {
  using namespace std::string_literals;
  for (const std::string& text :
       {"plain"s, "_x0041_"s, "__x0041__x0041_"s, "_x005F_x0041_"s, "a\r\nb"s, "\x01\x1F"s, "&amp;<&>"s, "Ünï 𝄞"s, "a\0b"s}) {
    EXPECT_EQ(decoded(escape_text(text), Escapes::entities_and_cell_escapes), text);
  }
}

TEST(QuoteSheetName, QuotesOnlyWhereExcelNeedsIt) {
  EXPECT_EQ(quote_sheet_name("Payments"), "Payments");
  EXPECT_EQ(quote_sheet_name("Payments_2"), "Payments_2");
  EXPECT_EQ(quote_sheet_name("Oct 2025"), "'Oct 2025'");
  EXPECT_EQ(quote_sheet_name("O'Neil"), "'O''Neil'");
  EXPECT_EQ(quote_sheet_name("2025"), "'2025'");
  EXPECT_EQ(quote_sheet_name("AB12"), "'AB12'");
  EXPECT_EQ(quote_sheet_name("R1C1"), "'R1C1'");
  EXPECT_EQ(quote_sheet_name("RC"), "'RC'");
  EXPECT_EQ(quote_sheet_name("True"), "'True'");
  EXPECT_EQ(quote_sheet_name("a!b"), "'a!b'");
}

}  // namespace
}  // namespace counterfoil::xlsx
