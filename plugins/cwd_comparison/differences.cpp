#include "differences.hpp"

#include <algorithm>

namespace counterfoil::cwd {

namespace {

/// amount * numerator / denominator, or nothing where that makes no sense or does not fit.
std::optional<Pence> ratio(Pence amount, std::int64_t numerator, std::int64_t denominator) {
  if (denominator == 0) return std::nullopt;
  try {
    const Pence result = scale(amount, numerator, denominator);
    constexpr std::int64_t limit = INT64_MAX / 16;
    return result.count > limit || result.count < -limit ? std::nullopt : std::optional{result};
  } catch (const std::overflow_error&) {
    return std::nullopt;
  }
}

bool differ(const std::optional<Quantity>& left, const std::optional<Quantity>& right, std::int64_t tolerance = 0) {
  return left && right && std::abs(left->millionths - right->millionths) > tolerance;
}

/// Averages over days are exact to a millionth or so, and a cost in whole pence at some frequency is exact to a penny a payment.
constexpr std::int64_t average_noise = 2;
constexpr std::int64_t half_penny = Quantity::one / 200;

/// The same weekly figure, by either convention of weeks a year: 52 * 7 = 364 against 365 days.
bool weekly_is_same(const Terms& before, const Terms& now) {
  const std::int64_t a = before.weekly->millionths;
  const std::int64_t b = now.weekly->millionths;
  if (std::abs(a - b) <= half_penny) return true;
  const auto close = [](std::int64_t left, std::int64_t right) { return std::abs(left - right) <= half_penny; };
  return close(multiply_divide(a, 364, 365, Rounding::half_up), b) || close(multiply_divide(a, 365, 364, Rounding::half_up), b);
}

bool year_based(Frequency frequency) {
  return frequency == Frequency::monthly || frequency == Frequency::quarterly || frequency == Frequency::annual;
}

/// Splits what a new weekly figure adds to `base` into rate and quantity.
void split_weekly(const Terms& before, const Terms& now, Pence base, Pence whole, Difference& result) {
  if (result.quantity_moved && !result.rate_moved) {
    result.parts[Class::quantity] += whole;
  } else if (result.quantity_moved && result.rate_moved && before.rate && now.rate) {
    const auto at_new_rate = ratio(base, now.rate->millionths, before.rate->millionths);
    const Pence rate_part = at_new_rate ? *at_new_rate - base : whole;
    result.parts[Class::rate] += rate_part;
    result.parts[Class::quantity] += whole - rate_part;
  } else {
    result.parts[Class::rate] += whole;
  }
}

/// A remainder within rounding joins the largest of the given parts, the first of equals; rate where all are nought.
void place_rounding(Parts& parts, Pence remainder) {
  Class largest = Class::rate;
  for (const Class which : {Class::rate, Class::quantity, Class::frequency, Class::days})
    if (absolute(parts[which]) > absolute(parts[largest])) largest = which;
  parts[largest] += remainder;
}

/// Paid by days, or by the weeks that begin in the period: do these alone turn the old amount into the new one?
bool counted_alike(const Terms& before, const Terms& now, Pence old_amount, Pence slack) {
  const auto fits = [&](std::int64_t then_count, std::int64_t now_count) {
    if (then_count == now_count) return false;
    const auto scaled = ratio(old_amount, now_count, then_count);
    return scaled && absolute(*scaled - now.paid.regular) <= slack;
  };
  return fits(before.days, now.days) || fits(before.week_starts, now.week_starts);
}

/// 4-weekly and monthly pay for one weekly figure: 13 to 12 by 52 weeks a year, 1460 to 1344 by 365 days (365 / 12 days a month).
bool four_weekly_and_monthly(Pence left, Pence right) {
  const auto fits = [](Pence from, Pence to) {
    return absolute(scale(from, 13, 12) - to) <= Pence{1} || absolute(scale(from, 365, 336) - to) <= Pence{1};
  };
  return left.count > 0 && right.count > 0 && left != right && (fits(left, right) || fits(right, left));
}

/// Two calendar months, paid alike whatever number of days they have. `or_else`: another frequency that may be so paid.
bool whole_months(const Terms& before, const Terms& now, Frequency or_else) {
  const auto one = [or_else](const Terms& terms) {
    return terms.days >= 28 && terms.days <= 31 && (terms.frequency == Frequency::monthly || terms.frequency == or_else);
  };
  return one(before) && one(now);
}

void split_stated(const Terms& before, const Terms& now, Difference& result) {
  const Pence slack = std::max(before.slack, now.slack);
  const Pence old_amount = before.paid.regular;
  const Pence new_amount = now.paid.regular;
  const auto scaled = ratio(old_amount, now.weekly->millionths, before.weekly->millionths);
  if (!scaled) {
    result.parts[Class::rate] += new_amount - old_amount;
    return;
  }
  if (result.rate_moved || result.quantity_moved) split_weekly(before, now, old_amount, *scaled - old_amount, result);
  const Pence at_new_weekly = result.rate_moved || result.quantity_moved ? *scaled : old_amount;
  const Pence remainder = new_amount - at_new_weekly;
  if (absolute(remainder) <= slack) {
    place_rounding(result.parts, remainder);
  } else if ((before.as_due && now.as_due) || counted_alike(before, now, at_new_weekly, slack)) {
    result.parts[Class::days] += remainder;
  } else {
    const bool alike = before.days == now.days || whole_months(before, now, Frequency::monthly);
    const auto by_days = alike ? std::optional{at_new_weekly} : ratio(at_new_weekly, now.days, before.days);
    const Pence days_part = by_days ? *by_days - at_new_weekly : Pence{};
    result.parts[Class::days] += days_part;
    result.unexplained = remainder - days_part;
    result.parts[Class::rate] += result.unexplained;
  }
}

void split_derived(const Terms& before, const Terms& now, Difference& result) {
  const Pence slack = std::max(before.slack, now.slack);
  const Pence old_amount = before.paid.regular;
  const Pence remainder = now.paid.regular - old_amount;
  if (counted_alike(before, now, old_amount, slack)) {
    result.parts[Class::days] += remainder;
    return;
  }
  const auto by_days = before.days == now.days ? std::optional{old_amount} : ratio(old_amount, now.days, before.days);
  const Pence days_part = by_days ? *by_days - old_amount : Pence{};
  const Pence rest = remainder - days_part;
  result.parts[Class::days] += days_part;
  if (before.frequency == Frequency::blank && now.frequency == Frequency::blank &&
      four_weekly_and_monthly(old_amount, now.paid.regular)) {
    result.parts[Class::days] -= days_part;
    result.parts[Class::frequency] += remainder;
    result.looks_like_frequency = true;
  } else if (result.quantity_moved && !result.rate_moved) {
    result.parts[Class::quantity] += rest;
  } else if (result.quantity_moved) {
    split_weekly(before, now, old_amount + days_part, rest, result);
  } else if (before.frequency == Frequency::intermittent) {
    result.parts[Class::quantity] += rest;  // paid as used
  } else {
    result.parts[Class::rate] += rest;
    result.rate_moved = result.rate_moved || absolute(rest) > slack;
  }
}

void split_frequency(const Terms& before, const Terms& now, Difference& result) {
  const Pence whole = now.paid.regular - before.paid.regular;
  const auto at_old = before.weekly && now.weekly && !result.weekly_same
                          ? ratio(now.paid.regular, before.weekly->millionths, now.weekly->millionths)
                          : std::optional{now.paid.regular};
  if (!at_old) {
    result.parts[Class::frequency] += whole;
    return;
  }
  result.parts[Class::frequency] += *at_old - before.paid.regular;
  split_weekly(before, now, *at_old, now.paid.regular - *at_old, result);
}

Pence like_for_like(const Terms& before, const Terms& now) {
  const Pence amount = before.paid.regular;
  if (before.days <= 0 || now.days <= 0 || before.days == now.days) return amount;
  if (whole_months(before, now, Frequency::blank)) return amount;
  return ratio(amount, now.days, before.days).value_or(amount);
}

}  // namespace

Difference difference_between(const Terms& before, const Terms& now) {
  Difference result;
  result.parts[Class::one_off] = now.paid.one_off - before.paid.one_off;
  result.parts[Class::adjustment] = now.paid.adjustment - before.paid.adjustment;
  const bool both_stated = before.stated && now.stated;
  result.frequency_moved = recurring(before.frequency) && recurring(now.frequency) && before.frequency != now.frequency;
  result.like_for_like = like_for_like(before, now);
  result.rate_moved = differ(before.rate, now.rate, average_noise);
  result.quantity_moved = differ(before.per_week, now.per_week, average_noise);
  if (before.weekly && now.weekly) {
    const bool conventions_matter = year_based(before.frequency) != year_based(now.frequency);
    result.weekly_same = conventions_matter ? weekly_is_same(before, now)
                                            : std::abs(before.weekly->millionths - now.weekly->millionths) <=
                                                  (both_stated ? average_noise : half_penny);
  }
  // Without a rate on both sides, the weekly figure stands for it; a quantity that moved with it explains it instead.
  if (both_stated && !result.weekly_same && !(before.rate && now.rate) && !result.quantity_moved) result.rate_moved = true;
  if (both_stated && result.weekly_same && !(before.rate && now.rate)) result.rate_moved = false;
  if (result.frequency_moved && result.weekly_same) {
    result.rate_moved = false;
    result.quantity_moved = false;
  }
  if (result.frequency_moved)
    split_frequency(before, now, result);
  else if (both_stated && before.weekly->millionths != 0)
    split_stated(before, now, result);
  else
    split_derived(before, now, result);
  return result;
}

}  // namespace counterfoil::cwd
