#include "run/team/column_periods.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "xlsx/formula_references.hpp"

namespace counterfoil::run {

namespace {

using report::TeamColumn;
using table::PeriodHeading;

constexpr std::int64_t longest_four_weeks = 29;  // days; a longer period is a month, of which there are twelve
// What speaks against a reading, in quarters of an amount that differs.
constexpr std::int64_t differs = 4;
constexpr std::int64_t not_typed = 1;      // a blank where something was paid: the team may still be typing
constexpr std::int64_t in_the_future = 4;  // amounts of a period after all that is known
constexpr std::int64_t clear = 2 * differs;

/// One way to read the whole table.
struct WayToRead {
  std::vector<std::optional<std::int64_t>> place;
  std::int64_t against = 0;
  bool compares = false;  // at least one column with amounts is of a known period
};

class Reader {
 public:
  explicit Reader(const ColumnsToRead& order) : order_(order), count_(order.table.periods.size()) {
    for (const TeamColumn& period : order.table.periods) {
      headings_.push_back(period_heading(order.sheet, order.table, period.column));
      out_.amounts.push_back(
          static_cast<std::size_t>(std::count_if(order.table.rows.begin(), order.table.rows.end(), [&](std::uint32_t row) {
            return order.sheet.pence(row, period.column).has_value();
          })));
    }
    out_.place.resize(count_);
    for (const KnownPeriod& period : order.known.all) {
      const auto match = report::match_team_rows(order.rows, period.lines, order.table.person_by);
      for (const auto& [row, pence] : match.before) {
        comparable_.insert(row);
        rows_of_[period.place].insert(row);
      }
      known_[period.place] = match.amounts;
    }
  }

  ColumnPeriods run() {
    told_before_ = report::match_team_rows(order_.rows, order_.known.told_before, order_.table.person_by).amounts;
    read_anchors();
    std::vector<WayToRead> readings = by_number();
    for (WayToRead& each : by_date()) readings.push_back(std::move(each));
    keep_those_told(readings);
    for (WayToRead& each : readings) weigh(each);
    std::erase_if(readings, [](const WayToRead& each) { return !each.compares; });
    std::stable_sort(readings.begin(), readings.end(),
                     [](const WayToRead& a, const WayToRead& b) { return a.against < b.against; });
    if (!readings.empty()) {
      out_.place = readings.front().place;
      out_.sure = out_.told || readings.size() == 1 || readings[1].against - readings[0].against >= clear;
    }
    for (const auto& [column, place] : anchors_)
      if (!out_.place[column]) out_.place[column] = place;
    for (std::size_t at = 0; at < count_; ++at)
      if (out_.place[at] && out_.amounts[at] > 0 && known_.contains(*out_.place[at]))
        out_.agreement[*out_.place[at]] = agreement(at, *out_.place[at]);
    return std::move(out_);
  }

 private:
  /// What earlier runs wrote, as long as the heading is still there.
  void read_anchors() {
    if (order_.last_period) {
      const bool both = order_.periods.previous && order_.periods.current;
      for (std::size_t at = 0; at < count_; ++at)
        if (order_.table.periods[at].column == *order_.last_period)
          anchors_[at] = both ? periods_between(*order_.periods.current, *order_.periods.previous) : -1;
      out_.told = !anchors_.empty();
      return;
    }
    if (!order_.mark) return;
    for (std::size_t at = 0; at < count_; ++at) {
      const std::string heading = fold_for_comparing(order_.table.periods[at].heading);
      for (const report::TeamMark::Column& column : order_.mark->columns) {
        if (!xlsx::same_sheet_name(column.sheet, order_.table.sheet) || fold_for_comparing(column.heading) != heading) continue;
        if (order_.periods.current)
          anchors_[at] = periods_between(*order_.periods.current,
                                         {Date{std::chrono::days{column.first}}, Date{std::chrono::days{column.last}}});
      }
      const bool the_last = order_.mark->period == order_.periods.current_words && !order_.mark->heading.empty() &&
                            xlsx::same_sheet_name(order_.mark->sheet, order_.table.sheet) &&
                            fold_for_comparing(order_.mark->heading) == heading;
      if (the_last) anchors_.try_emplace(at, 0);
    }
    out_.told = !anchors_.empty();
  }

  /// P12, P13, P1: the count goes on over the year's end.
  std::vector<std::optional<std::int64_t>> running_numbers() const {
    std::vector<std::optional<std::int64_t>> numbers(count_);
    std::int64_t years = 0;
    std::optional<std::int64_t> before;
    for (std::size_t at = 0; at < count_; ++at) {
      if (!headings_[at] || headings_[at]->has_dates() || !headings_[at]->number()) continue;
      const std::int64_t number = *headings_[at]->number();
      if (before && number < *before) years += periods_in_a_year(order_.periods);
      before = number;
      numbers[at] = number + years;
    }
    return numbers;
  }

  std::vector<WayToRead> by_number() const {
    const auto numbers = running_numbers();
    std::set<std::int64_t> offsets;
    for (std::size_t at = 0; at < count_; ++at) {
      if (!numbers[at]) continue;
      if (const auto anchor = anchors_.find(at); anchor != anchors_.end()) offsets.insert(anchor->second - *numbers[at]);
      if (out_.amounts[at] == 0) continue;
      for (const auto& [place, amounts] : known_) offsets.insert(place - *numbers[at]);
    }
    std::vector<WayToRead> readings;
    for (const std::int64_t offset : offsets) {
      WayToRead reading;
      for (const auto& number : numbers) reading.place.push_back(number ? std::optional{*number + offset} : std::nullopt);
      readings.push_back(std::move(reading));
    }
    return readings;
  }

  using TieKey = std::pair<PeriodHeading::Tie, std::int64_t>;

  static std::vector<TieKey> ties(const PeriodHeading& heading, const DateSpan& span) {
    const PeriodHeading::Tied tied = heading.tie_to(span);
    if (tied.tie == PeriodHeading::Tie::none || tied.tie == PeriodHeading::Tie::number) return {};
    std::vector<TieKey> keys = {{tied.tie, tied.days}};
    const bool of_both_months = tied.tie == PeriodHeading::Tie::last_month &&
                                heading.tie_to({span.first, span.first}).tie == PeriodHeading::Tie::last_month;
    if (of_both_months) keys.push_back({PeriodHeading::Tie::first_month, 0});
    return keys;
  }

  std::vector<WayToRead> by_date() const {
    std::map<TieKey, std::vector<std::vector<std::int64_t>>> places;  // by column: the periods that its heading would name
    for (std::size_t at = 0; at < count_; ++at) {
      if (!headings_[at] || !headings_[at]->has_dates()) continue;
      for (const KnownPeriod& period : order_.known.all) {
        if (!period.span) continue;
        for (const TieKey& key : ties(*headings_[at], *period.span)) {
          auto& columns = places[key];
          columns.resize(count_);
          columns[at].push_back(period.place);
        }
      }
    }
    std::vector<WayToRead> readings;
    for (const auto& [key, columns] : places) {
      WayToRead reading;
      for (const auto& named : columns) reading.place.push_back(named.size() == 1 ? std::optional{named.front()} : std::nullopt);
      readings.push_back(std::move(reading));
    }
    return readings;
  }

  /// Readings that say what the earlier runs wrote, as many of them as may be.
  void keep_those_told(std::vector<WayToRead>& readings) {
    if (anchors_.empty()) return;
    const auto contradicts = [&](const WayToRead& reading) {
      return std::any_of(anchors_.begin(), anchors_.end(),
                         [&](const auto& each) { return reading.place[each.first] && *reading.place[each.first] != each.second; });
    };
    if (std::all_of(readings.begin(), readings.end(), contradicts)) return;
    std::erase_if(readings, contradicts);
  }

  std::int64_t expected(std::int64_t place, std::uint32_t row) const {
    const auto& amounts = known_.at(place);
    const auto found = amounts.find(row);
    return found == amounts.end() ? 0 : found->second;
  }

  void weigh(WayToRead& reading) const {
    for (std::size_t at = 0; at < count_; ++at) {
      if (!reading.place[at] || out_.amounts[at] == 0) continue;
      if (!known_.contains(*reading.place[at])) {
        if (*reading.place[at] > known_.rbegin()->first) reading.against += in_the_future;
        continue;
      }
      reading.compares = true;
      for (const std::uint32_t row : comparable_) {
        const auto stands = order_.sheet.pence(row, order_.table.periods[at].column);
        if (stands.value_or(0) == expected(*reading.place[at], row)) continue;
        // An export that was corrected since: the column has what the earlier one said.
        const auto told = told_before_.find(row);
        if (*reading.place[at] == 0 && stands && told != told_before_.end() && told->second == *stands) continue;
        reading.against += stands ? differs : not_typed;
      }
    }
    // Told by an earlier run: amounts are not needed for it.
    reading.compares = reading.compares || out_.told;
  }

  Agreement agreement(std::size_t at, std::int64_t place) const {
    Agreement found;
    const auto rows = rows_of_.find(place);
    if (rows == rows_of_.end()) return found;
    for (const std::uint32_t row : rows->second) {
      ++found.comparable;
      if (order_.sheet.pence(row, order_.table.periods[at].column).value_or(0) == expected(place, row)) ++found.agreeing;
    }
    return found;
  }

  const ColumnsToRead& order_;
  std::size_t count_;
  std::vector<std::optional<PeriodHeading>> headings_;
  std::map<std::size_t, std::int64_t> anchors_;                          // by column: its place
  std::map<std::int64_t, std::map<std::uint32_t, std::int64_t>> known_;  // by place, by row
  std::map<std::int64_t, std::set<std::uint32_t>> rows_of_;              // by place: rows that a line of that export belongs to
  std::set<std::uint32_t> comparable_;                                   // all of them
  std::map<std::uint32_t, std::int64_t> told_before_;                    // by row: this period's, as an earlier run had it
  ColumnPeriods out_;
};

}  // namespace

std::optional<std::size_t> ColumnPeriods::at(std::int64_t wanted) const {
  for (std::size_t column = 0; column < place.size(); ++column)
    if (place[column] == wanted) return column;
  return std::nullopt;
}

std::optional<std::size_t> ColumnPeriods::last_before() const {
  std::optional<std::size_t> last;
  for (std::size_t column = 0; column < place.size(); ++column)
    if (place[column] && *place[column] < 0 && amounts[column] > 0 && (!last || *place[column] > *place[*last])) last = column;
  return last;
}

std::optional<std::size_t> ColumnPeriods::last_filled() const {
  for (std::size_t column = place.size(); column-- > 0;)
    if (amounts[column] > 0) return column;
  return std::nullopt;
}

std::optional<PeriodHeading> period_heading(const TeamSheet& sheet, const report::TeamTable& table, std::uint32_t column) {
  for (std::uint32_t row = table.heading_row; row >= table.top_row && row > 0; --row)
    if (auto heading = sheet.period(row, column)) return heading;
  return std::nullopt;
}

std::int64_t periods_in_a_year(const PeriodsCompared& periods) {
  if (periods.current && periods.current->days() < 14) return 52;
  return periods.current && periods.current->days() > longest_four_weeks ? 12 : 13;
}

ColumnPeriods read_column_periods(const ColumnsToRead& order) { return Reader{order}.run(); }

}  // namespace counterfoil::run
