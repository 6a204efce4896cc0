#include "line_prices.hpp"

namespace counterfoil::uplift {

namespace {

/// What rounding to whole pence can come to.
constexpr Pence penny{1};

bool near(Pence left, Pence right) { return absolute(left - right) <= penny; }

LinePrice in_trouble(LinePrice price, std::string_view trouble, std::string_view field) {
  price.trouble = trouble;
  price.field = field;
  return price;
}

/// One week each week, however often it is paid: "4-weekly, 1 week at £747.60".
bool one_week(const StatedPrice& stated) { return stated.by_the_week && stated.quantity->millionths == Quantity::one; }

}  // namespace

LinePrice read_price(const StatedPrice& stated, YearConvention year) {
  LinePrice price;
  std::optional<Pence> weekly = stated.weekly_cost;
  if (!weekly && stated.cost)
    if (const auto equivalent = weekly_equivalent(in_pounds(*stated.cost), stated.frequency, year)) weekly = in_pence(*equivalent);
  price.weekly = weekly.value_or(Pence{});
  if (stated.frequency == Frequency::one_off || stated.frequency == Frequency::intermittent)
    return in_trouble(price, "price-not-regular", "frequency");
  if (stated.frequency_left_blank) return in_trouble(price, "frequency-missing", "frequency");
  if (stated.unit_left_blank) return in_trouble(price, "unit-missing", "unit");
  if (stated.frequency == Frequency::unknown) return in_trouble(price, "frequency-unknown", "frequency");
  if (!stated.rate && !(weekly && stated.by_the_week && !stated.quantity)) return in_trouble(price, "rate-missing", "unit_cost");
  price.rate = stated.rate ? *stated.rate : in_pounds(*weekly);
  if (price.rate.millionths <= 0) return in_trouble(price, "rate-not-positive", "unit_cost");
  if (stated.quantity && stated.quantity->millionths <= 0) return in_trouble(price, "quantity-missing", "quantity");
  if (stated.quantity) {
    price.per_week = *stated.quantity;
    const auto for_payment = weekly_equivalent(*stated.quantity, stated.frequency, year);
    if (weekly && !near(multiply(price.per_week, price.rate), *weekly)) {
      if (!for_payment || !near(multiply(*for_payment, price.rate), *weekly))
        return in_trouble(price, "weekly-cost-differs", "weekly_cost");
      price.per_week = *for_payment;
    } else if (!weekly && stated.frequency != Frequency::weekly && !one_week(stated)) {
      return in_trouble(price, "quantity-unclear", "quantity");
    }
  } else if (weekly) {
    if (weekly->count <= 0) return in_trouble(price, "quantity-missing", "weekly_cost");
    price.per_week = {multiply_divide(in_pounds(*weekly).millionths, Quantity::one, price.rate.millionths, Rounding::half_up)};
  } else if (stated.by_the_week) {
    price.per_week = {Quantity::one};
  } else {
    return in_trouble(price, "quantity-missing", "quantity");
  }
  price.weekly = multiply(price.per_week, price.rate);
  return price;
}

}  // namespace counterfoil::uplift
