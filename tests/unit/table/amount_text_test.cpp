#include "table/amount_text.hpp"

#include <gtest/gtest.h>

namespace counterfoil::table {
namespace {

constexpr std::int64_t refused = INT64_MIN;

std::int64_t pence(std::string_view text) {
  const auto amount = read_amount_text(text, false);
  if (!amount) return refused;
  const auto units = to_units(amount->value, 2);
  return units ? units->count : refused;
}

std::int64_t millionths(std::string_view text) {
  const auto amount = read_amount_text(text, true);
  if (!amount) return refused;
  const auto units = to_units(amount->value, 6);
  return units ? units->count : refused;
}

TEST(AmountText, AsPeopleWriteMoney) {
  EXPECT_EQ(pence("\u00A31,234.56"), 123'456);
  EXPECT_EQ(pence("1234.56"), 123'456);
  EXPECT_EQ(pence("\u00A3 1,234.56"), 123'456);
  EXPECT_EQ(pence("GBP 12"), 1'200);
  EXPECT_EQ(pence("12 GBP"), 1'200);
  EXPECT_EQ(pence("1,234,567.89"), 123'456'789);
  EXPECT_EQ(pence("1 234.56"), 123'456);
  EXPECT_EQ(pence("1\u00A0234.56"), 123'456);
  EXPECT_EQ(pence("  12.30\u00A0"), 1'230);
  EXPECT_EQ(pence("12.3"), 1'230);
  EXPECT_EQ(pence(".5"), 50);
  EXPECT_EQ(pence("1.5E+02"), 15'000);
}

TEST(AmountText, SignsOfEveryKind) {
  EXPECT_EQ(pence("(12.34)"), -1'234);
  EXPECT_EQ(pence("12.34-"), -1'234);
  EXPECT_EQ(pence("-12.34"), -1'234);
  EXPECT_EQ(pence("- 12.34"), -1'234);
  EXPECT_EQ(pence("-\u00A312.34"), -1'234);
  EXPECT_EQ(pence("\u00A3-12.34"), -1'234);
  EXPECT_EQ(pence("(\u00A31,234.56)"), -123'456);
  EXPECT_EQ(pence("\u00A3(12.34)"), refused);
  EXPECT_EQ(pence("\u221212.34"), -1'234);  // minus sign
  EXPECT_EQ(pence("\u201312.34"), -1'234);  // en dash
  EXPECT_EQ(pence("12.34CR"), -1'234);
  EXPECT_EQ(pence("12.34 cr"), -1'234);
  EXPECT_EQ(pence("12.34 DR"), 1'234);
  EXPECT_EQ(pence("CR 12.34"), -1'234);
  EXPECT_EQ(pence("-0.00"), 0);
}

TEST(AmountText, TwoSignsAreRefused) {
  for (const char* text : {"(-12.34)", "-12.34-", "--12", "-12.34 CR", "(12.34) CR", "12.34 CR DR", "+-1"})
    EXPECT_EQ(pence(text), refused) << text;
}

TEST(AmountText, EverythingElseIsRefused) {
  for (const char* text : {"",       "n/a",         "12.34 per week",
                           "12p",    "\u20AC12.34", "$5",
                           "1,23",   "12,34,567",   "1,2345",
                           ",123",   "1,234,56",    "1 2",
                           "12.3.4", "1.234,56",    "1,234 567",
                           "twelve", "%",           "12%",
                           "\u00A3", "()",          "1234567890123456789012"})
    EXPECT_EQ(pence(text), refused) << text;
}

TEST(AmountText, ADashIsNothing) {
  for (const char* text : {"-", " - ", "\u00A3-", "\u00A3 -   ", "\u2013"}) {
    const auto amount = read_amount_text(text, false);
    ASSERT_TRUE(amount) << text;
    EXPECT_TRUE(amount->dash) << text;
    EXPECT_EQ(amount->value.digits, 0u) << text;
  }
}

TEST(AmountText, PercentIsForQuantities) {
  EXPECT_EQ(millionths("3.55%"), 35'500);
  EXPECT_EQ(millionths("3.55 %"), 35'500);
  EXPECT_EQ(millionths("-10%"), -100'000);
  EXPECT_EQ(millionths("7.5"), 7'500'000);
  EXPECT_EQ(millionths("\u00A315.485"), 15'485'000);  // a rate
  EXPECT_EQ(millionths("6 hours"), refused);
  EXPECT_EQ(millionths("7:30"), refused);
}

TEST(AmountText, TrimsOddSpaces) {
  EXPECT_EQ(trim_text("\u00A0 a b\u200B\t"), "a b");
  EXPECT_EQ(trim_text("\u3000\uFEFFa"), "a");
  EXPECT_EQ(trim_text(" \u00A0 "), "");
  EXPECT_EQ(trim_text("\u00C0"), "\u00C0");  // a letter whose bytes end like a space
  EXPECT_EQ(trim_text("a  b"), "a  b");
}

}  // namespace
}  // namespace counterfoil::table
