// One case for each class, with the risk that an ordinary case of it has. Figures: 6 h x £15.48 = £92.88 a week, £371.52 for 28
// days.
#include "compared.hpp"

namespace cwd_test {

TEST(Classes, UnchangedIsOnPaymentsOnly) {
  const Host host = compare({before()}, {now()});
  EXPECT_TRUE(host.tables.at("changes").empty());
  ASSERT_EQ(host.tables.at("payments").size(), 1u);
  EXPECT_EQ(host.tables.at("payments")[0].at("class"), "Unchanged");
  EXPECT_EQ(host.tables.at("payments")[0].at("latest_difference"), "0.00");
}

// Three of four weeks: 92.88 x 21 / 7 = 278.64.
TEST(Classes, NewPerson) {
  const Row child{{"person_id", "1002"}, {"start", "17/11/2025"}, {"price_start", "17/11/2025"}, {"net", "278.64"}};
  const Host host = compare({before()}, {now(), now(child)});
  EXPECT_EQ(summary(only_change(host)), "New person/Explained/278.64");
  EXPECT_TRUE(fired(only_change(host), "started-in-period"));
  EXPECT_NE(only_change(host).at("reasons").find("21 of 28 days"), std::string::npos);
}

TEST(Classes, NewLine) {
  const Row line{{"line_id", "L2"}, {"service", "Holiday club"}, {"start", "10/11/2025"}, {"price_start", "10/11/2025"}};
  EXPECT_EQ(summary(only_change(compare({before()}, {now(), now(line)}))), "New line/Explained/371.52");
  Row earlier = line;
  earlier["start"] = "01/09/2025";
  EXPECT_TRUE(fired(only_change(compare({before()}, {now(), now(earlier)})), "started-earlier"));
  earlier["start"] = "";
  EXPECT_TRUE(fired(only_change(compare({before()}, {now(), now(earlier)})), "new-without-start"));
}

TEST(Classes, Ended) {
  const Row line{{"line_id", "L2"}, {"service", "Holiday club"}, {"end", "09/11/2025"}};
  EXPECT_EQ(summary(only_change(compare({before(), before(line)}, {now()}))), "Ended/Explained/-371.52");
  // Still listed, with nothing paid.
  Row listed = line;
  listed["net"] = "0.00";
  EXPECT_EQ(summary(only_change(compare({before(), before(line)}, {now(), now(listed)}))), "Ended/Explained/-371.52");
}

TEST(Classes, Missing) {
  const Row line{{"line_id", "L2"}, {"service", "Holiday club"}};
  const Host host = compare({before(), before(line)}, {now()});
  EXPECT_EQ(summary(only_change(host)), "Missing/Query/-371.52");
  EXPECT_TRUE(fired(only_change(host), "missing-line"));
  EXPECT_NE(only_change(host).at("reasons").find("more than 28 days ago"), std::string::npos);
  Row until = line;
  until["end"] = "23/11/2025";
  EXPECT_TRUE(fired(only_change(compare({before(), before(until)}, {now()})), "missing-before-end"));
  Row unpaid = line;
  unpaid["net"] = "0.00";
  EXPECT_TRUE(fired(only_change(compare({before(), before(line)}, {now(), now(unpaid)})), "payment-stopped"));
}

// 6 x 16.00 = 96.00 a week, 384.00.
TEST(Classes, Rate) {
  const Row change{{"unit_cost", "16.00"}, {"cost", "96.00"}, {"net", "384.00"}, {"price_start", "10/11/2025"}};
  EXPECT_EQ(summary(only_change(compare({before()}, {now(change)}))), "Rate/Query/12.48");
}

// 7 x 15.48 = 108.36 a week, 433.44: +16.7 %, £61.92.
TEST(Classes, Quantity) {
  const Row change{{"quantity", "7"}, {"cost", "108.36"}, {"net", "433.44"}};
  const Host host = compare({before()}, {now(change)});
  EXPECT_EQ(summary(only_change(host)), "Quantity/Check/61.92");
  EXPECT_EQ(only_change(host).at("parts"), "Quantity \u00A361.92");
}

// Ends on Sunday 23 November: two of four weeks, 185.76.
TEST(Classes, DaysInPeriod) {
  const Host host = compare({before({{"end", "23/11/2025"}})}, {now({{"end", "23/11/2025"}, {"net", "185.76"}})});
  EXPECT_EQ(summary(only_change(host)), "Days in period/Explained/-185.76");
  EXPECT_TRUE(fired(only_change(host), "pro-rated-end"));
}

// A weekly payee in calendar months: 4 Mondays in October (371.52), 5 in December (464.40). Not a rise of 25 %.
TEST(Classes, FiveMondayMonthIsDaysInPeriod) {
  const Row october{{"period_from", "01/10/2025"}, {"period_to", "31/10/2025"}};
  const Row december{{"period_from", "01/12/2025"}, {"period_to", "31/12/2025"}, {"net", "464.40"}};
  EXPECT_EQ(summary(only_change(compare({before(october)}, {now(december)}))), "Days in period/Explained/92.88");
  // The same from the amounts alone.
  const Row bare{{"quantity", ""}, {"unit_cost", ""}, {"cost", ""}, {"frequency", ""}};
  Row old_bare = before(october);
  Row new_bare = now(december);
  for (const auto& [field, text] : bare) {
    old_bare.erase(field);
    new_bare.erase(field);
  }
  const Host host = compare({old_bare}, {new_bare});
  EXPECT_EQ(summary(only_change(host)), "Days in period/Explained/92.88");
}

TEST(Classes, Frequency) {
  const Row change{{"frequency", "4-weekly"}, {"quantity", "24"}, {"cost", "371.52"}};
  // The same money by another rhythm: nothing was paid differently, but the frequency moved.
  EXPECT_EQ(summary(only_change(compare({before()}, {now(change)}))), "Frequency/Explained/0.00");
}

TEST(Classes, OneOff) {
  const Row cover{{"line_id", "L2"},        {"service", "Holiday cover"},
                  {"frequency", "One-off"}, {"payment_type", "One-off"},
                  {"net", "150.00"},        {"cost", "150.00"}};
  EXPECT_EQ(summary(only_change(compare({before()}, {now(), now(cover)}))), "One-off/Explained/150.00");
  EXPECT_EQ(summary(only_change(compare({before(), before(cover)}, {now()}))), "One-off/Explained/-150.00");
}

TEST(Classes, Adjustment) {
  const Row past{
      {"payment_type", "Adjustment"}, {"net", "92.88"}, {"adjustment_from", "06/10/2025"}, {"adjustment_to", "12/10/2025"}};
  const Host host = compare({before()}, {now(), now(past)});
  EXPECT_EQ(summary(only_change(host)), "Adjustment/Check/92.88");
  EXPECT_EQ(only_change(host).at("parts"), "Adjustment \u00A392.88");
  // In a column of its own, inside the amount paid (464.40 holds 92.88).
  const Row inside{{"net", "464.40"}, {"adjustment", "92.88"}, {"adjustment_from", "06/10/2025"}, {"adjustment_to", "12/10/2025"}};
  EXPECT_EQ(summary(only_change(compare({before()}, {now(inside)}))), "Adjustment/Check/92.88");
  // Or on top of it.
  Row added = inside;
  added["net"] = "371.52";
  EXPECT_EQ(summary(only_change(compare({before()}, {now(added)}, {{"adjustment-column", "added"}}))), "Adjustment/Check/92.88");
}

TEST(Classes, Renumbered) {
  const Host host = compare({before()}, {now({{"line_id", "L77"}})});
  EXPECT_EQ(summary(only_change(host)), "Renumbered/Check/0.00");
  EXPECT_EQ(only_change(host).at("line_id"), "L77");
  EXPECT_NE(only_change(host).at("question").find("is line L77 the same service as line L1"), std::string::npos);
  EXPECT_EQ(host.tables.at("payments").size(), 2u);
  // With another amount it is a query.
  EXPECT_EQ(summary(only_change(
                compare({before()}, {now({{"line_id", "L77"}, {"quantity", "7"}, {"cost", "108.36"}, {"net", "433.44"}})}))),
            "Renumbered/Query/61.92");
}

TEST(Classes, ProviderAndPayee) {
  EXPECT_EQ(summary(only_change(compare({before()}, {now({{"provider", "Pretend Care Ltd"}})}))), "Provider/Check/0.00");
  EXPECT_EQ(summary(only_change(compare({before()}, {now({{"payee_id", "V9"}})}))), "Payee/Query/0.00");
  EXPECT_TRUE(compare({before()}, {now({{"provider", "DIRECT  payment"}, {"payee_id", "v1001"}})})
                  .tables.at("changes")
                  .empty());  // only written otherwise
}

TEST(Classes, Mixed) {
  // 7 h x £16.00 = £112.00 a week, 448.00. Rate at the old hours: (16.00 - 15.48) x 6 x 4 = 12.48; the rest of 76.48 is
  // quantity: 64.00.
  const Row change{{"quantity", "7"}, {"unit_cost", "16.00"}, {"cost", "112.00"}, {"net", "448.00"}};
  const Host host = compare({before()}, {now(change)});
  EXPECT_EQ(only_change(host).at("class"), "Mixed");
  EXPECT_EQ(only_change(host).at("parts"), "Quantity \u00A364.00; Rate \u00A312.48");
  // Another service on the same line.
  EXPECT_EQ(summary(only_change(compare({before()}, {now({{"service", "Music therapy"}})}))), "Mixed/Check/0.00");
}

}  // namespace cwd_test
