// Where each matter's money goes: the next payments where the payee is still paid, else an invoice (plugins/domain.md, "Getting
// overpayments back"); and why not.
#pragma once

#include <vector>

#include "debtor_list.hpp"
#include "debtors_settings.hpp"
#include "matter.hpp"
#include "register.hpp"

namespace counterfoil::debtors {

void route_all(std::vector<Matter>& matters, const DebtorList& debtors, const FinanceCodes& codes, const Register& past,
               const Settings& settings, Notes& notes);

}  // namespace counterfoil::debtors
