// Dates of birth that are missing, two, impossible.
#include "watched.hpp"

namespace turning_test {

TEST(Births, OfTwoDatesTheEarlierCounts) {
  const Host host = look_at({paid({{"date_of_birth", "02/06/2008"}}), paid({{"line_id", "L2"}, {"date_of_birth", "06/02/2008"}})});
  EXPECT_EQ(host.count("two-dates-of-birth"), 1U);
  EXPECT_EQ(only_watch(host).at("turns_18"), "06/02/2026");
  EXPECT_NE(only_watch(host).at("remark").find("06/02/2008 and 02/06/2008"), std::string::npos);
}

TEST(Births, ADateThatCannotBeRightIsNotUsedBesideOneThatCan) {
  const Host host = look_at({paid(), paid({{"line_id", "L2"}, {"date_of_birth", "01/01/1900"}})});
  EXPECT_TRUE(host.found("date-of-birth-unlikely"));
  EXPECT_TRUE(host.found("two-dates-of-birth"));
  EXPECT_EQ(only_watch(host).at("turns_18"), "01/06/2026");
}

TEST(Births, MissingFutureAndImplausibleAreFindingsAndNobodyIsDroppedInSilence) {
  const Host host = look_at(
      {paid(), paid({{"person_id", "P2"}, {"date_of_birth", ""}}), paid({{"person_id", "P3"}, {"date_of_birth", "08/12/2025"}}),
       paid({{"person_id", "P4"}, {"date_of_birth", "01/01/1900"}}), paid({{"person_id", "P5"}, {"date_of_birth", "06/12/1999"}})});
  EXPECT_EQ(host.count("date-of-birth-missing"), 1U);
  EXPECT_EQ(host.count("date-of-birth-future"), 1U);
  EXPECT_EQ(host.count("date-of-birth-unlikely"), 2U);  // 26 on 6 December 2025
  EXPECT_EQ(host.accounts.at("payments").at("Date of birth to check").rows, 4U);
  EXPECT_EQ(host.tables.at("watch").size(), 1U);
}

TEST(Births, TwentyFiveIsStillPlausible) {
  const Host host = look_at({paid({{"date_of_birth", "08/12/1999"}})});  // 25 until the day after the report
  EXPECT_FALSE(host.found("date-of-birth-unlikely"));
  EXPECT_EQ(only_watch(host).at("class"), "Already 18 and still paid");
}

TEST(Births, OneRowWithADateIsEnough) {
  const Host host = look_at({paid({{"date_of_birth", ""}}), paid({{"line_id", "L2"}})});
  EXPECT_FALSE(host.found("date-of-birth-missing"));
  EXPECT_EQ(only_watch(host).at("lines"), "2");
}

TEST(Births, AnExportWithoutAnyStopsTheRun) {
  const Host host = look_at({paid({{"date_of_birth", ""}})});
  EXPECT_TRUE(host.found("no-dates-of-birth"));
  EXPECT_FALSE(host.tables.contains("watch"));
}

}  // namespace turning_test
