#include "debts.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "counterfoil/ids.hpp"
#include "counterfoil/text.hpp"
#include "overpaid_days.hpp"

namespace counterfoil::cwd {

namespace {

using Key = std::tuple<std::string, std::string, Date, std::string>;

KnownDebt& debt_of(std::map<Key, KnownDebt>& debts, std::string_view person, std::string_view line, Date from,
                   std::string_view cause) {
  KnownDebt& debt = debts[{std::string{person}, std::string{line}, from, std::string{cause}}];
  if (debt.person.empty()) {
    debt.person = person;
    debt.line = line;
    debt.cause = cause;
    debt.span = {from, from};
  }
  return debt;
}

}  // namespace

Debts::Debts(const plugin::Run& run, const Memory& memory, const PastDecisions& decisions, const DebtRegister& debt_register,
             DateSpan now) {
  std::map<Key, KnownDebt> found;
  std::set<Key> decided;
  for (const DebtEvent& event : memory.debts()) {
    KnownDebt& debt = debt_of(found, event.person, event.line, event.from, event.cause);
    debt.money.overpaid += event.paid - event.correct;
    debt.money.recovered += event.recovered;
    debt.span.last = std::max(debt.span.last, event.to);
    if (debt.payee.empty()) debt.payee = plain(event.payee_id.empty() ? event.payee : event.payee_id);
  }
  constexpr std::string_view sheet = "#overpayments";
  const auto column = [&run, sheet](std::string_view field) { return run.column(sheet, field); };
  const auto person = column("person_id"), line = column("line_id"), cause = column("cause"), from = column("overpaid_from"),
             to = column("overpaid_to"), paid = column("paid"), correct = column("correct"), recovered = column("recovered"),
             payee = column("payee"), payee_id = column("payee_id"), recover = column("recover"), source = column("source");
  const std::string this_source = "CWD comparison, " + span_words(now);
  for (std::size_t row = 0; row < run.rows(sheet); ++row) {
    const Date begins = from.date(row).value_or(Date{});
    const Key key{std::string{person.text(row)}, std::string{line.text(row)}, begins, std::string{cause.text(row)}};
    const bool remembered = found.contains(key);
    if (!remembered && source.text(row) == this_source) continue;  // named by this very period, and named again if it still is
    KnownDebt& debt = debt_of(found, person.text(row), line.text(row), begins, cause.text(row));
    if (!remembered) {  // from before there was a memory
      debt.money.overpaid = paid.pence(row).value_or(Pence{}) - correct.pence(row).value_or(Pence{});
      debt.money.recovered = std::min(debt.money.overpaid, recovered.pence(row).value_or(Pence{}));
      debt.span.last = to.date(row).value_or(begins);
      debt.payee = plain(payee_id.text(row).empty() ? payee.text(row) : payee_id.text(row));
    }
    debt.settled = same_words(recover.text(row), "No");
    if (!recover.text(row).empty()) decided.insert(key);
  }
  for (auto& [key, debt] : found) {
    debt.withdrawn = debt.cause.starts_with(on_two_lines) && !decided.contains(key) && debt.money.overpaid.count > 0 &&
                     debt.money.recovered.count == 0 && decisions.accepted_rule(debt.person, debt.line, "duplicate-payment");
    debt.settled = debt.settled || debt.withdrawn;
  }
  for (auto& [key, debt] : found) debts_.push_back(std::move(debt));
  attach(debt_register);
  std::stable_sort(debts_.begin(), debts_.end(),
                   [](const KnownDebt& a, const KnownDebt& b) { return a.span.first < b.span.first; });
}

void Debts::attach(const DebtRegister& debt_register) {
  const std::size_t own = debts_.size();
  for (const DebtMatter& matter : debt_register.matters()) {
    KnownDebt* found = nullptr;
    for (std::size_t at = 0; at < own; ++at) {
      KnownDebt& debt = debts_[at];
      if (bare_id(debt.person) != matter.person || bare_id(debt.line) != matter.line) continue;
      if (overlap(debt.span, matter.span).days() == 0) continue;
      if (found == nullptr || (plain(debt.cause) == matter.cause && plain(found->cause) != matter.cause)) found = &debt;
    }
    if (found != nullptr) {
      found->matters.push_back(&matter);
      continue;
    }
    KnownDebt other;
    other.person = matter.person;
    other.line = matter.line;
    other.cause = matter.cause;
    other.payee = matter.payee;
    other.span = matter.span;
    other.money.overpaid = matter.raised;
    other.matters = {&matter};
    other.register_only = true;
    debts_.push_back(std::move(other));
  }
}

Pence KnownDebt::counted() const {
  if (matters.empty()) return money.recovered;
  Pence sum;
  for (const DebtMatter* matter : matters) sum += matter->counted();
  return sum;
}

Pence KnownDebt::not_ticked() const {
  Pence deducted;
  for (const DebtMatter* matter : matters) deducted += matter->deducted;
  return std::max(Pence{}, money.recovered - deducted);
}

Pence KnownDebt::left() const {
  if (matters.empty()) return money.left();
  Pence raised, credited;
  bool stands = false;
  for (const DebtMatter* matter : matters) {
    raised += matter->raised;
    credited += matter->cancelled ? matter->raised : matter->credited;
    stands = stands || !matter->cancelled;
  }
  if (!stands) return Pence{};
  return std::max(Pence{}, std::max(raised, money.overpaid) - credited - counted() - not_ticked());
}

void Debts::note_ticks(Notes& notes) const {
  for (const KnownDebt& debt : debts_) {
    Pence seen = debt.not_ticked();
    for (const DebtMatter* matter : debt.matters)
      for (const PlannedDeduction& planned : matter->deductions) {
        if (planned.ticked || planned.amount > seen + Pence{1}) continue;
        seen -= planned.amount;
        notes.push_back({"deduction-to-tick",
                         {},
                         UINT64_MAX,
                         {},
                         {{"back", format_pounds(planned.amount)},
                          {"person", debt.person},
                          {"line", debt.line},
                          {"number", std::to_string(planned.number)},
                          {"due", planned.due ? format_date(*planned.due) : std::string{"no date"}},
                          {"reference", matter->reference}}});
      }
  }
}

Recovery Debts::take_back(std::string_view person, std::string_view line, std::string_view payee, DateSpan span, Pence amount) {
  Recovery recovery;
  const auto pass = [&](auto wanted) {
    for (KnownDebt& debt : debts_) {
      if (debt.settled || !wanted(debt)) continue;
      const Pence before = debt.left();
      const Pence part = std::min(amount - recovery.matched, before);
      if (part.count <= 0) continue;
      debt.money.recovered += part;
      debt.taken_now += part;
      recovery.matched += part;
      if (!recovery.words.empty()) recovery.words += "; ";
      recovery.words += format_pounds(part) + " of the " + format_pounds(before) + " to come back that was overpaid on line " +
                        debt.line + " for " + span_words(debt.span) + ", " + format_pounds(before - part) + " is left";
      if (!debt.matters.empty()) recovery.words += "; it is in the debtors' register, which counts it once it is ticked there";
    }
  };
  const std::string bare_person = bare_id(person), bare_line = bare_id(line);
  const auto same_line = [&](const KnownDebt& debt) {
    if (debt.register_only) return debt.person == bare_person && debt.line == bare_line;
    return debt.person == person && debt.line == line;
  };
  pass([&](const KnownDebt& debt) { return same_line(debt) && overlap(debt.span, span).days() > 0; });
  pass(same_line);
  pass([&](const KnownDebt& debt) { return !payee.empty() && debt.payee == payee; });
  return recovery;
}

const KnownDebt* Debts::find(std::string_view person, std::string_view line, Date from, std::string_view cause) const {
  const auto found = std::find_if(debts_.begin(), debts_.end(), [&](const KnownDebt& debt) {
    return debt.person == person && debt.line == line && debt.span.first == from && debt.cause == cause;
  });
  return found == debts_.end() ? nullptr : &*found;
}

bool Debts::in_register(std::string_view person, std::string_view line, Date from, std::string_view cause) const {
  const KnownDebt* debt = find(person, line, from, cause);
  return debt != nullptr && !debt->matters.empty();
}

}  // namespace counterfoil::cwd
