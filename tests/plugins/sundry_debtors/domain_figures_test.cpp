// The figures of plugins/domain.md, "Getting overpayments back", and what the plugin can spoil of "The AutoInvoice file".
#include "amounts.hpp"
#include "batch.hpp"

namespace debtors_test {

using counterfoil::Pence;

// 21: 15 days at 225.00 a week: 225 * 15 / 7 = 482.142..., half up 482.14.
TEST(DomainFigures, FifteenDaysInSevenths) {
  EXPECT_EQ(counterfoil::debtors::for_days(Pence{225'00}, 15), Pence{482'14});
  const Host host = raise({overpayment({{"overpaid", ""}})});
  EXPECT_EQ(summary(host), "Invoice/482.14");
  EXPECT_EQ(only(host, "matters").at("days"), "15");
  EXPECT_EQ(only(host, "matters").at("recoverable_by"), "17/11/2031");
}

// 22: 482.14 in 12: 11 * 40.17 = 441.87, 482.14 - 441.87 = 40.27.
TEST(DomainFigures, TheLastInstalmentTakesThePennies) {
  const Host host = raise({overpayment()}, {debtor({{"instalments", "12"}})}, {{"longest-months", "12"}});
  const auto& plan = host.tables.at("instalments");
  ASSERT_EQ(plan.size(), 12u);
  for (std::size_t at = 0; at < 11; ++at) EXPECT_EQ(plan[at].at("amount"), "40.17");
  EXPECT_EQ(plan[11].at("amount"), "40.27");
  EXPECT_EQ(plan[11].at("left_after"), "0.00");
  EXPECT_EQ(plan[0].at("due"), "26/12/2025");  // 28 days after 28 November
  EXPECT_EQ(plan[1].at("due"), "26/01/2026");
  EXPECT_EQ(only(host, "invoice_lines").at("instalment_plan"), "11 instalments of \u00A340.17 and a last one of \u00A340.27");
}

// 23: 9.99 where nothing below 10.00 is invoiced; 10.00 is.
TEST(DomainFigures, BelowDeMinimisIsListed) {
  const Row small{{"overpaid", "9.99"}, {"paid_weekly", ""}, {"correct_weekly", ""}, {"paid", "9.99"}, {"correct", "0.00"}};
  const Host host = raise({overpayment(small)});
  EXPECT_EQ(summary(host), "Below de minimis/9.99");
  EXPECT_NE(only(host, "not_raised").at("reasons").find("No invoice below \u00A310.00"), std::string::npos);
  EXPECT_TRUE(host.tables.at("register").empty());
  Row ten = small;
  ten["overpaid"] = ten["paid"] = "10.00";
  EXPECT_EQ(summary(raise({overpayment(ten)})), "Invoice/10.00");
}

// 24: the same overpayment twice: one key, raised once, whether in one list or in the next run's.
TEST(DomainFigures, TheSameOverpaymentIsRaisedOnce) {
  const Host twice = raise({overpayment(), overpayment()});
  EXPECT_EQ(summary(twice), "Invoice/482.14; Listed twice/482.14");
  EXPECT_EQ(twice.count("listed-twice"), 1u);
  const Host first = raise({overpayment()});
  const Host second = raise({overpayment()}, {debtor()}, {{"as-of", "05/12/2025"}}, held_by(first, "01/12/2025"));
  EXPECT_EQ(summary(second), "Raised before/482.14");
  EXPECT_EQ(second.count("already-raised"), 1u);
  EXPECT_EQ(only(second, "register").at("release_key"), only(first, "matters").at("release_key"));
  EXPECT_EQ(only(second, "register").at("status"), "Released");
  EXPECT_TRUE(second.tables.at("invoice_lines").empty());
}

// 25: commas, quotes and letters beyond ASCII stay as they are; what would end a record does not reach the text.
TEST(DomainFigures, TextStaysOnOneLine) {
  const Host host = raise({overpayment({{"cause", "Moved, to \"Llys\"\r\nTŷ Gwyn"}})});
  EXPECT_NE(only(host, "invoice_lines").at("text").find(": Moved, to \"Llys\" Tŷ Gwyn. Person X100123. Our reference CF"),
            std::string::npos)
      << only(host, "invoice_lines").at("text");
}

}  // namespace debtors_test
