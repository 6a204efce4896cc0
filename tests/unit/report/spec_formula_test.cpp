// References in the formulas of a specification, taken apart.
#include "spec/workbook_spec.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace counterfoil::report {
namespace {

using Kind = FormulaReference::Kind;

TEST(FormulaReferences, AFormulaWithoutBracesHasNone) { EXPECT_TRUE(formula_references("SUM(A1:A3)").empty()); }

TEST(FormulaReferences, EveryFormIsRecognised) {
  const std::string_view formula =
      "{difference}+SUM({changes.difference})-{bridge.first:amount}*{bridge.last:amount}/{bridge.previous:amount}&{fact.period}&"
      "{period.current}&{period.previous}";
  const auto found = formula_references(formula);
  ASSERT_EQ(found.size(), 8U);
  const Kind kinds[] = {Kind::cell,     Kind::column, Kind::first,          Kind::last,
                        Kind::previous, Kind::fact,   Kind::period_current, Kind::period_previous};
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_EQ(found[i].kind, kinds[i]) << i;
  EXPECT_EQ(found[0].column, "difference");
  EXPECT_TRUE(found[0].table.empty());
  EXPECT_EQ(found[1].table, "changes");
  EXPECT_EQ(found[1].column, "difference");
  EXPECT_EQ(found[4].table, "bridge");
  EXPECT_EQ(found[4].column, "amount");
  EXPECT_EQ(found[5].column, "period");
}

TEST(FormulaReferences, ThePlaceIncludesTheBraces) {
  const std::string_view formula = "1+{a}*{t.b}";
  const auto found = formula_references(formula);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(formula.substr(found[0].begin, found[0].end - found[0].begin), "{a}");
  EXPECT_EQ(formula.substr(found[1].begin, found[1].end - found[1].begin), "{t.b}");
}

TEST(FormulaReferences, BracesThatDoNotMatchAreRefused) {
  for (const char* formula : {"{a", "a}", "{a{b}", "{", "}", "{}", "{a}}"})
    EXPECT_THROW(formula_references(formula), std::invalid_argument) << formula;
}

TEST(FormulaReferences, FormsThatMeanNothingAreRefused) {
  for (const char* formula : {"{1,2}", "{t.}", "{.a}", "{t.second:a}", "{period.next}", "{t.a.b}", "{A}", "{a b}"})
    EXPECT_THROW(formula_references(formula), std::invalid_argument) << formula;
}

}  // namespace
}  // namespace counterfoil::report
