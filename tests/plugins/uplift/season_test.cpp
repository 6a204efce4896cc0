// Later runs of one season: what was released is built on, counted as released, and never given twice. L1 costs £20.00 an hour for
// 10 hours; rule R1 raised it by 5% to £21.00 from 7 April 2025 in batch B1.
#include "whole.hpp"

namespace whole_uplift {

namespace {

const Row released{{"kind", ""},
                   {"batch", "B1"},
                   {"key", "20250407-L1"},
                   {"released_on", "14/04/2025"},
                   {"released_by", "b.checker"},
                   {"person_id", "X1"},
                   {"line_id", "L1"},
                   {"service", "Homecare"},
                   {"provider", "Imaginary Care"},
                   {"unit", "Hour"},
                   {"rule", "R1"},
                   {"old_rate", "20.00"},
                   {"new_rate", "21.00"},
                   {"new_price_start", "07/04/2025"}};
const More after_b1{{"#released", {released}}};

/// The export once the new price was loaded.
Rows loaded() {
  return {line({{"price_end", "06/04/2025"}}),
          line({{"price_start", "07/04/2025"}, {"unit_cost", "21.00"}, {"weekly_cost", "210.00"}})};
}

std::string why(const Host& host) { return host.tables.at("unmatched").at(0).at("why"); }

}  // namespace

TEST(UpliftSeason, ARunAgainGivesNothingTwice) {
  for (const Rows& lines : {Rows{line()}, loaded()}) {
    const Host host = uplift(lines, {rule()}, {}, after_b1);
    EXPECT_EQ(outcome(host), "Already uplifted");
    EXPECT_EQ(why(host), "A price of £21.00 begins on 07/04/2025 already, and that is what rule R1 gives: batch B1 of 14/04/2025.");
    EXPECT_TRUE(host.tables.at("load").empty());
    ASSERT_EQ(host.tables.at("approved_rates").size(), 1U) << "what was released stays approved";
    EXPECT_EQ(host.tables.at("approved_rates")[0].at("release_key"), "20250407-L1");
  }
}

TEST(UpliftSeason, ALaterBatchAddsToWhatWasReleased) {
  Rows lines = loaded();
  lines.push_back(line({{"line_id", "L2"}, {"person_id", "X2"}}));
  const Host host = uplift(lines, {rule()}, {}, after_b1);
  EXPECT_EQ(outcome(host, "L2"), "Uplifted/21.00");
  ASSERT_EQ(host.tables.at("approved_rates").size(), 2U);
  EXPECT_EQ(host.tables.at("approved_rates")[1].at("line_id"), "L2");
  EXPECT_EQ(host.tables.at("load").size(), 1U);
}

// In October the day moves; R1 stands in the rules as it did, without a day of its own.
TEST(UpliftSeason, ARuleThatWasReleasedIsNotTakenAgain) {
  for (const Rows& lines : {Rows{line()}, loaded()}) {
    const Host host = uplift(lines, {rule()}, {{"effective", "01/10/2025"}}, after_b1);
    EXPECT_EQ(outcome(host), "Already uplifted");
    EXPECT_EQ(why(host), "It was uplifted to £21.00 from 07/04/2025 in batch B1 of 14/04/2025 by rule R1.");
  }
  const Row other = rule({{"rule", "P1"}, {"priority", "0"}, {"percent", "2%"}});
  const Host claimed = uplift(loaded(), {rule(), other}, {{"effective", "01/10/2025"}}, after_b1);
  EXPECT_EQ(claimed.places("uplifted-this-season"), "lines/1/unit_cost");
  EXPECT_EQ(outcome(claimed), "Held");
  // With a day of its own the second is meant: 21.00 + 2% = 21.42.
  Row dated = other;
  dated["from"] = "01/10/2025";
  EXPECT_EQ(outcome(uplift(loaded(), {dated}, {{"effective", "01/10/2025"}}, after_b1)), "Uplifted/21.42");
  EXPECT_EQ(outcome(uplift({line()}, {dated}, {{"effective", "01/10/2025"}}, after_b1)), "Uplifted/21.42") << "not loaded yet";
  // A year later the same rule is the next uplift: 21.00 + 5% = 22.05.
  EXPECT_EQ(outcome(uplift(loaded(), {rule()}, {{"effective", "06/04/2026"}}, after_b1)), "Uplifted/22.05");
}

TEST(UpliftSeason, AnotherRateForADayThatWasReleased) {
  const Host host = uplift(loaded(), {rule({{"percent", "6%"}})}, {}, after_b1);
  EXPECT_EQ(host.count("released-otherwise"), 1U);
  EXPECT_EQ(why(host), "In batch B1 of 14/04/2025 £21.00 was released for it from 07/04/2025; rule R1 now gives £21.20.");
}

// 4 weeks at £210.00 less 4 at £200.00; the first export was made before the load, the second after it.
TEST(UpliftSeason, ArrearsBeforeAndAfterTheLoad) {
  const Rows paid{
      {{"line_id", "L1"}, {"person_id", "X1"}, {"period_from", "07/04/2025"}, {"period_to", "04/05/2025"}, {"amount", "800.00"}}};
  for (const std::string effective : {"07/04/2025", "01/10/2025"})
    for (const Rows& lines : {Rows{line()}, loaded()}) {
      More more = after_b1;
      more["paid"] = paid;
      const Host host = uplift(lines, {rule()}, {{"effective", effective}}, more);
      ASSERT_EQ(host.tables.at("arrears").size(), 1U) << effective;
      EXPECT_EQ(host.tables.at("arrears")[0].at("standing"), "Owed");
      EXPECT_EQ(host.tables.at("arrears")[0].at("arrears"), "40.00");
    }
}

// 4 weeks: 4 pence.
TEST(UpliftSeason, APennyAWeekIsRounding) {
  const auto standing = [](const std::string& amount) {
    More more;
    more["paid"] = {
        {{"line_id", "L1"}, {"person_id", "X1"}, {"period_from", "07/04/2025"}, {"period_to", "04/05/2025"}, {"amount", amount}}};
    return uplift({line()}, {rule()}, {}, more).tables.at("arrears").at(0).at("standing");
  };
  EXPECT_EQ(standing("799.96"), "Owed");
  EXPECT_EQ(standing("799.95"), "Check");
}

TEST(UpliftSeason, BegunAfterTheDayAtTheOldRate) {
  const auto begun = [](const std::string& rate) {
    return line({{"line_id", "L2"},
                 {"person_id", "X2"},
                 {"start", "20/04/2025"},
                 {"price_start", "20/04/2025"},
                 {"unit_cost", rate},
                 {"weekly_cost", rate == "20.00" ? "200.00" : "210.00"}});
  };
  const Host old = uplift({line(), begun("20.00")});
  EXPECT_EQ(old.places("begins-at-old-rate"), "lines/1/unit_cost");
  EXPECT_EQ(outcome(old, "L2"), "Begins later");
  EXPECT_FALSE(uplift({line(), begun("21.00")}).found("begins-at-old-rate"));
}

}  // namespace whole_uplift
