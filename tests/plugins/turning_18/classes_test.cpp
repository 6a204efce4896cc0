// Classes in their order, and the money before and after 18.
#include "watched.hpp"

namespace turning_test {

std::string class_of(const Row& change, const Settings& settings = {}) {
  const Host host = look_at({paid(change)}, settings);
  const ReportRow* row = watch(host, "P1");
  if (row) return row->at("class");
  return host.accounts.at("payments").begin()->first;
}

TEST(Classes, ByTheEndDateHeld) {  // born 1 June 2008: the last day as a child is 31 May 2026
  EXPECT_EQ(class_of({}), "No end date");
  EXPECT_EQ(class_of({{"end", "01/06/2026"}}), "Ends after 18");
  EXPECT_EQ(class_of({{"end", "31/05/2026"}}), "Ends at 18");
  EXPECT_EQ(class_of({{"end", "24/05/2026"}}), "Ends at 18");           // seven days before
  EXPECT_EQ(class_of({{"end", "23/05/2026"}}), "Ends well before 18");  // eight
  EXPECT_EQ(class_of({{"end", "23/05/2026"}}, {{"early-end-days", "8"}}), "Ends at 18");
}

TEST(Classes, WhoIsNotOnTheListIsAccountedFor) {
  EXPECT_EQ(class_of({{"date_of_birth", "07/12/2009"}}), "No end date");  // 18 two years ahead to the day
  EXPECT_EQ(class_of({{"date_of_birth", "08/12/2009"}}), "Turns 18 later");
  EXPECT_EQ(class_of({{"date_of_birth", "08/12/2009"}}, {{"horizon-months", "25"}}), "No end date");
  EXPECT_EQ(class_of({{"end", "07/12/2025"}}), "Ended");
  EXPECT_EQ(class_of({{"frequency", "One-off"}}), "One-off or adjustment");
}

TEST(Classes, AlreadyEighteenCountsMoneyAndNotTheBirthdayAlone) {
  EXPECT_EQ(class_of({{"date_of_birth", "07/12/2007"}}), "Already 18 and still paid");  // on the last day of the period
  EXPECT_EQ(class_of({{"date_of_birth", "08/12/2007"}}), "No end date");
  // Ended on the day before, paid to that day: ten days of 92.88 a week are 132.69 (132.6857).
  EXPECT_EQ(class_of({{"date_of_birth", "20/11/2007"}, {"end", "19/11/2025"}, {"net", "132.69"}}), "Ended");
  // The same end date, but all four weeks were paid.
  EXPECT_EQ(class_of({{"date_of_birth", "20/11/2007"}, {"end", "19/11/2025"}}), "Already 18 and still paid");
}

TEST(Classes, PaidOnBeyondTheEndHeldShowsThatEnd) {
  const Host host = look_at({paid({{"date_of_birth", "20/11/2007"}, {"end", "19/11/2025"}})}, {},
                            {{"#watch", {{{"person_id", "P1"}, {"decision", "End on"}, {"end_on", "19/11/2025"}}}}});
  EXPECT_EQ(only_watch(host).at("end_held"), "19/11/2025, passed");
  EXPECT_EQ(only_watch(host).at("last_end"), "19/11/2025");
  EXPECT_EQ(only_watch(host).at("advice"), "The end date held agrees. What was paid after it is on Overpayments.");
  EXPECT_EQ(only_watch(host).at("weekly"), "0.00");
  EXPECT_EQ(host.tables.at("overpayments").size(), 1U);                   // though the money was paid: 18 of 28 days
  EXPECT_EQ(host.tables.at("overpayments")[0].at("overpaid"), "238.83");  // 371.52 less 10/28 of it, 132.69
}

TEST(Classes, APersonHasTheMostPressingOfItsLines) {
  const Host host = look_at({paid({{"end", "31/05/2026"}}), paid({{"line_id", "L2"}, {"cost", "40.00"}, {"net", "160.00"}})});
  EXPECT_EQ(only_watch(host).at("class"), "No end date");
  EXPECT_EQ(only_watch(host).at("weekly"), "132.88");
  EXPECT_EQ(only_watch(host).at("end_held"), "1 of 2 lines without");
  EXPECT_EQ(only_watch(host).at("last_end"), "");
  EXPECT_EQ(host.tables.at("lines").size(), 2U);
}

TEST(Money, SinceTheBirthdayIsThisExportAsPaidAndTheTimeBeforeWorkedOut) {
  // 18 on 1 September 2025 at £100 a week: 1 September to 9 November are 70 days, £1,000; this export paid £400.
  const Host host = look_at({paid({{"date_of_birth", "01/09/2007"}, {"cost", "100.00"}, {"net", "400.00"}})});
  EXPECT_EQ(only_watch(host).at("paid_after_18"), "400.00");
  EXPECT_EQ(only_watch(host).at("since_18"), "1400.00");
  EXPECT_EQ(only_watch(host).at("in_days"), "-97");
}

TEST(Money, SinceTheStartWhereThatIsLater) {
  // Began on 27 October at the age of 18: 14 days before the period at £100 a week, £200.
  const Host host =
      look_at({paid({{"date_of_birth", "01/09/2007"}, {"cost", "100.00"}, {"net", "400.00"}, {"start", "27/10/2025"}})});
  EXPECT_EQ(only_watch(host).at("since_18"), "600.00");
}

TEST(Money, TheFirstDayOfAPeriodLeavesNothingBefore) {
  const Host host = look_at({paid({{"date_of_birth", "08/12/2007"}})});
  EXPECT_EQ(only_watch(host).at("days_before"), "0");
  EXPECT_EQ(only_watch(host).at("days_after"), "28");
  EXPECT_EQ(only_watch(host).at("before"), "0.00");
  EXPECT_EQ(only_watch(host).at("after"), "371.52");
  EXPECT_EQ(only_watch(host).at("last_full_period"), "10 Nov to 7 Dec 2025");
}

TEST(Money, APriceThatChangesInThePeriodCountsForItsOwnDays) {
  // 18 on 1 March 2026, the last day of 2 February to 1 March. £92.88 to 15 February, £100.00 from the 16th: 14 and 14 days.
  // Before: 185.76 + 13/7 of 100.00 = 185.714 -> 185.71; after: 200.00 - 185.71 = 14.29.
  const Host host =
      look_at({paid({{"date_of_birth", "01/03/2008"}, {"price_start", "01/04/2025"}, {"price_end", "15/02/2026"}}),
               paid({{"date_of_birth", "01/03/2008"}, {"price_start", "16/02/2026"}, {"cost", "100.00"}, {"net", "0.00"}})});
  EXPECT_EQ(only_watch(host).at("before"), "371.47");
  EXPECT_EQ(only_watch(host).at("after"), "14.29");
  EXPECT_EQ(only_watch(host).at("lines"), "1");
}

TEST(Order, MostPressingFirstThenTheBirthdayThenTheId) {
  const Rows rows{paid({{"person_id", "P9"}}), paid({{"person_id", "P2"}, {"end", "01/01/2027"}}),
                  paid({{"person_id", "P3"}, {"date_of_birth", "01/05/2008"}}),
                  paid({{"person_id", "P4"}, {"date_of_birth", "01/10/2007"}}), paid({{"person_id", "P1"}})};
  const auto order = [](const Host& host) {
    std::string ids;
    for (const ReportRow& row : host.tables.at("watch")) ids += row.at("person_id") + " ";
    return ids;
  };
  const Host host = look_at(rows);
  EXPECT_EQ(order(host), "P4 P3 P1 P9 P2 ");
  const Host reversed = look_at({rows.rbegin(), rows.rend()});
  EXPECT_EQ(host.tables, reversed.tables);
  EXPECT_EQ(host.facts, reversed.facts);
}

TEST(Summary, TheOutcomeInWords) {
  EXPECT_EQ(look_at({paid({{"date_of_birth", "01/02/2017"}})}).facts.at("outcome"),
            "Nobody turns 18 in the next 12 months; nobody is 18 already; no money hangs on a decision.");
  EXPECT_EQ(look_at({paid(), paid({{"person_id", "P2"}, {"date_of_birth", "13/11/2007"}})}).facts.at("outcome"),
            "1 person turns 18 in the next 12 months; 1 person is 18 already and still paid, \u00A3331.71 since the birthday; "
            "\u00A3185.76 a week hangs on a decision.");
}

TEST(Summary, MonthsAheadHoldEachOther) {
  // As of 7 December 2025: rest of December, to 7 March, 7 June, 7 December 2026, beyond; and one who is 18.
  const Host host = look_at(
      {paid({{"person_id", "A"}, {"date_of_birth", "31/12/2007"}}), paid({{"person_id", "B"}, {"date_of_birth", "07/03/2008"}}),
       paid({{"person_id", "C"}, {"date_of_birth", "07/06/2008"}}), paid({{"person_id", "D"}, {"date_of_birth", "07/12/2008"}}),
       paid({{"person_id", "E"}, {"date_of_birth", "08/12/2008"}}), paid({{"person_id", "F"}, {"date_of_birth", "01/12/2007"}})});
  std::map<std::string, std::string> people;
  for (const ReportRow& row : host.tables.at("outlook")) people[row.at("when")] = row.at("people") + " " + row.at("weekly");
  EXPECT_EQ(people.at("Already 18"), "1 92.88");
  EXPECT_EQ(people.at("Rest of this month"), "1 92.88");
  EXPECT_EQ(people.at("Next 3 months"), "2 185.76");
  EXPECT_EQ(people.at("Next 6 months"), "3 278.64");
  EXPECT_EQ(people.at("Next 12 months"), "4 371.52");
  EXPECT_EQ(people.at("Later"), "1 92.88");
  const auto& months = host.tables.at("months");
  ASSERT_EQ(months.size(), 12U);
  EXPECT_EQ(months[0].at("month") + " " + months[0].at("birthdays") + " " + months[0].at("weekly"), "Dec 2025 1 92.88");
  EXPECT_EQ(months[3].at("month") + " " + months[3].at("birthdays"), "Mar 2026 1");
  EXPECT_EQ(months[11].at("month") + " " + months[11].at("birthdays"), "Nov 2026 0");
}

}  // namespace turning_test
