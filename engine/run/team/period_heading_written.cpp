#include "run/team/period_heading_written.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "table/date_text.hpp"

namespace counterfoil::run {

namespace {

using report::TeamColumn;
using report::TeamHeading;
using table::PeriodHeading;

class HeadingWriter {
 public:
  explicit HeadingWriter(const HeadingOrder& order)
      : order_(order), sheet_(order.sheet), table_(order.table), column_(order.table.periods[order.like].column) {}

  HeadingMade run() {
    for (std::uint32_t row = table_.top_row; row <= table_.heading_row && made_.why_not.empty(); ++row) {
      const xlsx::ParsedCell* cell = sheet_.cell(row, column_);
      if (!cell || (!cell->has_value && !cell->has_formula)) continue;
      const auto heading = sheet_.period(row, column_);
      if (!heading) {
        if (!merged_across(row) && !cell->has_formula && !cell->value.empty())
          made_.headings.push_back({row, TeamHeading::Kind::text, cell->value});
        continue;
      }
      const std::string* given = row == table_.heading_row ? order_.given : nullptr;
      if (given)
        made_.headings.push_back({row, TeamHeading::Kind::text, *given});
      else
        move_on(row, *cell, *heading);
    }
    return std::move(made_);
  }

 private:
  bool merged_across(std::uint32_t row) const {
    const auto& merged = sheet_.editor().facts().merged;
    return std::any_of(merged.begin(), merged.end(), [&](const xlsx::RangeReference& range) {
      return range.first.row <= row && row <= range.last.row && range.first.column < range.last.column &&
             range.first.column <= column_ && column_ <= range.last.column;
    });
  }

  void ask(std::uint32_t row, std::string why) {
    made_.row = row;
    made_.why_not = std::move(why);
  }

  void move_on(std::uint32_t row, const xlsx::ParsedCell& cell, const PeriodHeading& heading) {
    PeriodHeading::Tied tied;
    if (order_.like_span)
      tied = heading.tie_to(*order_.like_span);
    else if (!heading.has_dates())
      tied.tie = PeriodHeading::Tie::number;
    if (tied.tie == PeriodHeading::Tie::none) {
      return ask(row,
                 "The heading does not name last period" +
                     (order_.like_span ? ", " + format_date(order_.like_span->first) + " to " + format_date(order_.like_span->last)
                                       : std::string{}) +
                     ".");
    }
    if (sheet_.date(cell)) return move_date_on(row, cell, tied);
    std::int64_t steps = order_.steps;
    if (const auto number = heading.number()) {
      const auto next = number_after(sheet_, table_, order_.periods, *number, steps);
      if (!next) return ask(row, "After the last number of a year the next one is not clear.");
      steps = *next - *number;
    }
    auto text = heading.write_for(order_.periods.current.value_or(DateSpan{}), tied, steps);
    if (!text) return ask(row, "The heading cannot be moved on.");
    for (const TeamColumn& period : table_.periods)
      if (period.column >= begin_of_count() && period.column <= column_ &&
          fold_for_comparing(period.heading) == fold_for_comparing(*text))
        return ask(row, "The next heading would be \"" + *text + "\", which is there already.");
    made_.headings.push_back({row, TeamHeading::Kind::text, std::move(*text)});
  }

  /// The column where the count last began anew: a heading stands once after it.
  std::uint32_t begin_of_count() const {
    std::uint32_t begin = 0;
    std::optional<std::int64_t> before;
    for (const TeamColumn& period : table_.periods) {
      const auto heading = period_heading(sheet_, table_, period.column);
      if (!heading || heading->has_dates() || !heading->number()) continue;
      if (before && *heading->number() < *before) begin = period.column;
      before = heading->number();
    }
    return begin;
  }

  void move_date_on(std::uint32_t row, const xlsx::ParsedCell& cell, PeriodHeading::Tied tied) {
    const auto day = order_.periods.current ? PeriodHeading::day_for(*order_.periods.current, tied) : std::nullopt;
    if (!day) return ask(row, "The heading cannot be moved on.");
    if (row == table_.heading_row) made_.shown = format_date(*day);
    const bool goes_on = cell.has_formula && serial_of(*day) - serial_of(*sheet_.date(cell)) == step_of_formula(row);
    made_.headings.push_back(
        {row, goes_on ? TeamHeading::Kind::formula : TeamHeading::Kind::number, std::to_string(serial_of(*day))});
  }

  std::int64_t serial_of(Date day) const {
    constexpr std::int64_t epoch = 25'569;  // 1970-01-01 counted from 1900
    constexpr std::int64_t from_1904 = 1'462;
    return day.time_since_epoch().count() + epoch - (sheet_.uses_1904() ? from_1904 : 0);
  }

  /// Days between the last two headings; a formula that adds them goes on.
  std::int64_t step_of_formula(std::uint32_t row) const {
    if (order_.like == 0) return -1;
    const xlsx::ParsedCell* one = sheet_.cell(row, table_.periods[order_.like - 1].column);
    const xlsx::ParsedCell* two = sheet_.cell(row, column_);
    const auto from = one ? sheet_.date(*one) : std::nullopt;
    const auto to = two ? sheet_.date(*two) : std::nullopt;
    return from && to ? (*to - *from).count() : -1;
  }

  const HeadingOrder& order_;
  const TeamSheet& sheet_;
  const report::TeamTable& table_;
  std::uint32_t column_;
  HeadingMade made_;
};

}  // namespace

std::optional<std::int64_t> number_after(const TeamSheet& sheet, const report::TeamTable& table, const PeriodsCompared& periods,
                                         std::int64_t number, std::int64_t steps) {
  const std::int64_t last = periods_in_a_year(periods);
  if (number > last || number + steps <= last) return number + steps;
  std::optional<std::int64_t> before;
  for (const TeamColumn& period : table.periods) {
    const auto heading = period_heading(sheet, table, period.column);
    if (!heading || !heading->number()) continue;
    if (before && *heading->number() < *before) return (number + steps - 1) % last + 1;
    before = heading->number();
  }
  return std::nullopt;
}

HeadingMade head_period(const HeadingOrder& order) { return HeadingWriter{order}.run(); }

}  // namespace counterfoil::run
