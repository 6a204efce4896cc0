// Age bands: on which day, from which amount to which, and what is said of a table with gaps.
#include "watched.hpp"

namespace turning_test {

Row band(const std::string& from, const std::string& to, const std::string& weekly, const Row& more = {}) {
  Row row{{"band", from + " to " + to}, {"age_from", from},     {"age_to", to},
          {"weekly", weekly},           {"from", "01/04/2025"}, {"source", "Executive"}};
  for (const auto& [field, text] : more) row[field] = text;
  return row;
}
const Rows table{band("0", "4", "175.00"), band("5", "10", "201.00"), band("11", "15", "230.00"), band("16", "17", "269.00")};

TEST(AgeBands, OldAndNewAllowanceOnTheBirthday) {
  const Host host =
      look_at({paid({{"date_of_birth", "10/12/2014"}})}, {}, {{"allowances", table}});  // 11 on Wednesday 10 December 2025
  ASSERT_EQ(host.tables.at("age_bands").size(), 1U);
  const ReportRow& row = host.tables.at("age_bands")[0];
  EXPECT_EQ(row.at("paid_from"), "10/12/2025");
  EXPECT_EQ(row.at("age"), "11");
  EXPECT_EQ(row.at("old_weekly"), "201.00");
  EXPECT_EQ(row.at("new_weekly"), "230.00");
  EXPECT_EQ(row.at("difference"), "29.00");
  EXPECT_EQ(row.at("weekly"), "92.88");
  EXPECT_EQ(row.at("source"), "Executive");
}

TEST(AgeBands, OrFromTheBeginningOfItsWeek) {
  const Row child = paid({{"date_of_birth", "10/12/2014"}});
  EXPECT_EQ(look_at({child}, {{"higher-band-from", "week"}}, {{"allowances", table}}).tables.at("age_bands")[0].at("paid_from"),
            "08/12/2025");
  EXPECT_EQ(look_at({child}, {{"higher-band-from", "week"}, {"week-start", "saturday"}}, {{"allowances", table}})
                .tables.at("age_bands")[0]
                .at("paid_from"),
            "06/12/2025");
}

TEST(AgeBands, TheTableInForceOnTheDayCounts) {
  Rows dated = table;
  for (Row& row : dated) row["to"] = "31/12/2025";
  dated.push_back(band("5", "10", "207.00", {{"from", "01/01/2026"}}));
  dated.push_back(band("11", "15", "237.00", {{"from", "01/01/2026"}}));
  const Host host = look_at({paid({{"date_of_birth", "10/01/2015"}})}, {}, {{"allowances", dated}});
  EXPECT_EQ(host.tables.at("age_bands")[0].at("old_weekly"), "207.00");
  EXPECT_EQ(host.tables.at("age_bands")[0].at("new_weekly"), "237.00");
}

TEST(AgeBands, SeveralRegionsNeedTheSetting) {
  Rows regions = table;
  for (Row& row : regions) row["region"] = "South";
  for (const Row& row : table) {
    regions.push_back(row);
    regions.back()["region"] = "London";
    regions.back()["weekly"] = "300.00";
  }
  const Row child = paid({{"date_of_birth", "10/12/2014"}});
  const Host asked = look_at({child}, {}, {{"allowances", regions}});
  EXPECT_TRUE(asked.found("allowance-region-needed"));
  EXPECT_TRUE(asked.tables.at("age_bands").empty());
  EXPECT_EQ(look_at({child}, {{"region", "south"}}, {{"allowances", regions}}).tables.at("age_bands")[0].at("new_weekly"),
            "230.00");
}

TEST(AgeBands, OnlyTheServicesThatTheTableIsFor) {
  const Row foster = paid({{"date_of_birth", "10/12/2014"}, {"service_type", "Fostering, in house"}});
  const Row other = paid({{"person_id", "P2"}, {"date_of_birth", "10/12/2014"}});
  const Host host = look_at({foster, other}, {{"allowance-services", "fostering"}}, {{"allowances", table}});
  ASSERT_EQ(host.tables.at("age_bands").size(), 1U);
  EXPECT_EQ(host.tables.at("age_bands")[0].at("person_id"), "P1");
}

TEST(AgeBands, GapsOverlapsAndRowsWithoutAmountsAreTold) {
  Rows broken = table;
  broken[2]["to"] = "30/11/2025";  // 11 to 15 has none on 10 December
  broken.push_back(band("16", "17", "275.00", {{"from", "01/06/2025"}}));
  broken.push_back(band("18", "20", ""));
  const Host host = look_at({paid({{"date_of_birth", "10/12/2014"}}), paid({{"person_id", "P2"}, {"date_of_birth", "10/12/2009"}})},
                            {}, {{"allowances", broken}});
  EXPECT_EQ(host.count("allowance-missing"), 1U);
  EXPECT_EQ(host.count("allowances-overlap"), 1U);
  EXPECT_EQ(host.count("allowance-incomplete"), 1U);
  ASSERT_EQ(host.tables.at("age_bands").size(), 2U);
  EXPECT_EQ(host.tables.at("age_bands")[1].at("person_id"), "P2");
  EXPECT_EQ(host.tables.at("age_bands")[1].at("new_weekly"), "275.00");  // the one that began last
}

}  // namespace turning_test
