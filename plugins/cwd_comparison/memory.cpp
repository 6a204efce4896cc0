#include "memory.hpp"

#include <algorithm>

namespace counterfoil::cwd {

namespace {

constexpr std::string_view paid_days_table = "#paid_days";
constexpr std::string_view exports_table = "#exports";
constexpr std::string_view debts_table = "#debt_events";

constexpr std::pair<Kept, std::string_view> kept_words[] = {
    {Kept::regular, ""},        {Kept::one_off, "one-off"},     {Kept::adjustment, "adjustment"}, {Kept::named, "on overpayments"},
    {Kept::made_up, "made up"}, {Kept::backdated, "backdated"},
};

/// What was said about a payment since: right after all, or what it should have been.
void apply_decision(const PastDecision& decision, PastPayment& payment) {
  if (payment.kind != Kept::regular && payment.kind != Kept::adjustment) return;
  if (decision.what == Said::right && payment.kind == Kept::adjustment) payment.accepted = true;
  if (decision.what == Said::right && payment.kind == Kept::regular) payment.due = payment.paid;
  if (decision.what != Said::wrong || !decision.right_amount || payment.kind != Kept::regular) return;
  payment.due = *decision.right_amount;
  payment.right_told = true;
}

/// What rounding each week to whole pence can come to.
Pence slack_of(DateSpan days) { return Pence{(days.days() + 6) / 7 + 1}; }

/// More than was due goes to what earlier payments were short by, where it is not more than all of that. In a run in the order of
/// time this was seen with the payment itself; it was not where the export of the short days came late.
void pay_with_later(std::vector<Wrong>& wrong) {
  for (Wrong& more : wrong) {
    if (more.open.count <= 0) continue;
    Pence owed;
    for (const Wrong& less : wrong)
      if (less.open.count < 0 && less.export_period.last < more.export_period.first) owed -= less.open;
    if (owed.count == 0 || more.open > owed + slack_of(more.days)) continue;
    for (Wrong& less : wrong) {
      if (less.open.count >= 0 || less.export_period.last >= more.export_period.first) continue;
      const Pence part = std::min(more.open, -less.open);
      less.open += part;
      more.open -= part;
    }
    more.open = Pence{};
  }
}

}  // namespace

std::string_view kept_word(Kept kind) {
  for (const auto& [known, word] : kept_words)
    if (known == kind) return word;
  return {};
}

Kept kept_kind(std::string_view word) {
  for (const auto& [known, text] : kept_words)
    if (text == word) return known;
  return Kept::one_off;  // of a later version: counted as pay for no days
}

void Past::add_to_account(const PastPayment& each) const {
  switch (each.kind) {
    case Kept::regular: account_->add({each.days, each.due, each.paid, paid_days::Kind::regular, 0, 0}); break;
    case Kept::adjustment:
      if (!each.accepted || each.due) account_->add({each.days, each.due, each.paid, paid_days::Kind::adjustment, 0, 0});
      break;
    case Kept::backdated: account_->add({each.days, each.due, Pence{}, paid_days::Kind::adjustment, 0, 0}); break;
    // What is owed no more, since it was paid with other days: less is due for these.
    case Kept::made_up: account_->add({each.days, -each.paid, Pence{}, paid_days::Kind::adjustment, 0, 0}); break;
    case Kept::named: account_->add({each.days, each.paid, Pence{}, paid_days::Kind::adjustment, 0, 0}); break;
    case Kept::one_off: break;
  }
}

const paid_days::Account& Past::account() const {
  if (account_) return *account_;
  account_.emplace();
  for (const PastPayment& each : payments_) add_to_account(each);
  for (const PastPayment& each : later_)
    if (each.kind != Kept::regular) add_to_account(each);
  // What a person said is right goes to what was owed for its days, as far as that reaches; the rest was due as well.
  for (const PastPayment& each : payments_) {
    if (each.kind != Kept::adjustment || !each.accepted || each.due) continue;
    const Pence owed = account_->over(each.days).owed();
    const Pence none;
    const Pence covers = each.paid > none ? std::clamp(owed, none, each.paid) : std::clamp(owed, each.paid, none);
    account_->add({each.days, each.paid - covers, each.paid, paid_days::Kind::adjustment, 0, 0});
  }
  return *account_;
}

std::optional<DateSpan> Past::last_export() const {
  std::optional<DateSpan> last;
  for (const PastPayment& each : payments_)
    if (each.kind == Kept::regular && (!last || last->last < each.export_period.last)) last = each.export_period;
  return last;
}

std::vector<PastPayment> Past::paid_by(DateSpan export_period) const {
  std::vector<PastPayment> found;
  for (const PastPayment& each : payments_)
    if (each.kind == Kept::regular && each.export_period == export_period) found.push_back(each);
  return found;
}

const PastPayment* Past::settled_at(Weekly weekly) const {
  constexpr std::int64_t noise = 2;  // millionths of a pound: averages over days
  const PastPayment* latest = nullptr;
  for (const PastPayment& each : payments_) {
    if (each.kind != Kept::regular || !each.due || *each.due != each.paid || each.paid.count == 0 || !each.weekly) continue;
    if (std::abs(each.weekly->millionths - weekly.millionths) > noise) continue;
    if (!latest || latest->days.last < each.days.last) latest = &each;
  }
  return latest;
}

std::vector<Wrong> Past::wrong(const std::vector<paid_days::Paid>& now_adjusted) const {
  std::vector<Wrong> found;
  for (const PastPayment& each : payments_) {
    if ((each.kind != Kept::regular && each.kind != Kept::backdated) || !each.due) continue;
    const Pence paid = each.kind == Kept::backdated ? Pence{} : each.paid;
    if (absolute(paid - *each.due) > slack_of(each.days))
      found.push_back({each.days, each.export_period, *each.due, paid, paid - *each.due, each.right_told});
  }
  if (found.empty()) return found;
  std::sort(found.begin(), found.end(), [](const Wrong& a, const Wrong& b) {
    return a.days.first != b.days.first ? a.days.first < b.days.first : a.open > b.open;
  });
  // However it was split: what was paid or taken back for days goes to what is wrong on these days, the oldest first.
  const auto set_off = [&found](DateSpan days, Pence pence) {
    for (Wrong& one : found) {
      if (pence.count == 0 || (one.open.count > 0) == (pence.count > 0) || overlap(one.days, days).days() == 0) continue;
      const Pence part = absolute(pence) < absolute(one.open) ? pence : -one.open;
      one.open += part;
      pence -= part;
    }
  };
  for (const std::vector<PastPayment>* exports : {&payments_, &later_})
    for (const PastPayment& other : *exports) {
      if (other.kind == Kept::adjustment) set_off(other.days, other.paid - other.due.value_or(Pence{}));
      if (other.kind == Kept::named) set_off(other.days, -other.paid);
      if (other.kind == Kept::made_up) set_off(other.days, other.paid);
    }
  for (const paid_days::Paid& other : now_adjusted) set_off(other.days, other.paid);
  pay_with_later(found);
  std::erase_if(found, [](const Wrong& one) { return absolute(one.open) <= slack_of(one.days); });
  return found;
}

Memory::Columns::Columns(const plugin::Run& run)
    : person_id(run.column(paid_days_table, "person_id")),
      line_id(run.column(paid_days_table, "line_id")),
      kind(run.column(paid_days_table, "kind")),
      first(run.column(paid_days_table, "first")),
      last(run.column(paid_days_table, "last")),
      due(run.column(paid_days_table, "due")),
      control(run.column(paid_days_table, "control")),
      paid(run.column(paid_days_table, "paid")),
      weekly(run.column(paid_days_table, "weekly")),
      service(run.column(paid_days_table, "service")),
      payee(run.column(paid_days_table, "payee")),
      export_first(run.column(paid_days_table, "#first")),
      export_last(run.column(paid_days_table, "#last")),
      rows(run.rows(paid_days_table)) {}

Memory::Memory(const plugin::Run& run, DateSpan now, const PastDecisions& decisions)
    : columns_(Columns{run}), decisions_(&decisions), now_(now) {
  const auto first = run.column(exports_table, "first");
  const auto last = run.column(exports_table, "last");
  for (std::size_t row = 0; row < run.rows(exports_table); ++row)
    if (const auto from = first.date(row), to = last.date(row); from && to) {
      if (*to < now.last && *from < now.first) periods_.push_back({*from, *to});
      later_ = later_ || *from > now.last;
    }
  index(now);
  read_debts(run, now);
}

void Memory::index(DateSpan now) {
  for (std::size_t row = 0; row < columns_->rows; ++row) {
    const std::string_view person = columns_->person_id.text(row);
    const std::string_view line = columns_->line_id.text(row);
    const DateSpan period{columns_->export_first.date(row).value_or(now.first), columns_->export_last.date(row).value_or(now.last)};
    if (period.last < now.first)
      if (const auto last = columns_->last.date(row); last && *last >= now.first) paid_in_advance_.insert(person);
    if (period == now) superseded_[{person, line}] += columns_->control.pence(row).value_or(Pence{});
    std::vector<Rows>& lines = people_[person];
    if (lines.empty() || lines.back().line != line) lines.push_back({line, row, 0});
    ++lines.back().count;
  }
}

PastPayment Memory::payment_at(std::size_t row) const {
  const Columns& columns = *columns_;
  PastPayment payment;
  payment.kind = kept_kind(columns.kind.text(row));
  payment.export_period = {columns.export_first.date(row).value_or(Date{}), columns.export_last.date(row).value_or(Date{})};
  payment.days = {columns.first.date(row).value_or(payment.export_period.first),
                  columns.last.date(row).value_or(payment.export_period.last)};
  payment.due = columns.due.pence(row);
  payment.paid = columns.paid.pence(row).value_or(columns.control.pence(row).value_or(Pence{}));
  payment.weekly = columns.weekly.quantity(row);
  payment.payee = columns.payee.text(row);
  payment.service = columns.service.text(row);
  return payment;
}

void Memory::collect(std::string_view person, const Rows& rows, Past& past) const {
  const bool decided = decisions_->any(person, rows.line);
  for (std::size_t row = rows.first; row < rows.first + rows.count; ++row) {
    const auto last = columns_->export_last.date(row);
    const auto first = columns_->export_first.date(row);
    if (!first || !last) continue;
    const bool later = *first > now_.last;
    if (!later && (*first >= now_.first || *last >= now_.last)) continue;
    PastPayment payment = payment_at(row);
    if (decided)
      if (const PastDecision* said = decisions_->about_payment(person, rows.line, payment.export_period))
        apply_decision(*said, payment);
    later ? past.add_later(payment) : past.add(payment);
  }
}

bool Memory::holds(DateSpan period) const { return std::find(periods_.begin(), periods_.end(), period) != periods_.end(); }

std::optional<Date> Memory::reaches_to() const {
  std::optional<Date> first;
  for (const DateSpan& period : periods_) first = first ? std::min(*first, period.first) : period.first;
  return first;
}

void Memory::add(std::string person, std::string line, PastPayment payment, std::string payee, std::string service) {
  if (!holds(payment.export_period)) periods_.push_back(payment.export_period);
  payment.payee = texts_.emplace_back(std::move(payee));
  payment.service = texts_.emplace_back(std::move(service));
  added_[std::move(person)][std::move(line)].push_back(payment);
}

Past Memory::line(std::string_view person, const std::vector<std::string>& ids) const {
  Past past;
  const auto is_of = [&ids](std::string_view line) { return std::find(ids.begin(), ids.end(), line) != ids.end(); };
  if (const auto lines = people_.find(person); lines != people_.end())
    for (const Rows& rows : lines->second)
      if (is_of(rows.line)) collect(person, rows, past);
  if (const auto lines = added_.find(person); lines != added_.end())
    for (const auto& [line, payments] : lines->second)
      if (is_of(line))
        for (const PastPayment& payment : payments) past.add(payment);
  return past;
}

Past Memory::service(std::string_view person, std::string_view service, const std::vector<std::string>& but) const {
  Past all;
  const auto left_out = [&but](std::string_view line) { return std::find(but.begin(), but.end(), line) != but.end(); };
  if (const auto lines = people_.find(person); lines != people_.end())
    for (const Rows& rows : lines->second)
      if (!left_out(rows.line)) collect(person, rows, all);
  if (const auto lines = added_.find(person); lines != added_.end())
    for (const auto& [line, payments] : lines->second)
      if (!left_out(line))
        for (const PastPayment& payment : payments) all.add(payment);
  Past past;
  for (const PastPayment& payment : all.payments())
    if (payment.service == service) past.add(payment);
  for (const PastPayment& payment : all.later())
    if (payment.service == service) past.add_later(payment);
  return past;
}

bool Memory::knows(std::string_view person) const {
  if (added_.contains(person)) return true;
  const auto lines = people_.find(person);
  if (lines == people_.end()) return false;
  Past past;
  for (const Rows& rows : lines->second) collect(person, rows, past);
  return !past.empty();
}

std::vector<Memory::Left> Memory::lines_of(std::string_view person) const {
  std::vector<Left> found;
  const auto add = [&found](std::string line, const Past& past) {
    const PastPayment* latest = nullptr;
    for (const PastPayment& each : past.payments())
      if (each.kind == Kept::regular && (!latest || latest->days.last <= each.days.last)) latest = &each;
    if (latest)
      found.push_back({std::move(line), latest->service, latest->payee, latest->days.last, latest->weekly, latest->export_period});
  };
  if (const auto lines = people_.find(person); lines != people_.end())
    for (const Rows& rows : lines->second) add(std::string{rows.line}, this->line(person, {std::string{rows.line}}));
  if (const auto lines = added_.find(person); lines != added_.end())
    for (const auto& [line, payments] : lines->second)
      if (std::none_of(found.begin(), found.end(), [&name = line](const Left& each) { return each.line == name; }))
        add(line, this->line(person, {line}));
  return found;
}

void Memory::read_debts(const plugin::Run& run, DateSpan now) {
  const auto column = [&run](std::string_view field) { return run.column(debts_table, field); };
  const auto person = column("person_id"), line = column("line_id"), cause = column("cause"), from = column("overpaid_from"),
             to = column("overpaid_to"), days = column("days"), paid = column("paid"), correct = column("correct"),
             recovered = column("recovered"), service = column("service"), provider = column("provider"), payee = column("payee"),
             payee_id = column("payee_id"), cost_centre = column("cost_centre"), subjective = column("subjective"),
             first = column("#first"), last = column("#last");
  for (std::size_t row = 0; row < run.rows(debts_table); ++row) {
    const auto begins = first.date(row);
    const auto ends = last.date(row);
    if (!begins || !ends) continue;
    // Of this very period, it is what this run says anew; of a later one it was said, and nothing falls because of an old export.
    if (*begins <= now.last && (*begins >= now.first || *ends >= now.last)) continue;
    debts_.push_back({{*begins, *ends},
                      person.text(row),
                      line.text(row),
                      cause.text(row),
                      from.date(row).value_or(Date{}),
                      to.date(row).value_or(Date{}),
                      days.integer(row).value_or(0),
                      paid.pence(row).value_or(Pence{}),
                      correct.pence(row).value_or(Pence{}),
                      recovered.pence(row).value_or(Pence{}),
                      service.text(row),
                      provider.text(row),
                      payee.text(row),
                      payee_id.text(row),
                      cost_centre.text(row),
                      subjective.text(row)});
  }
  std::stable_sort(debts_.begin(), debts_.end(),
                   [](const DebtEvent& a, const DebtEvent& b) { return a.export_period.first < b.export_period.first; });
}

}  // namespace counterfoil::cwd
