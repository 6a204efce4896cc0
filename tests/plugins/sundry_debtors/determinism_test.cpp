// The same data in another row order gives the same report.
#include <algorithm>

#include "batch.hpp"

namespace debtors_test {

TEST(Determinism, RowOrderDoesNotMatter) {
  Rows rows;
  for (int line = 1; line <= 12; ++line)
    rows.push_back(overpayment({{"line_id", std::to_string(line % 9)},
                                {"payee_id", "V200" + std::to_string(line % 3)},
                                {"still_paid", line % 2 ? "Yes" : "No"},
                                {"cause", line > 9 ? "Other words" : "Placement ended"}}));
  Rows debtors{debtor(), debtor({{"payee_id", "V2000"}, {"account", "1"}}), debtor({{"payee_id", "V2002"}}),
               debtor({{"payee_id", "V2002"}, {"account", "700124"}})};
  const Settings settings{{"invoice-per", "debtor"}};
  const Host one = raise(rows, debtors, settings);
  std::reverse(rows.begin(), rows.end());
  std::reverse(debtors.begin(), debtors.end());
  const Host other = raise(rows, debtors, settings);
  EXPECT_EQ(one.tables, other.tables);
  EXPECT_EQ(one.facts, other.facts);
  std::rotate(rows.begin(), rows.begin() + 5, rows.end());
  EXPECT_EQ(raise(rows, debtors, settings).tables, one.tables);
}

TEST(Determinism, CancellingIsHeard) {
  Host host{counterfoil_plugin()};
  host.input("overpayments", {overpayment()});
  host.input("debtors", {debtor()});
  host.cancel_after = 0;
  EXPECT_EQ(host.run(), CF_STOP);
}

TEST(AsOf, IsTheLatestDiscoveryWhereItIsNotSet) {
  Host host{counterfoil_plugin()};
  host.input("overpayments", {overpayment(), overpayment({{"line_id", "2"}, {"discovered", "25/11/2025"}})});
  host.input("debtors", {debtor()});
  ASSERT_EQ(host.run(), CF_OK);
  EXPECT_EQ(host.facts.at("as_of"), "25/11/2025");
  EXPECT_EQ(host.facts.at("batch"), "SD-20251125");
  EXPECT_TRUE(host.found("as-of-from-lists"));
  Host none{counterfoil_plugin()};
  none.input("overpayments", {overpayment({{"discovered", ""}})});
  none.input("debtors", {debtor()});
  ASSERT_EQ(none.run(), CF_OK);
  EXPECT_TRUE(none.found("as-of-missing"));
  EXPECT_TRUE(none.tables.empty());
}

}  // namespace debtors_test
