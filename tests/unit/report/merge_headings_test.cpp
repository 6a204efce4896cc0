// Headings that staff renamed: a column is known by its place, by a name that is near, and by what stands in it.
#include "merge_fixture.hpp"

namespace counterfoil::report {
namespace {

std::string decided_in_november() {
  const Merged run = run_into(small_template(), true, make_report(three_lines, october, november));
  Hands book{run.bytes};
  book.type("Changes", "I5", "OK");
  book.type("Changes", "K5", "Agreed with the worker");
  return book.save();
}

Merged run_renamed(std::string_view cell, std::string_view heading) {
  Hands book{decided_in_november()};
  book.type("Changes", cell, heading);
  return run_into(book.save(), false, make_report({three_lines[2], three_lines[0]}, october, november), "run-2");
}

}  // namespace

TEST(MergeHeadings, AReviewersColumnUnderAnotherName) {
  for (const char* heading : {"Manager's remarks", "Comments (team)", "Coment"}) {
    const Merged run = run_renamed("K4", heading);
    const Hands now{run.bytes};
    EXPECT_EQ(now.at("Changes", "K4"), heading);
    EXPECT_EQ(now.at("Changes", "K6"), "Agreed with the worker") << heading;
    EXPECT_EQ(now.at("Changes", "M4"), "") << "no second column";
    EXPECT_EQ(run.count("workbook-heading-renamed"), 1u);
    EXPECT_EQ(run.count("workbook-heading-missing"), 0u);
    EXPECT_TRUE(check_cells(small_spec(), OpenedWorkbook{run.bytes}).differences.empty());
  }
}

TEST(MergeHeadings, AnEngineColumnUnderAnotherNameIsKnownByItsFigures) {
  const Merged run = run_renamed("D4", "This month");
  const Hands now{run.bytes};
  EXPECT_EQ(now.at("Changes", "D4"), "This month");
  EXPECT_EQ(now.at("Changes", "D6"), "120");
  EXPECT_EQ(run.count("workbook-heading-renamed"), 1u);
}

TEST(MergeHeadings, TheKeyUnderAnotherName) {
  for (const char* cell : {"A4", "B4"}) {
    const Merged run = run_renamed(cell, "Child");
    const Hands now{run.bytes};
    EXPECT_EQ(now.at("Changes", "A6"), "P1");
    EXPECT_EQ(now.at("Changes", "I6"), "OK") << cell;
  }
}

TEST(MergeHeadings, AColumnOfTheirOwnInThePlaceOfAnEngineColumnStaysTheirs) {
  Hands book{decided_in_november()};
  book.type("Changes", "H4", "Checked at the bank");  // where Reasons stood
  for (const char* cell : {"H5", "H6", "H7"}) book.type("Changes", cell, "seen");
  const Merged run = run_into(book.save(), false, make_report(three_lines, october, november), "run-2");
  const Hands now{run.bytes};
  EXPECT_EQ(now.at("Changes", "H5"), "seen");
  EXPECT_EQ(now.at("Changes", "M4"), "Reasons");
  EXPECT_EQ(run.count("workbook-heading-missing"), 1u);
}

TEST(MergeHeadings, AColumnThatIsGoneIsPutInAndSaid) {
  Hands book{decided_in_november()};
  for (const char* cell : {"K4", "K5"}) book.type("Changes", cell, "");
  const Merged run = run_into(book.save(), false, make_report(three_lines, october, november), "run-2");
  EXPECT_EQ(Hands{run.bytes}.at("Changes", "M4"), "Comment");
  EXPECT_EQ(run.count("workbook-heading-missing"), 1u);
}

}  // namespace counterfoil::report
