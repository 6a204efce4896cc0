// The debts on Overpayments, and the money that exports take back: from the debt that is named, else from the payee's oldest, on
// any child's line. The overpaid sum never shrinks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "memory.hpp"

namespace counterfoil::cwd {

struct Recovery {
  Pence matched;
  std::string words;  // "£150.00 of the £600.00 overpaid on line 7001 for 7 Apr to 4 May 2025; £450.00 is left"
};

/// A debt as it stood before this run, and what this run's export takes back of it.
struct KnownDebt {
  std::string person, line, cause, payee;  // payee in plain words
  DateSpan span;
  paid_days::Debt money;
  Pence taken_now;
  bool settled = false;    // a person said that it is not to come back
  bool withdrawn = false;  // a person said on Changes that both lines are right, and nobody has decided on Overpayments
};

class Debts {
 public:
  Debts() = default;
  /// From the sheet Overpayments as it stands, and from the memory where that knows more exactly.
  Debts(const plugin::Run& run, const Memory& memory, const PastDecisions& decisions, DateSpan now);

  /// Takes back up to `amount`.
  Recovery take_back(std::string_view person, std::string_view line, std::string_view payee, DateSpan span, Pence amount);
  const std::vector<KnownDebt>& all() const { return debts_; }
  const KnownDebt* find(std::string_view person, std::string_view line, Date from, std::string_view cause) const;

 private:
  std::vector<KnownDebt> debts_;  // oldest first
};

}  // namespace counterfoil::cwd
