#include "host/control_totals.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/failure.hpp"

namespace counterfoil::host {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string words_of(const std::vector<InputTotals>& inputs, const ControlTotals& totals) {
  try {
    check_control_totals(inputs, totals);
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::out_of_tie);
    return failure.what();
  }
  return "ties";
}

const std::vector<InputTotals> three_rows = {{"current", "Nov.xlsx", 3, 10'050}};

TEST(ControlTotals, TieWhenEveryRowAndPennyIsAccountedFor) {
  EXPECT_EQ(words_of(three_rows, {{{"current", "Rate", 1, 50}, {"current", "Unchanged", 2, 10'000}}, {}, {}, {}}), "ties");
}

TEST(ControlTotals, ALostRowIsNamedWithBothCounts) {
  EXPECT_THAT(words_of(three_rows, {{{"current", "Unchanged", 2, 10'050}}, {}, {}, {}}),
              AllOf(HasSubstr("3 were read from Nov.xlsx"), HasSubstr("2 were accounted for")));
}

TEST(ControlTotals, APennyIsNamedWithBothSums) {
  EXPECT_THAT(words_of(three_rows, {{{"current", "Unchanged", 3, 10'049}}, {}, {}, {}}),
              AllOf(HasSubstr("\u00A3100.50"), HasSubstr("\u00A3100.49")));
}

TEST(ControlTotals, AnInputNobodyAccountsForDoesNotTie) {
  EXPECT_THAT(words_of(three_rows, {}), HasSubstr("0 were accounted for"));
}

TEST(ControlTotals, TheBridgeMustClose) {
  ControlTotals totals{{{"current", "Unchanged", 3, 10'050}}, 10'000, {{"Rate", 60}, {"Ended", -11}}, 10'050};
  EXPECT_THAT(words_of(three_rows, totals), AllOf(HasSubstr("\u00A3100.49"), HasSubstr("\u00A3100.50")));
  totals.bridge_steps[1].pence = -10;
  EXPECT_EQ(words_of(three_rows, totals), "ties");
  totals.bridge_closing.reset();
  EXPECT_THAT(words_of(three_rows, totals), HasSubstr("no beginning or no end"));
}

}  // namespace
}  // namespace counterfoil::host
