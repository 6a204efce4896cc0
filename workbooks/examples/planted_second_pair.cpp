// What happens between the second period and the third.
#include "planted.hpp"

namespace examples {
namespace {

const Day third_from = day(2025, 12, 8);

}  // namespace

// Long because it is a list: what is planted, one case after the other.
void plant_second_pair(Planter& planter) {
  std::size_t line = planter.take(assistant);
  planter.absent_before(2, line);
  planter.from(2, line, [](Line& one) { one.start = one.prices.front().from = third_from; });
  planter.expect(1, line, {"New person", "Explained", "started-in-period"}, "New child from the first day of the period");

  line = planter.take("Day care session");
  planter.from(0, line, [](Line& one) { one.end = day(2025, 12, 7); });
  planter.gone_from(2, line);
  planter.expect(1, line, {"Ended", "Explained"}, "Ended as planned on the last day of the second period");

  line = planter.take(assistant);
  planter.gone_from(2, line);
  planter.expect(1, line, {"Missing", "Query", "missing-child"}, "The whole child is gone without an end date");

  line = planter.take(assistant);
  planter.from(2, line, [](Line& one) { reprice(one, third_from, 1603, one.prices.back().quantity); });
  planter.expect(1, line, {"Rate", "Query", "rate-not-approved"}, "16.03 an hour is on no approved table");

  line = planter.take(assistant);
  planter.from(0, line, [](Line& one) { one.prices.back().quantity = 800; });
  planter.from(2, line, [](Line& one) { reprice(one, third_from, 1548, 650); });
  planter.expect(1, line, {"Quantity", "Check"}, "Eight hours a week became six and a half");

  line = planter.take(assistant);
  planter.from(0, line, [](Line& one) { one.prices.back().quantity = 400; });
  planter.from(2, line, [](Line& one) { reprice(one, third_from, 1548, 800); });
  planter.expect(1, line, {"Quantity", "Query", "quantity-jump"}, "Four hours a week became eight");

  line = planter.take("Day care session");
  planter.from(0, line, [](Line& one) { one.prices.back().quantity = 100; });
  planter.from(2, line, [](Line& one) { one.prices.back().quantity = 1000; });
  planter.expect(1, line, {"Quantity", "Query", "decimal-slip"}, "One session a week became ten");

  line = planter.take(assistant);
  planter.from(0, line, [](Line& one) { one.prices.back().quantity = 300; });
  planter.from(2, line, [](Line& one) { one.paid = 16 * cost_of(one.prices.back()); });
  planter.expect(1, line, {"Rate", "Query", "weekly-4-weekly-swap"}, "The four-weekly amount was paid each week");

  line = planter.take(assistant);
  planter.from(2, line, [](Line& one) { one.payee_id = "V299998"; });
  planter.expect(1, line, {"Payee", "Query", "payee-changed"}, "The vendor number changed");

  line = planter.take("Day care session");
  const std::string renumbered = planter.world().new_line_id();
  planter.from(0, line, [](Line& one) { one.prices.back().quantity = 200; });
  planter.from(2, line, [&](Line& one) {
    one.id = renumbered;
    one.prices.back().quantity = 300;
  });
  planter.expect(1, line, {"Renumbered", "Query", "renumbered-line"}, "The same service under another number, with a session more");

  line = planter.take(assistant);
  planter.in(2, line, [](Line& one) { one.adjustment = 4644; });
  planter.expect(1, line, {"Adjustment", "Query", "adjustment-no-period"}, "An adjustment that names no period");

  line = planter.take(assistant);
  planter.person(line).born = day(2007, 12, 20);
  planter.expect(1, line, {"Unchanged", "Query", "paid-after-18"}, "18 on 20 December and paid in full");

  const std::size_t first = planter.take("Day care session");
  line = planter.add_line(first, "Day care session", planter.story(first).at[0]->prices.back().quantity, 2);
  planter.expect(1, line, {"New line", "Query", "duplicate-payment"}, "The same service twice for one child");
  planter.expect_paid_twice(1, line, "Paid twice: also on line " + planter.story(first).at[0]->id);

  line = planter.take(assistant);
  planter.from(0, line, [](Line& one) { one.prices.back().quantity = 600; });
  planter.from(2, line, [](Line& one) {
    one.frequency = "Monthly";
    one.prices.back().quantity = 2600;
  });
  planter.expect(1, line, {"Frequency", "Explained"}, "The same package paid by the month");

  line = planter.take(assistant);
  planter.from(0, line, [](Line& one) { one.end = day(2025, 12, 21); });
  planter.expect(1, line, {"Days in period", "Explained"}, "Planned end on 21 December: two weeks paid");

  line = planter.add_line(planter.take(assistant), "Holiday club", 100, 2);
  planter.from(2, line, [](Line& one) { one.start = one.prices.back().from = day(2025, 9, 15); });
  planter.expect(1, line, {"New line", "Check", "started-earlier"}, "A second service that began in September and was never paid");

  line = planter.take(assistant);
  planter.from(0, line, [](Line& one) { one.end = day(2025, 12, 18); });
  planter.in(2, line, [](Line& one) { one.paid = 4 * cost_of(one.prices.back()); });
  planter.expect(1, line, {"Unchanged", "Query", "paid-after-end"},
                 "Ended on Thursday 18 December and paid for the whole four weeks");
  planter.expect_overpaid(1, line, day(2025, 12, 19), day(2026, 1, 4), "Paid after the service ended");

  line = planter.take(assistant);
  planter.absent_before(2, line);
  planter.from(2, line, [](Line& one) {
    one.start = one.prices.back().from = day(2025, 12, 15);
    one.paid = 4 * cost_of(one.prices.back());
  });
  planter.expect(1, line, {"New person", "Query", "paid-before-start"}, "Began on 15 December and paid for the whole four weeks");
  planter.expect_overpaid(1, line, day(2025, 12, 8), day(2025, 12, 14), "Paid before the service started");
}

}  // namespace examples
