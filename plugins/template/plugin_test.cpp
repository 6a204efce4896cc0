// The plugin that authors copy does a whole job and keeps to the contract.
#include <gtest/gtest.h>

#include "contract_checks.hpp"

TEST(TemplatePlugin, ListsLargePaymentsAndAccountsForEveryRow) {
  fake::Host host{counterfoil_plugin()};
  host.input("payments", {{{"person_id", "1"}, {"line_id", "A"}, {"net", "499.99"}},
                          {{"person_id", "2"}, {"line_id", "B"}, {"net", "500.00"}},
                          {{"person_id", "3"}, {"line_id", "C"}, {"net", ""}}});
  ASSERT_EQ(host.run(), CF_OK) << host.failure;
  EXPECT_TRUE(host.misuse.empty());
  ASSERT_EQ(host.tables["large"].size(), 1u);
  EXPECT_EQ(host.tables["large"][0].at("person_id"), "2");
  EXPECT_EQ(host.accounts["payments"]["Listed"].pence, 50000);
  EXPECT_EQ(host.accounts["payments"]["Below the limit"].rows, 2u);
  EXPECT_EQ(host.accounts["payments"]["Below the limit"].pence, 49999);
  EXPECT_EQ(host.count("amount-missing"), 1u);
  EXPECT_EQ(host.facts["outcome"], "1 payment of \u00A3500.00 or more, \u00A3500.00 in all.");
}

// The same twice and in any order, every row accounted for, empty exports, a cancelled run.
TEST(TemplatePlugin, KeepsToTheContract) {
  const fake::Rows rows{{{"person_id", "2"}, {"line_id", "B"}, {"net", "500.00"}},
                        {{"person_id", "1"}, {"line_id", "A"}, {"net", "750.00"}},
                        {{"person_id", "3"}, {"line_id", "C"}, {"net", ""}}};
  EXPECT_EQ(fake::contract_troubles(counterfoil_plugin(), {{"payments", rows}}), std::vector<std::string>{});
}
