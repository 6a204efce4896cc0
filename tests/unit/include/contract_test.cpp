#include "counterfoil/plugin_abi.h"

#include <gtest/gtest.h>

extern "C" std::uint64_t contract_sizes_in_c(unsigned which);
extern "C" std::int64_t contract_no_number_in_c();
extern "C" std::uint64_t contract_no_row_in_c();

TEST(Contract, CAndCxxSeeTheSameStructures) {
  const std::uint64_t sizes[] = {sizeof(cf_text),       sizeof(cf_column), sizeof(cf_value), sizeof(cf_place),
                                 sizeof(cf_named_text), sizeof(cf_host),   sizeof(cf_input), sizeof(cf_parameter),
                                 sizeof(cf_finding),    sizeof(cf_plugin)};
  for (unsigned which = 0; which < std::size(sizes); ++which) EXPECT_EQ(contract_sizes_in_c(which), sizes[which]) << which;
  EXPECT_EQ(contract_no_number_in_c(), CF_NO_NUMBER);
  EXPECT_EQ(contract_no_row_in_c(), CF_NO_ROW);
}

// On 64-bit systems, as shipped: a change here is a change of the contract, and needs a new version.
TEST(Contract, LayoutIsWhatItWas) {
  if (sizeof(void*) != 8) GTEST_SKIP() << "laid out otherwise on 32 bits";
  EXPECT_EQ(sizeof(cf_text), 16u);
  EXPECT_EQ(sizeof(cf_column), 24u);
  EXPECT_EQ(sizeof(cf_value), 32u);
  EXPECT_EQ(sizeof(cf_place), 40u);
  EXPECT_EQ(sizeof(cf_named_text), 32u);
  EXPECT_EQ(offsetof(cf_host, self), 8u);
  EXPECT_EQ(offsetof(cf_host, column), 16u);
  EXPECT_EQ(offsetof(cf_plugin, id), 8u);
  EXPECT_EQ(CF_PENCE, 3);
  EXPECT_EQ(CF_STOP, 2);
}
