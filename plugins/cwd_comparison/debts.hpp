// The debts on Overpayments, and the money that exports take back: from the debt that is named, else from the payee's oldest, on
// any child's line. The overpaid sum never shrinks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "counterfoil/notes.hpp"
#include "debt_register.hpp"
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
  std::vector<const DebtMatter*> matters;  // in the debtors' register; borrowed from it
  bool register_only = false;              // not on Overpayments: another list raised it
  bool settled = false;                    // a person said that it is not to come back
  bool withdrawn = false;  // a person said on Changes that both lines are right, and nobody has decided on Overpayments

  /// What came back: as the register counts it, where the debt is in it; else what exports took back.
  Pence counted() const;
  /// What may still come back. Of a debt in the register, deductions that exports showed and nobody has ticked yet are taken off.
  Pence left() const;
  /// Of what exports took back, the part that the register does not count yet.
  Pence not_ticked() const;
};

class Debts {
 public:
  Debts() = default;
  /// From the sheet Overpayments as it stands, and from the memory where that knows more exactly.
  Debts(const plugin::Run& run, const Memory& memory, const PastDecisions& decisions, const DebtRegister& debt_register,
        DateSpan now);

  /// Takes back up to `amount`.
  Recovery take_back(std::string_view person, std::string_view line, std::string_view payee, DateSpan span, Pence amount);
  const std::vector<KnownDebt>& all() const { return debts_; }
  /// Says which planned deductions were seen in exports and are to be ticked in the Sundry debtors workbook.
  void note_ticks(Notes& notes) const;
  const KnownDebt* find(std::string_view person, std::string_view line, Date from, std::string_view cause) const;
  bool in_register(std::string_view person, std::string_view line, Date from, std::string_view cause) const;

 private:
  void attach(const DebtRegister& debt_register);

  std::vector<KnownDebt> debts_;  // oldest first
};

}  // namespace counterfoil::cwd
