// What happens between the first period and the second.
#include "planted.hpp"

namespace examples {
namespace {

const Day second_from = day(2025, 11, 10);
const Case unchanged_query(const std::string& rule) { return {"Unchanged", "Query", rule}; }

void plant_comings_and_goings(Planter& planter) {
  std::size_t line = planter.take(assistant);
  planter.absent_before(1, line);
  planter.from(1, line, [](Line& one) { one.start = one.prices.front().from = second_from; });
  planter.expect(0, line, {"New person", "Explained", "started-in-period"}, "New child from the first day of the period");

  line = planter.take(assistant);
  planter.absent_before(1, line);
  planter.from(1, line, [](Line& one) { one.start = one.prices.front().from = day(2025, 11, 17); });
  planter.expect(0, line, {"New person", "Explained", "started-in-period"}, "New child from 17 November: three weeks paid");
  planter.expect(1, line, {"Days in period", "Explained"}, "The first whole period of a child who began on 17 November");

  line = planter.add_line(planter.take(assistant), "Holiday club", 100, 1);
  planter.expect(0, line, {"New line", "Explained", "started-in-period"}, "A second service for a known child");

  line = planter.take("Day care session");
  planter.in(0, line, [](Line& one) { one.end = day(2025, 11, 9); });
  planter.gone_from(1, line);
  planter.expect(0, line, {"Ended", "Explained"}, "Ended as planned on the last day of the first period");

  line = planter.take(assistant);
  planter.gone_from(1, line);
  planter.expect(0, line, {"Missing", "Query", "missing-child"}, "The whole child is gone without an end date");

  const std::size_t stays = planter.take("Day care session");
  line = planter.add_line(stays, "Night sitting", 100, 0);
  planter.gone_from(1, line);
  planter.expect(0, line, {"Missing", "Query", "missing-line"}, "One of two lines is gone without an end date");

  line = planter.take(assistant);
  planter.from(0, line, [](Line& one) { one.end = day(2025, 11, 23); });
  planter.gone_from(2, line);
  planter.expect(0, line, {"Days in period", "Explained"}, "Planned end on 23 November: two weeks paid");
  planter.expect(1, line, {"Ended", "Explained"}, "Ended as planned in the period before");

  line = planter.take(assistant);
  planter.from(0, line, [](Line& one) { one.start = one.prices.front().from = day(2025, 10, 27); });
  planter.expect(0, line, {"Days in period", "Explained"}, "Began on 27 October, now the first whole period");
}

void plant_rates_and_quantities(Planter& planter) {
  std::size_t line = planter.take(assistant);
  planter.from(1, line, [](Line& one) { reprice(one, second_from, 1700, one.prices.back().quantity); });
  planter.from(2, line, [](Line& one) { reprice(one, day(2025, 12, 8), 1750, one.prices.back().quantity); });
  planter.expect(0, line, {"Rate", "Query", "rate-not-approved"}, "17.00 an hour is on no approved table");
  planter.expect(1, line, {"Rate", "Query", "rate-not-approved"}, "Moved again, to 17.50: the same matter with another figure");

  line = planter.add_line(planter.take("Day care session"), "Overnight short breaks", 100, 0);
  planter.from(1, line, [](Line& one) { reprice(one, second_from, 21700, 100); });
  planter.expect(0, line, {"Rate", "Query", "rate-not-approved"}, "The approved new rate, three weeks before its date");

  line = planter.add_line(planter.take("Day care session"), "Holiday club", 100, 0);
  planter.from(0, line, [](Line& one) {
    one.service = "Music therapy";
    one.prices.back().rate = 4000;
  });
  planter.from(1, line, [](Line& one) { reprice(one, second_from, 4200, 100); });
  planter.expect(0, line, {"Rate", "Query", "rate-off-uplift-date"}, "No approved rate, and 10 November is no uplift date");

  line = planter.take(assistant);
  planter.from(0, line, [](Line& one) { one.prices.back().quantity = 600; });
  planter.from(1, line, [](Line& one) { reprice(one, second_from, 1548, 750); });
  planter.expect(0, line, {"Quantity", "Check"}, "Six hours a week became seven and a half");

  line = planter.take(assistant);
  planter.from(0, line, [](Line& one) { one.prices.back().quantity = 500; });
  planter.from(1, line, [](Line& one) { reprice(one, second_from, 1548, 1000); });
  planter.expect(0, line, {"Quantity", "Query", "quantity-jump"}, "Five hours a week became ten");

  const std::size_t more = planter.take(assistant);
  const std::size_t less = planter.take(assistant);
  planter.from(0, more, [](Line& one) { one.prices.back().quantity = 500; });
  planter.from(0, less, [](Line& one) { one.prices.back().quantity = 600; });
  planter.from(1, more, [](Line& one) { reprice(one, second_from, 1548, 600); });
  planter.from(1, less, [](Line& one) { reprice(one, second_from, 1548, 500); });
  planter.expect(0, more, {"Quantity", "Check"}, "Two children's hours exchanged: the total hides it");
  planter.expect(0, less, {"Quantity", "Check"}, "Two children's hours exchanged: the total hides it");

  line = planter.add_line(planter.take("Day care session"), "Overnight short breaks", 200, 0);
  planter.from(1, line, [](Line& one) { reprice(one, day(2025, 12, 1), 21700, 150); });
  planter.expect(0, line, {"Mixed", "Check"}, "Approved uplift and fewer nights from the same day");
  planter.expect(1, line, {"Mixed", "Explained"}, "Both began last period, now for the whole of one");
}

void plant_slips(Planter& planter) {
  std::size_t line = planter.take(assistant);
  planter.from(0, line, [](Line& one) { one.prices.back().quantity = 350; });
  planter.from(1, line, [](Line& one) { one.prices.back().quantity = 3500; });
  planter.expect(0, line, {"Quantity", "Query", "decimal-slip"}, "3.5 hours became 35");

  line = planter.add_line(planter.take(assistant), "Holiday club", 100, 0);
  planter.from(1, line, [](Line& one) { one.prices.back().rate = 640; });
  planter.expect(0, line, {"Rate", "Query", "decimal-slip"}, "64.00 a day became 6.40");

  line = planter.add_line(planter.take("Day care session"), "Sleep-in", 100, 0);
  planter.from(0, line, [](Line& one) { one.frequency = "4-weekly"; });
  planter.in(1, line, [](Line& one) { one.prices.back().rate = 5939500; });
  planter.expect(0, line, {"Rate", "Query", "decimal-slip"}, "59.95 became 59,395.00, as once happened in Fife");
  planter.expect(1, line, {"Rate", "Explained", "corrected"}, "Put right again: what is due is paid");

  line = planter.take(assistant);
  planter.from(0, line, [](Line& one) { one.prices.back().quantity = 600; });
  planter.from(1, line, [](Line& one) { one.paid = 16 * cost_of(one.prices.back()); });
  planter.expect(0, line, {"Rate", "Query", "weekly-4-weekly-swap"}, "The four-weekly amount was paid each week");

  line = planter.take(assistant);
  planter.from(0, line, [](Line& one) { one.prices.back().quantity = 600; });
  planter.from(1, line, [](Line& one) { one.frequency = "4-weekly"; });
  planter.expect(0, line, {"Quantity", "Query", "weekly-4-weekly-swap"}, "A week's cost entered as four weeks'");

  line = planter.take(assistant);
  planter.from(0, line, [](Line& one) {
    one.frequency = "4-weekly";
    one.prices.back().quantity = 2400;
  });
  planter.from(1, line, [](Line& one) {
    one.frequency = "Monthly";
    one.prices.back().quantity = 2600;
  });
  planter.expect(0, line, {"Frequency", "Explained"}, "The same package paid by the month: 371.52 became 402.48");
}

void plant_paid_when_it_should_not_be(Planter& planter) {
  std::size_t line = planter.take(assistant);
  planter.from(1, line, [](Line& one) {
    one.paid = 4 * cost_of(one.prices.back());
    one.end = day(2025, 10, 31);
  });
  // Ended during the first period, but the end was entered late: the first period was paid in full too.
  planter.expect(0, line, unchanged_query("paid-after-end"), "Paid in full though ended on 31 October");
  planter.expect(1, line, unchanged_query("paid-after-end"), "Still paid in full: the same matter, the same figure");
  for (const std::size_t pair : {0u, 1u})
    planter.expect_overpaid(pair, line, periods()[pair + 1].from, periods()[pair + 1].to, "Paid after the service ended");

  line = planter.take(assistant);
  planter.person(line).born = day(2007, 11, 19);
  planter.expect(0, line, unchanged_query("paid-after-18"), "18 on 19 November and paid in full");
  planter.expect(1, line, unchanged_query("paid-after-18"), "Still paid after the 18th birthday");

  line = planter.take(assistant);
  planter.person(line).born = day(2007, 11, 24);
  planter.from(0, line, [](Line& one) { one.end = day(2025, 11, 23); });
  planter.gone_from(2, line);
  planter.expect(0, line, {"Days in period", "Explained"}, "Ended as planned on the day before the 18th birthday");
  planter.expect(1, line, {"Ended", "Explained"}, "Ended on the day before the 18th birthday");

  line = planter.take("Day care session");
  planter.from(1, line, [](Line& one) {
    one.paid = 4 * cost_of(one.prices.back());
    one.suspended_from = second_from;
  });
  planter.expect(0, line, unchanged_query("paid-while-suspended"), "Paid in full though suspended from 10 November");
  planter.expect(1, line, unchanged_query("paid-while-suspended"), "Still paid while suspended");
  for (const std::size_t pair : {0u, 1u})
    planter.expect_overpaid(pair, line, periods()[pair + 1].from, periods()[pair + 1].to, "Paid while the service was suspended");

  line = planter.take("Day care session");
  planter.from(1, line, [](Line& one) {
    one.suspended_from = day(2025, 11, 17);
    one.suspended_to = day(2025, 11, 30);
  });
  planter.expect(0, line, {"Days in period", "Explained"}, "Two weeks' suspension with dates");
  planter.expect(1, line, {"Days in period", "Explained"}, "Resumed after the suspension");

  line = planter.take("Day care session");
  planter.from(0, line, [](Line& one) {
    one.suspended_from = day(2025, 10, 13);
    one.suspended_to = day(2025, 10, 26);
  });
  planter.from(1, line, [](Line& one) { one.paid = 0; });
  planter.expect(0, line, {"Missing", "Query", "suspension-not-resumed"}, "The suspension ended on 26 October and nothing is paid");
  planter.expect(1, line, unchanged_query("suspension-not-resumed"), "Still nothing is paid");
}

void plant_one_offs_and_adjustments(Planter& planter) {
  const auto one_off = [&](std::size_t from_period, std::int64_t pence) {
    const std::size_t line = planter.add_line(planter.take(assistant), "Holiday club", 100, from_period);
    planter.from(from_period, line, [=](Line& one) {
      one.service = "Holiday cover, one-off";
      one.frequency = one.payment_type = "One-off";
      one.unit = "One-off";
      one.prices.back().rate = pence;
      one.start = periods()[from_period].from;
      one.end = periods()[from_period].to;
      one.prices.back().from = one.start;
    });
    return line;
  };
  std::size_t line = one_off(1, 18576);
  planter.gone_from(2, line);
  planter.expect(0, line, {"One-off", "Explained"}, "Holiday cover, flagged as a one-off");
  planter.expect(1, line, {"One-off", "Explained"}, "The one-off is not repeated");

  line = one_off(0, 30000);
  planter.from(1, line, [](Line& one) { one.end = periods()[1].to; });
  planter.gone_from(2, line);
  planter.expect(0, line, unchanged_query("one-off-repeated"), "The same one-off twice");
  planter.expect(1, line, {"One-off", "Explained"}, "The one-off is not repeated again");

  line = planter.take(assistant);
  planter.in(1, line, [](Line& one) {
    one.adjustment = 9288;
    one.adjusted_from = day(2025, 10, 13);
    one.adjusted_to = day(2025, 11, 9);
  });
  planter.expect(0, line, {"Adjustment", "Check"}, "Back-dated adjustment that names its period");
  planter.expect(1, line, {"Adjustment", "Explained"}, "Last period's adjustment falls away");

  line = planter.take(assistant);
  planter.in(1, line, [](Line& one) { one.adjustment = 6192; });
  planter.expect(0, line, {"Adjustment", "Query", "adjustment-no-period"}, "An adjustment that names no period");
  planter.expect(1, line, {"Adjustment", "Explained"}, "Last period's adjustment falls away");

  line = planter.take(assistant);
  planter.in(0, line, [](Line& one) { one.adjustment = 5000; });
  planter.in(1, line, [](Line& one) { one.adjustment = -5000; });
  for (const std::size_t period : {0u, 1u}) {
    planter.in(period, line, [](Line& one) {
      one.adjusted_from = day(2025, 9, 15);
      one.adjusted_to = day(2025, 10, 12);
    });
  }
  planter.expect(0, line, {"Adjustment", "Query", "adjustment-nets-to-nought"}, "Nets to nothing against last period's adjustment");
  planter.expect(1, line, {"Adjustment", "Explained"}, "Last period's adjustment falls away");

  line = planter.take(assistant);
  planter.in(1, line, [](Line& one) {
    one.adjustment = -4 * cost_of(one.prices.back()) - 5000;
    one.adjusted_from = day(2025, 10, 13);
    one.adjusted_to = day(2025, 11, 9);
  });
  planter.expect(0, line, {"Adjustment", "Query", "negative-net"}, "More is taken back than is paid");
  planter.expect(1, line, {"Adjustment", "Explained"}, "Last period's adjustment falls away");
}

void plant_identities(Planter& planter) {
  std::size_t line = planter.take("Day care session");
  const std::string renumbered = planter.world().new_line_id();
  planter.from(1, line, [&](Line& one) { one.id = renumbered; });
  planter.expect(0, line, {"Renumbered", "Check", "renumbered-line"}, "The same child, service and provider under another number");

  line = planter.take("Day care session");
  planter.from(1, line, [](Line& one) {
    one.provider = one.payee = "Doily & Daughters Day Care";
    one.payee_id = "V30188";
  });
  planter.expect(0, line, {"Provider", "Query", "payee-changed"}, "Another provider, paid to another vendor");

  line = planter.take("Day care session");
  planter.from(1, line, [](Line& one) { one.provider = "Custard Court Day Care"; });
  planter.expect(0, line, {"Provider", "Check", "provider-changed"}, "Another provider, paid to the same vendor");

  line = planter.take(assistant);
  planter.from(1, line, [](Line& one) { one.payee_id = "V299999"; });
  planter.expect(0, line, {"Payee", "Query", "payee-changed"}, "The vendor number changed");

  std::size_t first = planter.take("Day care session");
  line = planter.add_line(first, "Day care session", planter.story(first).at[0]->prices.back().quantity, 1);
  planter.expect(0, line, {"New line", "Query", "duplicate-payment"}, "The same service twice for one child");
  planter.expect(1, line, unchanged_query("duplicate-payment"), "Still paid twice");
  for (const std::size_t pair : {0u, 1u})
    planter.expect_paid_twice(pair, line, "Paid twice: also on line " + planter.story(first).at[0]->id);

  line = planter.copy_line(planter.take(assistant), 1);
  planter.expect(0, line, {"New line", "Query", "duplicate-payment"}, "The same row stands twice in the export");
  planter.expect(1, line, unchanged_query("duplicate-payment"), "The same row stands twice again");
  for (const std::size_t pair : {0u, 1u}) planter.expect_paid_twice(pair, line, "Paid twice: the same row stands twice");
}

}  // namespace

void plant_first_pair(Planter& planter) {
  plant_comings_and_goings(planter);
  plant_rates_and_quantities(planter);
  plant_slips(planter);
  plant_paid_when_it_should_not_be(planter);
  plant_one_offs_and_adjustments(planter);
  plant_identities(planter);
}

}  // namespace examples
