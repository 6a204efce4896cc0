#include "host/parameters.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/failure.hpp"

namespace counterfoil::host {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::optional<std::int64_t> number(cf_kind kind, std::string_view text) {
  const auto value = read_parameter(kind, text);
  return value ? std::optional<std::int64_t>{value->number} : std::nullopt;
}

TEST(ReadParameter, DatesInUkAndIsoOrder) {
  // 8 December 2025 is day 20,430 after 1 January 1970: 55 years with 14 leap days are 20,089; 31+28+31+30+31+30+31+31+30+31+30+7 =
  // 341.
  EXPECT_EQ(number(CF_DATE, "08/12/2025"), 20'430);
  EXPECT_EQ(number(CF_DATE, "2025-12-08"), 20'430);
  EXPECT_EQ(number(CF_DATE, "8-12-2025"), 20'430);
  for (const char* wrong : {"31/02/2025", "12/31/2025", "2025-13-01", "08/12/25", "tomorrow", "", "8/12"})
    EXPECT_FALSE(number(CF_DATE, wrong)) << wrong;
}

TEST(ReadParameter, MoneyIsExact) {
  EXPECT_EQ(number(CF_PENCE, "250"), 25'000);
  EXPECT_EQ(number(CF_PENCE, "\u00A31,234.56"), 123'456);
  EXPECT_EQ(number(CF_PENCE, "-0.5"), -50);
  for (const char* wrong : {"1.234", "ten", "1.2.3", "£", "--1", "99999999999999999999"})
    EXPECT_FALSE(number(CF_PENCE, wrong)) << wrong;
}

TEST(ReadParameter, QuantitiesAndPercentages) {
  EXPECT_EQ(number(CF_QUANTITY, "7.5"), 7'500'000);
  EXPECT_EQ(number(CF_QUANTITY, "10%"), 100'000);
  EXPECT_EQ(number(CF_QUANTITY, "3.55%"), 35'500);
}

PluginDescription described() {
  PluginDescription plugin;
  plugin.parameters = {{"change-limit", "Change", CF_PENCE, "50.00", "0", "1000", {}, ""},
                       {"weeks-per-year", "Weeks", CF_TEXT, "52", "", "", {"52", "365/7"}, ""}};
  return plugin;
}

std::string parameter_refusal(const ParameterTexts& given) {
  try {
    read_parameters(described(), given);
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::usage);
    return failure.what();
  }
  return "accepted";
}

TEST(ReadParameters, DefaultsThenTheLastGiven) {
  EXPECT_EQ(read_parameters(described(), {}).at("change-limit").number, 5'000);
  EXPECT_EQ(read_parameters(described(), {{"change-limit", "20"}, {"change-limit", "30"}}).at("change-limit").number, 3'000);
}

TEST(ReadParameters, WrongOnesAreOneSentence) {
  EXPECT_THAT(parameter_refusal({{"change-limt", "20"}}),
              AllOf(HasSubstr("no setting named change-limt"), HasSubstr("Did you mean change-limit?")));
  EXPECT_THAT(parameter_refusal({{"change-limit", "lots"}}),
              AllOf(HasSubstr("change-limit"), HasSubstr("an amount such as 250.00"), HasSubstr("\"lots\"")));
  EXPECT_THAT(parameter_refusal({{"change-limit", "-1"}}), HasSubstr("at least 0"));
  EXPECT_THAT(parameter_refusal({{"change-limit", "1000.01"}}), HasSubstr("at most 1000"));
  EXPECT_THAT(parameter_refusal({{"weeks-per-year", "53"}}), HasSubstr("one of: 52, 365/7"));
}

}  // namespace
}  // namespace counterfoil::host
