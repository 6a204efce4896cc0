#include "overpaid_table.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_set>

#include "counterfoil/ids.hpp"
#include "counterfoil/text.hpp"

namespace counterfoil::cwd {

namespace {

constexpr std::string_view table = "#overpayments";

/// Who is paid for a line that runs on after the period: by their number, and by name where the export has no number.
class StillPaid {
 public:
  explicit StillPaid(const Export& current) {
    const Payments& payments = current.payments;
    for (const Line& line : current.lines) {
      if (line.repeat != Repeat::none || !runs_on(current, line)) continue;
      const std::size_t row = current.head_row(line);
      if (const auto id = payments.payee_id.text(row); !id.empty()) ids_.insert(id);
      names_.insert(plain(payments.payee.text(row)));
    }
  }

  /// "" where the payee is not known.
  std::string_view words(std::string_view payee_id, std::string_view payee) const {
    if (payee_id.empty() && payee.empty()) return {};
    const bool paid = payee_id.empty() ? names_.contains(plain(payee)) : ids_.contains(payee_id);
    return paid ? "Yes" : "No";
  }

 private:
  static bool runs_on(const Export& current, const Line& line) {
    const Payments& payments = current.payments;
    const PaidRow& head = current.head_of(line);
    const Date last = current.period.last;
    if (head.kind != PaymentKind::regular || paid_of(current.rows_of(line)).regular.count <= 0) return false;
    if (const auto end = payments.end.date(head.row); end && *end <= last) return false;
    const auto from = payments.suspended_from.date(head.row);
    const auto to = payments.suspended_to.date(head.row);
    return !(from && *from <= last && (!to || *to > last));
  }

  std::unordered_set<std::string_view> ids_;
  std::unordered_set<std::string> names_;
};

using Key = std::tuple<std::string, std::string, Date, std::string>;

/// Money taken back on a line in this period, by person and line.
std::map<std::pair<std::string, std::string>, std::pair<Pence, std::size_t>> taken_back(const Result& result) {
  std::map<std::pair<std::string, std::string>, std::pair<Pence, std::size_t>> found;
  for (const ReportLine& line : result.lines) {
    if (line.pair.current == no_line) continue;
    for (const PaidRow& row : result.current.rows_of(result.current.lines[line.pair.current])) {
      if (row.adjustment.count >= 0) continue;
      auto [place, added] =
          found.try_emplace({std::string{result.person_id(line.pair)}, result.line_id(line.pair)}, Pence{}, row.row);
      place->second.first += row.adjustment;
      place->second.second = std::min<std::size_t>(place->second.second, row.row);
    }
  }
  return found;
}

}  // namespace

OverpaidTable::OverpaidTable(const plugin::Run& run, const Result& result, DateSpan now, Notes& notes) {
  const std::string source = "CWD comparison, " + span_words(now);
  add_named(result, now, source);
  add_kept(run, result, source, notes);
  if (rows_.empty()) return;
  const StillPaid still_paid{result.current};
  for (Row& row : rows_) row.still_paid = still_paid.words(row.payee_id, row.payee);
  // The newest first, then the most money: what is to be decided stands on top.
  std::sort(rows_.begin(), rows_.end(), [](const Row& left, const Row& right) {
    if (left.discovered != right.discovered) return left.discovered > right.discovered;
    const Pence a = left.paid - left.correct;
    const Pence b = right.paid - right.correct;
    if (a != b) return a > b;
    if (left.person_id != right.person_id) return id_before(left.person_id, right.person_id);
    if (left.line_id != right.line_id) return id_before(left.line_id, right.line_id);
    return std::tie(left.span.first, left.cause) < std::tie(right.span.first, right.cause);
  });
}

void OverpaidTable::add_named(const Result& result, DateSpan now, const std::string& source) {
  for (const Change& change : result.changes) {
    if (change.judgement.accepted_until) continue;  // somebody decided that it is right
    const Pair& pair = result.lines[change.line].pair;
    for (const Overpayment& overpaid : change.judgement.overpaid) {
      const Payments& payments = result.current.payments;
      const std::size_t row = result.current.head_row(result.current.lines[pair.current]);
      rows_.push_back({std::string{result.person_id(pair)},
                       result.line_id(pair),
                       std::string{service_words(payments, row)},
                       std::string{payments.provider.text(row)},
                       std::string{payments.payee.text(row)},
                       std::string{payments.payee_id.text(row)},
                       std::string{payments.cost_centre.text(row)},
                       std::string{payments.subjective.text(row)},
                       overpaid.cause,
                       source,
                       overpaid.span,
                       overpaid.days,
                       Pence{},
                       std::nullopt,
                       overpaid.paid,
                       Pence{},
                       now.last,
                       {}});
      ++named_;
      named_amount_ += overpaid.paid;
    }
  }
}

/// What was named once stays, as recovering it takes longer than a period. A row of this very period that is not named any more,
/// because the export was put right, goes; where somebody has decided on it already, it stays with nothing overpaid.
void OverpaidTable::add_kept(const plugin::Run& run, const Result& result, const std::string& source, Notes& notes) {
  const std::size_t count = run.rows(table);
  if (count == 0) return;
  std::set<Key> known;
  for (const Row& row : rows_) known.emplace(row.person_id, row.line_id, row.span.first, row.cause);
  const auto column = [&run](std::string_view field) { return run.column(table, field); };
  const auto person_id = column("person_id"), line_id = column("line_id"), service = column("service"),
             provider = column("provider"), payee = column("payee"), payee_id = column("payee_id"), from = column("overpaid_from"),
             to = column("overpaid_to"), days = column("days"), correct_weekly = column("correct_weekly"), paid = column("paid"),
             correct = column("correct"), cause = column("cause"), discovered = column("discovered"),
             next_payment = column("next_payment"), cost_centre = column("cost_centre"), subjective = column("subjective"),
             origin = column("source"), recover = column("recover"), initials = column("recover_initials"),
             recover_date = column("recover_date");
  const auto text = [](const plugin::Column& of, std::size_t row) { return std::string{of.text(row)}; };
  const auto returned = taken_back(result);
  for (std::size_t at = 0; at < count; ++at) {
    const DateSpan span{from.date(at).value_or(Date{}), to.date(at).value_or(Date{})};
    Row row{text(person_id, at),
            text(line_id, at),
            text(service, at),
            text(provider, at),
            text(payee, at),
            text(payee_id, at),
            text(cost_centre, at),
            text(subjective, at),
            text(cause, at),
            text(origin, at),
            span,
            span.days(),
            correct_weekly.pence(at),
            next_payment.pence(at),
            paid.pence(at).value_or(Pence{}),
            correct.pence(at).value_or(Pence{}),
            discovered.date(at),
            {}};
    // A whole number is a text where a workbook is read back.
    if (const std::string_view written = days.text(at); !written.empty()) {
      row.days = 0;
      for (const char digit : written)
        if (digit >= '0' && digit <= '9') row.days = row.days * 10 + (digit - '0');
    }
    if (const auto back = returned.find({row.person_id, row.line_id}); back != returned.end() && row.source != source)
      notes.push_back({"overpayment-taken-back",
                       result.current.payments.input,
                       back->second.second,
                       "net",
                       {{"person", row.person_id},
                        {"line", row.line_id},
                        {"overpaid", format_pounds(row.paid - row.correct)},
                        {"span", span_words(row.span)},
                        {"back", format_pounds(absolute(back->second.first))}}});
    if (!known.emplace(row.person_id, row.line_id, row.span.first, row.cause).second) continue;
    if (row.source == source) {
      const bool decided = !recover.text(at).empty() || !initials.text(at).empty() || recover_date.date(at);
      if (!decided) continue;
      row.correct = row.paid;
    }
    rows_.push_back(std::move(row));
  }
}

void OverpaidTable::hand_out(plugin::Run& run) const {
  const auto sheet = run.open_table(
      "overpayments", {"person_id",   "line_id",    "service",        "provider",    "payee",      "payee_id", "overpaid_from",
                       "overpaid_to", "days",       "correct_weekly", "paid",        "correct",    "overpaid", "cause",
                       "discovered",  "still_paid", "next_payment",   "cost_centre", "subjective", "source"});
  for (const Row& row : rows_)
    sheet.add({row.person_id,          row.line_id,      row.service,
               row.provider,           row.payee,        row.payee_id,
               row.span.first,         row.span.last,    plugin::Value::integer(row.days),
               row.correct_weekly,     row.paid,         row.correct,
               row.paid - row.correct, row.cause,        row.discovered,
               row.still_paid,         row.next_payment, row.cost_centre,
               row.subjective,         row.source});
}

}  // namespace counterfoil::cwd
