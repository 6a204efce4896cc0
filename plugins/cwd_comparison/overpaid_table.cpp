#include "overpaid_table.hpp"

#include <algorithm>
#include <map>
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

OverpaidTable::OverpaidTable(const plugin::Run& run, const Result& result, const Memory& memory, const Debts& debts, DateSpan now,
                             Notes& notes) {
  const std::string source = "CWD comparison, " + span_words(now);
  read_kept(run, result, memory, debts, source, notes);
  add_named(result, now, source);
  // Of this very period and not named any more, because the export was put right: it goes, unless somebody has decided on it.
  std::erase_if(rows_, [](const Row& row) { return row.withdrawn && !row.decided; });
  for (Row& row : rows_)
    if (row.withdrawn) row.correct = row.paid;
  take_out_accepted(debts);
  add_recoveries(debts);
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

/// One that goes on is one row that grows: the same line and cause, for days that follow.
void OverpaidTable::add_named(const Result& result, DateSpan now, const std::string& source) {
  for (const Change& change : result.changes) {
    if (change.judgement.accepted_until) continue;  // somebody decided that it is right
    const Pair& pair = result.lines[change.line].pair;
    for (const Overpayment& overpaid : change.judgement.overpaid) {
      const bool is_now = pair.current != no_line;
      const Export& from = is_now ? result.current : result.previous;
      const Payments& payments = from.payments;
      const std::size_t row = from.head_row(from.lines[is_now ? pair.current : pair.previous]);
      Row more{std::string{result.person_id(pair)},
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
               overpaid.correct.count == 0 ? std::optional{Pence{}} : std::nullopt,
               std::nullopt,
               overpaid.paid,
               overpaid.correct,
               overpaid.recovered,
               now.last,
               {}};
      ++named_;
      named_amount_ += overpaid.paid - overpaid.correct;
      const auto known = std::find_if(rows_.begin(), rows_.end(), [&](const Row& old) {
        return old.person_id == more.person_id && old.line_id == more.line_id && old.cause == more.cause &&
               (old.span.first == more.span.first ||
                (old.span.first < more.span.first && old.span.last + std::chrono::days{1} >= more.span.first));
      });
      if (known == rows_.end()) {
        events_.push_back({more});
        rows_.push_back(std::move(more));
        continue;
      }
      const DateSpan days = more.span;
      more.span.first = known->span.first;
      events_.push_back({more});
      known->recovered_at_once += more.recovered;
      if (known->withdrawn || days.first == known->span.first) {  // the same days, named anew by a run of the same period
        known->withdrawn = false;
        known->span.last = days.last;
        known->days = more.days;
        known->paid = more.paid;
        known->correct = more.correct;
        known->correct_weekly = more.correct_weekly;
        continue;
      }
      known->span.last = std::max(known->span.last, days.last);
      known->days += more.days;
      known->paid += more.paid;
      known->correct += more.correct;
    }
  }
}

/// What an OK on Changes says of two lines is true of what was named because of them.
void OverpaidTable::take_out_accepted(const Debts& debts) {
  for (const KnownDebt& debt : debts.all()) {
    if (!debt.withdrawn) continue;
    const auto row = std::find_if(rows_.begin(), rows_.end(), [&](const Row& one) {
      return one.person_id == debt.person && one.line_id == debt.line && one.span.first == debt.span.first &&
             one.cause == debt.cause;
    });
    Row undone;
    if (row != rows_.end()) {
      if (row->decided) continue;
      undone = *row;
      rows_.erase(row);
    } else {
      undone.person_id = debt.person;
      undone.line_id = debt.line;
      undone.cause = debt.cause;
      undone.span = debt.span;
    }
    undone.days = 0;
    undone.paid = undone.recovered = Pence{};
    undone.correct = debt.money.overpaid;
    events_.push_back({std::move(undone)});
  }
}

void OverpaidTable::read_register(const KnownDebt& debt, Row& row) {
  Pence raised, paid, deducted, to_come;
  for (const DebtMatter* matter : debt.matters) {
    raised += matter->raised;
    paid += matter->paid;
    deducted += matter->deducted;
    to_come += matter->to_come();
  }
  row.recovered = debt.counted();
  row.in_register = "In the debtors' register: " + format_pounds(raised) + " raised, " + format_pounds(deducted) + " deducted, " +
                    format_pounds(paid) + " paid, " + format_pounds(to_come) + " still to come";
  if (const Pence more = debt.not_ticked(); more.count > 0)
    row.in_register += "; exports took back " + format_pounds(more) + " that is not ticked there";
  row.in_register += ".";
}

void OverpaidTable::add_recoveries(const Debts& debts) {
  for (Row& row : rows_) {
    const KnownDebt* debt = debts.find(row.person_id, row.line_id, row.span.first, row.cause);
    if (debt == nullptr) continue;
    if (debt->matters.empty())
      row.recovered = debt->money.recovered + row.recovered_at_once;
    else
      read_register(*debt, row);
    if (debt->taken_now.count == 0) continue;
    Row back = row;
    back.paid = back.correct = Pence{};
    back.days = 0;
    back.recovered = debt->taken_now;
    back.in_register.clear();
    events_.push_back({std::move(back)});
  }
}

bool OverpaidTable::as_earlier_exports_left_it(Row& row, const Memory& memory) {
  bool remembered = false;
  for (const DebtEvent& event : memory.debts()) {
    if (event.person != row.person_id || event.line != row.line_id || event.from != row.span.first || event.cause != row.cause)
      continue;
    if (!std::exchange(remembered, true)) {
      row.paid = row.correct = Pence{};
      row.days = 0;
      row.span.last = row.span.first;
    }
    row.paid += event.paid;
    row.correct += event.correct;
    row.days += event.days;
    row.span.last = std::max(row.span.last, event.to);
  }
  return remembered;
}

/// What was named once stays, as recovering it takes longer than a period.
void OverpaidTable::read_kept(const plugin::Run& run, const Result& result, const Memory& memory, const Debts& debts,
                              const std::string& source, Notes& notes) {
  const std::size_t count = run.rows(table);
  const auto column = [&run](std::string_view field) { return run.column(table, field); };
  const auto person_id = column("person_id"), line_id = column("line_id"), service = column("service"),
             provider = column("provider"), payee = column("payee"), payee_id = column("payee_id"), from = column("overpaid_from"),
             to = column("overpaid_to"), days = column("days"), correct_weekly = column("correct_weekly"), paid = column("paid"),
             correct = column("correct"), cause = column("cause"), discovered = column("discovered"),
             next_payment = column("next_payment"), cost_centre = column("cost_centre"), subjective = column("subjective"),
             origin = column("source"), recover = column("recover"), initials = column("recover_initials"),
             recover_date = column("recover_date"), recovered = column("recovered");
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
            recovered.pence(at).value_or(Pence{}),
            discovered.date(at),
            {}};
    // A whole number is a text where a workbook is read back.
    if (const std::string_view written = days.text(at); !written.empty()) {
      row.days = 0;
      for (const char digit : written)
        if (digit >= '0' && digit <= '9') row.days = row.days * 10 + (digit - '0');
    }
    row.decided = !recover.text(at).empty() || !initials.text(at).empty() || recover_date.date(at).has_value();
    row.withdrawn = row.source == source;
    if (as_earlier_exports_left_it(row, memory)) row.withdrawn = false;
    if (const auto back = returned.find({row.person_id, row.line_id});
        back != returned.end() && !row.withdrawn && !debts.in_register(row.person_id, row.line_id, row.span.first, row.cause))
      notes.push_back({"overpayment-taken-back",
                       result.current.payments.input,
                       back->second.second,
                       "net",
                       {{"person", row.person_id},
                        {"line", row.line_id},
                        {"overpaid", format_pounds(row.paid - row.correct)},
                        {"span", span_words(row.span)},
                        {"back", format_pounds(absolute(back->second.first))}}});
    rows_.push_back(std::move(row));
  }
}

Pence OverpaidTable::overpaid_now() const {
  Pence sum;
  for (const Event& event : events_) sum += event.row.paid - event.row.correct;
  return sum;
}

Pence OverpaidTable::recovered_now() const {
  Pence sum;
  for (const Event& event : events_) sum += event.row.recovered;
  return sum;
}

void OverpaidTable::hand_out(plugin::Run& run) const {
  const auto sheet =
      run.open_table("overpayments", {"person_id",     "line_id",     "service",    "provider",       "payee",      "payee_id",
                                      "overpaid_from", "overpaid_to", "days",       "correct_weekly", "paid",       "correct",
                                      "overpaid",      "cause",       "recovered",  "left",           "discovered", "still_paid",
                                      "next_payment",  "cost_centre", "subjective", "source",         "carried"});
  for (const Row& row : rows_)
    sheet.add({row.person_id,
               row.line_id,
               row.service,
               row.provider,
               row.payee,
               row.payee_id,
               row.span.first,
               row.span.last,
               plugin::Value::integer(row.days),
               row.correct_weekly,
               row.paid,
               row.correct,
               row.paid - row.correct,
               row.cause,
               row.recovered,
               row.paid - row.correct - row.recovered,
               row.discovered,
               row.still_paid,
               row.next_payment,
               row.cost_centre,
               row.subjective,
               row.source,
               row.in_register});
  const auto kept =
      run.open_table("debt_events", {"person_id", "line_id", "cause", "overpaid_from", "overpaid_to", "days", "paid", "correct",
                                     "recovered", "service", "provider", "payee", "payee_id", "cost_centre", "subjective"});
  for (const Event& event : events_) {
    const Row& row = event.row;
    kept.add({row.person_id, row.line_id, row.cause, row.span.first, row.span.last, plugin::Value::integer(row.days), row.paid,
              row.correct, row.recovered, row.service, row.provider, row.payee, row.payee_id, row.cost_centre, row.subjective});
  }
}

}  // namespace counterfoil::cwd
