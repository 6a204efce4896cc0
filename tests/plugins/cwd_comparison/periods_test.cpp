// Which period an export is for, and exports that cannot be compared.
#include "compared.hpp"

namespace cwd_test {

namespace {

const Row no_period{{"period_from", ""}, {"period_to", ""}};

}  // namespace

TEST(Periods, FromTheRows) {
  const Host host = compare({before()}, {now()});
  EXPECT_EQ(host.facts.at("previous_period"), "13 Oct to 9 Nov 2025");
  EXPECT_EQ(host.facts.at("current_period"), "10 Nov to 7 Dec 2025");
  EXPECT_EQ(host.facts.at("period_words"), "10 Nov to 7 Dec 2025, compared with 13 Oct to 9 Nov 2025");
  EXPECT_TRUE(host.findings.empty());
}

TEST(Periods, FromTheSettings) {
  const Host host = compare({before(no_period)}, {now(no_period)},
                            {{"previous-from", "13/10/2025"},
                             {"previous-to", "09/11/2025"},
                             {"current-from", "10/11/2025"},
                             {"current-to", "07/12/2025"},
                             {"identical-exports", "allow"}});
  EXPECT_EQ(host.facts.at("current_period"), "10 Nov to 7 Dec 2025");
  EXPECT_TRUE(host.tables.at("changes").empty());
}

TEST(Periods, MissingStopsTheRun) {
  const Host host = compare({before()}, {now(no_period)});
  EXPECT_TRUE(host.found("period-missing"));
  EXPECT_TRUE(host.tables.empty());
  EXPECT_TRUE(compare({before()}, {now(no_period)}, {{"current-from", "10/11/2025"}}).found("period-missing"));
}

TEST(Periods, SwappedSameAndTwice) {
  const Host swapped = compare({now()}, {before()});
  EXPECT_TRUE(swapped.found("periods-swapped"));
  EXPECT_TRUE(swapped.tables.empty());
  EXPECT_TRUE(compare({now()}, {now({{"net", "1.00"}})}).found("same-period-twice"));
  EXPECT_TRUE(compare({now()}, {now()}).found("same-export-twice"));
  const Settings dates{
      {"previous-from", "13/10/2025"}, {"previous-to", "09/11/2025"}, {"current-from", "10/11/2025"}, {"current-to", "07/12/2025"}};
  const Host twice = compare({before(no_period)}, {before(no_period)}, dates);
  EXPECT_TRUE(twice.found("same-export-twice"));
  EXPECT_TRUE(twice.tables.empty());
}

TEST(Periods, OverlapAndGapAreFindings) {
  EXPECT_TRUE(compare({before()}, {now({{"period_from", "09/11/2025"}})}).found("periods-overlap"));
  EXPECT_TRUE(compare({before()}, {now({{"period_from", "11/11/2025"}})}).found("periods-apart"));
}

TEST(Periods, RowsOfAnotherPeriodKeepTheirOwn) {
  const Row arrears{{"line_id", "L1"}, {"period_from", "13/10/2025"}, {"period_to", "09/11/2025"}, {"net", "92.88"}};
  const Host host = compare({before(), before({{"line_id", "L2"}, {"service", "Other"}})},
                            {now(), now({{"line_id", "L2"}, {"service", "Other"}}), now(arrears)});
  EXPECT_EQ(host.count("rows-of-another-period"), 1u);
  EXPECT_EQ(host.facts.at("current_period"), "10 Nov to 7 Dec 2025");
  // A payment for a past period is an adjustment that names it.
  EXPECT_EQ(summary(only_change(host)), "Adjustment/Check/92.88");
  EXPECT_NE(only_change(host).at("reasons").find("13 Oct to 9 Nov 2025"), std::string::npos);
}

TEST(Periods, EmptyExport) {
  const Host host = compare({}, {now()}, {{"previous-from", "13/10/2025"}, {"previous-to", "09/11/2025"}});
  EXPECT_EQ(only_change(host).at("class"), "New person");
  EXPECT_EQ(compare({}, {},
                    {{"previous-from", "13/10/2025"},
                     {"previous-to", "09/11/2025"},
                     {"current-from", "10/11/2025"},
                     {"current-to", "07/12/2025"}})
                .tables.at("changes")
                .size(),
            0u);
}

TEST(Periods, ASettingThatDoesNotReadStopsTheRun) {
  EXPECT_TRUE(compare({before()}, {now()}, {{"uplift-dates", "whenever"}}).found("setting-not-read"));
}

TEST(Periods, ARowWithoutOneCountsForTheExports) {
  const Row second{{"person_id", "1002"}, {"line_id", "L2"}, {"period_from", ""}, {"period_to", ""}};
  const Host host = compare({before(), before({{"person_id", "1002"}, {"line_id", "L2"}})}, {now(), now(second)});
  EXPECT_EQ(host.places("rows-without-period"), "current//");
  EXPECT_TRUE(host.tables.at("changes").empty()) << "its 28 days are the export's";
}

}  // namespace cwd_test
