#include "past_payments.hpp"

#include <algorithm>

#include "counterfoil/text.hpp"

namespace counterfoil::turning {

namespace {

constexpr std::string_view kept_table = "#paid_days";

bool before(DateSpan left, DateSpan right) { return left.first < right.first && left.last < right.last; }

}  // namespace

std::optional<DateSpan> days_of(const payments::Export& from, const payments::PaidRow& row) {
  switch (row.kind) {
    case payments::PaymentKind::regular: return days_paid_for(from, row);
    case payments::PaymentKind::adjustment: return payments::adjusted_span(from.payments, row.row, from.period);
    case payments::PaymentKind::one_off: break;
  }
  return std::nullopt;
}

PastPayments::PastPayments(const plugin::Run& run, DateSpan period) : period_(period) {
  const auto column = [&run](std::string_view field) { return run.column(kept_table, field); };
  const auto person = column("person_id"), line = column("line_id"), service = column("service"), provider = column("provider"),
             payee = column("payee"), payee_id = column("payee_id"), cost_centre = column("cost_centre"),
             subjective = column("subjective"), first = column("first"), last = column("last"), paid = column("paid"),
             export_first = column("#first"), export_last = column("#last");
  for (std::size_t row = 0; row < run.rows(kept_table); ++row) {
    const auto from = export_first.date(row);
    const auto to = export_last.date(row);
    const auto begin = first.date(row);
    const auto end = last.date(row);
    if (!from || !to || !begin || !end || DateSpan{*from, *to} == period) continue;
    payments_.push_back({person.text(row), line.text(row), service.text(row), provider.text(row), payee.text(row),
                         payee_id.text(row), cost_centre.text(row), subjective.text(row), DateSpan{*from, *to},
                         DateSpan{*begin, *end}, paid.pence(row).value_or(Pence{})});
  }
  const auto seen_first = run.column("#exports", "first");
  const auto seen_last = run.column("#exports", "last");
  for (std::size_t row = 0; row < run.rows("#exports"); ++row)
    if (const auto from = seen_first.date(row), to = seen_last.date(row); from && to && before({*from, *to}, period))
      exports_.push_back({*from, *to});
}

Pence PastPayments::paid_since(std::string_view person, std::string_view line, Date adult) const {
  Pence sum;
  for (const PastPayment& each : payments_)
    if (each.person == person && each.line == line && before(each.export_period, period_))
      sum += paid_days::share_of(each.paid, each.days, {adult, std::max(adult, each.days.last)});
  return sum;
}

Pence PastPayments::paid_on_others(std::string_view person, const std::vector<std::string>& lines, Date adult) const {
  Pence sum;
  for (const PastPayment& each : payments_)
    if (each.person == person && before(each.export_period, period_) &&
        std::find(lines.begin(), lines.end(), each.line) == lines.end())
      sum += paid_days::share_of(each.paid, each.days, {adult, std::max(adult, each.days.last)});
  return sum;
}

std::vector<DateSpan> PastPayments::not_remembered(DateSpan days) const {
  return days.days() == 0 ? std::vector<DateSpan>{} : paid_days::Account::without(days, exports_);
}

void add_up_since_18(Result& result, const PastPayments& past) {
  const payments::Export& from = result.payments;
  for (PersonFacts& person : result.all) {
    if (!person.birthday || person.birthday->adult >= from.period.first) continue;
    const Date adult = person.birthday->adult;
    const std::string_view id = result.people.ids[person.person];
    const auto unknown = past.not_remembered({adult, from.period.first - std::chrono::days{1}});
    person.since_18 = Pence{};
    std::vector<std::string> lines;
    for (LineFacts& line : person.lines) {
      Pence sum = line.paid_after_18 + past.paid_since(id, result.line_id(line.line), adult);
      for (const DateSpan& days : unknown) sum += due_after(from, line.line, days, adult);
      line.since_18 = sum;
      person.since_18 += sum;
      lines.push_back(result.line_id(line.line));
    }
    person.since_18 += past.paid_on_others(id, lines, adult);  // on lines that are over
  }
}

void hand_out_past_payments(plugin::Run& run, const Result& result) {
  const auto table = run.open_table("paid_days", {"person_id", "line_id", "first", "last", "paid", "service", "provider", "payee",
                                                  "payee_id", "cost_centre", "subjective"});
  const payments::Export& from = result.payments;
  const payments::Payments& payments = from.payments;
  for (const PersonFacts& person : result.all) {
    // Everybody who turns 18 within the horizon, whatever the class: the decision may come later.
    if (!person.birthday || person.birthday->adult > result.horizon) continue;
    for (const LineFacts& facts : person.lines) {
      for (const payments::PaidRow& row : from.rows_of(from.lines[facts.line])) {
        const auto days = days_of(from, row);
        if (!days || row.paid.count == 0) continue;
        table.add({result.people.ids[person.person], result.line_id(facts.line), days->first, days->last, row.paid,
                   payments::service_words(payments, row.row), payments.provider.text(row.row), payments.payee.text(row.row),
                   payments.payee_id.text(row.row), payments.cost_centre.text(row.row), payments.subjective.text(row.row)});
      }
    }
  }
}

}  // namespace counterfoil::turning
