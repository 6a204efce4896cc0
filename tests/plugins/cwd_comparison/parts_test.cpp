// Parts of a difference add up exactly; what the terms do not account for is said.
#include "compared.hpp"

namespace cwd_test {

// Fewer days and a higher rate: 14 of 28 days at 6 h x £16.00 = £96.00 a week: 192.00.
// Rate on the old days: 371.52 x 96.00 / 92.88 - 371.52 = 12.48; days: 192.00 - 384.00 = -192.00; together -179.52.
TEST(Parts, RateAndDays) {
  const Row change{{"end", "23/11/2025"}, {"unit_cost", "16.00"}, {"cost", "96.00"}, {"net", "192.00"}};
  const Host host = compare({before()}, {now(change)});
  EXPECT_EQ(only_change(host).at("difference"), "-179.52");
  EXPECT_EQ(only_change(host).at("parts"), "Days in period \u2011\u00A3192.00; Rate \u00A312.48");
}

// Rate and hours move against each other: 5 h x £18.576 = £92.88 a week, the same 371.52.
// Rate at the old hours: 371.52 x 18.576 / 15.48 - 371.52 = 74.304 -> 74.30; quantity: the rest, -74.30.
TEST(Parts, OppositeMovesAreMixed) {
  const Row change{{"quantity", "5"}, {"unit_cost", "18.576"}};
  const Host host = compare({before()}, {now(change)});
  EXPECT_EQ(only_change(host).at("class"), "Mixed");
  EXPECT_EQ(only_change(host).at("difference"), "0.00");
  EXPECT_EQ(only_change(host).at("parts"), "Rate \u00A374.30; Quantity \u2011\u00A374.30");
}

TEST(Parts, OneOffAndDaysTogether) {
  const Row extra{{"payment_type", "One-off"}, {"frequency", "One-off"}, {"net", "50.00"}, {"cost", "50.00"}};
  const Host host = compare({before()}, {now({{"end", "23/11/2025"}, {"net", "185.76"}}), now(extra)});
  EXPECT_EQ(only_change(host).at("class"), "Mixed");
  EXPECT_EQ(only_change(host).at("parts"), "Days in period \u2011\u00A3185.76; One-off \u00A350.00");
}

// Same terms, same days, £20 more: nothing on the line says why.
TEST(Parts, UnexplainedStandsWithRateAndIsSaid) {
  const Host host = compare({before()}, {now({{"net", "391.52"}})});
  EXPECT_EQ(summary(only_change(host)), "Rate/Check/20.00");
  EXPECT_TRUE(fired(only_change(host), "amount-not-explained"));
  EXPECT_NE(only_change(host).at("reasons").find("\u00A3391.52 was paid, and \u00A3371.52 is due"), std::string::npos);
  // From 25 % and £100 on it is a query: 371.52 x 0.25 = 92.88, so £100 decides.
  EXPECT_EQ(only_change(compare({before()}, {now({{"net", "471.51"}})})).at("risk"), "Check");
  EXPECT_EQ(only_change(compare({before()}, {now({{"net", "471.52"}})})).at("risk"), "Query");
}

TEST(Parts, RoundingIsExplained) {
  const Host host = compare({before()}, {now({{"net", "371.53"}})});
  EXPECT_EQ(summary(only_change(host)), "Rate/Explained/0.01");
  EXPECT_TRUE(fired(only_change(host), "rounding"));
}

TEST(Parts, ContributionExplainsTheNet) {
  const Row gross{{"gross", "371.52"}, {"contribution", "0.00"}};
  const Row less{{"gross", "371.52"}, {"contribution", "40.00"}, {"net", "331.52"}};
  const Host host = compare({before(gross)}, {now(less)});
  EXPECT_EQ(summary(only_change(host)), "Rate/Check/-40.00");
  EXPECT_TRUE(fired(only_change(host), "contribution-changed"));
  EXPECT_FALSE(fired(only_change(host), "amount-not-explained"));
}

// The paid amount: net before amount before gross; gross less contribution only where nothing else is given.
TEST(PaidAmount, FirstOfNetAmountGross) {
  const auto paid = [](const Row& row) { return compare({before()}, {now(row)}).tables.at("payments")[0].at("current"); };
  EXPECT_EQ(paid({{"net", "1.00"}, {"amount", "2.00"}, {"gross", "3.00"}, {"contribution", "0.50"}}), "1.00");
  EXPECT_EQ(paid({{"net", ""}, {"amount", "2.00"}, {"gross", "3.00"}, {"contribution", "0.50"}}), "2.00");
  EXPECT_EQ(paid({{"net", ""}, {"gross", "3.00"}, {"contribution", "0.50"}}), "2.50");
}

// Without any amount: 92.88 x days / 7. Start on Monday 17 November: 21 days, 278.64. Suspended 24 to 30: 14 days, 185.76.
TEST(PaidAmount, ComputedFromCostAndDays) {
  const Row none{{"net", ""}};
  const Host host = compare({before(none)}, {now({{"net", ""}, {"start", "17/11/2025"}, {"price_start", "17/11/2025"}})});
  EXPECT_EQ(host.tables.at("payments")[0].at("previous"), "371.52");
  EXPECT_EQ(host.tables.at("payments")[0].at("current"), "278.64");
  EXPECT_EQ(host.count("amounts-computed"), 2u);
  const Host suspended =
      compare({before(none)},
              {now({{"net", ""}, {"start", "17/11/2025"}, {"suspended_from", "24/11/2025"}, {"suspended_to", "30/11/2025"}})});
  EXPECT_EQ(suspended.tables.at("payments")[0].at("current"), "185.76");
  // A month's cost for a whole month, by its days for a part of one: 402.48 x 15 / 30 = 201.24.
  const Row monthly{{"net", ""},        {"frequency", "Monthly"},      {"quantity", ""},           {"unit_cost", ""},
                    {"cost", "402.48"}, {"period_from", "01/11/2025"}, {"period_to", "30/11/2025"}};
  Row half = monthly;
  half["start"] = "16/11/2025";
  EXPECT_EQ(compare({before(none)}, {now(monthly)}).tables.at("payments")[0].at("current"), "402.48");
  EXPECT_EQ(compare({before(none)}, {now(half)}).tables.at("payments")[0].at("current"), "201.24");
}

TEST(PaidAmount, AbsurdAmountsStopTheRun) {
  const Host host = compare({before()}, {now({{"net", "99999999999999.99"}})});
  EXPECT_TRUE(host.found("amount-too-large"));
  EXPECT_TRUE(host.tables.empty());
  const Host negative =
      compare({before()}, {now({{"net", ""}, {"gross", "-92233720368547758.07"}, {"contribution", "92233720368547758.07"}})});
  EXPECT_TRUE(negative.found("amount-too-large"));
}

TEST(PaidAmount, UnknownFrequencyIsAFinding) {
  const Host host =
      compare({before({{"frequency", "Lunar"}})},
              {now({{"frequency", "Lunar"}}), now({{"frequency", "Lunar"}, {"line_id", "L2"}, {"service", "Other"}})});
  EXPECT_EQ(host.count("frequency-unknown"), 2u);  // one for each export
}

TEST(Amounts, InAnotherColumnThanTheRest) {
  const Row other{{"person_id", "1002"}, {"line_id", "L2"}};
  Row amount = other;
  amount["net"] = "";
  amount["amount"] = "371.52";
  const Host host = compare({before(), before(other)}, {now(), now(amount)});
  EXPECT_EQ(host.places("amounts-from-several-columns"), "current//");
  EXPECT_TRUE(host.tables.at("changes").empty()) << "it is the same money";
  EXPECT_FALSE(compare({before()}, {now()}).found("amounts-from-several-columns"));
}

TEST(Amounts, ARowWithoutAnyCountsAsNothingPaid) {
  const Row nothing{{"line_id", "L2"}, {"net", ""}, {"cost", ""}, {"unit_cost", ""}, {"quantity", ""}};
  const Host host = compare({before(), before({{"line_id", "L2"}})}, {now(), now(nothing)});
  EXPECT_EQ(host.places("no-amount"), "current/1/person_id");
  EXPECT_EQ(only_change(host).at("line_id"), "L2");
  EXPECT_EQ(only_change(host).at("difference"), "-371.52");
}

}  // namespace cwd_test
