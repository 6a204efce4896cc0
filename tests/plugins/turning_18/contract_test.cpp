// What every plugin owes, on people of every class, with allowances and decisions.
#include "contract_checks.hpp"
#include "watched.hpp"

extern "C" const cf_plugin* counterfoil_plugin(void);

namespace turning_test {

TEST(Contract, IsKept) {
  const Rows payments{
      paid(),
      paid({{"person_id", "P2"}, {"date_of_birth", "13/11/2007"}}),
      paid({{"person_id", "P3"}, {"date_of_birth", "20/11/2007"}, {"end", "19/11/2025"}, {"net", "132.69"}}),
      paid({{"person_id", "P4"}, {"date_of_birth", "29/02/2008"}}),
      paid({{"person_id", "P5"}, {"date_of_birth", "01/12/2014"}, {"service", "Fostering"}}),
      paid({{"person_id", "P6"}, {"date_of_birth", ""}}),
      paid({{"person_id", "P7"}, {"date_of_birth", "01/01/1900"}}),
      paid({{"person_id", "P8"}, {"line_id", ""}}),
      paid({{"person_id", "P9"}, {"frequency", "Lunar"}}),
      paid({{"line_id", "L2"},
            {"payment_type", "Adjustment"},
            {"adjustment_from", "13/10/2025"},
            {"adjustment_to", "09/11/2025"},
            {"net", "-10.00"}}),
  };
  const Rows allowances{
      {{"band", "5-10"}, {"age_from", "5"}, {"age_to", "10"}, {"weekly", "194.00"}, {"from", "06/04/2025"}, {"to", "05/04/2026"}},
      {{"band", "11-15"},
       {"age_from", "11"},
       {"age_to", "15"},
       {"weekly", "220.00"},
       {"from", "06/04/2025"},
       {"to", "05/04/2026"}}};
  const Rows decided{
      {{"person_id", "P2"}, {"decision", "End on"}, {"end_on", "23/11/2025"}, {"owner", "TM"}, {"decided_on", "20/11/2025"}}};
  EXPECT_EQ(
      fake::contract_troubles(counterfoil_plugin(), {{"payments", payments}, {"allowances", allowances}, {"#watch", decided}}),
      std::vector<std::string>{});
}

}  // namespace turning_test
