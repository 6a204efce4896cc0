#include "payments/period.hpp"

#include <algorithm>
#include <map>

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
    if (other == period) continue;
    notes.push_back(
        {"rows-of-another-period",
         payments.input,
         seen.second,
         "period_from",
         {{"rows", counted(seen.first, "row is", "rows are")}, {"other", span_words(other)}, {"period", span_words(period)}}});
  }
}

}  // namespace

std::optional<DateSpan> find_period(const Payments& payments, std::optional<Date> from, std::optional<Date> to, Notes& notes) {
  std::map<std::pair<Date, Date>, std::pair<std::uint64_t, std::size_t>> spans;  // -> rows, the first of them
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
    const DateSpan period{most->first.first, most->first.second};
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
