// A period that is run again has its own decisions back, and the history keeps each decision once.
#include "merge_fixture.hpp"

namespace counterfoil::report {
namespace {

const std::vector<Line> two_lines = {{"P1", "L1", 10000, 12000, "Rate"}, {"P2", "L2", 5000, 7000, "Rate"}};

std::vector<std::string> column(const std::string& bytes, std::string_view sheet, char letter, std::uint32_t from) {
  const Hands book{bytes};
  std::vector<std::string> found;
  for (std::uint32_t row = from; !book.at(sheet, "A" + std::to_string(row)).empty(); ++row)
    found.push_back(book.at(sheet, letter + std::to_string(row)));
  return found;
}

/// November with P1 decided OK; then December with P1 decided Error and P2 decided OK.
std::string two_periods() {
  Hands november_book{run_into(small_template(), true, make_report(two_lines, october, november)).bytes};
  november_book.type("Changes", "I5", "OK");
  november_book.number("Changes", "J5", "45975");
  november_book.type("Changes", "K5", "in November");
  Hands december_book{run_into(november_book.save(), false, make_report(two_lines, november, december), "run-2").bytes};
  december_book.type("Changes", "I5", "Error");
  december_book.type("Changes", "K5", "in December");
  december_book.type("Changes", "I6", "OK");
  return december_book.save();
}

}  // namespace

TEST(MergeAgain, AnEarlierPeriodHasItsDecisionsBack) {
  const Merged run = run_into(two_periods(), false, make_report(two_lines, october, november), "run-3");
  const Hands now{run.bytes};
  EXPECT_EQ(now.at("Changes", "I5"), "OK");
  EXPECT_EQ(now.at("Changes", "J5"), "45975");
  EXPECT_EQ(now.at("Changes", "K5"), "in November");
  EXPECT_EQ(now.at("Changes", "L5"), "");
  EXPECT_EQ(now.at("Changes", "I6"), "") << "P2 was not decided then";
  EXPECT_EQ(run.count("workbook-decisions-brought-back"), 1u);
  EXPECT_EQ(column(run.bytes, "Past decisions", 'H', 4), (std::vector<std::string>{"in November", "", "in December", ""}));

  const Merged back = run_into(run.bytes, false, make_report(two_lines, november, december), "run-4");
  const Hands then{back.bytes};
  EXPECT_EQ(then.at("Changes", "I5"), "Error");
  EXPECT_EQ(then.at("Changes", "K5"), "in December");
  EXPECT_EQ(then.at("Changes", "I6"), "OK");
  EXPECT_EQ(column(back.bytes, "Past decisions", 'H', 4), (std::vector<std::string>{"in November", "", "in December", ""}))
      << "each of them once";
  EXPECT_TRUE(check_cells(small_spec(), OpenedWorkbook{back.bytes}).differences.empty());
}

TEST(MergeAgain, WhatIsDecidedTheSecondTimeIsKeptAsWell) {
  Hands book{run_into(two_periods(), false, make_report(two_lines, october, november), "run-3").bytes};
  book.type("Changes", "I5", "Query");
  book.type("Changes", "K5", "in November, again");
  const Merged december_run = run_into(book.save(), false, make_report(two_lines, november, december), "run-4");
  EXPECT_EQ(column(december_run.bytes, "Past decisions", 'H', 4),
            (std::vector<std::string>{"in November", "", "in December", "", "in November, again"}));
  const Merged run = run_into(december_run.bytes, false, make_report(two_lines, october, november), "run-5");
  EXPECT_EQ(Hands{run.bytes}.at("Changes", "K5"), "in November, again");
}

TEST(MergeAgain, ADecisionOnAFigureThatMovedIsMarkedWithItsOwnFigure) {
  auto corrected = two_lines;
  corrected[0].current = 13000;
  const Merged run = run_into(two_periods(), false, make_report(corrected, october, november), "run-3");
  EXPECT_EQ(Hands{run.bytes}.at("Changes", "L5"), std::string{"Was about £120.00 ("} + november + "), now £130.00");
}

TEST(MergeAgain, AnotherMatterIsAskedAnew) {
  auto other = two_lines;
  other[0].class_name = "Quantity";
  const Merged run = run_into(two_periods(), false, make_report(other, october, november), "run-3");
  EXPECT_EQ(Hands{run.bytes}.at("Changes", "I5"), "");
  EXPECT_EQ(column(run.bytes, "Past decisions", 'H', 4).front(), "in November");
}

}  // namespace counterfoil::report
