#include "released_arrears.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "released.hpp"

namespace counterfoil::uplift {

namespace {

auto line_of(const ReleasedArrear& one) { return std::pair<std::string_view, std::string_view>{one.person, one.line}; }

}  // namespace

ReleasedArrears::ReleasedArrears(std::vector<ReleasedArrear> arrears, std::set<std::string> not_proven)
    : arrears_(std::move(arrears)), not_proven_(std::move(not_proven)) {
  std::sort(arrears_.begin(), arrears_.end(), [](const ReleasedArrear& left, const ReleasedArrear& right) {
    return std::tie(left.person, left.line, left.period.first, left.period.last, left.released_on, left.key) <
           std::tie(right.person, right.line, right.period.first, right.period.last, right.released_on, right.key);
  });
}

std::pair<std::size_t, std::size_t> ReleasedArrears::of_line(std::string_view person, std::string_view line) const {
  const std::pair wanted{person, line};
  const auto first = std::partition_point(arrears_.begin(), arrears_.end(), [&](const auto& one) { return line_of(one) < wanted; });
  const auto last = std::partition_point(first, arrears_.end(), [&](const auto& one) { return line_of(one) == wanted; });
  return {static_cast<std::size_t>(first - arrears_.begin()), static_cast<std::size_t>(last - arrears_.begin())};
}

ReleasedArrears::Sum ReleasedArrears::of(std::string_view person, std::string_view line, DateSpan period) const {
  Sum sum;
  const auto [first, last] = of_line(person, line);
  for (std::size_t at = first; at < last; ++at)
    if (arrears_[at].period == period) {
      sum.amount += arrears_[at].amount;
      sum.recalculated = arrears_[at].recalculated;
      ++sum.releases;
    }
  return sum;
}

const ReleasedArrear* ReleasedArrears::with_other_days(std::string_view person, std::string_view line, DateSpan period) const {
  const auto [first, last] = of_line(person, line);
  for (std::size_t at = first; at < last; ++at)
    if (arrears_[at].period != period && overlap(arrears_[at].period, period).days() > 0) return &arrears_[at];
  return nullptr;
}

ReleasedArrears read_released_arrears(const plugin::Run& run) {
  constexpr std::string_view input = "#released";
  const auto kind = run.column(input, "kind"), key = run.column(input, "key"), batch = run.column(input, "batch"),
             provider_id = run.column(input, "provider_id"), provider = run.column(input, "provider"),
             person = run.column(input, "person_id"), line = run.column(input, "line_id"), service = run.column(input, "service"),
             from = run.column(input, "period_from"), to = run.column(input, "period_to"),
             recalculated = run.column(input, "recalculated"), amount = run.column(input, "amount"),
             released_on = run.column(input, "released_on");
  std::vector<ReleasedArrear> arrears;
  for (std::size_t row = 0; row < run.rows(input); ++row) {
    if (kind.text(row) != "arrears" || !from.date(row) || !to.date(row) || !amount.pence(row)) continue;
    const auto text = [row](const plugin::Column& of) { return std::string{of.text(row)}; };
    arrears.push_back({text(key),
                       text(batch),
                       text(provider_id),
                       text(provider),
                       text(person),
                       text(line),
                       text(service),
                       {*from.date(row), *to.date(row)},
                       recalculated.pence(row).value_or(Pence{}),
                       *amount.pence(row),
                       released_on.date(row)});
  }
  return ReleasedArrears{std::move(arrears), read_not_proven(run)};
}

}  // namespace counterfoil::uplift
