// What every plugin owes, on a list that takes every route.
#include "batch.hpp"
#include "contract_checks.hpp"

namespace debtors_test {

TEST(Contract, IsKept) {
  const Rows list{
      overpayment(),
      overpayment({{"line_id", "2"}, {"still_paid", "Yes"}, {"next_payment", "100.00"}}),
      overpayment({{"line_id", "3"}, {"overpaid", "9.99"}, {"paid_weekly", ""}, {"correct_weekly", ""}}),
      overpayment({{"line_id", "4"}, {"paid_weekly", "0.00"}, {"correct_weekly", "225.00"}, {"overpaid", "-482.14"}}),
      overpayment({{"line_id", "5"}, {"overpaid_from", "03/11/2015"}, {"overpaid_to", "17/11/2015"}}),
      overpayment({{"line_id", "6"}, {"overpaid_to", ""}}),
      overpayment({{"line_id", "7"}, {"payee_id", "V9"}, {"payee", "Nobody Known"}}),
      overpayment({{"line_id", "8"}, {"cause", ""}, {"still_paid", ""}}),
      overpayment({{"line_id", ""}, {"person_id", "X7"}}),
      overpayment({{"cause", "PLACEMENT ENDED."}}),
  };
  const Rows codes{{{"kind", "Cost centre"}, {"code", "C4410"}},
                   {{"kind", "Account code"}, {"code", "51230"}},
                   {{"kind", "VAT"}, {"code", "N"}, {"service", "Fostering allowance"}}};
  const std::map<std::string, Rows> inputs{
      {"overpayments", list}, {"more-overpayments", {overpayment({{"line_id", "11"}})}}, {"debtors", {debtor()}}, {"codes", codes}};
  EXPECT_EQ(fake::contract_troubles(counterfoil_plugin(), inputs, {{"as-of", "28/11/2025"}}), std::vector<std::string>{});
}

}  // namespace debtors_test
