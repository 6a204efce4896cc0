// Each reason for which a line is not uplifted: the finding has the line's cell, and the line stands on Unmatched at its old rate.
#include "whole.hpp"

namespace whole_uplift {

namespace {

const Row respite_at_eight{{"rule", "R2"}, {"service", "Respite"}, {"percent", "8%"}};

struct Case {
  std::string id, place;  // of the finding
  std::string result;     // of line L1
  Rows lines;
  Rows rules = {rule()};
  Settings settings = {};
  More more = {};
};

void check(const Case& each) {
  const Host host = uplift(each.lines, each.rules, each.settings, each.more);
  EXPECT_EQ(host.places(each.id), each.place) << each.id;
  EXPECT_EQ(outcome(host), each.result) << each.id;
}

}  // namespace

TEST(HeldLines, ByWhatTheLineSays) {
  const std::vector<Case> cases{
      {"rate-missing", "lines/0/unit_cost", "Held", {line({{"unit_cost", ""}})}},
      {"rate-not-positive", "lines/0/unit_cost", "Held", {line({{"unit_cost", "0"}, {"weekly_cost", "0.00"}})}},
      {"quantity-missing", "lines/0/quantity", "Held", {line({{"quantity", ""}, {"weekly_cost", ""}})}},
      {"weekly-cost-differs", "lines/0/weekly_cost", "Held", {line({{"weekly_cost", "150.00"}})}},
      {"frequency-unknown", "lines/0/frequency", "Held", {line({{"frequency", "Lunar"}})}},
      {"price-not-regular", "lines/0/frequency", "Held", {line({{"frequency", "One-off"}})}},
      {"unit-unknown", "lines/0/unit", "Held", {line({{"unit", "Bushel"}})}},
      {"row-repeated", "lines/0/price_start", "Held", {line(), line()}},
      {"prices-overlap",
       "lines/0/price_start",
       "Held",
       {line(), line({{"price_start", "06/05/2024"}, {"unit_cost", "20.50"}, {"weekly_cost", "205.00"}})}},
  };
  for (const Case& each : cases) {
    const Host host = uplift(each.lines);
    EXPECT_NE(host.places(each.id).find(each.place.substr(each.place.rfind('/'))), std::string::npos)
        << each.id << host.places(each.id);
    EXPECT_EQ(host.count(each.id), 1U) << each.id;
    EXPECT_EQ(outcome(host), each.result) << each.id;
  }
}

TEST(HeldLines, ByItsRules) {
  const std::vector<Case> cases{
      {"no-rule", "lines/0/service", "No rule", {line({{"service", "Respite"}}), line({{"line_id", "L2"}})}},
      {"several-rules", "lines/0/service", "Held", {line()}, {rule(), rule({{"rule", "R2"}, {"percent", "6%"}})}},
      {"new-rate-not-positive",
       "lines/0/unit_cost",
       "Held",
       {line()},
       {rule({{"action", "Plus"}, {"percent", ""}, {"plus", "-20.00"}})}},
      {"rate-falls", "lines/0/unit_cost", "Held", {line()}, {rule({{"action", "Plus"}, {"percent", ""}, {"plus", "-0.01"}})}},
      {"rise-beyond-limit", "lines/0/unit_cost", "Held", {line()}, {rule({{"percent", "20.1%"}})}},
      {"over-weekly-limit", "lines/0/weekly_cost", "Held", {line()}, {rule()}, {{"weekly-limit", "199.99"}}},
      {"below-wage-floor",
       "lines/0/unit_cost",
       "Held",
       {line()},
       {rule()},
       {},
       {{"wage-floors", {{{"floor", "Living wage"}, {"hourly_rate", "21.01"}, {"from", "01/04/2025"}}}}}},
      {"package-recent", "lines/0/start", "Held", {line({{"start", "08/01/2025"}, {"price_start", "08/01/2025"}})}},
      {"price-already-starting",
       "lines/0/price_start",
       "Held",
       {line({{"price_end", "06/04/2025"}}),
        line({{"price_start", "07/04/2025"}, {"unit_cost", "20.50"}, {"weekly_cost", "205.00"}})}},
      {"later-price",
       "lines/0/price_start",
       "Held",
       {line({{"price_end", "31/05/2025"}}),
        line({{"price_start", "01/06/2025"}, {"unit_cost", "22.00"}, {"weekly_cost", "220.00"}})}},
      {"already-uplifted",
       "lines/0/unit_cost",
       "Already uplifted",
       {line({{"start", "31/03/2025"}, {"price_start", "31/03/2025"}, {"unit_cost", "21.00"}, {"weekly_cost", "210.00"}}),
        line({{"line_id", "L2"}})}},
      {"earlier-decision-open",
       "lines/0/unit_cost",
       "Held; Held",
       {line()},
       {rule({{"percent", "20.1%"}}), rule({{"rule", "R2"}, {"from", "01/09/2025"}})}},
  };
  for (const Case& each : cases) check(each);
  // Just inside each limit the line is uplifted.
  EXPECT_EQ(outcome(uplift({line()}, {rule({{"percent", "20%"}})})), "Uplifted/24.00");
  EXPECT_EQ(outcome(uplift({line()}, {rule()}, {{"weekly-limit", "200.00"}})), "Uplifted/21.00");
  EXPECT_EQ(outcome(uplift({line({{"start", "07/01/2025"}, {"price_start", "07/01/2025"}})})), "Uplifted/21.00");
}

TEST(HeldLines, ARateFarFromTheOthers) {
  Rows lines{line({{"unit_cost", "60.01"}, {"weekly_cost", "600.10"}})};
  for (int other = 2; other <= 5; ++other) lines.push_back(line({{"line_id", "L" + std::to_string(other)}}));
  check({"rate-outlier", "lines/0/unit_cost", "Held", lines});
  lines[0] = line({{"unit_cost", "60.00"}, {"weekly_cost", "600.00"}});
  EXPECT_EQ(outcome(uplift(lines)), "Uplifted/63.00") << "three times the middle rate is not more than three times";
}

TEST(HeldLines, ByTheTableOfAllowances) {
  const Rows allowances{{{"age_from", "5"}, {"age_to", "10"}, {"weekly", "194.00"}, {"from", "06/04/2025"}}};
  const Row fostering{{"service", "Fostering"}, {"unit", "Week"},          {"quantity", "1"},
                      {"unit_cost", "187.00"},  {"weekly_cost", "187.00"}, {"date_of_birth", "01/06/2017"}};
  const Row by_age = rule({{"service", ""}, {"action", "Table"}, {"percent", ""}});
  const auto changed = [&](Row change) {
    Row row = fostering;
    for (const auto& [field, text] : change) row[field] = text;
    return line(row);
  };
  const auto case_of = [&](std::string id, std::string field, Row change) {
    return Case{
        std::move(id), "lines/0/" + field, "Held", {changed(std::move(change))}, {by_age}, {}, {{"allowances", allowances}}};
  };
  EXPECT_EQ(outcome(uplift({changed({})}, {by_age}, {}, {{"allowances", allowances}})), "Uplifted/194.00");
  check(case_of("table-not-weekly", "unit", {{"unit", "Night"}}));
  check(case_of("birth-date-missing", "date_of_birth", {{"date_of_birth", ""}}));
  check(case_of("allowance-not-found", "date_of_birth", {{"date_of_birth", "01/06/2010"}}));  // 14: no band
}

TEST(HeldLines, ByWhatTheyFollow) {
  const Row follows{{"rule", "R9"}, {"service", "Sleep-in"}, {"action", "Follow"}, {"percent", ""}, {"follows", "Homecare"}};
  const Row sleep_in{{"service", "Sleep-in"}};
  const Row home{{"line_id", "L2"}};
  EXPECT_EQ(outcome(uplift({line(sleep_in), line(home)}, {rule(), rule(follows)})), "Uplifted/21.00");
  check({"followed-not-found", "lines/0/service", "Held", {line(sleep_in)}, {rule(follows)}});
  check({"followed-differs",
         "lines/0/service",
         "Held",
         {line(sleep_in), line(home), line({{"line_id", "L3"}, {"unit_cost", "20.40"}, {"weekly_cost", "204.00"}})},
         {rule(), rule(follows)}});
  check(
      {"followed-unsettled", "lines/0/service", "Held", {line(sleep_in), line(home)}, {rule({{"percent", "30%"}}), rule(follows)}});
  const Host circle =
      uplift({line(sleep_in), line(home)}, {rule({{"action", "Follow"}, {"percent", ""}, {"follows", "Sleep-in"}}), rule(follows)});
  EXPECT_EQ(circle.places("follows-in-circle"), "lines/0/service, lines/1/service");
  EXPECT_EQ(outcome(circle), "Held");
  EXPECT_EQ(outcome(circle, "L2"), "Held");
}

// Four weeks from 7 April at £200.00 a week are £800.00, at £210.00 £840.00.
TEST(HeldLines, WhatWasPaidAlready) {
  const auto paid = [](const Rows& rows) { return uplift({line()}, {rule()}, {}, {{"paid", rows}}); };
  const Row ordinary{
      {"line_id", "L1"}, {"person_id", "X1"}, {"period_from", "07/04/2025"}, {"period_to", "04/05/2025"}, {"amount", "800.00"}};
  const auto changed = [&](const std::string& field, const std::string& text) {
    Row row = ordinary;
    row[field] = text;
    return row;
  };
  const Host owed = paid({ordinary});
  ASSERT_EQ(owed.tables.at("arrears").size(), 1U);
  EXPECT_TRUE(owed.findings.empty()) << owed.findings.front().id;

  const Host no_period = paid({ordinary, changed("period_from", "")});
  EXPECT_EQ(no_period.places("paid-period-not-known"), "paid/1/period_from");
  EXPECT_EQ(no_period.accounts.at("paid").at("Line or period not known").pence, 80000);
  EXPECT_EQ(paid({changed("period_to", "06/04/2025")}).places("paid-period-not-known"), "paid/0/period_to");

  const Host no_line = paid({changed("line_id", "L7")});
  EXPECT_EQ(no_line.places("paid-line-not-known"), "paid/0/line_id");
  EXPECT_TRUE(no_line.tables.at("arrears").empty());

  EXPECT_EQ(paid({changed("amount", "799.95")}).places("paid-differs"), "paid/0/amount");
  EXPECT_FALSE(paid({changed("amount", "799.96")}).found("paid-differs")) << "a penny a week is rounding";

  Row again = changed("period_from", "04/05/2025");
  again["period_to"] = "31/05/2025";
  const Host twice = paid({ordinary, again});
  EXPECT_EQ(twice.places("paid-periods-overlap"), "paid/0/period_from, paid/1/period_from");
  for (const ReportRow& row : twice.tables.at("arrears")) EXPECT_EQ(row.at("standing"), "Check");
}

}  // namespace whole_uplift
