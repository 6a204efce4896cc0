// Start and end that move under a line that goes on: what was paid for days that are now outside is checked, the rest is told.
#include "compared.hpp"

namespace cwd_test {

namespace {

/// Beside a line that has an end in both exports, so that both have the column.
Host moved(const Row& was, const Row& is) {
  const Row other{{"person_id", "2002"}, {"line_id", "L9"}, {"end", "31/12/2026"}};
  return compare({before(was), before(other)}, {now(is), now(other)});
}

}  // namespace

TEST(MovedDates, AnEndThatWasTakenOutIsToCheck) {
  const Host host = moved({{"end", "31/03/2026"}}, {{"end", ""}});
  EXPECT_EQ(summary(only_change(host)), "Unchanged/Check/0.00");
  EXPECT_TRUE(fired(only_change(host), "end-removed"));
  // Written as a day so far off that it is none.
  EXPECT_TRUE(fired(only_change(moved({{"end", "31/03/2026"}}, {{"end", "31/12/9999"}})), "end-removed"));
  EXPECT_TRUE(moved({{"end", ""}}, {{"end", "31/12/2999"}}).tables.at("changes").empty());
}

TEST(MovedDates, AnEndInDaysThatWerePaidIsToCheckWithItsPounds) {
  // Last period (13 Oct to 9 Nov) was paid in full, £371.52; it ends on 26 October now: 14 of 28 days after it, £185.76.
  const Host host = moved({{"end", ""}}, {{"end", "26/10/2025"}});
  const ReportRow& row = *change(host, "1001", "L1");
  EXPECT_TRUE(fired(row, "end-backdated"));
  EXPECT_NE(row.at("reasons").find("\u00A3185.76"), std::string::npos) << row.at("reasons");
}

TEST(MovedDates, AnEndThatMovesOnIsExplained) {
  const Host later = moved({{"end", "31/03/2026"}}, {{"end", "31/03/2027"}});
  EXPECT_EQ(summary(only_change(later)), "Unchanged/Explained/0.00");
  EXPECT_TRUE(fired(only_change(later), "end-extended"));
  const Host set = moved({{"end", ""}}, {{"end", "31/03/2026"}});
  EXPECT_EQ(summary(only_change(set)), "Unchanged/Explained/0.00");
  EXPECT_TRUE(fired(only_change(set), "end-set"));
}

TEST(MovedDates, AStartThatMovesWithEqualMoneyIsExplained) {
  const Host host = moved({{"start", "01/04/2024"}}, {{"start", "01/10/2023"}});
  EXPECT_EQ(summary(only_change(host)), "Unchanged/Explained/0.00");
  EXPECT_TRUE(fired(only_change(host), "start-changed"));
}

TEST(MovedDates, AStartAfterDaysThatWerePaidIsToCheck) {
  // It starts on 27 October now: 14 days before it were paid last period, £185.76.
  const Host host = moved({{"start", "01/04/2024"}}, {{"start", "27/10/2025"}});
  const ReportRow& row = only_change(host);
  EXPECT_TRUE(fired(row, "start-moved-later"));
  EXPECT_NE(row.at("reasons").find("\u00A3185.76"), std::string::npos) << row.at("reasons");
}

TEST(MovedDates, NothingIsSaidWhereOneExportHasNoSuchColumn) {
  EXPECT_TRUE(compare({before()}, {now()}).tables.at("changes").empty());
}

}  // namespace cwd_test
