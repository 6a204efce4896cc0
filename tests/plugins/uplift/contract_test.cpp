// What every plugin owes, on lines and rules of every kind.
#include "contract_checks.hpp"
#include "whole.hpp"

extern "C" const cf_plugin* counterfoil_plugin(void);

namespace whole_uplift {

TEST(Contract, IsKept) {
  const Rows lines{
      line(),
      line({{"line_id", "L2"}, {"service", "Respite"}}),
      line({{"line_id", "L3"},
            {"service", "Fostering"},
            {"unit", "Week"},
            {"quantity", "1"},
            {"unit_cost", "187.00"},
            {"weekly_cost", "187.00"},
            {"date_of_birth", "01/06/2017"}}),
      line({{"line_id", "L4"}, {"price_end", "06/04/2025"}}),
      line({{"line_id", "L4"}, {"price_start", "07/04/2025"}, {"unit_cost", "21.00"}, {"weekly_cost", "210.00"}}),
      line({{"line_id", "L5"}, {"end", "31/03/2025"}}),
      line({{"line_id", "L6"}, {"start", "01/05/2025"}, {"price_start", "01/05/2025"}}),
      line({{"line_id", "L7"}, {"unit_cost", ""}}),
      line({{"line_id", "L8"}, {"service", "Transport"}}),
      line({{"line_id", "L9"}, {"service", "Sleep-in"}}),
      line({{"person_id", "X2"}, {"unit_cost", "20.40"}, {"weekly_cost", "204.00"}}),
  };
  const Rows rules{
      rule(),
      rule({{"rule", "R2"}, {"service", "Fostering"}, {"action", "Table"}, {"percent", ""}}),
      rule({{"rule", "R3"},
            {"service", "Transport"},
            {"action", "Exclude"},
            {"percent", ""},
            {"reason", "Has an index of its own"}}),
      rule({{"rule", "R4"}, {"service", "Sleep-in"}, {"action", "Follow"}, {"percent", ""}, {"follows", "L1"}}),
      rule({{"rule", "R5"}, {"from", "01/09/2025"}, {"percent", "1%"}}),
      rule({{"rule", "R6"}, {"service", "Meals"}}),
  };
  const Rows paid{
      {{"line_id", "L1"}, {"person_id", "X1"}, {"period_from", "07/04/2025"}, {"period_to", "04/05/2025"}, {"amount", "800.00"}},
      {{"line_id", "L1"}, {"person_id", "X1"}, {"period_from", "05/05/2025"}, {"period_to", "01/06/2025"}, {"amount", "799.00"}},
      {{"line_id", "L99"}, {"period_from", "05/05/2025"}, {"period_to", "01/06/2025"}, {"amount", "5.00"}}};
  const std::map<std::string, Rows> inputs{
      {"lines", lines},
      {"rules", rules},
      {"allowances", {{{"age_from", "5"}, {"age_to", "10"}, {"weekly", "194.00"}, {"from", "06/04/2025"}}}},
      {"wage-floors", {{{"floor", "Living wage"}, {"hourly_rate", "12.21"}, {"from", "01/04/2025"}}}},
      {"paid", paid}};
  EXPECT_EQ(fake::contract_troubles(counterfoil_plugin(), inputs, {{"effective", "07/04/2025"}}), std::vector<std::string>{});
}

}  // namespace whole_uplift
