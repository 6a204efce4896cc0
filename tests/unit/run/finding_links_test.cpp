#include "run/steps/finding_links.hpp"

#include <gtest/gtest.h>

namespace counterfoil::run {
namespace {

TEST(FindingLinks, GoFromTheWorkbooksFolderToTheCell) {
  const ExportPaths paths =
      export_paths({{"previous", "team/exports/Oct.csv"}, {"current", "team/Nov.xlsx"}}, "team/book/CWD.xlsx");
  EXPECT_EQ(link_to({"Nov.xlsx", "Payments", "B5"}, paths), "../Nov.xlsx#Payments!B5");
  EXPECT_EQ(link_to({"Nov.xlsx", "Ann's list", "F14:F2000, F2009"}, paths), "../Nov.xlsx#'Ann''s list'!F14");
  EXPECT_EQ(link_to({"Nov.xlsx", "Payments", ""}, paths), "../Nov.xlsx#Payments!A1");
  EXPECT_EQ(link_to({"Oct.csv", "", "B5"}, paths), "../exports/Oct.csv");
}

TEST(FindingLinks, NoneWhereTheyWouldNotOpenTheRightFile) {
  const ExportPaths paths =
      export_paths({{"previous", "a/Payments.xlsx"}, {"current", "b/Payments.xlsx"}, {"rates", "a/Rates #2.xlsx"}}, "a/CWD.xlsx");
  EXPECT_EQ(link_to({"Payments.xlsx", "Data", "A1"}, paths), "");  // which of the two?
  EXPECT_EQ(link_to({"b/Payments.xlsx", "Data", "A1"}, paths), "../b/Payments.xlsx#Data!A1");
  EXPECT_EQ(link_to({"Rates #2.xlsx", "Data", "A1"}, paths), "");  // '#' ends the file's name
  EXPECT_EQ(link_to({"", "", ""}, paths), "");
  const ExportPaths deep = export_paths({{"current", std::string(250, 'x') + ".xlsx"}}, "CWD.xlsx");
  EXPECT_EQ(link_to({std::string(250, 'x') + ".xlsx", "Data", "A1"}, deep), "");
}

}  // namespace
}  // namespace counterfoil::run
