#include "batch.hpp"
#include "invoice_lines.hpp"

namespace debtors_test {

const std::string& text_of(const Host& host) { return only(host, "invoice_lines").at("text"); }

TEST(InvoiceText, HasTheIdAndNotTheName) {
  const Row named{{"name", "Testa Marmalade"}};
  EXPECT_TRUE(
      text_of(raise({overpayment(named)}))
          .starts_with(
              "Overpayment of Fostering allowance, 03/11/2025 to 17/11/2025: Placement ended. Person X100123. Our reference CF"))
      << text_of(raise({overpayment(named)}));
  EXPECT_EQ(text_of(raise({overpayment(named)})).find("Marmalade"), std::string::npos);
  EXPECT_NE(text_of(raise({overpayment(named)}, {debtor()}, {{"name-on-invoice", "yes"}})).find("Testa Marmalade"),
            std::string::npos);
  EXPECT_EQ(text_of(raise({overpayment(named)}, {debtor()}, {{"person-id-on-invoice", "no"}})).find("X100123"), std::string::npos);
}

TEST(InvoiceText, ANameInTheReasonStaysOff) {
  const Host host = raise({overpayment({{"name", "Testa Marmalade"}, {"cause", "TESTA moved home"}})});
  EXPECT_TRUE(host.found("name-in-reason"));
  EXPECT_EQ(text_of(host).find("TESTA"), std::string::npos) << text_of(host);
  EXPECT_TRUE(counterfoil::debtors::names_child("left: marmalade", "Testa Marmalade"));
  EXPECT_FALSE(counterfoil::debtors::names_child("Attested late", "Test Example"));
}

// 240 characters, not bytes, and the reference is never what is cut.
TEST(InvoiceText, IsCutAt240Characters) {
  std::string cause;
  for (int time = 0; time < 60; ++time) cause += "dŵr llif ";
  const Host host = raise({overpayment({{"cause", cause}})});
  std::size_t characters = 0;
  for (const char byte : text_of(host)) characters += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  EXPECT_EQ(characters, 240u);
  EXPECT_TRUE(text_of(host).ends_with(only(host, "matters").at("release_key")));
}

TEST(InvoiceText, CreditsSaySo) {
  const Host host = raise({overpayment({{"paid_weekly", "0.00"}, {"correct_weekly", "225.00"}, {"overpaid", "-482.14"}})});
  EXPECT_TRUE(text_of(host).starts_with("Credit for Fostering allowance"));
}

}  // namespace debtors_test
