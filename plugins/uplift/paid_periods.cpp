#include "paid_periods.hpp"

#include <algorithm>
#include <unordered_map>

namespace counterfoil::uplift {

// Long because a row is either taken or noted, and both need the same columns.
PaidPeriods read_paid_periods(const plugin::Run& run, const CareLines& lines, Notes& notes) {
  constexpr std::string_view input = "paid";
  PaidPeriods paid;
  paid.given = run.given(input);
  const auto line_id = run.column(input, "line_id");
  const auto person_id = run.column(input, "person_id");
  const auto from = run.column(input, "period_from");
  const auto to = run.column(input, "period_to");
  const auto amount = run.column(input, "#control");
  std::unordered_map<std::string_view, std::vector<std::uint32_t>> by_id;
  for (std::uint32_t at = 0; paid.given && at < lines.lines.size(); ++at) by_id[lines.lines[at].id].push_back(at);
  for (std::size_t row = 0; row < run.rows(input); ++row) {
    const Pence pence = amount.pence(row).value_or(Pence{});
    const auto unknown = [&](std::string_view id, std::string_view field) {
      notes.push_back({id, input, row, field, {}});
      ++paid.unknown_rows;
      paid.unknown += pence;
    };
    const auto first = from.date(row);
    const auto last = to.date(row);
    if (!first || !last || *last < *first) {
      unknown("paid-period-not-known", first ? "period_to" : "period_from");
      continue;
    }
    const auto found = by_id.find(line_id.text(row));
    const std::string_view person = person_id.text(row);
    const std::uint32_t* line = nullptr;
    if (found != by_id.end())
      for (const std::uint32_t& candidate : found->second)
        if (person.empty() ? found->second.size() == 1
                           : lines.lines[candidate].person.empty() || lines.lines[candidate].person == person)
          line = &candidate;
    if (!line) {
      unknown("paid-line-not-known", "line_id");
      continue;
    }
    paid.periods.push_back({*line, {*first, *last}, pence, static_cast<std::uint32_t>(row), 1, false});
  }
  auto& periods = paid.periods;
  std::sort(periods.begin(), periods.end(), [](const PaidPeriod& left, const PaidPeriod& right) {
    if (left.line != right.line) return left.line < right.line;
    if (left.period.first != right.period.first) return left.period.first < right.period.first;
    if (left.period.last != right.period.last) return left.period.last < right.period.last;
    return left.row < right.row;
  });
  // Several rows of one period, such as an adjustment, are what was paid for it together.
  std::size_t kept = 0;
  for (std::size_t at = 0; at < periods.size(); ++at) {
    if (kept > 0 && periods[kept - 1].line == periods[at].line && periods[kept - 1].period == periods[at].period) {
      periods[kept - 1].paid += periods[at].paid;
      ++periods[kept - 1].rows;
    } else {
      periods[kept++] = periods[at];
    }
  }
  periods.resize(kept);
  for (std::size_t at = 1; at < periods.size(); ++at)
    if (periods[at].line == periods[at - 1].line && overlap(periods[at].period, periods[at - 1].period).days() > 0)
      periods[at].overlaps = periods[at - 1].overlaps = true;
  return paid;
}

}  // namespace counterfoil::uplift
