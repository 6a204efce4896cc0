#include "payments/period.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "counterfoil/text.hpp"

namespace counterfoil::payments {

namespace {

using Days = std::chrono::days;

std::optional<DateSpan> own_span(const Payments& payments, std::size_t row) {
  const auto from = payments.period_from.date(row);
  const auto to = payments.period_to.date(row);
  if (!from || !to || *to < *from) return std::nullopt;
  return DateSpan{*from, *to};
}

void note_other_spans(const Payments& payments, const std::map<std::pair<Date, Date>, std::pair<std::uint64_t, std::size_t>>& spans,
                      DateSpan period, Notes& notes) {
  for (const auto& [span, seen] : spans) {
    const DateSpan other{span.first, span.second};
    if (other == period || overlap(other, period) == other) continue;
    notes.push_back(
        {"rows-of-another-period",
         payments.input,
         seen.second,
         "period_from",
         {{"rows", counted(seen.first, "row is", "rows are")}, {"other", span_words(other)}, {"period", span_words(period)}}});
  }
}

}  // namespace

namespace {

using Spans = std::map<std::pair<Date, Date>, std::pair<std::uint64_t, std::size_t>>;  // -> rows, the first of them

/// An export may have a row a week for each line. Then its period is all of these weeks: spans that adjoin, as long as each other,
/// on half as many rows at least as the most common one, with several of them on most lines.
DateSpan with_its_weeks(const Payments& payments, const Spans& spans, DateSpan most, std::uint64_t most_rows) {
  constexpr std::int64_t longest_part = 15;
  if (most.days() > longest_part) return most;
  const auto part = [&](Date first, Date last) {
    const auto found = spans.find({first, last});
    return found != spans.end() && found->second.first * 2 >= most_rows;
  };
  const Days length{most.days()};
  DateSpan whole = most;
  std::int64_t parts = 1;
  while (part(whole.first - length, whole.first - Days{1})) whole.first -= length, ++parts;
  while (part(whole.last + Days{1}, whole.last + length)) whole.last += length, ++parts;
  if (whole.days() < 28 || whole.days() > 35) return most;
  std::set<std::pair<std::string_view, std::string_view>> lines;
  std::uint64_t rows = 0;
  for (std::size_t row = 0; row < payments.rows; ++row) {
    const auto span = own_span(payments, row);
    if (!span || span->first < whole.first || span->last > whole.last) continue;
    ++rows;
    lines.emplace(payments.person_id.text(row), payments.line_id.text(row));
  }
  return rows * 2 > lines.size() * static_cast<std::uint64_t>(parts) ? whole : most;
}

}  // namespace

std::optional<DateSpan> find_period(const Payments& payments, std::optional<Date> from, std::optional<Date> to, Notes& notes) {
  Spans spans;
  std::uint64_t without = 0;
  for (std::size_t row = 0; row < payments.rows; ++row) {
    const auto span = own_span(payments, row);
    if (!span) {
      ++without;
      continue;
    }
    auto [place, added] = spans.try_emplace({span->first, span->last}, 0, row);
    ++place->second.first;
  }
  if (!spans.empty()) {
    // A tie goes to the later period: an export of this period may carry as many rows of the one before.
    const auto most = std::max_element(spans.begin(), spans.end(), [](const auto& a, const auto& b) {
      return a.second.first != b.second.first ? a.second.first < b.second.first : a.first < b.first;
    });
    const DateSpan common{most->first.first, most->first.second};
    const bool told = from && to && *from <= *to;
    if (told && overlap(common, {*from, *to}).days() == 0 && spans.size() == 1)
      notes.push_back({"period-setting-contradicts",
                       payments.input,
                       most->second.second,
                       "period_from",
                       {{"which", std::string{payments.title}},
                        {"typed", span_words({*from, *to})},
                        {"found", span_words(common)},
                        {"setting", std::string{payments.input}}}});
    const DateSpan period = told ? DateSpan{*from, *to} : with_its_weeks(payments, spans, common, most->second.first);
    note_other_spans(payments, spans, period, notes);
    if (without > 0)
      notes.push_back({"rows-without-period",
                       payments.input,
                       UINT64_MAX,
                       {},
                       {{"rows", counted(without, "row has", "rows have")}, {"period", span_words(period)}}});
    return period;
  }
  if (from && to && *from <= *to) return DateSpan{*from, *to};
  notes.push_back({"period-missing",
                   payments.input,
                   UINT64_MAX,
                   {},
                   {{"which", std::string{payments.title}}, {"setting", std::string{payments.input}}}});
  return std::nullopt;
}

DateSpan period_of_row(const Payments& payments, std::size_t row, DateSpan period) {
  return own_span(payments, row).value_or(period);
}

namespace {

Date week_of(Date date, std::chrono::weekday start) { return date - (std::chrono::weekday{date} - start); }

}  // namespace

DateSpan whole_weeks(DateSpan span, std::chrono::weekday start) {
  return {week_of(span.first, start), week_of(span.last, start) + Days{6}};
}

std::int64_t week_starts(DateSpan span, std::chrono::weekday start) {
  if (span.days() == 0) return 0;
  const Date first = week_of(span.first + Days{6}, start);  // the first start on or after the first day
  return first > span.last ? 0 : (span.last - first).count() / 7 + 1;
}

std::int64_t weeks_touched(DateSpan span, std::chrono::weekday start) {
  if (span.days() == 0) return 0;
  return (week_of(span.last, start) - week_of(span.first, start)).count() / 7 + 1;
}

}  // namespace counterfoil::payments
