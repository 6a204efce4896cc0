#include <gtest/gtest.h>

#include "xlsx/formula_references.hpp"

namespace counterfoil::xlsx {
namespace {

/// Each reference as "sheet!area", '~' before one in another workbook or across sheets.
std::string found(std::string_view expression) {
  std::string out;
  for (const FormulaReference& each : find_references(expression)) {
    if (!out.empty()) out += ' ';
    if (each.foreign) out += '~';
    if (each.sheet && !each.foreign) out += *each.sheet + '!';
    out += to_string(each.area);
    EXPECT_EQ(each.kind == ReferenceKind::cell,
              each.area.first == each.area.last &&
                  expression.substr(each.begin, each.end - each.begin).find(':') == std::string_view::npos);
  }
  return out;
}

TEST(FormulaReferences, FindsCellsAndRanges) {
  EXPECT_EQ(found("H5-G5"), "H5 G5");
  EXPECT_EQ(found("SUM($H$5:H40)*2"), "H5:H40");
  EXPECT_EQ(found("b7+$xfd$1048576"), "B7 XFD1048576");
  EXPECT_EQ(found("SUM(5:10)+SUM($A:C)"), "A5:XFD10 A1:C1048576");
  EXPECT_EQ(found("C5:A1"), "A1:C5");
  EXPECT_EQ(found("A1#"), "A1");
  EXPECT_EQ(found("(A1:B2 B1:C3,D4)"), "A1:B2 B1:C3 D4");
}

TEST(FormulaReferences, FindsSheets) {
  EXPECT_EQ(found("Changes!$H$5:$H$40"), "Changes!H5:H40");
  EXPECT_EQ(found("'Jo''s list'!A1+Pay_1.2!B2"), "Jo's list!A1 Pay_1.2!B2");
  EXPECT_EQ(found("[1]Sheet1!A1+'[2]My sheet'!B2+'C:\\x\\[b.xlsx]S'!C3"), "~A1 ~B2 ~C3");
  EXPECT_EQ(found("SUM(Jan:Dec!B2)+'Jan:Dec'!B3"), "~B2 ~B3");
  EXPECT_EQ(found("Changes!Rate+Changes!#REF!"), "");
}

TEST(FormulaReferences, StepsOverWhatOnlyLooksLikeAReference) {
  EXPECT_EQ(found("\"A1 \"\"B2\"\"\"&C3"), "C3");
  EXPECT_EQ(found("LOG10(A1)+ATAN2(B1,C1)"), "A1 B1 C1");
  EXPECT_EQ(found("Table1[[#This Row],[A1]]+Table1[B2]+[@C3]"), "");
  EXPECT_EQ(found("Rate2024_A1+A1_rate+XFE1+A0+A1048577+A01"), "");
  EXPECT_EQ(found("1E5+2.5e-3+A1"), "A1");
  EXPECT_EQ(found("#REF!+#DIV/0!+#N/A+A1"), "A1");
  EXPECT_EQ(found("TRUE+_xlfn.XLOOKUP(A1,B:B,C:C)"), "A1 B1:B1048576 C1:C1048576");
  EXPECT_EQ(found("\"unclosed A1"), "");
  EXPECT_EQ(found("'unclosed!A1"), "");
}

TEST(FormulaReferences, RewritesOnlyWhatTheRuleChanges) {
  const ReferenceRule down = [](const FormulaReference& reference) -> std::optional<ReferenceChange> {
    if (reference.area.first.row == 9) return ReferenceChange{};
    RangeReference area = reference.area;
    if (reference.kind != ReferenceKind::columns) ++area.first.row, ++area.last.row;
    return ReferenceChange{area};
  };
  EXPECT_EQ(rewrite_formula("A1&amp;\"A1\"&amp;$B$2:C3&gt;Z9", down), "A2&amp;\"A1\"&amp;$B$3:C4&gt;#REF!");
  EXPECT_EQ(rewrite_formula("A:A", down), std::nullopt);
  EXPECT_EQ(rewrite_formula("&quot;A1&quot;", down), std::nullopt);
  EXPECT_EQ(rewrite_formula("'It&apos;&apos;s'!A1", down), "'It''s'!A2");
}

TEST(FormulaReferences, ShiftsAsCopyingDoes) {
  EXPECT_EQ(shift_relative("A1+$B1+C$1+$D$1", 2, 1), "B3+$B3+D$1+$D$1");
  EXPECT_EQ(shift_relative("SUM(A$1:A5)", 3, 0), "SUM(A$1:A8)");
  EXPECT_EQ(shift_relative("A1", -1, 0), "#REF!");
  EXPECT_EQ(shift_relative("A:A+3:3", 2, 1), "B:B+5:5");
}

}  // namespace
}  // namespace counterfoil::xlsx
