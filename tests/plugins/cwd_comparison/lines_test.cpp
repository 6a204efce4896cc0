// What is one line, and which line of last period it was.
#include "compared.hpp"

namespace cwd_test {

TEST(Lines, LeadingZerosOfAPerson) {
  const Host host = compare({before({{"person_id", "004512"}})}, {now({{"person_id", "4512"}})});
  EXPECT_TRUE(host.tables.at("changes").empty());
  EXPECT_EQ(host.tables.at("payments")[0].at("person_id"), "004512");
  EXPECT_EQ(host.count("leading-zeros-differ"), 1u);
}

TEST(Lines, LeadingZerosAreNotGuessedWhereTwoAreMeant) {
  // 004512 and 4512 both stood in last period's export: nobody is joined.
  const Host host = compare({before({{"person_id", "004512"}}), before({{"person_id", "4512"}, {"line_id", "L2"}})},
                            {now({{"person_id", "04512"}})});
  EXPECT_EQ(host.count("leading-zeros-differ"), 0u);
  EXPECT_EQ(host.tables.at("changes").size(), 3u);
}

TEST(Lines, LeadingZerosOfALine) {
  const Host host = compare({before({{"line_id", "0077"}})}, {now({{"line_id", "77"}})});
  EXPECT_TRUE(host.tables.at("changes").empty());
  EXPECT_EQ(host.tables.at("payments")[0].at("line_id"), "0077");
  EXPECT_EQ(host.count("leading-zeros-differ"), 1u);
}

TEST(Lines, PricePeriodsAreOneLine) {
  const Row early{{"price_end", "23/11/2025"}, {"net", "185.76"}};
  const Row late{{"price_start", "24/11/2025"}, {"net", "185.76"}};
  const Host host = compare({before()}, {now(early), now(late)});
  EXPECT_TRUE(host.tables.at("changes").empty());
  EXPECT_EQ(host.tables.at("payments").size(), 1u);
  EXPECT_EQ(host.count("line-id-repeated"), 0u);
}

TEST(Lines, ExactRepeatIsALineOfItsOwnAndAQuery) {
  const Host host = compare({before()}, {now(), now()});
  EXPECT_EQ(summary(only_change(host)), "New line/Query/371.52");
  EXPECT_EQ(only_change(host).at("line_id"), "L1 (2)");
  EXPECT_TRUE(fired(only_change(host), "duplicate-payment"));
  EXPECT_EQ(host.count("line-id-repeated"), 1u);
  // Three times: two too many. Still there next period: unchanged, and still a query.
  EXPECT_EQ(compare({before()}, {now(), now(), now()}).tables.at("changes").size(), 2u);
  EXPECT_EQ(summary(only_change(compare({before(), before()}, {now(), now()}))), "Unchanged/Query/0.00");
}

TEST(Lines, RepeatedKeysArePairedBySameAmountFirst) {
  // £371.52 and £200.00 under one id; the first goes, the second stays. Pairing in order would call it a change of amount.
  const Row other{{"service", "Transport"}, {"net", "200.00"}, {"cost", "50.00"}, {"unit_cost", "50.00"}, {"quantity", "1"}};
  const Host host = compare({before(), before(other)}, {now(other)});
  ASSERT_EQ(host.tables.at("changes").size(), 1u);
  EXPECT_EQ(host.tables.at("changes")[0].at("difference"), "-371.52");
  EXPECT_EQ(host.tables.at("changes")[0].at("line_id"), "L1 (2)");
}

TEST(Lines, BlankIdsAreKnownByServiceProviderAndPayee) {
  const Row blank{{"line_id", ""}};
  const Host host = compare({before(blank)}, {now(blank), now()});
  EXPECT_EQ(host.count("no-line-ids"), 1u);    // last period's export has none at all
  EXPECT_EQ(host.count("line-id-blank"), 1u);  // this one lacks one
  ASSERT_EQ(host.tables.at("payments").size(), 2u);
  EXPECT_EQ(host.tables.at("payments")[1].at("line_id"), "No line ID: Personal assistant, Direct payment, Parent of 1001");
  EXPECT_EQ(host.tables.at("payments")[1].at("class"), "Unchanged");
}

TEST(Lines, RenumberedOnlyWhereOneCandidateStandsOnEachSide) {
  // Two lines of the same service and provider go, one comes: no guess.
  const Host host = compare({before(), before({{"line_id", "L2"}, {"net", "185.76"}, {"quantity", "3"}, {"cost", "46.44"}})},
                            {now({{"line_id", "L9"}})});
  EXPECT_EQ(change(host, "1001", "L9")->at("class"), "New line");
  EXPECT_EQ(change(host, "1001", "L1")->at("class"), "Missing");
  EXPECT_EQ(change(host, "1001", "L2")->at("class"), "Missing");
  // Another provider, but the same payee: the payee is evidence enough.
  const Host payee = compare({before()}, {now({{"line_id", "L9"}, {"provider", "Other"}})});
  EXPECT_EQ(only_change(payee).at("class"), "Renumbered");
  // Neither.
  const Host neither = compare({before()}, {now({{"line_id", "L9"}, {"provider", "Other"}, {"payee_id", "V2"}})});
  EXPECT_EQ(neither.tables.at("changes").size(), 2u);
}

TEST(Lines, SamePersonsOfTwoExportsStaySeparate) {
  const Host host = compare({before()}, {now({{"person_id", "1002"}})});
  EXPECT_EQ(change(host, "1001", "L1")->at("class"), "Missing");
  EXPECT_EQ(change(host, "1002", "L1")->at("class"), "New person");
}

TEST(Lines, WeeklyPaymentsWithoutPeriodColumnsAreOneLine) {
  const auto week = [](const char* date) {
    return Row{{"payment_date", date}, {"net", "92.88"}, {"period_from", ""}, {"period_to", ""}};
  };
  const Settings periods{
      {"previous-from", "13/10/2025"}, {"previous-to", "09/11/2025"}, {"current-from", "10/11/2025"}, {"current-to", "07/12/2025"}};
  const Host host =
      compare({before(week("17/10/2025")), before(week("24/10/2025")), before(week("31/10/2025")), before(week("07/11/2025"))},
              {now(week("14/11/2025")), now(week("21/11/2025")), now(week("28/11/2025")), now(week("05/12/2025"))}, periods);
  EXPECT_TRUE(host.tables.at("changes").empty());
  EXPECT_EQ(host.tables.at("payments")[0].at("current"), "371.52");
}

TEST(Lines, OddPeople) {
  const Host host = compare({before({{"surname", "Example"}, {"date_of_birth", "01/01/2012"}})},
                            {now({{"surname", "Sample"}, {"date_of_birth", "02/01/2012"}})});
  EXPECT_EQ(host.count("two-names"), 1u);
  EXPECT_EQ(host.count("two-dates-of-birth"), 1u);
  EXPECT_EQ(compare({before()}, {now({{"date_of_birth", "01/01/1900"}})}).count("date-of-birth-unlikely"), 1u);
  EXPECT_EQ(compare({before()}, {now({{"date_of_birth", "01/01/2026"}})}).count("date-of-birth-unlikely"), 1u);
  EXPECT_EQ(compare({before()}, {now({{"end", "01/01/2025"}})}).count("ends-before-it-starts"), 1u);
}

}  // namespace cwd_test
