// Rules, tables and settings that cannot be taken as they stand: named with their cell, and nothing is worked out by half a rule.
#include "whole.hpp"

extern "C" const cf_plugin* counterfoil_plugin(void);

namespace whole_uplift {

TEST(UpliftRules, OneRuleOfFivePercent) {
  const Host host = uplift({line()});
  EXPECT_EQ(outcome(host), "Uplifted/21.00");
  EXPECT_TRUE(host.findings.empty()) << host.findings.front().id;
}

TEST(UpliftRules, ASettingThatCannotBeRead) {
  stops(uplift({line()}, {rule()}, {{"year-ends-on", "someday"}}), "setting-not-read", "//");
}

TEST(UpliftRules, WithoutItsDay) {
  Host host{counterfoil_plugin()};
  host.input("lines", {line()});
  host.input("rules", {rule()});
  EXPECT_EQ(host.run(), CF_OK) << host.failure;
  stops(host, "effective-missing", "//");
}

TEST(UpliftRules, AScenarioThatIsNotThere) {
  const Host host = uplift({line()}, {rule(), rule({{"#sheet", "Lower"}})}, {{"scenario", "Plan B"}});
  stops(host, "scenario-unknown", "rules//");
  EXPECT_EQ(value(host, "scenario-unknown", "names"), "Decision, Lower");
}

TEST(UpliftRules, AnActionThatIsNotKnown) {
  const Host host = uplift({line()}, {rule(), rule({{"rule", "R2"}, {"action", "Increase"}})});
  stops(host, "rule-action-unknown", "rules/1/action");
  EXPECT_EQ(value(host, "rule-action-unknown", "rule"), "R2");
  EXPECT_EQ(value(host, "rule-action-unknown", "action"), "Increase");
}

TEST(UpliftRules, TwoRulesOfOneName) {
  stops(uplift({line()}, {rule(), rule({{"service", "Respite"}, {"percent", "3%"}})}), "rule-twice", "rules/1/rule");
  // Each scenario has names of its own.
  EXPECT_EQ(outcome(uplift({line()}, {rule(), rule({{"#sheet", "Lower"}, {"percent", "3%"}})})), "Uplifted/21.00");
}

TEST(UpliftRules, ARuleThatDoesNotSayEnough) {
  const struct {
    Row change;
    std::string field, what;
  } cases[] = {
      {{{"percent", ""}}, "action", "it needs a percentage in the column Percent"},
      {{{"action", "Plus"}, {"percent", ""}}, "action", "it needs pounds in the column Plus"},
      {{{"action", "To rate"}, {"percent", ""}}, "action", "it needs the new rate in the column Rate"},
      {{{"action", "Floor"}, {"percent", ""}}, "action", "it needs the lowest rate in the column Floor"},
      {{{"action", "Cap"}, {"percent", ""}}, "action", "it needs the highest rate in the column Cap"},
      {{{"action", "Lower of"}}, "action", "it needs at least two of Percent, Other percent, Plus and Rate"},
      {{{"action", "Follow"}, {"percent", ""}}, "action", "it needs a line ID or a service in the column Follows"},
      {{{"action", "Exclude"}, {"percent", ""}}, "action", "it needs a reason in the column Reason"},
      {{{"action", "To rate"}, {"rate", "22"}}, "action", "the action To rate makes no use of what stands in the column Percent"},
      {{{"other_percent", "3%"}}, "action", "the action Percent makes no use of what stands in the column Other percent"},
      {{{"rate", "22"}}, "action", "the action Percent makes no use of what stands in the column Rate"},
      {{{"follows", "L2"}}, "action", "the action Percent makes no use of what stands in the column Follows"},
      {{{"action", "To rate"}, {"percent", ""}, {"rate", "1000000.01"}}, "action", "one of its figures is more than a million"},
      {{{"rate_from", "20"}, {"rate_to", "19.99"}}, "rate_to", "Rate to is less than Rate from"},
      {{{"started_from", "02/01/2024"}, {"started_to", "01/01/2024"}}, "started_to", "Started to is before Started from"},
      {{{"floor", "21"}, {"cap", "20.99"}}, "cap", "the Cap is less than the Floor"},
      {{{"from", "07/04/2025"}, {"to", "06/04/2025"}}, "to", "To is before From"},
      {{{"rounding", "sideways"}}, "rounding", "\"sideways\" is no way of rounding; write nearest, up or down"},
      {{{"round_to", "0.04"}},
       "round_to",
       "it says what to round to, but not how; write nearest, up or down in the column Rounding"},
      {{{"provider", "???"}}, "provider", "\"???\" names nothing; write a name, or leave the cell blank for any"},
      {{{"as_meant", "perhaps"}}, "as_meant", "\"perhaps\" is neither Yes nor No; write one of them under As meant"},
      {{{"unit", "Shift"}},
       "unit",
       "\"Shift\" is no unit that is known; write one such as Hour or Week, or make it known under More units"},
      {{{"rounding", "up"}, {"round_to", "0"}}, "round_to", "Round to must be an amount such as 0.01, 0.04 or 0.07"},
  };
  for (const auto& [change, field, what] : cases) {
    const Host host = uplift({line()}, {rule(change)});
    stops(host, "rule-incomplete", "rules/0/" + field);
    EXPECT_EQ(value(host, "rule-incomplete", "what"), what);
  }
}

TEST(UpliftRules, RulesOfAnotherTimeAreLeftAlone) {
  const Row old = rule({{"rule", "R0"}, {"percent", "9%"}, {"from", "01/04/2024"}});
  const Host host = uplift({line()}, {old, rule()});
  EXPECT_EQ(host.places("rule-past"), "rules/0/from");
  EXPECT_EQ(outcome(host), "Uplifted/21.00");
  const Host none = uplift({line()}, {old});
  EXPECT_EQ(none.places("rule-past"), "rules/0/from");
  stops(none, "no-rule-in-force", "rules//");
  stops(uplift({line()}, {rule({{"to", "06/04/2025"}})}), "no-rule-in-force", "rules//");
}

// 20.00 + 5% is 21.00; the floor of 21.01 stands as it is, though it is no multiple of 4p.
TEST(UpliftRules, ALimitThatIsNoMultipleOfTheRounding) {
  const Host host = uplift({line()}, {rule({{"rounding", "up"}, {"round_to", "0.04"}, {"floor", "21.01"}})});
  EXPECT_EQ(host.places("limit-not-multiple"), "rules/0/floor");
  EXPECT_EQ(value(host, "limit-not-multiple", "step"), "0.04");
  EXPECT_EQ(outcome(host), "Uplifted/21.01");
  EXPECT_FALSE(
      uplift({line()}, {rule({{"rounding", "up"}, {"round_to", "0.04"}, {"floor", "21.04"}})}).found("limit-not-multiple"));
}

TEST(UpliftRules, ARuleThatNoLineMet) {
  const Host host = uplift({line()}, {rule(), rule({{"rule", "R2"}, {"rate_from", "30"}})});
  EXPECT_EQ(host.places("rule-not-used"), "rules/1/rule");
  EXPECT_EQ(outcome(host), "Uplifted/21.00");
}

TEST(UpliftRules, MoreScenariosThanTheTableShows) {
  Rows rules;
  for (int sheet = 1; sheet <= 9; ++sheet) rules.push_back(rule({{"#sheet", "Scenario " + std::to_string(sheet)}}));
  const Host host = uplift({line()}, rules);
  EXPECT_EQ(host.places("scenarios-not-shown"), "rules//");
  EXPECT_EQ(value(host, "scenarios-not-shown", "count"), "9");
  EXPECT_EQ(host.tables.at("scenarios").size(), 8U);
  EXPECT_EQ(outcome(host), "Uplifted/21.00") << "the first is the decision all the same";
  rules.pop_back();
  EXPECT_FALSE(uplift({line()}, rules).found("scenarios-not-shown"));
}

TEST(UpliftTables, ATableThatCannotBeUsed) {
  const auto with_allowance = [](const Row& row) { return uplift({line()}, {rule()}, {}, {{"allowances", {row}}}); };
  const Row whole{{"age_from", "0"}, {"age_to", "4"}, {"weekly", "170.00"}, {"from", "06/04/2025"}, {"to", "05/04/2026"}};
  EXPECT_EQ(outcome(with_allowance(whole)), "Uplifted/21.00");
  const auto without = [&](const std::string& field) {
    Row row = whole;
    row.erase(field);
    return row;
  };
  stops(with_allowance(without("age_from")), "allowance-incomplete", "allowances/0/age_from");
  stops(with_allowance(without("weekly")), "allowance-incomplete", "allowances/0/weekly");
  stops(with_allowance(without("from")), "allowance-incomplete", "allowances/0/from");
  Row swapped = whole;
  swapped["age_from"] = "5";
  stops(with_allowance(swapped), "allowance-swapped", "allowances/0/age_to");
  swapped = whole;
  swapped["to"] = "05/04/2025";
  stops(with_allowance(swapped), "allowance-swapped", "allowances/0/to");

  const auto with_floor = [](const Row& row) { return uplift({line()}, {rule()}, {}, {{"wage-floors", {row}}}); };
  stops(with_floor({{"floor", "Living wage"}, {"from", "01/04/2025"}}), "floor-incomplete", "wage-floors/0/hourly_rate");
  stops(with_floor({{"floor", "Living wage"}, {"hourly_rate", "12.21"}}), "floor-incomplete", "wage-floors/0/from");
  stops(with_floor({{"hourly_rate", "12.21"}, {"from", "01/04/2025"}}), "floor-incomplete", "wage-floors/0/floor");
}

TEST(UpliftLines, WhatCannotBeReal) {
  stops(uplift({line(), line({{"line_id", "L2"}, {"end", "01/06/2023"}})}), "ends-before-it-starts", "lines/1/end");
  stops(uplift({line({{"unit_cost", "1000000.01"}})}), "figure-too-large", "lines/0/unit_cost");
}

}  // namespace whole_uplift
