// What is asked about rules and settings before anything is priced or released, and each rule said back in words.
#include "whole.hpp"

namespace whole_uplift {

namespace {

/// A rule of nought percent that goes before the others, for one provider.
Row own_terms(const std::string& provider, const std::string& name = "P1") {
  return rule({{"rule", name}, {"priority", "0"}, {"percent", "0%"}, {"provider", provider}});
}

}  // namespace

// 20.00 + 5% is 21.00, and up to the next £4 would be 24.00.
TEST(UpliftQuestions, AFigureThatCanBeMistaken) {
  const struct {
    Row change;
    std::string field, what;
  } cases[] = {
      {{{"rounding", "up"}, {"round_to", "4"}},
       "round_to",
       "Round to is £4.00, and it is about a rate of £20.00; for pence write 0.04"},
      {{{"percent", "50.01%"}}, "percent", "Percent is 50.01%"},
      {{{"from", "07/04/2052"}}, "from", "From is 07/04/2052, more than 18 months from the uplift on 07/04/2025"},
      {{{"started_to", "01/04/2052"}}, "started_to", "Started to is 01/04/2052, long after the uplift on 07/04/2025"},
  };
  for (const auto& [change, field, what] : cases) {
    const Host host = uplift({line()}, {rule(change)});
    stops(host, "rule-doubtful", "rules/0/" + field);
    EXPECT_EQ(value(host, "rule-doubtful", "what"), what);
    Row meant = change;
    meant["as_meant"] = "Yes";
    EXPECT_FALSE(uplift({line()}, {rule(meant)}).found("rule-doubtful")) << field;
  }
  // A week at £747.60 may well be rounded to whole pounds.
  const Row week{{"unit_cost", "747.60"}, {"unit", "Week"}, {"quantity", "1"}, {"weekly_cost", "747.60"}};
  EXPECT_EQ(outcome(uplift({line(week)}, {rule({{"rounding", "up"}, {"round_to", "1"}})})), "Uplifted/785.00");
}

TEST(UpliftQuestions, ADayThatIsFarOff) {
  const auto on = [](const std::string& effective, const std::string& today, const Settings& more = {}) {
    Settings settings = more;
    settings["effective"] = effective;
    return uplift({line()}, {rule()}, settings, {{"#run", {{{"day", today}}}}});
  };
  stops(on("08/10/2026", "07/04/2025"), "effective-far", "//");
  EXPECT_EQ(outcome(on("07/10/2026", "07/04/2025")), "Uplifted/21.00");
  EXPECT_EQ(outcome(on("07/04/2052", "07/04/2025", {{"far-day", "meant"}})), "Uplifted/21.00");
  // The line's price is of 8 April 2024.
  stops(on("07/10/2022", "07/04/2025"), "effective-far", "//");
  EXPECT_FALSE(on("08/10/2022", "07/04/2025").found("effective-far"));
  EXPECT_EQ(outcome(on("07/04/2025", "30/11/2030")), "Uplifted/21.00") << "an uplift may be run late";
}

// "Own Terms Limited" in the export, "Own Terms Ltd" in the rule: one firm.
TEST(UpliftQuestions, AFirmHoweverItIsSpelt) {
  for (const std::string name : {"Own Terms Limited", "Own Terms Ltd", "own terms  ltd", "The Own Terms Ltd."}) {
    const Host host = uplift({line({{"provider", name}})}, {rule(), own_terms("OWN TERMS LTD.")});
    EXPECT_EQ(outcome(host), "Unchanged/20.00") << name;
    EXPECT_FALSE(host.found("rule-asked"));
  }
  EXPECT_EQ(outcome(uplift({line({{"provider", "Care & Co"}})}, {rule(), own_terms("Care and Co")})), "Unchanged/20.00");
  EXPECT_EQ(outcome(uplift({line({{"provider", "Own Terms LLP"}})}, {rule(), own_terms("Own Terms Ltd")})), "Uplifted/21.00");
}

TEST(UpliftQuestions, ANameThatNoLineHas) {
  const Host host = uplift({line({{"provider", "Own Term Ltd"}})}, {rule(), own_terms("Own Terms Ltd")});
  EXPECT_EQ(host.places("rule-asked"), "rules/1/provider");
  EXPECT_EQ(value(host, "rule-asked", "question"),
            "No line of the export has the provider Own Terms Ltd and the service Homecare. Nearly so named: Own Term Ltd.");
  EXPECT_EQ(outcome(host), "Uplifted/21.00");
  EXPECT_EQ(host.tables.at("rules").front().at("standing"), "Asked");

  const Rows with_respite{rule(), rule({{"rule", "R2"}, {"service", "Respite"}})};
  const Host other = uplift({line()}, with_respite);
  const std::string question = value(other, "rule-asked", "question");
  EXPECT_EQ(question, "No line of the export has the service Respite.");
  // Answered on the sheet Rules: said no more.
  const Host answered =
      uplift({line()}, with_respite, {}, {{"#rules", {{{"rule", "R2"}, {"asked", question}, {"answer", "None at present"}}}}});
  EXPECT_FALSE(answered.found("rule-asked"));
  EXPECT_EQ(answered.places("rule-not-used"), "rules/1/rule");
}

TEST(UpliftQuestions, AFirmNearlyNamedAsARule) {
  const Rows lines{line({{"provider", "Own Terms Ltd"}}), line({{"line_id", "L2"}, {"provider", "Own Terms"}}),
                   line({{"line_id", "L3"}, {"provider", "Home 1"}}), line({{"line_id", "L4"}, {"provider", "Home 2"}})};
  const Host host = uplift(lines, {rule(), own_terms("Own Terms Ltd")});
  EXPECT_EQ(value(host, "rule-asked", "question"),
            "It does not take lines of Own Terms, nearly named as its provider Own Terms Ltd.");
  EXPECT_EQ(outcome(host, "L2"), "Uplifted/21.00");
  // A rule of its own for the near name answers it; a number tells homes apart.
  EXPECT_FALSE(uplift(lines, {rule(), own_terms("Own Terms Ltd"), own_terms("Own Terms", "P2")}).found("rule-asked"));
  EXPECT_FALSE(uplift(lines, {rule(), own_terms("Home 1")}).found("rule-asked"));
}

// Each rule as it was understood, and for how many lines it spoke: L2 is held, and counts.
TEST(UpliftQuestions, EachRuleInWords) {
  const Rows rules{rule({{"service_type", "Home care"},
                         {"unit", "Hour"},
                         {"rate_from", "20"},
                         {"rate_to", "25"},
                         {"percent", "4.1%"},
                         {"rounding", "up"},
                         {"round_to", "0.04"},
                         {"cap", "24"}}),
                   rule({{"rule", "R2"},
                         {"priority", "2"},
                         {"action", "Lower of"},
                         {"other_percent", "3%"},
                         {"rate", "22"},
                         {"framework", "No"}}),
                   rule({{"rule", "R3"},
                         {"priority", "3"},
                         {"action", "Exclude"},
                         {"percent", ""},
                         {"reason", "Own terms"},
                         {"started_from", "01/04/2023"}})};
  const Row held{{"line_id", "L2"}, {"service_type", "Home care"}, {"weekly_cost", "999"}};
  const Host host = uplift({line({{"service_type", "Home care"}}), line(held)}, rules);
  const auto& table = host.tables.at("rules");
  ASSERT_EQ(table.size(), 3U);
  EXPECT_EQ(table[0].at("in_words"),
            "Home care, Homecare, unit Hour, £20.00 to £25.00, from 7 Apr 2025: plus 4.10%, up to the next £0.04, at most £24.00");
  EXPECT_EQ(table[0].at("lines") + "/" + table[0].at("uplifted"), "2/1");
  EXPECT_EQ(table[1].at("in_words"),
            "Homecare, outside frameworks, from 7 Apr 2025: the lower of plus 5.00%, plus 3.00% and £22.00, to the nearest £0.01");
  EXPECT_EQ(table[2].at("in_words"), "Homecare, begun on 1 Apr 2023 or later, from 7 Apr 2025: left out: Own terms");
  EXPECT_EQ(table[2].at("standing"), "No line");
}

TEST(UpliftQuestions, WhatAPriceIsForMustBeSaid) {
  const Host host = uplift({line(), line({{"line_id", "L2"}, {"frequency", ""}}), line({{"line_id", "L3"}, {"unit", ""}}),
                            line({{"line_id", "L4"}, {"frequency", "4-weekly"}, {"weekly_cost", ""}})});
  EXPECT_EQ(host.places("frequency-missing"), "lines/1/frequency");
  EXPECT_EQ(host.places("unit-missing"), "lines/2/unit");
  EXPECT_EQ(host.places("quantity-unclear"), "lines/3/quantity");
  EXPECT_EQ(outcome(host), "Uplifted/21.00");
  for (const char* held : {"L2", "L3", "L4"}) EXPECT_EQ(outcome(host, held), "Held") << held;
}

}  // namespace whole_uplift
