#include "pay_calendar.hpp"

#include "counterfoil/text.hpp"

namespace counterfoil::cwd {

namespace {

constexpr std::string_view pay_calendar_table = "pay-calendar";

bool is_for(const std::string& row, std::string_view service) { return row.empty() || row == service; }

}  // namespace

PayCalendar::PayCalendar(const plugin::Run& run, Notes& notes) {
  const auto service = run.column(pay_calendar_table, "service"), from = run.column(pay_calendar_table, "from"),
             to = run.column(pay_calendar_table, "to"), weeks = run.column(pay_calendar_table, "weeks"),
             paid_on = run.column(pay_calendar_table, "paid_on"), reason = run.column(pay_calendar_table, "reason");
  for (std::size_t at = 0; at < run.rows(pay_calendar_table); ++at) {
    const auto first = from.date(at);
    const auto last = to.date(at);
    Row row{plain(service.text(at)), {}, weeks.quantity(at), paid_on.date(at), std::string{reason.text(at)}};
    if (!first || (!row.weeks && !row.paid_on) || (last && *last < *first)) {
      notes.push_back({"pay-calendar-incomplete", pay_calendar_table, at, {}, {}});
      continue;
    }
    row.days = {*first, last.value_or(*first)};
    rows_.push_back(std::move(row));
  }
}

std::optional<PayCalendar::Weeks> PayCalendar::weeks_in(std::string_view service, DateSpan period) const {
  Weeks found;
  Quantity sum{0};
  for (const Row& row : rows_) {
    if (!row.weeks || !is_for(row.service, service) || overlap(row.days, period).days() == 0) continue;
    found.numbers.push_back(*row.weeks);
    sum.millionths += row.weeks->millionths;
    if (!found.words.empty()) found.words += ", ";
    found.words += row.reason;
  }
  if (found.numbers.empty()) return std::nullopt;
  if (found.numbers.size() > 1) found.numbers.push_back(sum);
  return found;
}

const PayCalendar::Row* PayCalendar::moved(std::string_view service, DateSpan days) const {
  for (const Row& row : rows_)
    if (row.paid_on && is_for(row.service, service) && overlap(row.days, days) == days) return &row;
  return nullptr;
}

std::optional<std::string> PayCalendar::paid_in(std::string_view service, DateSpan days, DateSpan period) const {
  const Row* row = moved(service, days);
  return row != nullptr && period.contains(*row->paid_on) ? std::optional{row->reason} : std::nullopt;
}

std::optional<std::string> PayCalendar::paid_later(std::string_view service, DateSpan days, DateSpan period) const {
  const Row* row = moved(service, days);
  return row != nullptr && *row->paid_on > period.last ? std::optional{row->reason} : std::nullopt;
}

}  // namespace counterfoil::cwd
