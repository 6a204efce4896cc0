// The lines that a release sends to the finance system: what is on them, and what must stay off.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "debtors_settings.hpp"
#include "matter.hpp"

namespace counterfoil::debtors {

struct InvoiceLine {
  const Matter* matter = nullptr;
  std::string invoice;      // lines of one invoice have the same; it is what keeps siblings apart
  std::int64_t number = 1;  // of the line on its invoice
  std::string text;         // at most 240 characters
  std::string plan;         // the agreed instalments in words
};

/// "Overpayment of short breaks, 03/11/2025 to 17/11/2025: placement ended. Person X100123. Our reference CF..."
std::string invoice_text(const Matter& matter, const Settings& settings);
/// Whether a word of the child's name stands in the reason that the list gives.
bool names_child(std::string_view cause, std::string_view name);

/// In order of debtor, invoice and day.
std::vector<InvoiceLine> invoice_lines_of(const std::vector<Matter>& matters, const Settings& settings, Notes& notes);

}  // namespace counterfoil::debtors
