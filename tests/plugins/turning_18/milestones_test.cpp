// Milestones and reminders: their days, their lasting ids, what the settings say.
#include "milestones.hpp"

#include "watched.hpp"

namespace turning_test {

namespace turning = counterfoil::turning;
using counterfoil::make_date;

const ReportRow* milestone(const Host& host, const std::string& label) {
  for (const ReportRow& row : host.tables.at("timeline"))
    if (row.at("milestone") == label) return &row;
  return nullptr;
}

TEST(Milestones, AgesAndRemindersOfOnePerson) {
  // Born 1 June 2008, as of 7 December 2025: the window is 8 September 2025 to 7 December 2027.
  const Host host = look_at({paid()});
  std::string all;
  for (const ReportRow& row : host.tables.at("timeline")) all += row.at("day") + " " + row.at("milestone") + "; ";
  EXPECT_EQ(all,
            "01/12/2025 17\u00BD, 6 months before 18; 01/03/2026 18 in 3 months; 01/05/2026 18 in 1 month; 25/05/2026 18 in 7 "
            "days; 01/06/2026 18; ");
  EXPECT_EQ(milestone(host, "18")->at("weekday"), "Monday");
  EXPECT_EQ(milestone(host, "18")->at("in_days"), "176");
  EXPECT_EQ(milestone(host, "18 in 3 months")->at("when"), "Next 3 months");
  EXPECT_EQ(milestone(host, "18 in 3 months")->at("alarm"), "7");
  EXPECT_EQ(milestone(host, "17\u00BD, 6 months before 18")->at("alarm"), "");  // nobody needs a reminder of what has passed
  EXPECT_EQ(milestone(host, "17\u00BD, 6 months before 18")->at("when"), "Passed");
}

TEST(Milestones, NoNameIsInTheCalendarsColumns) {
  const Host host = look_at({paid({{"surname", "Marmalade"}, {"forename", "Testa"}})});
  for (const ReportRow& row : host.tables.at("timeline"))
    for (const char* column : {"uid", "summary", "action"}) {
      EXPECT_EQ(row.at(column).find("Marmalade"), std::string::npos);
      EXPECT_EQ(row.at(column).find("Testa"), std::string::npos);
    }
}

TEST(Milestones, TheUidIsThePersonsAndTheMilestonesAlone) {
  EXPECT_EQ(turning::event_uid("X100123", "m216"), "counterfoil-turning-18-X100123-m216");
  EXPECT_NE(turning::event_uid("A/1", "m216"), turning::event_uid("A-1", "m216"));
  const Host before = look_at({paid()});
  const Host corrected = look_at({paid({{"date_of_birth", "02/06/2008"}})});
  EXPECT_EQ(milestone(before, "18")->at("uid"), milestone(corrected, "18")->at("uid"));
  EXPECT_NE(milestone(before, "18")->at("day"), milestone(corrected, "18")->at("day"));
}

TEST(Milestones, ChildrenFarFrom18HaveTheirs) {
  const Host host = look_at({paid({{"date_of_birth", "15/01/2012"}})});  // 14 on 15 January 2026, 15½ on 15 July 2027
  ASSERT_NE(milestone(host, "14"), nullptr);
  EXPECT_EQ(milestone(host, "14")->at("day"), "15/01/2026");
  ASSERT_NE(milestone(host, "15\u00BD"), nullptr);
  EXPECT_EQ(milestone(host, "15\u00BD")->at("day"), "15/07/2027");
  EXPECT_TRUE(host.tables.at("watch").empty());
}

TEST(Milestones, OfNobodyWhoseLinesHaveEnded) {
  EXPECT_TRUE(look_at({paid({{"end", "30/11/2025"}})}).tables.at("timeline").empty());
}

TEST(Settings, MilestonesAndRemindersAreTheCouncils) {
  const Host host = look_at({paid()}, {{"milestones", "17.75 = Last check"}, {"lead-times", "2 weeks"}});
  EXPECT_TRUE(host.found("setting-not-read"));
  const Host own = look_at({paid()}, {{"milestones", "17.75 = Last check"}, {"lead-times", "14 days"}});
  ASSERT_NE(milestone(own, "17\u00BE"), nullptr);
  EXPECT_EQ(milestone(own, "17\u00BE")->at("day"), "01/03/2026");
  EXPECT_EQ(milestone(own, "17\u00BE")->at("action"), "Last check");
  ASSERT_NE(milestone(own, "18 in 14 days"), nullptr);
  EXPECT_EQ(milestone(own, "18 in 14 days")->at("day"), "18/05/2026");
  EXPECT_EQ(own.tables.at("timeline").size(), 2U);
}

TEST(Settings, WhatDoesNotReadIsRefused) {
  EXPECT_FALSE(turning::read_milestones("16"));
  EXPECT_FALSE(turning::read_milestones("16.3 = x"));
  EXPECT_FALSE(turning::read_milestones("16 = a; 16 = b"));
  EXPECT_FALSE(turning::read_milestones("x = y"));
  EXPECT_FALSE(turning::read_lead_times("0 days"));
  EXPECT_FALSE(turning::read_lead_times("6"));
  EXPECT_TRUE(turning::read_lead_times("none")->empty());
  ASSERT_TRUE(turning::read_lead_times("7d, 6 Months, 24m"));
  EXPECT_EQ(turning::read_lead_times("7d, 6 Months, 24m")->front().words(), "24 months");
}

TEST(When, SeenFromTheDayOfTheReport) {
  const auto as_of = make_date(2025, 11, 30);
  EXPECT_EQ(turning::when_words(as_of, as_of), "Passed");
  EXPECT_EQ(turning::when_words(make_date(2025, 12, 1), as_of), "Next 3 months");
  EXPECT_EQ(turning::when_words(make_date(2026, 2, 28), as_of), "Next 3 months");  // three months on, there is no 30 February
  EXPECT_EQ(turning::when_words(make_date(2026, 3, 1), as_of), "Next 6 months");
  EXPECT_EQ(turning::when_words(make_date(2026, 12, 1), as_of), "Later");
}

}  // namespace turning_test
