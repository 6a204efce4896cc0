#include "debt_register.hpp"

#include <algorithm>
#include <map>

#include "counterfoil/ids.hpp"
#include "counterfoil/text.hpp"

namespace counterfoil::cwd {

namespace {

constexpr std::string_view register_input = "debt-register";
constexpr std::string_view deductions_input = "debt-deductions";

std::map<std::string, std::vector<PlannedDeduction>, std::less<>> read_deductions(const plugin::Run& run) {
  std::map<std::string, std::vector<PlannedDeduction>, std::less<>> found;
  const auto column = [&run](std::string_view field) { return run.column(deductions_input, field); };
  const auto reference = column("reference"), number = column("number"), due = column("due"), deduct = column("deduct"),
             taken = column("taken");
  for (std::size_t row = 0; row < run.rows(deductions_input); ++row) {
    PlannedDeduction one;
    one.number = number.quantity(row).value_or(Quantity{}).millionths / Quantity::one;
    one.due = due.date(row);
    one.amount = deduct.pence(row).value_or(Pence{});
    one.ticked = same_words(taken.text(row), "Yes");
    if (!reference.text(row).empty() && one.amount.count > 0) found[std::string{reference.text(row)}].push_back(one);
  }
  for (auto& [of, deductions] : found)
    std::stable_sort(deductions.begin(), deductions.end(),
                     [](const PlannedDeduction& a, const PlannedDeduction& b) { return a.number < b.number; });
  return found;
}

}  // namespace

DebtRegister::DebtRegister(const plugin::Run& run) {
  const auto deductions = read_deductions(run);
  const auto column = [&run](std::string_view field) { return run.column(register_input, field); };
  const auto reference = column("reference"), person = column("person_id"), line = column("line_id"), payee = column("payee"),
             payee_id = column("payee_id"), cause = column("cause"), from = column("overpaid_from"), to = column("overpaid_to"),
             raised = column("raised"), credited = column("credited"), deducted = column("deducted"), paid = column("paid"),
             cancelled_by = column("cancelled_by"), withdrawn = column("withdrawn");
  for (std::size_t row = 0; row < run.rows(register_input); ++row) {
    const auto first = from.date(row);
    DebtMatter one;
    one.reference = reference.text(row);
    one.person = bare_id(person.text(row));
    one.line = bare_id(line.text(row));
    one.payee = plain(payee_id.text(row).empty() ? payee.text(row) : payee_id.text(row));
    one.cause = plain(cause.text(row));
    one.raised = raised.pence(row).value_or(Pence{});
    if (one.reference.empty() || !first || one.raised.count <= 0 || !plain(withdrawn.text(row)).empty()) continue;
    one.span = {*first, std::max(*first, to.date(row).value_or(*first))};
    one.credited = credited.pence(row).value_or(Pence{});
    one.paid = paid.pence(row).value_or(Pence{});
    one.deducted = deducted.pence(row).value_or(Pence{});
    one.cancelled = !plain(cancelled_by.text(row)).empty() || (one.credited.count > 0 && one.credited >= one.raised);
    if (const auto planned = deductions.find(one.reference); planned != deductions.end()) {
      one.deductions = planned->second;
      Pence ticked;  // since the register's last run, too
      for (const PlannedDeduction& each : one.deductions)
        if (each.ticked) ticked += each.amount;
      one.deducted = ticked;
    }
    matters_.push_back(std::move(one));
  }
  std::sort(matters_.begin(), matters_.end(), [](const DebtMatter& a, const DebtMatter& b) {
    return a.span.first != b.span.first ? a.span.first < b.span.first : a.reference < b.reference;
  });
}

}  // namespace counterfoil::cwd
