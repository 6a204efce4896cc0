#include "register.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "debtor_texts.hpp"

namespace counterfoil::debtors {

namespace {

std::string line_of(const Registered& row) { return key_id(row.person_id) + "|" + key_id(row.line_id); }

void read_rows(const plugin::Run& run, std::vector<Registered>& rows) {
  constexpr std::string_view table = "#register";
  const auto text = [&](std::string_view id) { return run.column(table, id); };
  const auto key = text("release_key"), invoice = text("invoice"), route = text("route"), person_id = text("person_id"),
             line_id = text("line_id"), line = text("line"), service = text("service"), payee_id = text("payee_id"),
             payee = text("payee"), account = text("account"), cause = text("cause"), batch = text("batch"),
             credit_of = text("credit_of"), asked = text("asked"), withdrawn = text("withdrawn"), released_by = text("released_by"),
             released_in = text("released_in"), disputed = text("disputed"), cancelled_by = text("cancelled_by"),
             finance_number = text("finance_number");
  const auto from = text("overpaid_from"), to = text("overpaid_to"), prepared_on = text("prepared_on"),
             discovered = text("discovered"), recoverable_by = text("recoverable_by"), released_on = text("released_on");
  const auto amount = text("amount"), paid = text("paid_so_far");
  for (std::size_t at = 0; at < run.rows(table); ++at) {
    Registered row;
    row.key = key.text(at);
    row.invoice = invoice.text(at);
    row.route = route.text(at);
    row.person_id = person_id.text(at);
    row.line_id = line_id.text(at);
    row.service = service.text(at);
    row.payee_id = payee_id.text(at);
    row.payee = payee.text(at);
    row.account = account.text(at);
    row.cause = cause.text(at);
    row.batch = batch.text(at);
    row.credit_of = credit_of.text(at);
    row.asked = asked.text(at);
    row.withdrawn = withdrawn.text(at);
    row.released_by = released_by.text(at);
    row.released_in = released_in.text(at);
    row.disputed = disputed.text(at);
    row.cancelled_by = cancelled_by.text(at);
    row.finance_number = finance_number.text(at);
    row.span = {from.date(at).value_or(Date{}), to.date(at).value_or(Date{})};
    row.prepared_on = prepared_on.date(at);
    row.discovered = discovered.date(at);
    row.recoverable_by = recoverable_by.date(at);
    row.released_on = released_on.date(at);
    row.amount = amount.pence(at).value_or(Pence{});
    row.paid = paid.pence(at).value_or(Pence{});
    row.line = line.text(at).empty() ? line_of(row) : std::string{line.text(at)};
    if (!row.key.empty()) rows.push_back(std::move(row));
  }
}

std::vector<Planned> read_planned(const plugin::Run& run, std::string_view table) {
  std::vector<Planned> planned;
  const auto key = run.column(table, "release_key"), payee_id = run.column(table, "payee_id"), payee = run.column(table, "payee"),
             batch = run.column(table, "batch"), number = run.column(table, "number"), due = run.column(table, "due"),
             amount = run.column(table, "amount"), left = run.column(table, "left_after"), line_key = run.column(table, "line_key"),
             person_id = run.column(table, "person_id"), line_id = run.column(table, "line_id"),
             released_in = run.column(table, "released_in"), released_by = run.column(table, "released_by"),
             released_on = run.column(table, "released_on");
  for (std::size_t at = 0; at < run.rows(table); ++at) {
    if (key.text(at).empty()) continue;
    Planned one{std::string{key.text(at)},
                std::string{payee_id.text(at)},
                std::string{payee.text(at)},
                std::string{batch.text(at)},
                0,
                due.date(at),
                amount.pence(at).value_or(Pence{}),
                left.pence(at).value_or(Pence{}),
                std::string{line_key.text(at)},
                std::string{person_id.text(at)},
                std::string{line_id.text(at)},
                {},
                std::string{released_in.text(at)},
                std::string{released_by.text(at)},
                released_on.date(at)};
    for (const char digit : number.text(at))
      if (digit >= '0' && digit <= '9') one.number = one.number * 10 + (digit - '0');
    planned.push_back(std::move(one));
  }
  return planned;
}

/// The deductions of each matter that somebody ticked as taken.
std::map<std::string, Pence, std::less<>> read_taken(const plugin::Run& run) {
  constexpr std::string_view table = "#deductions";
  std::map<std::string, Pence, std::less<>> taken;
  const auto key = run.column(table, "release_key"), amount = run.column(table, "amount"), ticked = run.column(table, "taken");
  for (std::size_t at = 0; at < run.rows(table); ++at)
    if (is_yes(ticked.text(at))) taken[std::string{key.text(at)}] += amount.pence(at).value_or(Pence{});
  return taken;
}

/// What became of the deductions of a matter.
void tell_deductions(const std::vector<Planned>& deductions, std::vector<Registered>& rows,
                     const std::unordered_map<std::string_view, std::size_t>& by_key) {
  for (const Planned& one : deductions) {
    const auto of = by_key.find(one.key);
    if (of == by_key.end()) continue;
    Registered& row = rows[of->second];
    row.by_hand = row.by_hand || one.line_key.empty();
    if (one.released_on && (!row.deducting_since || *one.released_on < *row.deducting_since)) row.deducting_since = one.released_on;
  }
}

/// Matters whose payee was told of a deduction.
std::set<std::string, std::less<>> read_told(const plugin::Run& run) {
  constexpr std::string_view table = "#deductions";
  std::set<std::string, std::less<>> told;
  const auto key = run.column(table, "release_key"), told_on = run.column(table, "told_on");
  for (std::size_t at = 0; at < run.rows(table); ++at)
    if (told_on.date(at)) told.insert(std::string{key.text(at)});
  return told;
}

}  // namespace

Register Register::read(const plugin::Run& run) {
  Register found;
  read_rows(run, found.rows);
  std::sort(found.rows.begin(), found.rows.end(),
            [](const Registered& left, const Registered& right) { return left.key < right.key; });
  found.rows.erase(std::unique(found.rows.begin(), found.rows.end(),
                               [](const Registered& left, const Registered& right) { return left.key == right.key; }),
                   found.rows.end());
  const auto doubted = run.column("#not_proven", "key"), doubted_batch = run.column("#not_proven", "batch");
  for (std::size_t at = 0; at < run.rows("#not_proven"); ++at)
    found.not_proven[std::string{doubted.text(at)}] = doubted_batch.text(at);
  const auto taken = read_taken(run);
  const std::set<std::string, std::less<>> told = read_told(run);
  std::set<std::string> released;
  for (const Registered& row : found.rows)
    if (row.released_on) released.insert(row.batch);
  for (std::size_t at = 0; at < found.rows.size(); ++at) {
    Registered& row = found.rows[at];
    found.by_key_.emplace(row.key, at);
    if (const auto of = taken.find(row.key); of != taken.end()) row.taken = of->second;
    row.payee_told = told.contains(row.key);
    row.batch_released = released.contains(row.batch);
    row.not_proven = found.not_proven.contains(row.key);
  }
  // A credit note counts once it has been released: until then the debt stands.
  for (const Registered& row : found.rows) {
    if (row.credit_of.empty() || !row.released_on || !row.withdrawn.empty()) continue;
    if (const auto of = found.by_key_.find(row.credit_of); of != found.by_key_.end()) found.rows[of->second].credited -= row.amount;
  }
  const auto decision = run.column("#matters", "decision"), instead = run.column("#matters", "instead"),
             initials = run.column("#matters", "initials"), key = run.column("#matters", "release_key");
  for (std::size_t at = 0; at < run.rows("#matters"); ++at)
    found.matters[std::string{key.text(at)}] = {std::string{decision.text(at)}, std::string{instead.text(at)},
                                                std::string{initials.text(at)}};
  const auto kept_key = run.column("#not_raised", "matter_key"), why = run.column("#not_raised", "why"),
             wanted = run.column("#not_raised", "instead");
  for (std::size_t at = 0; at < run.rows("#not_raised"); ++at)
    found.not_raised[std::string{kept_key.text(at)}] = {std::string{why.text(at)}, std::string{wanted.text(at)}};
  found.deductions = read_planned(run, "#deductions");
  found.instalments = read_planned(run, "#instalments");
  tell_deductions(found.deductions, found.rows, found.by_key_);
  return found;
}

const Registered* Register::find(std::string_view key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? nullptr : &rows[found->second];
}

std::string_view status_of(const Registered& row, const std::string& batch) {
  if (!row.withdrawn.empty()) return "Withdrawn";
  if (row.is_cancelled()) return "Cancelled by credit";
  if (row.recovered().count != 0 && absolute(row.recovered()) >= absolute(row.amount - row.credited)) return "Paid";
  if (is_yes(row.disputed)) return "Disputed";
  if (row.recovered().count != 0) return "Part paid";
  if (row.released_on) return "Released";
  return row.deducting_since || (row.by_hand && row.batch != batch) ? "Deducting" : "Prepared";
}

}  // namespace counterfoil::debtors
