#include "allowance_table.hpp"

#include <algorithm>

namespace counterfoil::uplift {

std::optional<Quantity> Allowances::find(std::int64_t age, Vocabulary::Id region, Date day) const {
  std::optional<Quantity> found;
  Date latest = Date::min();
  bool differ = false;
  for (const Allowance& row : rows_) {
    const Date from = row.from.value_or(Date::min());
    if (age < row.age_from || age > row.age_to || (row.region != 0 && row.region != region) || from > day ||
        row.to.value_or(Date::max()) < day)
      continue;
    if (!found || from > latest) {
      found = row.weekly;
      latest = from;
      differ = false;
    } else if (from == latest && row.weekly != *found) {
      differ = true;
    }
  }
  return differ ? std::nullopt : found;
}

std::int64_t age_on(Date born, Date day, const Settings& settings) {
  using namespace std::chrono;
  if (settings.band_from_week) day += days{6 - static_cast<int>((weekday{day} - Monday).count())};
  auto age = static_cast<int>(year_month_day{day}.year()) - static_cast<int>(year_month_day{born}.year());
  if (attains_age(born, age, settings.leap_birthday_in_february) > day) --age;
  return age;
}

Allowances read_allowances(const plugin::Run& run, Vocabulary& words, Notes& notes) {
  constexpr std::string_view input = "allowances";
  const auto age_from = run.column(input, "age_from");
  const auto age_to = run.column(input, "age_to");
  const auto region = run.column(input, "region");
  const auto weekly = run.column(input, "weekly");
  const auto from = run.column(input, "from");
  const auto to = run.column(input, "to");
  std::vector<Allowance> rows;
  for (std::size_t row = 0; row < run.rows(input); ++row) {
    const auto youngest = age_from.quantity(row);
    const auto amount = weekly.quantity(row);
    if (!youngest || !amount || !from.date(row)) {
      notes.push_back({"allowance-incomplete", input, row, !youngest ? "age_from" : !amount ? "weekly" : "from", {}});
      continue;
    }
    const Quantity oldest = age_to.quantity(row).value_or(*youngest);
    const auto swapped = [&](std::string_view field) { notes.push_back({"allowance-swapped", input, row, field, {}}); };
    if (oldest < *youngest) swapped("age_to");
    if (const auto last = to.date(row); last && *last < *from.date(row)) swapped("to");
    rows.push_back({youngest->millionths / Quantity::one, oldest.millionths / Quantity::one, words.id(region.text(row)), *amount,
                    from.date(row), to.date(row)});
  }
  return Allowances{std::move(rows)};
}

}  // namespace counterfoil::uplift
