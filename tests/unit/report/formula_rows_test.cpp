#include "report/record/formula_rows.hpp"

#include <gtest/gtest.h>

namespace counterfoil::report {
namespace {

TEST(FormulaRows, ASumOverAllItsRows) {
  EXPECT_TRUE(covers_rows("SUM(Load!G5:G8)", {{5, 8}}));
  EXPECT_TRUE(covers_rows("SUM(Load!$G$5:$G$8)", {{5, 8}}));
  EXPECT_TRUE(covers_rows("SUM('Row 1:2'!G5:G8)", {{5, 8}}));
  EXPECT_TRUE(covers_rows("SUM(G4:G9)", {{5, 8}})) << "more rows than ours";
  EXPECT_TRUE(covers_rows("SUM(G:G)", {{5, 8}}));
  EXPECT_FALSE(covers_rows("SUM(Load!G5:G5)", {{5, 8}}));
  EXPECT_FALSE(covers_rows("SUM(Load!G5)", {{5, 8}}));
  EXPECT_FALSE(covers_rows("SUM(G6:G8)", {{5, 8}}));
  EXPECT_FALSE(covers_rows("SUM(G5:G7)", {{5, 8}}));
}

TEST(FormulaRows, ARowOfItsOwn) {
  EXPECT_TRUE(covers_rows("SUMIFS(Load!G5:G8,Load!H5:H8,A12)", {{5, 8}, {5, 8}, {12, 12}}));
  EXPECT_FALSE(covers_rows("SUMIFS(Load!G5:G8,Load!H5:H8,A13)", {{5, 8}, {5, 8}, {12, 12}}));
  EXPECT_TRUE(covers_rows("IF(D5=\"G9\",\"\",D5)", {{5, 5}, {5, 5}}));
  EXPECT_FALSE(covers_rows("IF(D5=\"\",\"\",D5)", {{5, 5}})) << "another reference than it should have";
}

TEST(FormulaRows, NamesAreNoReferences) {
  EXPECT_TRUE(covers_rows("LOG10(D5)+Sheet1!D5", {{5, 5}, {5, 5}}));
  EXPECT_TRUE(covers_rows("IF(TRUE,D5,0)", {{5, 5}}));
  EXPECT_TRUE(covers_rows("D5", {{0, 0}})) << "where the rows are not known";
  EXPECT_FALSE(covers_rows("\"", {{5, 5}}));
  EXPECT_TRUE(covers_rows("'", {}));
}

}  // namespace
}  // namespace counterfoil::report
