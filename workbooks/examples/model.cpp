#include "model.hpp"

#include <algorithm>

namespace examples {
namespace {

std::int64_t days_shared(Day from, Day to, Day other_from, std::optional<Day> other_to) {
  const Day first = std::max(from, other_from);
  const Day last = other_to ? std::min(to, *other_to) : to;
  return last < first ? 0 : (last - first).count() + 1;
}

std::int64_t paid_for(const Line& line, const Price& price, const Period& period) {
  if (line.frequency == "One-off") return cost_of(price);
  const Day first = std::max({period.from, line.start, price.from});
  Day last = period.to;
  if (line.end) last = std::min(last, *line.end);
  if (price.to) last = std::min(last, *price.to);
  if (last < first) return 0;
  std::int64_t days = (last - first).count() + 1;
  if (line.suspended_from) days -= days_shared(first, last, *line.suspended_from, line.suspended_to);
  if (line.frequency == "Monthly") return days == 28 ? cost_of(price) : divided_half_up(cost_of(price) * 12 * days, 364);
  const std::int64_t weeks = line.frequency == "4-weekly" ? 4 : 1;
  return divided_half_up(cost_of(price) * days, 7 * weeks);
}

std::string two_digits(unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); }

}  // namespace

const std::array<Period, period_count>& periods() {
  static const std::array<Period, period_count> all{
      {{day(2025, 10, 13), day(2025, 11, 9)}, {day(2025, 11, 10), day(2025, 12, 7)}, {day(2025, 12, 8), day(2026, 1, 4)}}};
  return all;
}

std::int64_t divided_half_up(std::int64_t dividend, std::int64_t divisor) {
  const bool negative = dividend < 0;
  const std::int64_t size = negative ? -dividend : dividend;
  const std::int64_t result = (2 * size + divisor) / (2 * divisor);
  return negative ? -result : result;
}

std::int64_t cost_of(const Price& price) { return divided_half_up(price.rate * price.quantity, 100); }

std::vector<Row> rows_of(const Story& story, std::size_t period) {
  std::vector<Row> rows;
  const auto& line = story.at[period];
  if (!line) return rows;
  const Period& span = periods()[period];
  for (const Price& price : line->prices) {
    const bool last_price = &price == &line->prices.back();
    if (line->paid ? !last_price : (price.from > span.to || (price.to && *price.to < span.from))) continue;
    Row row{story.person, &*line, price, line->payment_type, cost_of(price), 0, {}, {}};
    row.net = line->paid ? *line->paid : paid_for(*line, price, span);
    rows.push_back(row);
  }
  if (line->adjustment != 0) {
    Row row{
        story.person,        &*line,           line->prices.back(), "Adjustment", cost_of(line->prices.back()), line->adjustment,
        line->adjusted_from, line->adjusted_to};
    rows.push_back(row);
  }
  return rows;
}

std::int64_t paid_in(const Story& story, std::size_t period) {
  std::int64_t sum = 0;
  for (const Row& row : rows_of(story, period)) sum += row.net;
  return sum;
}

std::uint64_t Chance::next() {
  state_ += 0x9E3779B97F4A7C15ull;
  std::uint64_t value = state_;
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ull;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBull;
  return value ^ (value >> 31);
}

std::string uk_date(Day value) {
  const std::chrono::year_month_day parts{value};
  return two_digits(unsigned{parts.day()}) + "/" + two_digits(unsigned{parts.month()}) + "/" + std::to_string(int{parts.year()});
}

std::string optional_date(const std::optional<Day>& value) { return value ? uk_date(*value) : std::string{}; }

std::string iso_date(Day value) {
  const std::chrono::year_month_day parts{value};
  return std::to_string(int{parts.year()}) + "-" + two_digits(unsigned{parts.month()}) + "-" + two_digits(unsigned{parts.day()});
}

std::string long_date(Day value) {
  static const std::array<const char*, 12> months{"January", "February", "March",     "April",   "May",      "June",
                                                  "July",    "August",   "September", "October", "November", "December"};
  const std::chrono::year_month_day parts{value};
  return std::to_string(unsigned{parts.day()}) + " " + months[unsigned{parts.month()} - 1] + " " +
         std::to_string(int{parts.year()});
}

std::string hundredths(std::int64_t value) {
  const std::int64_t size = value < 0 ? -value : value;
  return (value < 0 ? "-" : "") + std::to_string(size / 100) + "." + two_digits(static_cast<unsigned>(size % 100));
}

std::string pounds(std::int64_t pence) { return hundredths(pence); }

}  // namespace examples
