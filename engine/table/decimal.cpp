#include "table/decimal.hpp"

namespace counterfoil::table {

namespace {

constexpr int held_digits = 18;

std::uint64_t power_of_ten(int exponent) {
  std::uint64_t power = 1;
  for (; exponent > 0; --exponent) power *= 10;
  return power;
}

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
  Decimal value;
  std::size_t at = 0;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) value.negative = text[at++] == '-';
  bool any = false;
  bool point = false;
  int dropped = 0;  // zeros or digits beyond those held, before the point
  for (; at < text.size(); ++at) {
    if (text[at] == '.' && !point) {
      point = true;
      continue;
    }
    const unsigned digit = static_cast<unsigned char>(text[at]) - unsigned{'0'};
    if (digit >= 10) break;
    any = true;
    if (value.significant == 0 && digit == 0) {
      if (point) ++value.scale;
      continue;
    }
    if (value.significant < held_digits) {
      value.digits = value.digits * 10 + digit;
      ++value.significant;
      if (point) ++value.scale;
    } else {
      if (digit != 0) value.cut = true;
      if (!point) ++dropped;
    }
    if (value.scale > 400 || dropped > 400) return std::nullopt;
  }
  if (!any) return std::nullopt;
  value.scale -= dropped;
  if (at < text.size() && (text[at] == 'E' || text[at] == 'e')) {
    ++at;
    bool down = false;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) down = text[at++] == '-';
    int exponent = 0;
    const std::size_t start = at;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
      exponent = exponent * 10 + (text[at] - '0');
      if (exponent > 400) return std::nullopt;
    }
    if (at == start) return std::nullopt;
    value.scale += down ? exponent : -exponent;
  }
  if (at != text.size()) return std::nullopt;
  if (value.digits == 0) value = Decimal{};
  return value;
}

Decimal without_binary_noise(Decimal value) {
  constexpr int users_digits = 15;
  while (value.digits != 0 && value.digits % 10 == 0) {  // zeros at the end are not digits of noise
    value.digits /= 10;
    --value.scale;
    --value.significant;
  }
  if (value.significant <= users_digits) return value;
  const int surplus = value.significant - users_digits;
  const std::uint64_t power = power_of_ten(surplus);
  value.digits = (value.digits + power / 2) / power;
  value.scale -= surplus;
  value.significant = users_digits;
  value.cut = false;
  while (value.digits != 0 && value.digits % 10 == 0) {
    value.digits /= 10;
    --value.scale;
    --value.significant;
  }
  return value;
}

std::optional<Units> to_units(const Decimal& value, int places) {
  Units units;
  std::uint64_t whole = value.digits;
  const int shift = places - value.scale;
  if (shift >= 0) {
    if (whole != 0) {
      if (shift > held_digits) return std::nullopt;
      const std::uint64_t power = power_of_ten(shift);
      if (__builtin_mul_overflow(whole, power, &whole)) return std::nullopt;
    }
  } else if (-shift > held_digits) {
    units.excess = whole == 0 ? Excess::none : Excess::noise;  // so small that nothing of it is left
    whole = 0;
  } else {
    const std::uint64_t power = power_of_ten(-shift);
    const std::uint64_t rest = whole % power;
    whole /= power;
    const bool up = rest >= power - rest && rest != 0;
    if (up) ++whole;
    const std::uint64_t distance = up ? power - rest : rest;
    if (rest != 0 || value.cut) units.excess = distance < power / 100'000 ? Excess::noise : Excess::real;
  }
  if (whole > static_cast<std::uint64_t>(INT64_MAX)) return std::nullopt;
  units.count = value.negative ? -static_cast<std::int64_t>(whole) : static_cast<std::int64_t>(whole);
  return units;
}

}  // namespace counterfoil::table
