// The register of the Sundry debtors workbook. A debt that is in it is recovered there: what came back of it is what the register
// counts, and money that an export takes back is a deduction that somebody may tick there.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "counterfoil/date.hpp"
#include "counterfoil/money.hpp"
#include "counterfoil/plugin.hpp"

namespace counterfoil::cwd {

struct PlannedDeduction {
  std::int64_t number = 0;
  std::optional<Date> due;
  Pence amount;
  bool ticked = false;
};

/// A matter of the register that stands: not withdrawn, and no credit note.
struct DebtMatter {
  std::string reference, person, line;  // ids without leading zeros, in plain words
  std::string payee, cause;             // plain words
  DateSpan span;
  Pence raised, credited, paid, deducted;
  bool cancelled = false;
  std::vector<PlannedDeduction> deductions;  // by number

  Pence counted() const { return paid + deducted; }
  Pence to_come() const { return cancelled ? Pence{} : raised - credited - counted(); }
};

class DebtRegister {
 public:
  DebtRegister() = default;
  /// The inputs debt-register and debt-deductions, where they were given.
  explicit DebtRegister(const plugin::Run& run);
  const std::vector<DebtMatter>& matters() const { return matters_; }

 private:
  std::vector<DebtMatter> matters_;
};

}  // namespace counterfoil::cwd
